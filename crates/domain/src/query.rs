//! The line that people search by: words, phrases, and terms such as `status:open`, taken apart and put together again.

mod complete;
mod key;
mod lift;
mod meaning;
#[cfg(test)]
mod meant;
mod nearest;
mod times;

pub use complete::{Place, fits, place, values};
pub use key::Key;
pub use lift::lifted;
pub use meaning::{Asked, Clause, Ground, Mistake, Sought, Test, Wrong, read};
pub use nearest::nearest;
pub use times::Span;

use std::fmt;
use std::ops::Range;

/// A line, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub items: Vec<Item>,
}

/// One thing that a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it stands in the line, in bytes.
    pub at: Range<usize>,
    /// Whether it is left out rather than looked for.
    pub not: bool,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Word(String),
    /// Words that stand together.
    Phrase(String),
    Term(Term),
}

/// A key and what it is held against; without a value it asks for nothing yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub key: Key,
    pub compare: Compare,
    /// Any of these.
    pub values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Compare {
    pub const ALL: [Compare; 5] =
        [Compare::Is, Compare::Less, Compare::AtMost, Compare::More, Compare::AtLeast];

    /// How it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Is => ":",
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::More => ">",
            Compare::AtLeast => ">=",
        }
    }
}

/// Takes a line apart. There is no line that cannot be: what is no term is a word.
pub fn parse(text: &str) -> Line {
    let mut items = Vec::new();
    let mut reader = Reader { text, at: 0 };
    loop {
        reader.skip(char::is_whitespace);
        let from = reader.at;
        let Some(first) = reader.peek() else { break };
        let next = reader.rest()[first.len_utf8()..].chars().next();
        let not = first == '-' && next.is_some_and(|next| !next.is_whitespace());
        if not {
            reader.at += 1;
        }
        let what = if reader.peek().is_some_and(is_quote) {
            What::Phrase(reader.quoted())
        } else if let Some((key, compare)) = reader.key() {
            What::Term(Term { key, compare, values: reader.values() })
        } else {
            What::Word(reader.run(|c| !c.is_whitespace() && !is_quote(c)))
        };
        items.push(Item { at: from..reader.at, not, what });
    }
    Line { items }
}

impl Line {
    /// The line without some of its items.
    #[must_use]
    pub fn without(&self, gone: &[usize]) -> Line {
        let kept = self.items.iter().enumerate().filter(|(index, _)| !gone.contains(index));
        Line { items: kept.map(|(_, item)| item.clone()).collect() }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.not {
            f.write_str("-")?;
        }
        match &self.what {
            What::Word(word) => f.write_str(word),
            What::Phrase(words) => write!(f, "\"{words}\""),
            What::Term(term) => term.fmt(f),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self.values.iter().map(|value| quoted(value)).collect();
        write!(f, "{}{}{}", self.key.name(), self.compare.sign(), values.join(","))
    }
}

/// A value as it is written in a term: in quotes where it would not stay whole.
pub fn quoted(value: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && c != ',' && !is_quote(c);
    if !value.is_empty() && !value.starts_with(['<', '>', '=']) && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace(is_quote, ""))
    }
}

