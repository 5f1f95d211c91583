//! The words of a search as the full-text index is asked for them.

use domain::query::Sought;

/// The words that somebody looks for, and those that they leave out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    with: Vec<Piece>,
    without: Vec<Piece>,
}

/// Words that are looked for together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    words: Vec<String>,
    phrase: bool,
}

impl Words {
    /// `None` when nothing has a letter or a figure.
    pub fn of(sought: &[Sought]) -> Option<Self> {
        let mut words = Words::default();
        for one in sought {
            let split = one.text.split(|c: char| !c.is_alphanumeric());
            let piece = Piece {
                words: split.filter(|word| !word.is_empty()).map(str::to_owned).collect(),
                phrase: one.phrase,
            };
            if !piece.words.is_empty() {
                if one.not { &mut words.without } else { &mut words.with }.push(piece);
            }
        }
        (words != Words::default()).then_some(words)
    }

    /// What is looked for, one by one: each may stand at another place of a ticket.
    pub(crate) fn pieces(&self) -> Vec<&Piece> {
        self.with.iter().collect()
    }

    /// What is asked of the index: every word, each as a beginning, and phrases as they stand, all of them in one place.
    pub(crate) fn pattern(&self) -> Option<String> {
        let parts: Vec<String> = self.with.iter().map(Piece::pattern).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The same for what is left out: any of it.
    pub(crate) fn without(&self) -> Option<String> {
        let parts: Vec<String> = self.without.iter().map(|piece| format!("({})", piece.pattern())).collect();
        (!parts.is_empty()).then(|| parts.join(" OR "))
    }

    /// What is left out, without what is looked for.
    pub(crate) fn only_without(&self) -> Option<Words> {
        let left = Words { with: Vec::new(), without: self.without.clone() };
        (left != Words::default()).then_some(left)
    }

    /// Every word that is looked for, in lower case.
    pub fn plain(&self) -> Vec<String> {
        self.with.iter().flat_map(Piece::plain).collect()
    }

    /// What has to be in a text in which one looks without an index, and what must not.
    pub(crate) fn contained(&self) -> (Vec<String>, Vec<String>) {
        let contents = |pieces: &[Piece]| {
            let texts = pieces.iter().flat_map(|piece| match piece.phrase {
                true => vec![piece.words.join(" ").to_lowercase()],
                false => piece.words.iter().map(|word| word.to_lowercase()).collect(),
            });
            texts.collect::<Vec<String>>()
        };
        (contents(&self.with), contents(&self.without))
    }
}

impl Piece {
    pub(crate) fn plain(&self) -> Vec<String> {
        self.words.iter().map(|word| word.to_lowercase()).collect()
    }

    /// How many letters its words have: long ones stand in few places.
    pub(crate) fn letters(&self) -> usize {
        self.words.iter().map(|word| word.chars().count()).sum()
    }

    pub(crate) fn pattern(&self) -> String {
        if self.phrase {
            return format!("\"{}\"", self.words.join(" "));
        }
        let words: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"*")).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Option<Words> {
        let house = domain::house::House::fresh();
        let ground = domain::query::Ground {
            house: &house,
            organisations: &Default::default(),
            schedule: domain::calendar::Schedule::always(),
            now: domain::time::Timestamp(0),
        };
        Words::of(&domain::query::read(&domain::query::parse(typed), ground).words)
    }

    #[test]
    fn what_people_type_never_breaks_the_question() {
        let check = |typed: &str, with: Option<&str>, without: Option<&str>| {
            let words = words(typed).unwrap_or_default();
            assert_eq!(words.pattern().as_deref(), with, "{typed}");
            assert_eq!(words.without().as_deref(), without, "{typed}");
        };
        check("printer jam", Some("\"printer\"* \"jam\"*"), None);
        check("\"paper jam\" tray", Some("\"paper jam\" \"tray\"*"), None);
        check("AND OR NOT (", Some("\"AND\"* \"OR\"* \"NOT\"*"), None);
        check("naïve*", Some("\"naïve\"*"), None);
        check(
            "x -toner -\"no such\" -a.b",
            Some("\"x\"*"),
            Some("(\"toner\"*) OR (\"no such\") OR (\"a\"* \"b\"*)"),
        );
        check("-toner", None, Some("(\"toner\"*)"));
        assert_eq!(words("  \"  - ()"), None);
    }
}
