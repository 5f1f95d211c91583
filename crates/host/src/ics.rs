//! The calendar as iCalendar (RFC 5545): moments in UTC, names that stay the same when it is written again.

use crate::export::write;
use contract::agenda::{AgendaKind, AgendaSave, AgendaSaved, AgendaWords};
use contract::problem::Problem;
use contract::sla::{AgendaItem, AgendaView, AgendaWhat};
use domain::time::Timestamp;
use domain::visit::VisitState;

/// How long a line may be, in bytes, without its end.
const LINE_LIMIT: usize = 75;

/// Writes a calendar to a file, or gives it back.
pub(crate) async fn save(
    input: AgendaSave,
    agenda: AgendaView,
    now: Timestamp,
) -> Result<AgendaSaved, Problem> {
    let items: Vec<&AgendaItem> =
        agenda.items.iter().filter(|item| input.kinds.contains(&kind(&item.what))).collect();
    let text = calendar(&input.name, &items, &input.words, now);
    let (entries, more) = (items.len(), agenda.more);
    match &input.path {
        None => Ok(AgendaSaved { entries, more, text: Some(text) }),
        Some(path) => {
            write(path, text).await?;
            Ok(AgendaSaved { entries, more, text: None })
        }
    }
}

fn kind(what: &AgendaWhat) -> AgendaKind {
    match what {
        AgendaWhat::Due { .. } => AgendaKind::Due,
        AgendaWhat::FollowUp => AgendaKind::FollowUp,
        AgendaWhat::Reminder { .. } => AgendaKind::Reminder,
        AgendaWhat::Snooze { .. } => AgendaKind::Snooze,
        AgendaWhat::Visit { .. } => AgendaKind::Visit,
    }
}

fn calendar(name: &str, items: &[&AgendaItem], words: &AgendaWords, now: Timestamp) -> String {
    let mut file = Lines::default();
    file.plain("BEGIN", "VCALENDAR");
    file.plain("VERSION", "2.0");
    file.plain("PRODID", "-//Tern//Calendar//EN");
    file.plain("CALSCALE", "GREGORIAN");
    file.plain("METHOD", "PUBLISH");
    file.text("NAME", name);
    // Programs that are older than NAME know this one.
    file.text("X-WR-CALNAME", name);
    items.iter().for_each(|item| event(&mut file, item, words, now));
    file.plain("END", "VCALENDAR");
    file.0
}

fn event(file: &mut Lines, item: &AgendaItem, words: &AgendaWords, now: Timestamp) {
    let ticket = item.ticket.0;
    let named = format!("{} {}", item.number, item.subject);
    let mut who = item.assignee_name.as_deref();
    // A moment takes no time from whoever has it in a calendar; a visit does.
    let (mut until, mut place, mut status) = (None, None, "CONFIRMED");
    let (id, head) = match &item.what {
        AgendaWhat::Due { metric, .. } => {
            let head = words.due.get(metric).map(String::as_str).unwrap_or_default();
            (format!("due-{}-{ticket}", metric.key()), head)
        }
        AgendaWhat::FollowUp => (format!("follow-up-{ticket}"), words.follow_up.as_str()),
        AgendaWhat::Reminder { reminder, note } => {
            (format!("reminder-{}", reminder.0), note.as_deref().unwrap_or(&words.reminder))
        }
        AgendaWhat::Snooze { reminder } => (format!("snooze-{}", reminder.0), words.snooze.as_str()),
        AgendaWhat::Visit { visit, until: end, technician_name, address, state, .. } => {
            (until, place, who) = (Some(*end), address.as_deref(), technician_name.as_deref());
            if *state == VisitState::Cancelled {
                status = "CANCELLED";
            }
            (format!("visit-{}", visit.0), words.visit.as_str())
        }
    };
    let link = format!("tern://ticket/{ticket}");
    let told: Vec<&str> = [Some(named.as_str()), who, Some(link.as_str())].into_iter().flatten().collect();
    file.plain("BEGIN", "VEVENT");
    file.plain("UID", &format!("{id}@tern"));
    file.plain("DTSTAMP", &moment(now));
    file.plain("DTSTART", &moment(item.at));
    if let Some(until) = until {
        file.plain("DTEND", &moment(until));
    }
    file.text("SUMMARY", &format!("{head} · {named}"));
    file.text("DESCRIPTION", &told.join("\n"));
    if let Some(place) = place {
        file.text("LOCATION", place);
    }
    file.plain("URL", &link);
    file.plain("STATUS", status);
    file.plain("TRANSP", if until.is_some() { "OPAQUE" } else { "TRANSPARENT" });
    file.plain("END", "VEVENT");
}

