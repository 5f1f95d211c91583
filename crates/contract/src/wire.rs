//! Messages between a device and a server; see docs/sync.md. Numbers are integers, times Unix milliseconds.

use domain::change::Change;
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::record::{Record, Seq};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of these messages.
pub const PROTOCOL: u32 = 1;
/// The most changes in one push.
pub const PUSH_LIMIT: usize = 200;
/// The most bytes of one decompressed body, either way.
pub const BODY_LIMIT_BYTES: usize = 16 * 1024 * 1024;

pub const HEADER_DEVICE: &str = "x-tern-device";
pub const HEADER_PROTOCOL: &str = "x-tern-proto";
pub const HEADER_TIME: &str = "x-tern-time";
pub const HEADER_EPOCH: &str = "x-tern-epoch";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    pub email: String,
    pub password: String,
    pub device: DeviceId,
    pub device_name: String,
}

/// The answer to a sign-in and to a refresh.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    pub access: String,
    pub access_expires_at: Timestamp,
    pub refresh: String,
    pub person: PersonId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefreshRequest {
    pub refresh: String,
    pub device: DeviceId,
    /// The version of the app, for the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// How many changes wait on the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<i64>,
}

/// What a revoked device hands over before it destroys its copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuarantineRequest {
    pub changes: Vec<Change>,
    /// Whether this is all.
    pub last: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuarantineAnswer {
    /// How many are kept for an admin; the others had taken effect already.
    pub kept: usize,
}

/// A desk that is a copy of another asks to be a device of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RekeyRequest {
    /// The id that it chose.
    pub device: DeviceId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hello {
    pub epoch: Uuid,
    pub head: Seq,
    pub time: Timestamp,
    pub protocol: u32,
    pub min_protocol: u32,
    pub server_version: String,
    /// How many live records there are, for progress.
    pub records: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushRequest {
    pub device: DeviceId,
    pub changes: Vec<NumberedChange>,
}

/// A change with its place in the device's own order, counted from 1 without gaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberedChange {
    pub n: i64,
    pub change: Change,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushAnswer {
    pub results: Vec<PushResult>,
    pub head: Seq,
    pub time: Timestamp,
    /// The change after the last result broke something on the server: send it and what follows again after this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<i64>,
}

/// What became of one change; the server keeps it and gives the same answer to the same change for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushResult {
    pub n: i64,
    pub id: ChangeId,
    pub outcome: Outcome,
    /// The commit that took it in, or in which it was refused.
    pub seq: Seq,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// One page of the feed: every record whose last change lies after the cursor, oldest change first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PullPage {
    pub epoch: Uuid,
    /// The cursor that this page continues from.
    pub prev: Cursor,
    /// The cursor after this page.
    pub next: Cursor,
    pub head: Seq,
    pub time: Timestamp,
    pub records: Vec<Record>,
    /// Whether there is nothing after this page.
    pub done: bool,
}

/// A place in the feed: everything up to and including (`seq`, `kind`, `id`) is known.
///
/// The pair inside a seq lets one huge commit, an import say, be read in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cursor {
    pub seq: Seq,
    /// Kind code and id of the last record read inside `seq`; at the end of a seq the largest of both.
    #[serde(default)]
    pub kind: i16,
    #[serde(default)]
    pub id: Uuid,
}

impl Cursor {
    /// The cursor that knows all of `seq`.
    pub fn after(seq: Seq) -> Self {
        Cursor { seq, kind: i16::MAX, id: Uuid::max() }
    }
}

/// An error answer of any route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    pub code: ErrorCode,
    pub detail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<i64>,
}

/// What a device or a script does something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The access token is missing, wrong or old: refresh it or sign in.
    Unauthorised,
    /// E-mail and password do not fit.
    WrongPassword,
    TooManyTries,
    Forbidden,
    NotFound,
    BadRequest,
    TooLarge,
    /// A number was used twice with different content: this device is a copy of another.
    DeviceForked,
    /// An admin took the device its right to sync: it hands over what it has and destroys its copy.
    DeviceRevoked,
    /// A number was skipped; `detail` names the one expected.
    Gap,
    /// The device speaks a protocol that this server does not.
    Upgrade,
    Conflict,
    Internal,
}
