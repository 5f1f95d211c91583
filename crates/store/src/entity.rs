//! The tables as SeaORM sees them; no entity leaves this crate.

#[expect(unreachable_pub, reason = "the derive makes public types")]
pub(crate) mod access_token;
#[expect(unreachable_pub, reason = "the derive makes public types")]
pub(crate) mod credential;
pub(crate) mod device;
pub(crate) mod outbox;
pub(crate) mod person;
pub(crate) mod record;
#[expect(unreachable_pub, reason = "the derive makes public types")]
pub(crate) mod refresh_token;
pub(crate) mod session;
#[expect(unreachable_pub, reason = "the derive makes public types")]
pub(crate) mod sight;
#[expect(unreachable_pub, reason = "the derive makes public types")]
pub(crate) mod sign_in_attempt;
pub(crate) mod ticket;