/// An instant as `20260301T143000Z`.
fn moment(at: Timestamp) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of a file, none longer than readers have to take.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A value of somebody's words: what would end it or begin another is written so that it does not.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.replace("\r\n", "\n").chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' | '\r' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.plain(name, &escaped);
    }

    /// A value that has nothing to escape; a long line goes on in the next one, which begins with a space.
    fn plain(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LINE_LIMIT {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ticket::ClockState;
    use domain::ids::{ReminderId, TicketId, VisitId};
    use domain::priority::Priority;
    use domain::sla::Metric;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn item(subject: &str, what: AgendaWhat) -> AgendaItem {
        AgendaItem {
            at: at("2026-03-01T14:30:00Z"),
            what,
            ticket: TicketId(Uuid::from_u128(7)),
            number: "#1042".to_owned(),
            subject: subject.to_owned(),
            priority: Priority::Normal,
            assignee: None,
            assignee_name: Some("Ann Lee".to_owned()),
        }
    }

    fn visit(state: VisitState) -> AgendaWhat {
        AgendaWhat::Visit {
            visit: VisitId(Uuid::from_u128(9)),
            until: at("2026-03-01T16:00:00Z"),
            technician: None,
            technician_name: Some("Tom".to_owned()),
            address: Some("Main St 5; 2nd floor, left".to_owned()),
            state,
        }
    }

    fn due() -> AgendaWhat {
        AgendaWhat::Due { metric: Metric::Resolution, state: ClockState::Running }
    }

    async fn saved(items: Vec<AgendaItem>, kinds: Vec<AgendaKind>) -> AgendaSaved {
        let words = AgendaWords {
            due: BTreeMap::from([(Metric::Resolution, "Resolution".to_owned())]),
            follow_up: "Due date".to_owned(),
            reminder: "Reminder".to_owned(),
            snooze: "Comes back".to_owned(),
            visit: "Visit".to_owned(),
        };
        let query = serde_json::from_str(r#"{ "from": 0, "to": 1 }"#).unwrap();
        let input = AgendaSave { query, kinds, name: "Tern, mine".to_owned(), words, path: None };
        let agenda = AgendaView { items, more: false, open: Vec::new(), holidays: Vec::new() };
        save(input, agenda, at("2026-02-28T08:00:00Z")).await.unwrap()
    }

    /// The lines as RFC 5545 has them read: unfolded, each a name and an unescaped value.
    fn read(text: &str) -> Vec<(String, String)> {
        let unescaped = |value: &str| {
            let mut chars = value.chars();
            let mut plain = String::new();
            while let Some(c) = chars.next() {
                plain.push(match c {
                    '\\' => chars.next().map(|c| if c == 'n' { '\n' } else { c }).unwrap(),
                    c => c,
                });
            }
            plain
        };
        let whole = text.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        whole
            .split("\r\n")
            .map(|line| line.split_once(':').unwrap())
            .map(|(n, v)| (n.to_owned(), unescaped(v)))
            .collect()
    }

    fn all<'a>(lines: &'a [(String, String)], name: &str) -> Vec<&'a str> {
        lines.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
    }

    #[tokio::test]
    async fn a_calendar_reads_back_as_what_was_shown() {
        let items = vec![item("Mail, again", due()), item("New; PC", visit(VisitState::Planned))];
        let text = saved(items, vec![AgendaKind::Due, AgendaKind::Visit]).await.text.unwrap();
        let lines = read(&text);
        assert_eq!(lines.first().unwrap().1, "VCALENDAR");
        assert_eq!(lines.last().unwrap(), &("END".to_owned(), "VCALENDAR".to_owned()));
        assert_eq!(all(&lines, "NAME"), ["Tern, mine"]);
        assert_eq!(all(&lines, "SUMMARY"), ["Resolution · #1042 Mail, again", "Visit · #1042 New; PC"]);
        assert_eq!(all(&lines, "DTSTART"), ["20260301T143000Z", "20260301T143000Z"]);
        assert_eq!(all(&lines, "DTEND"), ["20260301T160000Z"]);
        assert_eq!(all(&lines, "DTSTAMP"), ["20260228T080000Z"; 2]);
        assert_eq!(all(&lines, "LOCATION"), ["Main St 5; 2nd floor, left"]);
        assert_eq!(all(&lines, "TRANSP"), ["TRANSPARENT", "OPAQUE"]);
        let ticket = Uuid::from_u128(7);
        assert_eq!(all(&lines, "DESCRIPTION")[1], format!("#1042 New; PC\nTom\ntern://ticket/{ticket}"));
    }

    #[tokio::test]
    async fn long_lines_are_folded_between_letters_and_nothing_of_them_is_lost() {
        let subject = "Ärger mit dem Drucker im zweiten Stock – ".repeat(6)
            + "日本語のとても長い件名です".repeat(5).as_str();
        let text =
            saved(vec![item(&subject, AgendaWhat::FollowUp)], vec![AgendaKind::FollowUp]).await.text.unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(text.split("\r\n").filter(|line| line.starts_with(' ')).count() > 5);
        assert_eq!(all(&read(&text), "SUMMARY"), [format!("Due date · #1042 {subject}")]);
    }

    #[tokio::test]
    async fn a_value_ends_no_line_and_begins_no_entry() {
        let evil = "One\nEND:VEVENT\r\nBEGIN:VEVENT\\n\u{7}";
        let what =
            AgendaWhat::Reminder { reminder: ReminderId(Uuid::from_u128(3)), note: Some(evil.to_owned()) };
        let text = saved(vec![item("Subject", what)], vec![AgendaKind::Reminder]).await.text.unwrap();
        let lines = read(&text);
        assert_eq!(all(&lines, "BEGIN"), ["VCALENDAR", "VEVENT"]);
        assert_eq!(all(&lines, "SUMMARY"), ["One\nEND:VEVENT\nBEGIN:VEVENT\\n · #1042 Subject"]);
    }

    #[tokio::test]
    async fn what_is_hidden_stays_away_and_names_stay_the_same() {
        let items = || vec![item("A", due()), item("B", visit(VisitState::Cancelled))];
        let first = saved(items(), vec![AgendaKind::Visit]).await;
        assert_eq!(first.entries, 1);
        let lines = read(&first.text.unwrap());
        assert_eq!(all(&lines, "UID"), [format!("visit-{}@tern", Uuid::from_u128(9))]);
        assert_eq!(all(&lines, "STATUS"), ["CANCELLED"]);
        let both = saved(items(), vec![AgendaKind::Due, AgendaKind::Visit]).await.text.unwrap();
        assert_eq!(all(&read(&both), "UID")[1], format!("visit-{}@tern", Uuid::from_u128(9)));
    }
}
