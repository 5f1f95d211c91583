//! What admins see of other computers: which there are, and what they could not bring in themselves.

use crate::sync::Deed;
use domain::ids::{ChangeId, DeviceId, PersonId, TicketId};
use domain::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// A computer that has signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceView {
    pub id: DeviceId,
    pub name: String,
    pub person: PersonId,
    pub person_name: String,
    pub first_seen: Timestamp,
    pub last_seen: Timestamp,
    /// The version of the app there.
    pub app: Option<String>,
    /// How many changes waited there when it was last heard of.
    pub pending: Option<i64>,
    pub revoked_at: Option<Timestamp>,
    /// When it handed over what it had and went to destroy its copy.
    pub surrendered_at: Option<Timestamp>,
    /// Whether it is the one that asks.
    pub this: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DevicePick {
    pub device: DeviceId,
}

/// Why a change is kept aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuarantineReason {
    /// Judging it broke something on the server.
    Poison,
    /// Its device was revoked before it was sent.
    Revoked,
    /// It was refused, and its author asks a lead to decide.
    Refused,
}

/// Where a change that is kept aside stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuarantineState {
    Waiting,
    Applied,
    Discarded,
}

/// A change that did not take effect and is kept until an admin decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuarantineView {
    pub change: ChangeId,
    pub person: PersonId,
    pub person_name: String,
    pub device: DeviceId,
    pub ticket: Option<TicketId>,
    pub number: Option<String>,
    /// What it does, in words.
    pub what: String,
    /// The same in parts, for whoever says it in another language; none when this Tern cannot read them.
    #[serde(default, deserialize_with = "known")]
    pub deed: Option<Deed>,
    /// The text that would be lost with it.
    pub text: Option<String>,
    pub reason: QuarantineReason,
    /// What broke.
    pub error: Option<String>,
    pub at: Timestamp,
    pub state: QuarantineState,
    pub decided_by: Option<String>,
    pub decided_at: Option<Timestamp>,
}

/// A server may be newer than who asks it and name kinds that nobody here knows: the list is read all the same.
fn known<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Deed>, D::Error> {
    Ok(serde_json::from_value(serde_json::Value::deserialize(from)?).ok())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct QuarantineQuery {
    /// Those that were decided, too.
    pub decided_too: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuarantinePick {
    pub change: ChangeId,
}

/// How long a desk may go without its server before its window locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfflineLease {
    /// Whole days; 0 for ever.
    pub days: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_kept_aside_is_read_from_older_and_newer_servers() {
        let id = uuid::Uuid::nil();
        let mut view = json!({
            "change": id, "person": id, "person_name": "Ben", "device": id, "ticket": null, "number": null,
            "what": "delete a visit", "text": null, "reason": "revoked", "error": null, "at": 0, "state": "waiting",
            "decided_by": null, "decided_at": null,
        });
        let read =
            |view: &serde_json::Value| serde_json::from_value::<QuarantineView>(view.clone()).unwrap().deed;
        assert_eq!(read(&view), None);
        view["deed"] = json!({ "is": "removed", "kind": "visit" });
        assert_eq!(read(&view), Some(Deed::Removed { kind: domain::record::Kind::Visit }));
        view["deed"] = json!({ "is": "removed", "kind": "spaceship" });
        assert_eq!(read(&view), None);
    }
}
