//! Visits as screens show them, and what people do with them.

use crate::board::Mark;
use crate::ticket::AttachmentView;
use domain::ids::{AttachmentId, PersonId, TicketId, VisitId};
use domain::priority::Priority;
use domain::time::Timestamp;
use domain::visit::{StepKind, VisitState};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which visits; what belongs to tickets that one may not see is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VisitQuery {
    /// All visits of one ticket, whatever else is asked.
    pub ticket: Option<TicketId>,
    /// Those that overlap this range; both ends or neither.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Only theirs; empty: everybody's.
    pub technicians: Vec<PersonId>,
    /// In place of a range: those that have no time or nobody to go there, and are not over.
    pub unscheduled: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VisitView {
    pub id: VisitId,
    pub ticket: TicketId,
    pub number: String,
    pub subject: String,
    pub priority: Priority,
    pub requester: Option<String>,
    pub phone: Option<String>,
    pub organisation: Option<String>,
    /// `None`: nobody goes there yet.
    pub technician: Option<PersonId>,
    pub technician_name: Option<String>,
    /// `None`, both: not scheduled yet.
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub address: Option<String>,
    /// What is to be done there.
    pub purpose: Option<String>,
    pub state: VisitState,
    /// What may be said of it next, the usual one first.
    pub next: Vec<StepKind>,
    /// Oldest first, what was taken back included.
    pub steps: Vec<VisitStepView>,
    /// From arrival until it was done, or until now.
    pub on_site_seconds: Option<i64>,
    /// What was booked for it.
    pub spent_seconds: i64,
    /// Such as `2 × Fuser kit`.
    pub parts: Vec<String>,
    pub signature: Option<AttachmentId>,
    pub signed_by: Option<String>,
    /// Photos and other files that were taken there; the signature is not among them.
    pub files: Vec<AttachmentView>,
    /// What stands between the ticket of this visit and the server.
    pub mark: Mark,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VisitStepView {
    pub kind: StepKind,
    pub at: Timestamp,
    pub by: PersonId,
    pub by_name: Option<String>,
    /// A later step took it back.
    pub taken_back: bool,
}

/// Who goes where, when and what for; what is left out is open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitPlan {
    #[serde(default)]
    pub technician: Option<PersonId>,
    #[serde(default)]
    pub from: Option<Timestamp>,
    #[serde(default)]
    pub until: Option<Timestamp>,
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub purpose: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitAdd {
    pub ticket: TicketId,
    #[serde(flatten)]
    pub plan: VisitPlan,
}

/// Plans a visit anew: all of the plan is as it shall be afterwards.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitSet {
    pub visit: VisitId,
    #[serde(flatten)]
    pub plan: VisitPlan,
}

/// Says what happened on a visit, now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitStep {
    pub visit: VisitId,
    pub step: StepKind,
    /// With `done` or `cancelled`: what was done or why not; it becomes an internal note of the ticket.
    #[serde(default)]
    pub report: Option<String>,
    /// With `done`: time to book on the ticket.
    #[serde(default)]
    pub minutes: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitParts {
    pub visit: VisitId,
    #[serde(default)]
    pub add: Vec<String>,
    #[serde(default)]
    pub remove: Vec<String>,
}

/// The requester signs: the picture is a file of the visit already.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitSign {
    pub visit: VisitId,
    pub signature: AttachmentId,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct VisitPick {
    pub visit: VisitId,
}
