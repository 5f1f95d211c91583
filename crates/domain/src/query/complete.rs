//! What a line can go on with where somebody is typing.

use super::meaning::{Ground, STATES, folded};
use super::{Key, What, parse};
use crate::priority::Priority;

/// The piece of a line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The piece, in bytes of the line.
    pub from: usize,
    pub to: usize,
    /// Whose value it is; without one it may become a key.
    pub key: Option<Key>,
    /// What stands there before the caret, without quotes.
    pub typed: String,
}

/// Finds the piece that is typed at a caret, where there is one that could go on.
pub fn place(text: &str, caret: usize) -> Option<Place> {
    let before = text.get(..caret)?;
    let item = parse(text).items.into_iter().find(|item| item.at.start < caret && caret <= item.at.end)?;
    let begin = item.at.start + usize::from(item.not);
    match item.what {
        What::Word(word) => {
            let name = word.chars().all(|c| c.is_ascii_alphabetic());
            let typed = before.get(begin..)?.to_owned();
            (name && !typed.is_empty()).then_some(Place { from: begin, to: item.at.end, key: None, typed })
        }
        What::Phrase(_) => None,
        What::Term(term) => {
            let sign = begin + text[begin..].find([':', '<', '>'])?;
            let after = text[sign..].find(|c| !matches!(c, ':' | '<' | '>' | '='));
            let first = sign + after.unwrap_or(text.len() - sign);
            let (mut from, mut open) = (first, false);
            for (at, c) in before.char_indices().skip_while(|(at, _)| *at < first) {
                open ^= super::is_quote(c);
                if c == ',' && !open {
                    from = at + 1;
                }
            }
            let mut to = item.at.end;
            for (at, c) in text[..item.at.end].char_indices().skip_while(|(at, _)| *at < caret) {
                open ^= super::is_quote(c);
                if c == ',' && !open {
                    to = at;
                    break;
                }
            }
            let typed = before.get(from..).unwrap_or_default().replace(super::is_quote, "");
            Some(Place { from: from.min(caret), to, key: Some(term.key), typed })
        }
    }
}

/// The values that a desk knows for a key: what is written, and what it is called where that is something else.
/// Requesters and tags are too many to be known here.
pub fn values(key: Key, ground: Ground<'_>) -> Vec<(String, Option<String>)> {
    let plain = |all: &[&str]| all.iter().map(|one| ((*one).to_owned(), None)).collect::<Vec<_>>();
    let house = ground.house;
    match key {
        Key::Status => house
            .statuses
            .iter()
            .filter(|one| !one.retired)
            .map(|one| (one.key.0.clone(), Some(one.name.clone())))
            .collect(),
        Key::Assignee => {
            let staff = house.staff.values().filter(|one| !one.retired);
            plain(&["me", "none"]).into_iter().chain(staff.map(|one| (one.name.clone(), None))).collect()
        }
        Key::Team => {
            let teams = house.teams.values().filter(|one| !one.retired);
            plain(&["mine"]).into_iter().chain(teams.map(|one| (one.name.clone(), None))).collect()
        }
        Key::Priority => plain(&Priority::ALL.map(Priority::key)),
        Key::Type => {
            let offered = house.types.all().iter().filter(|one| !one.retired);
            offered.map(|one| (one.key.key().to_owned(), one.name.clone())).collect()
        }
        Key::Category => {
            let known = house.categories.iter().filter(|(_, one)| !one.retired);
            known.map(|(id, one)| (one.name.clone(), Some(house.category_path(*id).join(" / ")))).collect()
        }
        Key::Organisation => ground.organisations.values().map(|one| (one.name.clone(), None)).collect(),
        Key::Due | Key::DueDate => plain(&["today", "tomorrow", "overdue", "4h", "2d", "1w", "none"]),
        Key::Created | Key::Updated => plain(&["today", "yesterday", "4h", "2d", "1w"]),
        Key::Is => plain(&STATES),
        Key::Has => plain(&["attachment"]),
        Key::Requester | Key::Tag | Key::Number => Vec::new(),
    }
}

/// How well a name fits what was typed: 0 when it begins so, 1 when a word of it does; `None` when none does.
pub fn fits(typed: &str, name: &str) -> Option<usize> {
    let (typed, name) = (folded(typed), folded(name));
    if name.starts_with(&typed) {
        return Some(0);
    }
    name.contains(&format!(" {typed}")).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_piece_under_the_caret_is_what_goes_on() {
        // A bar stands where the caret is.
        let check = |shown: &str, expected: Option<(&str, Option<Key>, &str)>| {
            let caret = shown.find('|').unwrap();
            let text = shown.replace('|', "");
            let found = place(&text, caret);
            let found = found.as_ref().map(|it| (&text[it.from..it.to], it.key, it.typed.as_str()));
            assert_eq!(found, expected, "{shown}");
        };
        check("sta|", Some(("sta", None, "sta")));
        check("printer -as|", Some(("as", None, "as")));
        check("status:|", Some(("", Some(Key::Status), "")));
        check("status:op|", Some(("op", Some(Key::Status), "op")));
        check("status:op|en,new x", Some(("open", Some(Key::Status), "op")));
        check("status:open,n|", Some(("n", Some(Key::Status), "n")));
        check("assignee:\"Anna M|", Some(("\"Anna M", Some(Key::Assignee), "Anna M")));
        check("assignee:\"An|na, M\",x", Some(("\"Anna, M\"", Some(Key::Assignee), "An")));
        check("due<=2|", Some(("2", Some(Key::Due), "2")));
        check("printer |", None);
        check("\"paper ja|", None);
        check("12|", None);
        check("|status:open", None);
    }

    #[test]
    fn a_name_fits_by_any_of_its_words() {
        assert_eq!(fits("an", "Anna Meyer"), Some(0));
        assert_eq!(fits("mey", "Anna Meyer"), Some(1));
        assert_eq!(fits("in pro", "in_progress"), Some(0));
        assert_eq!(fits("nna", "Anna Meyer"), None);
        assert_eq!(fits("", "Anna Meyer"), Some(0));
    }
}
