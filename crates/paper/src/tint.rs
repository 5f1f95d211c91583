//! The few colours that paper has; they stay apart in grey, too.

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tint(pub(crate) u8, pub(crate) u8, pub(crate) u8);

pub(crate) const INK: Tint = Tint(0x1a, 0x1d, 0x21);
pub(crate) const MUTED: Tint = Tint(0x5c, 0x63, 0x6e);
pub(crate) const LINK: Tint = Tint(0x1f, 0x55, 0xa8);
pub(crate) const RULE: Tint = Tint(0xd5, 0xd9, 0xdf);
pub(crate) const CODE: Tint = Tint(0xf3, 0xf4, 0xf6);
/// The bars beside what was said.
pub(crate) const REQUESTER: Tint = Tint(0xa9, 0xb0, 0xba);
pub(crate) const AGENT: Tint = Tint(0x2f, 0x6b, 0xd8);
pub(crate) const INTERNAL: Tint = Tint(0xc4, 0x8a, 0x0a);
/// The ground of what is internal.
pub(crate) const INTERNAL_GROUND: Tint = Tint(0xfe, 0xf7, 0xe2);
