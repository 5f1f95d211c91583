//! Paragraphs become lines: broken where the rules of Unicode allow it, in the direction of what is written.

use crate::faces::Faces;
use crate::shape::{Run, Style, runs};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

/// Words of one style.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) style: Style,
}

impl Words {
    pub(crate) fn new(text: impl Into<String>, style: &Style) -> Self {
        Self { text: text.into(), style: style.clone() }
    }
}

/// Letters at their place in a line.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) x: f32,
    pub(crate) run: Run,
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) placed: Vec<Placed>,
    pub(crate) width: f32,
    /// Of the largest letters.
    pub(crate) size: f32,
    /// It is read from the right, and begins there.
    pub(crate) from_right: bool,
}

impl Line {
    pub(crate) fn height(&self) -> f32 {
        (self.size * 1.42).ceil()
    }

    /// Where letters stand, from the top: capitals are in the middle.
    pub(crate) fn baseline(&self) -> f32 {
        f32::midpoint(self.height(), self.size * 0.714)
    }
}

/// Breaks words into lines of this width.
pub(crate) fn broken(faces: &Faces<'_>, words: &[Words], width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(first) = words.first() else { return lines };
    let size = words.iter().map(|it| it.style.size).fold(first.style.size, f32::max);
    for hard in hard_lines(words) {
        let paragraph = Paragraph::new(faces, &hard, size);
        lines.extend(paragraph.ranges(width).into_iter().map(|range| paragraph.line(range)));
    }
    lines
}

/// One line; what is too long for it ends with an ellipsis.
pub(crate) fn shortened(faces: &Faces<'_>, words: &[Words], width: f32) -> Option<Line> {
    let hard: Vec<Words> = words.iter().map(|it| Words::new(it.text.replace('\n', " "), &it.style)).collect();
    let mut lines = broken(faces, &hard, width);
    if lines.len() < 2 {
        return lines.pop();
    }
    let mut kept: Vec<Words> = hard;
    loop {
        let last = kept.last_mut()?;
        let shorter = last.text.trim_end_matches('…').trim_end();
        match shorter.grapheme_indices(true).next_back() {
            Some((at, _)) => last.text = format!("{}…", shorter[..at].trim_end()),
            None => drop(kept.pop()),
        }
        let mut lines = broken(faces, &kept, width);
        if lines.len() == 1 {
            return lines.pop();
        }
    }
}

/// The words between two ends of lines that somebody wrote.
fn hard_lines(words: &[Words]) -> Vec<Vec<Words>> {
    let mut lines = vec![Vec::new()];
    for it in words {
        for (nth, part) in it.text.split('\n').enumerate() {
            if nth > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                let text: String = part.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
                line.push(Words::new(text.trim_end_matches('\r'), &it.style));
            }
        }
    }
    lines
}

struct Paragraph<'a, 'b> {
    faces: &'a Faces<'b>,
    text: String,
    styles: Vec<(Range<usize>, Style)>,
    levels: Vec<Level>,
    base: Level,
    size: f32,
}

impl<'a, 'b> Paragraph<'a, 'b> {
    fn new(faces: &'a Faces<'b>, words: &[Words], size: f32) -> Self {
        let mut text = String::new();
        let mut styles = Vec::new();
        for it in words {
            let from = text.len();
            text.push_str(&it.text);
            styles.push((from..text.len(), it.style.clone()));
        }
        let bidi = BidiInfo::new(&text, None);
        let base = bidi.paragraphs.first().map_or_else(Level::ltr, |it| it.level);
        let levels = bidi.levels;
        Self { faces, text, styles, levels, base, size }
    }

