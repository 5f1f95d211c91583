//! Canned replies: text that is written once and used often, with placeholders that are filled in one place, here.

use crate::ids::PersonId;
use crate::record::{Entity, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The longest canned reply, in bytes.
pub const CANNED_LIMIT_BYTES: usize = 64 * 1024;
/// The longest signature, in bytes.
pub const SIGNATURE_LIMIT_BYTES: usize = 4 * 1024;

/// A canned reply, personal or shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedReply {
    pub name: String,
    /// Markdown with placeholders.
    pub body: String,
    pub owner: PersonId,
    /// As with a view: the owner when it is personal, a team when that shares it; without one everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
}

impl Entity for CannedReply {
    const KIND: Kind = Kind::CannedReply;
}

/// What placeholders can stand for, in the order in which an editor offers them.
pub const PLACEHOLDERS: [&str; 14] = [
    "requester.first_name",
    "requester.name",
    "requester.email",
    "organisation",
    "ticket.number",
    "ticket.subject",
    "ticket.status",
    "ticket.priority",
    "team",
    "agent.first_name",
    "agent.name",
    "due",
    "estimated",
    "today",
];

/// The values of placeholders; one that is empty is as good as none.
pub type Facts = BTreeMap<&'static str, String>;

/// A text with its placeholders filled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    pub text: String,
    /// What could not be filled, each once, and stands in the text as it was written.
    pub gaps: Vec<String>,
}

/// Fills the placeholders of a text. A value is one line of plain words: what Markdown would take for its own is
/// escaped, and a value is never read for placeholders itself.
pub fn fill(body: &str, facts: &Facts) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => filled.text.push_str(text),
            Piece::Placeholder { name, whole } => {
                match facts.get(name).filter(|value| !value.trim().is_empty()) {
                    Some(value) => filled.text.push_str(&plain(value)),
                    None => {
                        filled.text.push_str(whole);
                        note(&mut filled.gaps, name);
                    }
                }
            }
        }
    }
    filled
}

/// The placeholders that stand in a text, each once.
pub fn gaps(text: &str) -> Vec<String> {
    let mut gaps = Vec::new();
    for piece in pieces(text) {
        if let Piece::Placeholder { name, .. } = piece {
            note(&mut gaps, name);
        }
    }
    gaps
}

/// The first of somebody's names, as one addresses them; `None` when the name is an address or has no letters.
pub fn first_name(name: &str) -> Option<&str> {
    // "Lovelace, Ada" is how directories write it.
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    let first = given.split_whitespace().next()?;
    (!first.contains('@') && first.chars().any(char::is_alphabetic)).then_some(first)
}

fn note(gaps: &mut Vec<String>, name: &str) {
    if !gaps.iter().any(|known| known == name) {
        gaps.push(name.to_owned());
    }
}

enum Piece<'a> {
    Text(&'a str),
    Placeholder { name: &'a str, whole: &'a str },
}

/// Cuts a text at its placeholders: `{{`, a name of letters, digits, dots and underscores, `}}`.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(open) = text[at..].find("{{").map(|offset| at + offset) {
        let inside = open + 2;
        let name = text[inside..].find("}}").map(|length| &text[inside..inside + length]);
        let is_name = |name: &&str| {
            let name = name.trim();
            let known = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            !name.is_empty() && name.chars().all(known)
        };
        match name.filter(is_name) {
            Some(name) => {
                let end = inside + name.len() + 2;
                found.push(Piece::Text(&text[start..open]));
                found.push(Piece::Placeholder { name: name.trim(), whole: &text[open..end] });
                (start, at) = (end, end);
            }
            // Braces of something else; a third one may begin a placeholder.
            None => at = open + 1,
        }
    }
    found.push(Piece::Text(&text[start..]));
    found
}

/// A value as one line of Markdown that shows just this.
fn plain(value: &str) -> String {
    let mut line = String::with_capacity(value.len());
    for c in value.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~') {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts::from([
            ("requester.first_name", "Ada".to_owned()),
            ("ticket.number", "#4312".to_owned()),
            ("ticket.subject", "Printer *on fire*\n<b>now</b> {{agent.name}}".to_owned()),
            ("due", "  ".to_owned()),
        ])
    }

    #[test]
    fn what_is_known_is_filled_and_what_is_not_stays_in_sight() {
        let filled =
            fill("Hi {{requester.first_name}}, {{ ticket.number }}: {{due}} {{due}} {{nonsense}}", &facts());
        assert_eq!(filled.text, "Hi Ada, #4312: {{due}} {{due}} {{nonsense}}");
        assert_eq!(filled.gaps, ["due", "nonsense"]);
        assert_eq!(gaps(&filled.text), filled.gaps, "the text itself tells what is open in it");
    }

    #[test]
    fn a_value_is_plain_words_on_one_line_and_no_placeholder() {
        let filled = fill("About {{ticket.subject}}.", &facts());
        assert_eq!(filled.text, "About Printer \\*on fire\\* \\<b\\>now\\</b\\> {{agent.name}}.");
        assert!(filled.gaps.is_empty());
    }

    #[test]
    fn braces_that_are_no_placeholder_are_left_alone() {
        for text in ["{{}}", "{{ }}", "{{ a b }}", "{{never closed", "}} {{ ü }}", "${{ x-y }}", "{{{", ""] {
            assert_eq!(fill(text, &facts()), Filled { text: text.to_owned(), gaps: Vec::new() });
        }
        assert_eq!(fill("{{{due}}}", &Facts::from([("due", "now".to_owned())])).text, "{now}");
        assert_eq!(fill("{{a {{ticket.number}}", &facts()).text, "{{a #4312");
    }

    #[test]
    fn people_are_addressed_by_the_first_of_their_names() {
        assert_eq!(first_name("Ada Lovelace"), Some("Ada"));
        assert_eq!(first_name("Lovelace, Ada King"), Some("Ada"));
        assert_eq!(first_name(" Björk "), Some("Björk"));
        assert_eq!(first_name("ada@example.com"), None);
        assert_eq!(first_name("007"), None);
        assert_eq!(first_name(""), None);
    }
}
