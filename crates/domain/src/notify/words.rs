//! The sentences of a notification: what happened, to which ticket, and how late it is.

use super::{Action, NotificationKind, SUMMARY, Showing, Urgency, Warning};
use crate::ids::TicketId;
use crate::sla::{Level, Metric};
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How many tickets a summary names before it says how many more there are.
const NAMED: usize = 3;

/// What is said this soon after its instant is said in time.
const PUNCTUAL_MS: i64 = 3_000;

/// Words one warning on its own.
pub(super) fn alone(warning: &Warning, now: Timestamp) -> Showing {
    let metric = match warning.instant.metric {
        Metric::FirstResponse => "First response",
        Metric::NextResponse => "Next response",
        Metric::Resolution => "Resolution",
    };
    let left_ms = warning.instant.due.0 - now.0;
    let (title, when, urgency) = match warning.instant.level {
        Level::AtRisk(_) => (
            format!("{metric} at risk: {}", warning.number),
            format!("Due in {}", span(left_ms)),
            Urgency::Normal,
        ),
        Level::Breach => {
            let when = match -left_ms {
                ..PUNCTUAL_MS => "Due now".to_owned(),
                late_ms @ PUNCTUAL_MS..60_000 => format!("{} s late", late_ms / 1000),
                late_ms => format!("{} late", span(late_ms)),
            };
            (format!("{metric} breached: {}", warning.number), when, Urgency::High)
        }
    };
    Showing {
        key: warning.key().to_string(),
        replaces: Vec::new(),
        title,
        body: [Some(warning.subject.as_str()), warning.who.as_deref(), Some(&when)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        kind: match warning.instant.level {
            Level::AtRisk(_) => NotificationKind::AtRisk,
            Level::Breach => NotificationKind::Breach,
        },
        ticket: Some(warning.ticket),
        tickets: vec![warning.ticket],
        metric: Some(warning.instant.metric),
        actions: Action::of_ticket(warning.mine),
        urgency,
    }
}

/// Words many warnings as one; a ticket counts once, and breached rather than at risk.
pub(super) fn summary(warnings: &[&Warning], replaces: Vec<String>, after_quiet_hours: bool) -> Showing {
    let mut tickets: BTreeMap<TicketId, (bool, &str)> = BTreeMap::new();
    for warning in warnings {
        let entry = tickets.entry(warning.ticket).or_insert((false, &warning.number));
        entry.0 |= warning.instant.level == Level::Breach;
    }
    let breached = tickets.values().filter(|(breached, _)| *breached).count();
    let at_risk = tickets.len() - breached;
    let title = match (breached, at_risk) {
        (0, at_risk) => format!("{} at risk", count(at_risk)),
        (breached, 0) => format!("{} breached", count(breached)),
        (breached, at_risk) => format!("{} breached, {at_risk} at risk", count(breached)),
    };
    // The breached ones first, each in the order of the instants.
    let mut named: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<TicketId> = BTreeSet::new();
    for wanted in [true, false] {
        for warning in warnings {
            let (is_breached, number) = tickets[&warning.ticket];
            if is_breached == wanted && seen.insert(warning.ticket) {
                named.push(number);
            }
        }
    }
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    let mut body = named.join(", ");
    if more > 0 {
        body.push_str(&format!(" and {more} more"));
    }
    if after_quiet_hours {
        body.push_str("\nHeld back during quiet hours");
    }
    Showing {
        key: SUMMARY.to_owned(),
        replaces,
        title,
        body,
        kind: if breached > 0 { NotificationKind::Breach } else { NotificationKind::AtRisk },
        ticket: None,
        tickets: tickets.into_keys().collect(),
        metric: None,
        actions: vec![Action::Open],
        urgency: if breached > 0 { Urgency::High } else { Urgency::Normal },
    }
}

fn count(tickets: usize) -> String {
    if tickets == 1 { "1 ticket".to_owned() } else { format!("{tickets} tickets") }
}

/// Words a span of time by its two largest units, whole minutes at the least.
fn span(ms: i64) -> String {
    let minutes = (ms / 60_000).max(1);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, 0, _) => format!("{days} d"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}
