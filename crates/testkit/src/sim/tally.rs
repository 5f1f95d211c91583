//! What has to occur somewhere among a thousand worlds: a fault that never happens proves nothing.

use super::script::{DESK_POINTS, KEEP, LITTLE, MUCH, SERVER_POINTS};
use std::collections::BTreeSet;

/// The names of everything that is wanted.
pub fn wanted() -> Vec<String> {
    const OCCURS: [&str; 63] = [
        "cut",
        "cut up",
        "cut down",
        "storm",
        "kill",
        "power loss",
        "sleep",
        "roam",
        "clock jump",
        "disk full",
        "rot",
        "clone",
        "revoke",
        "surrendered",
        "session ended",
        "signed in",
        "server kill",
        "server power loss",
        "backup",
        "restore",
        "reach",
        "privacy",
        "forget deleted",
        "quarantine decided",
        "night",
        "looked",
        "fetched",
        "lost request",
        "lost answer",
        "doubled request",
        "cut short",
        "garbage",
        "portal",
        "busy",
        "half-open",
        "stream",
        "mute stream",
        "long poll",
        "outcome Applied",
        "outcome Merged",
        "outcome Noop",
        "outcome Conflict",
        "outcome Held",
        "outcome Rejected",
        "conflict Ask",
        "conflict Text",
        "conflict Guarded",
        "fate rejected",
        "fault Offline",
        "fault Timeout",
        "fault Portal",
        "fault Garbage",
        "fault Busy",
        "fault Unauthorised",
        "fault Revoked",
        "fault History",
        "fault Refused",
        "fault Local",
        "conflict auto",
        "rest GET",
        "rest PATCH",
        "rest POST",
        "log moved",
    ];
    let points = DESK_POINTS.iter().chain(&SERVER_POINTS).map(|point| format!("died at {point}"));
    let acts = MUCH.iter().chain(&LITTLE).chain(&KEEP).map(|act| format!("act {act:?}"));
    let all: BTreeSet<String> =
        OCCURS.iter().map(|name| (*name).to_owned()).chain(points).chain(acts).collect();
    all.into_iter().collect()
}