    /// Where lines begin and end.
    fn ranges(&self, width: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut from, mut until, mut wide) = (0, 0, 0.0);
        let mut start = 0;
        for (end, _) in unicode_linebreak::linebreaks(&self.text) {
            let (bare, whole) = self.measured(start..end);
            if wide + bare > width && until > from {
                lines.push(from..until);
                (from, wide) = (until, 0.0);
            }
            if bare > width {
                for cluster in self.text[start..end].grapheme_indices(true).map(|(at, it)| (start + at, it)) {
                    let (at, it) = cluster;
                    let (_, letter) = self.measured(at..at + it.len());
                    if wide + letter > width && at > from && !it.trim().is_empty() {
                        lines.push(from..at);
                        (from, wide) = (at, 0.0);
                    }
                    wide += letter;
                }
            } else {
                wide += whole;
            }
            until = end;
            start = end;
        }
        lines.push(from..self.text.len());
        lines
    }

    /// How wide a piece is without the spaces at its end, and with them.
    fn measured(&self, piece: Range<usize>) -> (f32, f32) {
        let wide = |range: Range<usize>| -> f32 { self.logical(range).iter().map(|run| run.width).sum() };
        let bare = piece.start + self.text[piece.clone()].trim_end().len();
        let seen = wide(piece.start..bare);
        (seen, seen + wide(bare..piece.end))
    }

    /// The letters of a piece, by their styles, as they are read.
    fn logical(&self, piece: Range<usize>) -> Vec<Run> {
        let from_right = self.levels.get(piece.start).is_some_and(Level::is_rtl);
        self.styled(piece).flat_map(|(text, style)| runs(self.faces, text, style, from_right)).collect()
    }

    fn styled(&self, piece: Range<usize>) -> impl DoubleEndedIterator<Item = (&str, &Style)> {
        self.styles.iter().filter_map(move |(range, style)| {
            let (from, until) = (range.start.max(piece.start), range.end.min(piece.end));
            (from < until).then(|| (&self.text[from..until], style))
        })
    }

    /// Puts the letters of a line beside one another, as they are seen from the left.
    fn line(&self, range: Range<usize>) -> Line {
        let end = range.start + self.text[range.clone()].trim_end().len();
        let mut line =
            Line { placed: Vec::new(), width: 0.0, size: self.size, from_right: self.base.is_rtl() };
        for (from_right, piece) in self.seen(range.start..end) {
            let mut styled: Vec<(&str, &Style)> = self.styled(piece).collect();
            if from_right {
                styled.reverse();
            }
            for run in styled.into_iter().flat_map(|(text, style)| runs(self.faces, text, style, from_right))
            {
                let x = line.width;
                line.width += run.width;
                line.placed.push(Placed { x, run });
            }
        }
        line
    }

    /// The pieces of a line that run in one direction each, as they are seen from the left.
    fn seen(&self, line: Range<usize>) -> Vec<(bool, Range<usize>)> {
        let mut pieces: Vec<(Level, Range<usize>)> = Vec::new();
        for (at, c) in self.text[line.clone()].char_indices() {
            let at = line.start + at;
            let level = self.levels[at];
            match pieces.last_mut() {
                Some((same, piece)) if *same == level => piece.end = at + c.len_utf8(),
                _ => pieces.push((level, at..at + c.len_utf8())),
            }
        }
        // From the deepest level up, whatever stands at least as deep is turned around.
        let levels = || pieces.iter().map(|(level, _)| level.number());
        let deepest = levels().max().unwrap_or_default();
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        for level in (1..=deepest).rev() {
            let mut at = 0;
            while at < order.len() {
                let deep = |at: usize| pieces[order[at]].0.number() >= level;
                let mut end = at;
                while end < order.len() && deep(end) {
                    end += 1;
                }
                order[at..end].reverse();
                at = end.max(at + 1);
            }
        }
        order.into_iter().map(|at| (pieces[at].0.is_rtl(), pieces[at].1.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces::{Library, Look};
    use crate::tint::INK;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let library = Library::of(&text.chars().collect());
        let faces = Faces::read(&library).unwrap();
        let words = [Words::new(text, &Style::new(Look::Plain, 10.0, INK))];
        let lines = broken(&faces, &words, width);
        assert!(lines.iter().all(|line| line.width <= width + 0.01));
        lines.iter().map(|line| line.placed.iter().map(|it| it.run.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_break_between_words_and_where_somebody_broke_them() {
        assert_eq!(lines("The quick brown fox", 60.0), ["The quick", "brown fox"]);
        assert_eq!(lines("One\n\nTwo", 60.0), ["One", "", "Two"]);
    }

    #[test]
    fn a_word_that_is_wider_than_the_page_is_cut_and_none_of_it_is_lost() {
        let word = "https://example.com/".to_owned() + &"x".repeat(80);
        let found = lines(&word, 100.0);
        assert!(found.len() > 3);
        assert_eq!(found.concat(), word);
    }

    #[test]
    fn hebrew_begins_at_the_right_and_what_is_latin_in_it_does_not_turn_around() {
        // Seen from the left the last word comes first; each is kept as it is read.
        let pieces = ["עולם", " ", "Tern", " ", "שלום"];
        assert_eq!(lines("שלום Tern עולם", 400.0), [pieces.concat()]);
    }

    #[test]
    fn what_is_too_long_for_one_line_ends_with_an_ellipsis() {
        let text = "A subject that goes on and on";
        let library = Library::of(&text.chars().collect());
        let faces = Faces::read(&library).unwrap();
        let words = [Words::new(text, &Style::new(Look::Plain, 10.0, INK))];
        let line = shortened(&faces, &words, 80.0).unwrap();
        let found: String = line.placed.iter().map(|it| it.run.text.as_str()).collect();
        assert!(found.starts_with("A subject") && found.ends_with('…'), "{found}");
    }
}
