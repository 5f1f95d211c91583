//! What happens to a ticket as far as its clocks care, and the one order in which it happened.

use super::policy::Policy;
use crate::calendar::Schedule;
use crate::ids::EventId;
use crate::priority::Priority;
use crate::status::StatusCategory;
use crate::time::Timestamp;
use std::sync::Arc;

/// One thing that happened to a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Decides between two events of one instant.
    pub id: EventId,
    /// When it happened, by the corrected clock of the device where it happened.
    pub at: Timestamp,
    pub kind: EventKind,
}

/// The kinds of events that a clock listens to.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// The opening text is never a response, whoever wrote it.
    Created {
        priority: Priority,
        category: StatusCategory,
    },
    Status(StatusCategory),
    Priority(Priority),
    /// A public reply by an agent; it counts when it was delivered, and not before.
    AgentReply {
        delivered_at: Option<Timestamp>,
    },
    RequesterMessage,
    /// An internal note, an automatic reply, anything that answers nobody.
    Note,
    /// The policy was edited, or another one applies from here on.
    PolicyChanged(Arc<Policy>),
    /// The ticket came under another policy, with all that goes with it: one change, judged once.
    Governed {
        priority: Priority,
        policy: Arc<Policy>,
        schedule: Arc<Schedule>,
    },
    /// The calendar was edited, or another one applies from here on.
    CalendarChanged(Arc<Schedule>),
}

impl Event {
    /// When the event takes effect; `None` for a reply that nobody has received.
    pub fn counts_at(&self) -> Option<Timestamp> {
        match &self.kind {
            EventKind::AgentReply { delivered_at } => *delivered_at,
            EventKind::Created { .. }
            | EventKind::Status(_)
            | EventKind::Priority(_)
            | EventKind::RequesterMessage
            | EventKind::Note
            | EventKind::PolicyChanged(_)
            | EventKind::Governed { .. }
            | EventKind::CalendarChanged(_) => Some(self.at),
        }
    }
}

/// The creation of a ticket, taken out of its events.
#[derive(Debug, Clone, Copy)]
pub(super) struct Creation {
    pub(super) at: Timestamp,
    pub(super) priority: Priority,
    pub(super) category: StatusCategory,
}

/// Returns the creation and what followed it by `as_of`, in the one order.
///
/// Nothing happens before the creation: what a badly set clock dates earlier counts from there.
pub(super) fn in_order(
    events: &[Event],
    as_of: Timestamp,
) -> Option<(Creation, Vec<(Timestamp, &EventKind)>)> {
    let mut counted: Vec<(Timestamp, EventId, &EventKind)> =
        events.iter().filter_map(|event| Some((event.counts_at()?, event.id, &event.kind))).collect();
    counted.sort_by_key(|(at, id, _)| (*at, *id));
    let creation = counted.iter().find_map(|(at, _, kind)| match kind {
        EventKind::Created { priority, category } => {
            Some(Creation { at: *at, priority: *priority, category: *category })
        }
        EventKind::Status(_)
        | EventKind::Priority(_)
        | EventKind::AgentReply { .. }
        | EventKind::RequesterMessage
        | EventKind::Note
        | EventKind::PolicyChanged(_)
        | EventKind::Governed { .. }
        | EventKind::CalendarChanged(_) => None,
    })?;
    if creation.at > as_of {
        return None;
    }
    let rest =
        counted.into_iter().map(|(at, _, kind)| (at.max(creation.at), kind)).filter(|(at, _)| *at <= as_of);
    Some((creation, rest.collect()))
}
