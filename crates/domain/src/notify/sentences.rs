//! The sentences of a notification: what happened, to which ticket, and how late it is.

use super::{Action, Mark, NotificationKind, SUMMARY, Showing, Urgency, Warning};
use crate::ids::TicketId;
use crate::sla::Level;
use crate::time::Timestamp;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// How many tickets a summary names before it says how many more there are.
const NAMED: usize = 3;

/// What is said this soon after its instant is said in time.
const PUNCTUAL_MS: i64 = 3_000;

/// Words one warning on its own.
pub(super) fn alone(warning: &Warning, now: Timestamp, words: &Words) -> Showing {
    let metric = words.say(&format!("notify-metric-{}", warning.instant.metric.key()), &[]);
    let of = |key: &str| {
        words.say(key, &[("metric", metric.as_str().into()), ("number", warning.number.as_str().into())])
    };
    let late = |span: String| words.say("notify-late", &[("span", span.into())]);
    let left_ms = warning.instant.due.0 - now.0;
    let (title, when, urgency) = match warning.instant.level {
        Level::AtRisk(_) => (
            of("notify-atRisk-of"),
            words.say("notify-dueIn", &[("span", span(left_ms, words).into())]),
            Urgency::Normal,
        ),
        Level::Breach => {
            let when = match -left_ms {
                ..PUNCTUAL_MS => words.say("notify-dueNow", &[]),
                late_ms @ PUNCTUAL_MS..60_000 => {
                    late(words.say("span-seconds", &[("seconds", (late_ms / 1000).into())]))
                }
                late_ms => late(span(late_ms, words)),
            };
            (of("notify-breached-of"), when, Urgency::High)
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

/// Words many warnings as one, those that the storm showed `earlier` too; a ticket counts once, and breached rather
/// than at risk.
pub(super) fn summary(
    earlier: &[&Mark],
    fresh: &[&Warning],
    since: Timestamp,
    after_quiet_hours: bool,
    words: &Words,
) -> Showing {
    let of_marks =
        earlier.iter().map(|mark| (mark.key.ticket, mark.key.level == Level::Breach, mark.number.as_str()));
    let of_warnings = fresh
        .iter()
        .map(|warning| (warning.ticket, warning.instant.level == Level::Breach, warning.number.as_str()));
    let warned: Vec<(TicketId, bool, &str)> = of_marks.chain(of_warnings).collect();
    let mut tickets: BTreeMap<TicketId, (bool, &str)> = BTreeMap::new();
    for (ticket, is_breached, number) in &warned {
        let entry = tickets.entry(*ticket).or_insert((false, number));
        *entry = (entry.0 | is_breached, number);
    }
    let breached = tickets.values().filter(|(breached, _)| *breached).count();
    let at_risk = tickets.len() - breached;
    let tickets_of = |count: usize| words.say("notify-tickets", &[("count", count.into())]);
    let title = match (breached, at_risk) {
        (0, at_risk) => words.say("notify-some-atRisk", &[("tickets", tickets_of(at_risk).into())]),
        (breached, 0) => words.say("notify-some-breached", &[("tickets", tickets_of(breached).into())]),
        (breached, at_risk) => words
            .say("notify-some-both", &[("tickets", tickets_of(breached).into()), ("count", at_risk.into())]),
    };
    // The breached ones first, each in the order in which they came.
    let mut named: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<TicketId> = BTreeSet::new();
    for wanted in [true, false] {
        for (ticket, ..) in &warned {
            let (is_breached, number) = tickets[ticket];
            if is_breached == wanted && seen.insert(*ticket) {
                named.push(number);
            }
        }
    }
    // An older version kept no numbers.
    named.retain(|number| !number.is_empty());
    named.truncate(NAMED);
    let more = tickets.len() - named.len();
    let mut body = named.join(", ");
    if more > 0 {
        body = words.say("notify-more", &[("named", body.into()), ("count", more.into())]);
    }
    if after_quiet_hours {
        body.push('\n');
        body.push_str(&words.say("notify-afterQuiet", &[]));
    }
    Showing {
        key: format!("{SUMMARY}/{}", since.0),
        replaces: earlier.iter().filter(|mark| !mark.collapsed).map(|mark| mark.key.to_string()).collect(),
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

/// Words a span of time by its two largest units, whole minutes at the least.
fn span(ms: i64, words: &Words) -> String {
    let minutes = (ms / 60_000).max(1);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let (key, hours_of, minutes_of) = match (days, hours, rest) {
        (0, 0, minutes) => ("span-minutes", 0, minutes),
        (0, hours, 0) => ("span-hours", hours, 0),
        (0, hours, minutes) => ("span-hoursMinutes", hours, minutes),
        (_, 0, _) => ("span-days", 0, 0),
        (_, hours, _) => ("span-daysHours", hours, 0),
    };
    words.say(key, &[("days", days.into()), ("hours", hours_of.into()), ("minutes", minutes_of.into())])
}
