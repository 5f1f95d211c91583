//! Splitting a ticket: what a new one begins with that is made of messages of another, which keeps them.

use crate::message::MessageKind;
use crate::ticket::{SUBJECT_LIMIT_BYTES, Ticket, rank_at};
use crate::time::Timestamp;

/// A message that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub kind: MessageKind,
    /// Who wrote it, and when, for people.
    pub by: String,
    pub when: String,
    pub body: String,
}

/// The longest subject that is made of a message, in characters.
const SUBJECT_CHARS: usize = 80;

/// A new ticket from some messages of `old`, in their order, and the notes that stand in it. What colleagues said among
/// themselves stays a note: the description is what the requester reads.
pub fn split(old: &Ticket, said: &[Said], now: Timestamp) -> (Ticket, Vec<String>) {
    let headed = |one: &Said| format!("**{}**, {}:\n\n{}", one.by, one.when, one.body);
    let (public, notes): (Vec<&Said>, Vec<&Said>) =
        said.iter().partition(|one| one.kind == MessageKind::Reply);
    let texts =
        public.iter().enumerate().map(|(at, one)| if at == 0 { one.body.clone() } else { headed(one) });
    let description = texts.collect::<Vec<_>>().join("\n\n");
    let line = said.first().and_then(|one| one.body.lines().map(str::trim).find(|line| !line.is_empty()));
    let subject = line.map_or_else(|| old.subject.clone(), short);
    let ticket = Ticket {
        description,
        ticket_type: old.ticket_type.clone(),
        channel: old.channel,
        requester: old.requester,
        organisation: old.organisation,
        tier: old.tier.clone(),
        category: old.category,
        priority: old.priority,
        priority_reason: old.priority_reason.clone(),
        impact: old.impact,
        urgency: old.urgency,
        tags: old.tags.clone(),
        custom: old.custom.clone(),
        rank: rank_at(now),
        ..Ticket::opened(&subject, old.team, now)
    };
    (ticket, notes.into_iter().map(headed).collect())
}

/// A line as a subject: its beginning, cut at a word where it is long.
fn short(line: &str) -> String {
    if line.chars().count() <= SUBJECT_CHARS && line.len() <= SUBJECT_LIMIT_BYTES {
        return line.to_owned();
    }
    let cut: String = line.chars().take(SUBJECT_CHARS).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > 0).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PersonId, TeamId};
    use crate::priority::Priority;
    use uuid::Uuid;

    fn said(kind: MessageKind, body: &str) -> Said {
        Said { kind, by: "Grace".to_owned(), when: "2026-03-06".to_owned(), body: body.to_owned() }
    }

    #[test]
    fn the_new_ticket_begins_with_the_messages_and_what_the_old_one_is_about() {
        let mut old = Ticket::opened("Printer", TeamId(Uuid::from_u128(1)), Timestamp(5));
        old.requester = Some(PersonId(Uuid::from_u128(2)));
        old.priority = Priority::High;
        old.priority_reason = Some("The board prints".to_owned());
        old.tags = ["hw".to_owned()].into();
        old.assignee = Some(PersonId(Uuid::from_u128(3)));
        let all = [
            said(MessageKind::Reply, "\nThe scanner, too.\nIt is grey."),
            said(MessageKind::Note, "A known fault."),
            said(MessageKind::Reply, "Since Monday."),
        ];
        let (new, notes) = split(&old, &all, Timestamp(9));
        assert_eq!(new.subject, "The scanner, too.");
        assert_eq!(
            new.description,
            "\nThe scanner, too.\nIt is grey.\n\n**Grace**, 2026-03-06:\n\nSince Monday."
        );
        assert_eq!(notes, ["**Grace**, 2026-03-06:\n\nA known fault."], "the requester does not read it");
        assert_eq!(
            (new.requester, new.team, new.priority, &new.tags),
            (old.requester, old.team, old.priority, &old.tags)
        );
        assert_eq!((new.assignee, new.created_at), (None, Timestamp(9)), "whose it is has to be decided");
    }

    #[test]
    fn a_long_line_is_cut_at_a_word_and_without_one_the_subject_is_the_old_one() {
        let old = Ticket::opened("Printer", TeamId(Uuid::from_u128(1)), Timestamp(5));
        let of = |body: &str| split(&old, &[said(MessageKind::Reply, body)], Timestamp(9)).0.subject;
        let long = of(&"wörter ".repeat(30));
        assert!(long.ends_with("wörter…") && long.chars().count() <= SUBJECT_CHARS + 1, "{long}");
        assert_eq!(of(&"ü".repeat(90)), format!("{}…", "ü".repeat(80)));
        assert_eq!(of(" \n"), "Printer");
    }
}
