//! Merges two edits of one text: by line, and where both touched the same lines by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// The most bytes of all three versions together; what is longer is a question for a person.
const LIMIT_BYTES: usize = 1024 * 1024;

/// Merges two edits of `base`, or returns `None` where they overlap.
///
/// Nothing that either side wrote is left out, equal edits count once, and swapping the sides changes nothing.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    if base.len() + mine.len() + theirs.len() > LIMIT_BYTES {
        return None;
    }
    let mut merged = String::new();
    for piece in pieces(&lines(base), &lines(mine), &lines(theirs)) {
        match piece {
            Piece::Settled(text) => merged.push_str(&text),
            Piece::Both { base, mine, theirs } => {
                for piece in pieces(&words(&base), &words(&mine), &words(&theirs)) {
                    match piece {
                        Piece::Settled(text) => merged.push_str(&text),
                        Piece::Both { .. } => return None,
                    }
                }
            }
        }
    }
    Some(merged)
}

/// A stretch of the text: one that is agreed on, or one that both sides changed, each in its own way.
enum Piece {
    Settled(String),
    Both { base: String, mine: String, theirs: String },
}

/// What one side put in the place of a stretch of the base.
#[derive(Clone)]
struct Replaced {
    base: Range<usize>,
    by: Range<usize>,
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Words, runs of white space, and every other character by itself.
fn words(text: &str) -> Vec<&str> {
    let sort = |c: char| if c.is_alphanumeric() { 0 } else { 1 + u8::from(!c.is_whitespace()) };
    let mut found = Vec::new();
    let mut start = 0;
    let mut before: Option<u8> = None;
    for (at, c) in text.char_indices() {
        let now = sort(c);
        if before.is_some_and(|before| before != now || now == 2) {
            found.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

fn replaced(base: &[&str], other: &[&str]) -> Vec<Replaced> {
    let mut found: Vec<Replaced> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, base, other) {
        let next = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, new_index } => {
                Replaced { base: old_index..old_index + old_len, by: new_index..new_index }
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                Replaced { base: old_index..old_index, by: new_index..new_index + new_len }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                Replaced { base: old_index..old_index + old_len, by: new_index..new_index + new_len }
            }
        };
        match found.last_mut() {
            Some(last) if last.base.end == next.base.start => {
                last.base.end = next.base.end;
                last.by.end = next.by.end;
            }
            Some(_) | None => found.push(next),
        }
    }
    found
}

/// The three-way merge of token lists: edits of both sides that overlap or touch are one piece.
fn pieces(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<Piece> {
    let sides = [replaced(base, mine), replaced(base, theirs)];
    let others = [mine, theirs];
    let mut next = [0, 0];
    let mut done = 0;
    let mut pieces = Vec::new();
    loop {
        let starts = [0, 1].map(|side| sides[side].get(next[side]).map(|edit| edit.base.start));
        let Some(from) = starts.into_iter().flatten().min() else { break };
        pieces.push(Piece::Settled(base[done..from].concat()));
        let (mut to, first) = (from, next);
        // Whatever touches the stretch belongs to it, and may make it longer.
        loop {
            let before = next;
            for side in [0, 1] {
                while let Some(edit) = sides[side].get(next[side]).filter(|edit| edit.base.start <= to) {
                    to = to.max(edit.base.end);
                    next[side] += 1;
                }
            }
            if next == before {
                break;
            }
        }
        let text_of = |side: usize| {
            let edits = &sides[side][first[side]..next[side]];
            edits.first().zip(edits.last()).map(|(begin, end)| {
                let start = begin.by.start - (begin.base.start - from);
                others[side][start..end.by.end + (to - end.base.end)].concat()
            })
        };
        pieces.push(match (text_of(0), text_of(1)) {
            (Some(mine), Some(theirs)) if mine != theirs => {
                Piece::Both { base: base[from..to].concat(), mine, theirs }
            }
            (Some(text), _) | (None, Some(text)) => Piece::Settled(text),
            (None, None) => unreachable!("a stretch begins with an edit"),
        });
        done = to;
    }
    pieces.push(Piece::Settled(base[done..].concat()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edits_of_different_lines_are_both_kept() {
        let base = "one\ntwo\nthree\n";
        assert_eq!(
            merge(base, "ONE\ntwo\nthree\n", "one\ntwo\nthree\nfour\n").as_deref(),
            Some("ONE\ntwo\nthree\nfour\n")
        );
    }

    #[test]
    fn edits_of_different_words_of_a_line_are_both_kept() {
        let merged = merge("the red car is here", "the blue car is here", "the red car is there");
        assert_eq!(merged.as_deref(), Some("the blue car is there"));
    }

    #[test]
    fn two_edits_of_one_word_are_a_question() {
        assert_eq!(merge("Printer", "Printer on fire", "Printer, second floor"), None);
        assert_eq!(merge("a b c", "a x c", "a y c"), None);
        assert_eq!(merge("a b c", "a c", "a y c"), None, "removed here, changed there");
    }

    #[test]
    fn lines_added_at_one_place_by_both_are_a_question_unless_they_are_equal() {
        assert_eq!(merge("a\n", "a\nmine\n", "a\ntheirs\n"), None);
        assert_eq!(merge("a\nz\n", "a\nsame\nz\n", "a\nsame\nz\n!").as_deref(), Some("a\nsame\nz\n!"));
    }

    #[test]
    fn a_text_without_an_end_of_line_merges_too() {
        assert_eq!(merge("a", "a\nb", "c\na").as_deref(), Some("c\na\nb"));
        assert_eq!(merge("", "mine", "theirs"), None);
        assert_eq!(merge("", "same", "same").as_deref(), Some("same"));
    }

    /// An edit of a text of words: at each word it is kept, left out, or something new is put before it.
    fn edited(base: &[String], steps: &[u8], name: &str) -> String {
        let mut out = Vec::new();
        for (at, word) in base.iter().enumerate() {
            match steps.get(at).copied().unwrap_or(0) {
                1 => {}
                2 => out.push(format!("{name}{at} {word}")),
                3 => out.push(format!("{name}{at}")),
                4 => out.push(format!("{word}\n{name}{at}")),
                _ => out.push(word.clone()),
            }
        }
        out.join(" ")
    }

    fn parts(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    proptest! {
        #[test]
        fn no_word_that_somebody_wrote_vanishes(
            breaks in proptest::collection::vec(any::<bool>(), 1..40),
            mine in proptest::collection::vec(0_u8..12, 40),
            theirs in proptest::collection::vec(0_u8..12, 40),
        ) {
            let words: Vec<String> = breaks
                .iter()
                .enumerate()
                .map(|(n, ends)| if *ends { format!("w{n}\n") } else { format!("w{n}") })
                .collect();
            let base = words.join(" ");
            let (mine, theirs) = (edited(&words, &mine, "m"), edited(&words, &theirs, "t"));
            let merged = merge(&base, &mine, &theirs);
            prop_assert_eq!(&merged, &merge(&base, &theirs, &mine), "the sides can be swapped");
            if let Some(merged) = merged {
                let (here, before) = (parts(&merged), parts(&base));
                for word in parts(&mine).into_iter().chain(parts(&theirs)) {
                    if !before.contains(&word) {
                        prop_assert_eq!(here.iter().filter(|one| **one == word).count(), 1, "{} in {}", word, merged);
                    }
                }
                for word in before {
                    let kept = parts(&mine).contains(&word) && parts(&theirs).contains(&word);
                    prop_assert!(!kept || here.contains(&word), "{} in {}", word, merged);
                }
            }
        }

        #[test]
        fn an_edit_of_one_side_alone_is_taken_as_it_is(base in "[ab \n]{0,30}", mine in "[abc \n]{0,30}") {
            prop_assert_eq!(merge(&base, &mine, &base), Some(mine.clone()));
            prop_assert_eq!(merge(&base, &base, &mine), Some(mine.clone()));
            prop_assert_eq!(merge(&base, &mine, &mine), Some(mine));
        }

        #[test]
        fn any_three_texts_merge_or_do_not_but_nothing_breaks(
            base in "[a-d .\n]{0,60}", mine in "[a-d .\n]{0,60}", theirs in "[a-d .\n]{0,60}",
        ) {
            prop_assert_eq!(merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
        }
    }
}
