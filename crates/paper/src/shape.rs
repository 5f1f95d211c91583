//! Words become letters of a typeface, each with its place.

use crate::faces::{Faces, Look, is_unseen};
use crate::tint::Tint;
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use std::ops::Range;
use std::rc::Rc;

/// How some words are written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Style {
    pub(crate) look: Look,
    /// In points.
    pub(crate) size: f32,
    pub(crate) tint: Tint,
    pub(crate) struck: bool,
    pub(crate) url: Option<Rc<str>>,
}

impl Style {
    pub(crate) fn new(look: Look, size: f32, tint: Tint) -> Self {
        Self { look, size, tint, struck: false, url: None }
    }
}

/// Letters of one typeface and style that stand beside one another.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) face: usize,
    pub(crate) style: Style,
    pub(crate) glyphs: Rc<[KrillaGlyph]>,
    /// In points.
    pub(crate) width: f32,
}

/// Sets words of one style that run in one direction; what steers and is not seen stays with the word before it.
pub(crate) fn runs(faces: &Faces<'_>, text: &str, style: &Style, from_right: bool) -> Vec<Run> {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match pieces.last_mut() {
            Some((face, piece)) if is_unseen(c) || *face == faces.index(c, style.look) => piece.end = end,
            _ => pieces.push((faces.index(c, style.look), at..end)),
        }
    }
    let mut runs: Vec<Run> =
        pieces.into_iter().map(|(face, piece)| set(faces, &text[piece], face, style, from_right)).collect();
    if from_right {
        runs.reverse();
    }
    runs
}

fn set(faces: &Faces<'_>, text: &str, face: usize, style: &Style, from_right: bool) -> Run {
    let glyphs = faces.letters(face, from_right, text, || letters(faces, text, face, from_right));
    let width = glyphs.iter().map(|glyph| glyph.x_advance * style.size).sum();
    Run { text: text.to_owned(), face, style: style.clone(), glyphs, width }
}

fn letters(faces: &Faces<'_>, text: &str, face: usize, from_right: bool) -> Vec<KrillaGlyph> {
    let typeface = faces.at(face);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if from_right { Direction::RightToLeft } else { Direction::LeftToRight });
    let plan = faces.plan(face, buffer.direction(), buffer.script());
    let set = rustybuzz::shape_with_plan(&typeface.shaping, &plan, buffer);
    let units = typeface.font.units_per_em();
    let mut starts: Vec<usize> = set.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "measures of a letter are far below 2^24")]
    let part = |units_wide: i32| units_wide as f32 / units;
    set.glyph_infos()
        .iter()
        .zip(set.glyph_positions())
        .map(|(info, place)| {
            let start = info.cluster as usize;
            // A letter stands for all up to where the next one begins, whatever the direction.
            let next = starts.partition_point(|other| *other <= start);
            let end = starts.get(next).copied().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(place.x_advance),
                part(place.x_offset),
                part(place.y_offset),
                part(place.y_advance),
                start..end,
                None,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces::Library;
    use crate::tint::INK;

    #[test]
    fn words_of_two_alphabets_are_two_runs_and_as_wide_as_their_letters() {
        let text = "naïve עברית";
        let library = Library::of(&text.chars().collect());
        let faces = Faces::read(&library).unwrap();
        let style = Style::new(Look::Plain, 10.0, INK);
        let runs = runs(&faces, text, &style, false);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["naïve ", "עברית"]);
        assert!(
            runs.iter().all(|run| run.width > 10.0 && run.glyphs.iter().all(|it| it.glyph_id.to_u32() != 0))
        );
    }
}
