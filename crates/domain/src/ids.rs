//! Typed identifiers, so that a team can never be passed where a ticket is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+};
}

ids! {
    /// A ticket.
    TicketId,
    /// A person: requester or member of staff.
    PersonId,
    /// A team, the unit of routing and policy.
    TeamId,
    /// A customer organisation.
    OrganisationId,
    /// A node of the category tree.
    CategoryId,
    /// A saved board.
    BoardId,
    /// A message of a ticket's thread.
    MessageId,
    /// The metadata of an attached file.
    AttachmentId,
    /// A span of time spent on a ticket.
    TimeEntryId,
    /// A relation between two tickets.
    LinkId,
    /// A line of a ticket's history.
    EventId,
    /// One change, made once, applied once.
    ChangeId,
    /// A field that two people edited.
    ConflictId,
    /// One installed desk.
    DeviceId,
    /// A set of business hours.
    CalendarId,
    /// A set of targets and what they are for.
    PolicyId,
    /// A step of an escalation.
    StepId,
    /// A reminder, or a ticket that somebody put off.
    ReminderId,
    /// A saved view.
    ViewId,
    /// A canned reply.
    CannedId,
    /// A visit to where the requester is.
    VisitId,
    /// A macro.
    MacroId,
    /// A report that somebody put together.
    ReportId,
    /// An item of a checklist.
    ChecklistItemId,
    /// A template for new tickets.
    TemplateId,
}

/// Derives the id of something that every desk creates alike, such as a default status.
///
/// Two desks that never met give the same thing the same id, so connecting them later duplicates nothing.
pub fn stable_id(kind: &str, key: &str) -> Uuid {
    let hash = blake3::hash(format!("tern/{kind}/{key}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
