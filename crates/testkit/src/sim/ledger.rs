//! What must not be lost: every change that a desk said was saved, every mark that a person wrote, what was said of them.

use domain::change::Change;
use domain::ids::PersonId;
use domain::merge::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A change that was saved somewhere.
#[derive(Debug, Clone)]
pub(crate) struct Intent {
    /// The desk at which it was made.
    pub(crate) desk: usize,
    pub(crate) change: Change,
    /// The author took it back before it was sent, or gave it up after it was refused.
    pub(crate) given_up: bool,
}

/// Text that only one person wrote, once.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) author: PersonId,
    /// The ticket or the view that it stands in; known once the act that wrote it has returned.
    pub(crate) record: Option<Uuid>,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) intents: BTreeMap<Uuid, Intent>,
    pub(crate) marks: Vec<Mark>,
    /// The marks of tickets that come from another system, by their keys there.
    pub(crate) imported: BTreeMap<usize, usize>,
    /// Marks that the server itself said it had taken in, from whoever asked it without a desk.
    pub(crate) told: Vec<usize>,
    /// How many of these the last backup has.
    pub(crate) told_then: usize,
    /// The first outcome of each change that a server answered, since its history began.
    pub(crate) outcomes: BTreeMap<Uuid, Outcome>,
    /// The same under each number that the change came with, by the device.
    pub(crate) answers: BTreeMap<(Uuid, i64, Uuid), Outcome>,
    /// Pushes as they were sent, with the device that sent them.
    pub(crate) pushes: Vec<bytes::Bytes>,
    /// Changes whose server forgot them and whose desk is gone.
    pub(crate) restored: bool,
    /// Refused changes that their authors sent again, as others.
    pub(crate) again: BTreeSet<Uuid>,
    /// Desks that an older copy was put in place of.
    pub(crate) put_back: BTreeSet<usize>,
    /// What such a desk could have sent again to a server that was put back too, and its older copy cannot.
    pub(crate) dropped: BTreeSet<Uuid>,
    pub(crate) forgot: bool,
}

/// What stands before and behind the number of a mark. Tokens, keys and sums are letters without a meaning, and new ones
/// each time: a mark is long enough that none of them ever looks like one.
const BEFORE: &str = "zqmark";
const BEHIND: &str = "kramqz";

/// A mark as it stands in a text.
pub(crate) fn mark_text(number: usize) -> String {
    format!("{BEFORE}{number}{BEHIND}")
}

impl Ledger {
    /// A mark that nobody has written yet, as text.
    pub(crate) fn mark(&mut self, author: PersonId, record: Option<Uuid>) -> String {
        self.marks.push(Mark { author, record });
        mark_text(self.marks.len() - 1)
    }

    /// The mark of a ticket of another system: always the same, whoever brings it.
    pub(crate) fn imported(&mut self, author: PersonId, key: usize) -> (usize, String) {
        if let Some(number) = self.imported.get(&key) {
            return (*number, mark_text(*number));
        }
        let mark = self.mark(author, None);
        self.imported.insert(key, self.marks.len() - 1);
        (self.marks.len() - 1, mark)
    }

    /// The marks that stand in a text.
    pub(crate) fn marks_in(&self, text: &[u8]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut rest = text;
        while let Some(at) = rest.windows(BEFORE.len()).position(|it| it == BEFORE.as_bytes()) {
            rest = &rest[at + BEFORE.len()..];
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits > 0
                && digits < 9
                && rest[digits..].starts_with(BEHIND.as_bytes())
                && let Some(mark) =
                    std::str::from_utf8(&rest[..digits]).ok().and_then(|text| text.parse().ok())
                && mark < self.marks.len()
            {
                found.insert(mark);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_in_any_text_and_tokens_are_none() {
        let mut ledger = Ledger::default();
        let author = PersonId(Uuid::nil());
        let marks: Vec<String> = (0..12).map(|_| ledger.mark(author, None)).collect();
        let text = format!("\"{}{}\", {BEFORE}, {BEFORE}{}{BEHIND}", marks[1], marks[11], marks.len());
        assert_eq!(ledger.marks_in(text.as_bytes()), [1, 11].into());
        // As it stood in a token once.
        assert_eq!(ledger.marks_in(b"{\"access\":\"8Jzq1zQm-zq11z\"}"), BTreeSet::new());
    }
}
