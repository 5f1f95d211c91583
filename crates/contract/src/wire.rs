//! Messages between a device and a server; see docs/sync.md. Numbers are integers, times Unix milliseconds.

use crate::presence::Doing;
use domain::change::Change;
use domain::digest::Sum;
use domain::ids::{ChangeId, DeviceId, PersonId, TicketId};
use domain::merge::Outcome;
use domain::record::{Kind, Record, Seq};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of these messages; what makes it grow stands in docs/sync.md, "Old and new".
pub const PROTOCOL: u32 = 1;
/// The oldest version that a server still speaks.
pub const OLDEST_PROTOCOL: u32 = 1;
/// The most changes in one push.
pub const PUSH_LIMIT: usize = 200;
/// The most ranges in one comparison of digests.
pub const DIGEST_LIMIT: usize = 32;
/// The most bytes of one decompressed body, either way.
pub const BODY_LIMIT_BYTES: usize = 16 * 1024 * 1024;
/// The longest answer that a device reads. A server ends its pages at a quarter of a body, behind a record that may be long:
/// each of a ticket's texts has a million bytes at most, and JSON makes up to six of one.
pub const ANSWER_LIMIT_BYTES: usize = 4 * BODY_LIMIT_BYTES;

/// The most bytes of one chunk of a file.
pub const CHUNK_LIMIT_BYTES: usize = 4 * 1024 * 1024;
/// The least bytes of one chunk of a file, but for its last.
pub const CHUNK_LEAST_BYTES: usize = 16 * 1024;

pub const HEADER_DEVICE: &str = "x-tern-device";
pub const HEADER_PROTOCOL: &str = "x-tern-proto";
pub const HEADER_TIME: &str = "x-tern-time";
pub const HEADER_EPOCH: &str = "x-tern-epoch";
/// Where in its file a chunk belongs.
pub const HEADER_UPLOAD_OFFSET: &str = "upload-offset";
/// BLAKE3 of a chunk, in hex.
pub const HEADER_CHUNK: &str = "x-tern-chunk";

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

/// A device has a file that an attachment names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadRequest {
    /// BLAKE3 of all of it, in hex.
    pub hash: String,
    pub size_bytes: i64,
}

/// Where the upload of a file stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum UploadAnswer {
    /// All of it is kept.
    Have,
    /// It goes on at this offset.
    Wanted { upload: Uuid, offset_bytes: i64 },
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
    /// How many live records the reader may see, for progress.
    pub records: i64,
    /// Whether it passes on who is on a ticket; servers of before do not.
    #[serde(default)]
    pub presence: bool,
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
    /// Tickets that the reader no longer sees: they go, with everything that belongs to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Uuid>,
    /// Whether there is nothing after this page.
    pub done: bool,
    /// On the last page, the sum over all live records that the reader may see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Sum>,
    /// Deletions up to this commit are forgotten: what is deleted on the device and older goes for good.
    #[serde(default)]
    pub forgotten: Seq,
}

/// The answer to a wait for news.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct News {
    /// The newest commit that concerns whoever asks, or the one asked about when nothing came in time.
    pub head: Seq,
    /// Who is on a ticket on which this device said to be, when that was the news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Present>,
}

/// A device says what its person does on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresenceRequest {
    pub ticket: TicketId,
    pub doing: Doing,
}

/// The others on a ticket, as they stand now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Present {
    pub ticket: TicketId,
    pub people: Vec<PresentPerson>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresentPerson {
    pub person: PersonId,
    pub doing: Doing,
    /// How long they count as there without another word of them.
    pub left_ms: i64,
}

/// Ranges of ids to compare, up to `DIGEST_LIMIT` of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DigestRequest {
    pub ranges: Vec<DigestRange>,
}

/// The records of a kind with ids behind `after`, up to and including `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DigestRange {
    pub kind: Kind,
    pub after: Uuid,
    pub to: Uuid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DigestAnswer {
    pub epoch: Uuid,
    /// One for each range that was asked for.
    pub ranges: Vec<RangeAnswer>,
}

/// What the server has of a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RangeAnswer {
    /// The range cut into parts that follow each other without a gap; empty when it is small.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<DigestPart>,
    /// All live records of a small range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<Record>>,
}

/// A part of a range, up to and including `to`, and its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DigestPart {
    pub to: Uuid,
    #[serde(flatten)]
    pub sum: Sum,
}

/// A part of everything that a person may see, in the order in which a device copies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What belongs to no ticket: settings, teams, people.
    #[default]
    Shared,
    /// Tickets that somebody still works on; only a first copy asks for them before the others.
    Open,
    /// All tickets.
    Tickets,
    /// Nothing is left.
    Done,
}

/// A place in a copy of everything: parts in order, tickets newest first, records of a ticket by kind and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub part: Part,
    /// The last ticket of which something was read; the largest id before the first.
    pub ticket: Uuid,
    /// Kind code and id of the last record that was read, of this ticket or of what belongs to none.
    pub kind: i16,
    pub id: Uuid,
}

impl Place {
    /// Where a part begins.
    pub fn beginning(part: Part) -> Self {
        match part {
            Part::Shared => Place { part, ticket: Uuid::nil(), kind: 0, id: Uuid::nil() },
            Part::Open | Part::Tickets | Part::Done => {
                Place { part, ticket: Uuid::max(), kind: i16::MAX, id: Uuid::max() }
            }
        }
    }
}

/// One page of everything that a person may see.
///
/// Read from the tables as they stand: what changes meanwhile has a commit after `since` and comes with the feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnapshotPage {
    pub epoch: Uuid,
    /// The commit from which the feed is read once the copy is complete.
    pub since: Seq,
    pub prev: Place,
    pub next: Place,
    pub time: Timestamp,
    pub records: Vec<Record>,
    /// How many records were written into this page.
    pub count: usize,
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
    /// The feed cannot be continued from this cursor: copy everything again. Nothing that waits is lost.
    CursorExpired,
    /// The server has more to do than it can keep waiting: ask again later.
    Busy,
    Internal,
}
