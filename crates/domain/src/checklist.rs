//! Checklists: what is to be done on a ticket, point by point, and who ticked what.

use crate::ids::{PersonId, TicketId};
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::ticket::rank_at;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A point of a ticket's checklist: a record of its own, so that two people who work through one list never meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    pub ticket: TicketId,
    pub text: String,
    /// Where it stands, by `ticket::rank_between`; of equal ones the older is first.
    pub rank: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Tick>,
}

impl Entity for ChecklistItem {
    const KIND: Kind = Kind::ChecklistItem;
}

/// Who ticked an item, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    pub by: PersonId,
    pub at: Timestamp,
}

/// The longest item, in bytes.
pub const ITEM_LIMIT_BYTES: usize = 500;
/// The most items on one ticket: beyond that a list is work of its own.
pub const MOST_ITEMS: usize = 200;

/// What somebody did with an item, as history tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChecklistDeed {
    Added,
    Ticked,
    Unticked,
    Reworded,
    Removed,
    Restored,
}

impl ChecklistItem {
    /// Checks what a change made of an item.
    ///
    /// # Errors
    /// When it is empty, too long, or more than a line.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::invalid("text", "must not be empty"));
        }
        if self.text.len() > ITEM_LIMIT_BYTES {
            return Err(Refusal::invalid("text", format!("is longer than {ITEM_LIMIT_BYTES} bytes")));
        }
        if self.text.contains(['\n', '\r']) {
            return Err(Refusal::invalid("text", "is one line"));
        }
        Ok(())
    }
}

/// Checks whether a list takes so many items more. What two devices add apart is kept, whatever it comes to.
///
/// # Errors
/// When it would have more than `MOST_ITEMS`.
pub fn check_room(there: usize, more: usize) -> Result<(), Refusal> {
    if there + more > MOST_ITEMS {
        return Err(Refusal::invalid(
            "items",
            format!("a checklist has up to {MOST_ITEMS} items; this one has {there}"),
        ));
    }
    Ok(())
}

/// A line that somebody wrote or pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// It came with a tick, as in `- [x] Done`.
    pub done: bool,
}

/// The items of a text: one for each line that says something, without the mark of the list that it was copied from.
pub fn lines(text: &str) -> Vec<Line> {
    text.lines().map(line).filter(|line| !line.text.is_empty()).collect()
}

/// Checks a text that becomes a checklist, or a part of one.
///
/// # Errors
/// `Refusal::Invalid` when a ticket's checklist does not take it.
pub fn check_lines(text: &str) -> Result<(), Refusal> {
    let items = lines(text);
    let wrong = |reason| Err(Refusal::invalid("checklist", reason));
    if items.len() > MOST_ITEMS {
        return wrong(format!("a checklist has up to {MOST_ITEMS} items; this one has {}", items.len()));
    }
    if items.iter().any(|item| item.text.len() > ITEM_LIMIT_BYTES) {
        return wrong(format!("an item is longer than {ITEM_LIMIT_BYTES} bytes"));
    }
    Ok(())
}

fn line(text: &str) -> Line {
    let text = unmarked(text.trim());
    for (mark, done) in
        [("[ ]", false), ("[]", false), ("☐", false), ("[x]", true), ("[X]", true), ("☑", true)]
    {
        let rest = text.strip_prefix(mark);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return Line { text: rest.trim().to_owned(), done };
        }
    }
    Line { text: text.to_owned(), done: false }
}

/// A line without the bullet or number that it begins with; a dash that belongs to a word stays.
fn unmarked(text: &str) -> &str {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks = match digits {
        0 => text.strip_prefix(['-', '*', '+', '•', '–']),
        1..=3 => text.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')'])),
        _ => None,
    };
    match marks {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => text,
    }
}

