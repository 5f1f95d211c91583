//! The send guard: a public reply that was written before the conversation went on waits for a person.

use crate::history::{Event, What};
use crate::message::MessageKind;
use crate::record::Record;
use crate::status::StatusCategory;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why a reply waits, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    pub reason: HoldReason,
    pub since: Timestamp,
}

/// What happened that the author of a reply had not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// Somebody wrote to the requester, or the requester wrote.
    NewMessage,
    /// The ticket is somebody else's now.
    RequesterChanged,
    /// The ticket was resolved or closed.
    Closed,
}

/// What becomes of a public reply whose author had not seen all of the conversation; a team decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StaleReplies {
    /// It waits until somebody sends it: what was sent cannot be taken back.
    #[default]
    Hold,
    Send,
    /// It waits if it was written longer ago than this.
    HoldAfter {
        minutes: i64,
    },
}

impl StaleReplies {
    /// Whether nothing was decided.
    pub fn is_default(&self) -> bool {
        *self == StaleReplies::default()
    }

    fn lets_through(self, written: Timestamp, received: Timestamp) -> bool {
        match self {
            StaleReplies::Hold => false,
            StaleReplies::Send => true,
            StaleReplies::HoldAfter { minutes } => {
                received.0.saturating_sub(written.0) <= minutes.saturating_mul(60_000)
            }
        }
    }
}

/// Says why a reply that is received now has to wait; `unseen` are the lines of history that its author had not seen.
pub fn hold<'a>(
    policy: StaleReplies,
    written: Timestamp,
    received: Timestamp,
    unseen: impl IntoIterator<Item = &'a Event>,
) -> Option<Held> {
    if policy.lets_through(written, received) {
        return None;
    }
    let reason = unseen.into_iter().filter_map(reason_of).min()?;
    Some(Held { reason, since: received })
}

/// What a line of history means to a reply that is on its way.
fn reason_of(event: &Event) -> Option<HoldReason> {
    match &event.what {
        What::Replied { .. } => Some(HoldReason::NewMessage),
        What::Changed { fields, category } => {
            if fields.iter().any(|change| change.field == "requester") {
                Some(HoldReason::RequesterChanged)
            } else {
                category.filter(|category: &StatusCategory| category.is_done()).map(|_| HoldReason::Closed)
            }
        }
        What::Created { .. }
        | What::Held { .. }
        | What::Noted { .. }
        | What::Attached { .. }
        | What::Worked { .. }
        | What::Linked { .. }
        | What::Checklist { .. }
        | What::Removed { .. }
        | What::Restored { .. }
        | What::GaveUp { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => None,
    }
}

/// Whether a record is a public message of the desk itself.
pub fn is_reply(record: &Record) -> bool {
    let says = |field: &str, value: &serde_json::Value| record.field(field) == value;
    says("kind", &serde_json::json!(MessageKind::Reply)) && says("side", &serde_json::json!("agent"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MessageId, TicketId};
    use crate::merge::FieldChange;
    use crate::message::Side;
    use serde_json::Value;
    use uuid::Uuid;

    fn line(what: What) -> Event {
        let ticket = TicketId(Uuid::nil());
        Event { ticket, at: Timestamp(0), received_at: None, by: None, what }
    }

    fn reply() -> Event {
        let message = MessageId(Uuid::nil());
        line(What::Replied { message, side: Side::Requester, delivered_at: None })
    }

    fn changed(field: &str, category: Option<StatusCategory>) -> Event {
        let field = FieldChange { field: field.to_owned(), from: Value::Null, to: Value::Null };
        line(What::Changed { fields: vec![field], category })
    }

    #[test]
    fn only_what_changes_the_conversation_holds_a_reply() {
        let held = |event: &Event| {
            hold(StaleReplies::Hold, Timestamp(0), Timestamp(9), [event]).map(|held| held.reason)
        };
        assert_eq!(held(&reply()), Some(HoldReason::NewMessage));
        assert_eq!(held(&changed("requester", None)), Some(HoldReason::RequesterChanged));
        assert_eq!(held(&changed("status", Some(StatusCategory::Closed))), Some(HoldReason::Closed));
        assert_eq!(held(&changed("status", Some(StatusCategory::Open))), None);
        assert_eq!(held(&changed("priority", None)), None);
        assert_eq!(held(&line(What::Worked { seconds: 60 })), None);
        assert_eq!(hold(StaleReplies::Hold, Timestamp(0), Timestamp(9), []), None);
    }

    #[test]
    fn a_team_decides_how_old_a_reply_may_be() {
        let reply = reply();
        let waits = |policy, age_ms| hold(policy, Timestamp(0), Timestamp(age_ms), [&reply]).is_some();
        assert!(!waits(StaleReplies::Send, i64::MAX));
        assert!(!waits(StaleReplies::HoldAfter { minutes: 5 }, 5 * 60_000));
        assert!(waits(StaleReplies::HoldAfter { minutes: 5 }, 5 * 60_000 + 1));
    }
}