/// The straight one, and those that text processors and German keyboards make of it.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn takes(&mut self, c: char) -> bool {
        let takes = self.rest().starts_with(c);
        self.at += if takes { c.len_utf8() } else { 0 };
        takes
    }

    fn skip(&mut self, goes: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !goes(c)).unwrap_or(self.rest().len());
    }

    fn run(&mut self, goes: impl Fn(char) -> bool) -> String {
        let from = self.at;
        self.skip(goes);
        self.text[from..self.at].to_owned()
    }

    /// What stands in quotes; without a closing one, all that is left.
    fn quoted(&mut self) -> String {
        self.at += self.peek().map_or(0, char::len_utf8);
        let inside = self.run(|c| !is_quote(c));
        self.at += self.peek().map_or(0, char::len_utf8);
        inside
    }

    /// A known key with its sign, or nothing and nowhere gone.
    fn key(&mut self) -> Option<(Key, Compare)> {
        let from = self.at;
        let name = self.run(|c| c.is_ascii_alphabetic() || c == '_');
        let found = Key::of(&name).zip(self.compare());
        if found.is_none() {
            self.at = from;
        }
        found
    }

    fn compare(&mut self) -> Option<Compare> {
        let colon = self.takes(':');
        let compare = if self.takes('<') {
            if self.takes('=') { Compare::AtMost } else { Compare::Less }
        } else if self.takes('>') {
            if self.takes('=') { Compare::AtLeast } else { Compare::More }
        } else {
            return colon.then_some(Compare::Is);
        };
        Some(compare)
    }

    fn values(&mut self) -> Vec<String> {
        let mut values = Vec::new();
        loop {
            let value = if self.peek().is_some_and(is_quote) {
                self.quoted()
            } else {
                self.run(|c| !c.is_whitespace() && c != ',' && !is_quote(c))
            };
            if !value.is_empty() {
                values.push(value);
            }
            if !self.takes(',') {
                return values;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a line was taken for, without where.
    fn said(text: &str) -> Vec<(bool, What)> {
        parse(text).items.into_iter().map(|item| (item.not, item.what)).collect()
    }

    fn term(key: Key, compare: Compare, values: &[&str]) -> What {
        What::Term(Term { key, compare, values: values.iter().map(|value| (*value).to_owned()).collect() })
    }

    #[test]
    fn a_line_is_words_phrases_and_terms() {
        let word = |word: &str| What::Word(word.to_owned());
        let phrase = |words: &str| What::Phrase(words.to_owned());
        let check = |text: &str, expected: &[(bool, What)]| assert_eq!(said(text), expected, "{text}");
        check("", &[]);
        check("printer  jam", &[(false, word("printer")), (false, word("jam"))]);
        check("-toner \"paper jam\"", &[(true, word("toner")), (false, phrase("paper jam"))]);
        check("-\"no such", &[(true, phrase("no such"))]);
        check("„so nicht“", &[(false, phrase("so nicht"))]);
        check("status:open,new", &[(false, term(Key::Status, Compare::Is, &["open", "new"]))]);
        check("STATUS:Open", &[(false, term(Key::Status, Compare::Is, &["Open"]))]);
        check("-tag:spam", &[(true, term(Key::Tag, Compare::Is, &["spam"]))]);
        check("due<2d", &[(false, term(Key::Due, Compare::Less, &["2d"]))]);
        check("due:<2d", &[(false, term(Key::Due, Compare::Less, &["2d"]))]);
        check("created>=2026-11-01", &[(false, term(Key::Created, Compare::AtLeast, &["2026-11-01"]))]);
        check(
            "assignee:\"Anna Meyer\",me x",
            &[(false, term(Key::Assignee, Compare::Is, &["Anna Meyer", "me"])), (false, word("x"))],
        );
        check("owner:me", &[(false, term(Key::Assignee, Compare::Is, &["me"]))]);
        check("status:", &[(false, term(Key::Status, Compare::Is, &[]))]);
        check("status: open", &[(false, term(Key::Status, Compare::Is, &[])), (false, word("open"))]);
        // What is no term of ours is what it looks like.
        check("https://x.example/a:b", &[(false, word("https://x.example/a:b"))]);
        check(
            "at 12:30 - later",
            &[(false, word("at")), (false, word("12:30")), (false, word("-")), (false, word("later"))],
        );
        check("a<b", &[(false, word("a<b"))]);
    }

    #[test]
    fn every_item_knows_where_it_stands() {
        let text = "ä  status:\"on hold\",new -x";
        let cut: Vec<&str> = parse(text).items.into_iter().map(|item| &text[item.at]).collect();
        assert_eq!(cut, ["ä", "status:\"on hold\",new", "-x"]);
    }

    /// Bits of lines that meet in odd ways.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zäß0-9#.*/-]{0,6}",
            "\"[a-z ,:<=]{0,6}\"?",
            proptest::sample::select(vec![
                "status:",
                "due<",
                "due>=",
                "created:<=",
                "-tag:",
                "team:=",
                "-",
                "--",
                "\"",
                ",",
                " ",
                "=",
                "<",
                "foo:",
                "„",
                "assignee:\"a b\",",
                "is:open",
            ])
            .prop_map(str::to_owned),
        ]
    }

    proptest! {
        #[test]
        fn what_is_put_together_again_says_the_same(
            pieces in proptest::collection::vec(piece(), 0..8),
            gap in proptest::sample::select(vec!["", " "]),
        ) {
            let text = pieces.join(gap);
            let printed = parse(&text).to_string();
            prop_assert_eq!(said(&printed), said(&text), "{:?} as {:?}", text, printed);
            prop_assert_eq!(parse(&printed).to_string(), printed);
        }
    }
}