/// The ranks of so many items that are added at the end. They keep together: what two devices add at one time stands
/// there one list after the other.
pub fn ranks_at_end(last: Option<i64>, count: usize, now: Timestamp) -> Vec<i64> {
    let first = last.map_or(rank_at(now), |last| rank_at(now).max(last.saturating_add(GAP)));
    spread(first, count)
}

/// Ranks from `first` on, with room between them.
pub fn spread(first: i64, count: usize) -> Vec<i64> {
    (0_i64..).take(count).map(|place| first.saturating_add(place.saturating_mul(GAP))).collect()
}

/// Room for twenty halvings.
const GAP: i64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Who, judge};
    use crate::change::{Act, Change, Edit};
    use crate::ids::ChangeId;
    use crate::person::{Person, Role};
    use serde_json::Value;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn texts(pasted: &str) -> Vec<String> {
        lines(pasted).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn each_pasted_line_is_an_item_without_its_mark() {
        let pasted = "- [ ] Order laptop\n  * Create account\r\n\n• Badge\n1. Desk\n12) Chair\n- \nPlain";
        assert_eq!(texts(pasted), ["Order laptop", "Create account", "Badge", "Desk", "Chair", "Plain"]);
        assert_eq!(texts(" \n\t\n"), Vec::<String>::new());
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in ["-5 °C in the server room", "3.5 mm cable", "2026. A year", "[draft] Letter", "*nix"] {
            assert_eq!(texts(text), [text]);
        }
    }

    #[test]
    fn a_tick_that_is_pasted_is_a_tick() {
        let found = lines("- [x] Backup\n- [ ] Restore\n[X] Test");
        assert_eq!(found.iter().map(|line| line.done).collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn an_item_is_one_line_of_bounded_length() {
        let of = |text: &str| ChecklistItem {
            ticket: TicketId(Uuid::nil()),
            text: text.to_owned(),
            rank: 0,
            done: None,
        };
        assert!(of("Order laptop").check().is_ok());
        assert!(of("  ").check().is_err());
        assert!(of("one\ntwo").check().is_err());
        assert!(of(&"x".repeat(ITEM_LIMIT_BYTES)).check().is_ok());
        assert!(of(&"x".repeat(ITEM_LIMIT_BYTES + 1)).check().is_err());
        assert!(check_room(MOST_ITEMS - 1, 1).is_ok());
        assert!(check_room(MOST_ITEMS, 1).is_err());
    }

    #[test]
    fn people_tick_in_their_own_name_and_untick_for_anybody() {
        let (me, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let person = Person { role: Role::Agent, ..Person::default() };
        let who = Who::new(me, &person, &BTreeMap::new());
        let ticks = |by: Option<PersonId>| {
            let new = by.map_or(Value::Null, |by| serde_json::json!(Tick { by, at: Timestamp(9) }));
            let edit = Edit { base: 0, old: Value::Null, new };
            let fields = BTreeMap::from([("done".to_owned(), edit)]);
            let change = Change {
                id: ChangeId(Uuid::nil()),
                kind: Kind::ChecklistItem,
                entity: Uuid::nil(),
                ticket: None,
                by: me,
                at: Timestamp(9),
                seen: 0,
                delivered_at: None,
                act: Act::Patch { fields, sets: BTreeMap::new() },
            };
            judge(&who, &change, None, None)
        };
        assert!(ticks(Some(me)).is_ok());
        assert!(ticks(None).is_ok());
        assert!(matches!(ticks(Some(other)), Err(Refusal::Forbidden(_))));
    }

    #[test]
    fn what_is_added_apart_stands_one_list_after_the_other() {
        let last = Some(rank_at(Timestamp(1_000)));
        let mine = ranks_at_end(last, 3, Timestamp(50_000));
        let theirs = ranks_at_end(last, 3, Timestamp(60_000));
        assert!(mine.is_sorted() && mine[2] < theirs[0]);
        // A clock that is behind adds at the end all the same.
        assert!(ranks_at_end(last, 1, Timestamp(0))[0] > rank_at(Timestamp(1_000)));
    }
}
