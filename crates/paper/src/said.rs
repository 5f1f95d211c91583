//! What was said and what happened: a bar for who speaks, a ground and a word for what is internal.

use crate::faces::{Faces, Look};
use crate::flow::{Mark, Slab, WIDTH};
use crate::lines::{Words, broken, shortened};
use crate::shape::Style;
use crate::tint::{AGENT, CODE, INK, INTERNAL, INTERNAL_GROUND, LINK, MUTED, REQUESTER, RULE, Tint};
use contract::paper::{PaperBlock, PaperBlockKind, PaperPart, PaperRun, PaperSide};

const TEXT: f32 = 10.0;
const SMALL: f32 = 8.5;
/// The bar beside a message, and how far from it the text stands.
const BAR: f32 = 2.5;
const INSET: f32 = 12.0;
const ROOM: f32 = WIDTH - INSET - 8.0;
const STEP: f32 = 16.0;

/// A heading between parts.
pub(crate) fn heading(faces: &Faces<'_>, text: &str) -> Vec<Slab> {
    let style = Style::new(Look::Strong, 12.0, INK);
    let lines = broken(faces, &[Words::new(text, &style)], WIDTH);
    let slabs = lines.into_iter().map(|line| Slab { stays: true, ..Slab::of_line(line, 0.0, WIDTH) });
    spaced(slabs.collect(), 18.0)
}

/// A small line, such as what happened between two messages.
pub(crate) fn event(faces: &Faces<'_>, text: &str, when: &str) -> Vec<Slab> {
    let muted = Style::new(Look::Plain, SMALL, MUTED);
    let time = shortened(faces, &[Words::new(when, &muted)], ROOM / 2.0);
    let room = ROOM - time.as_ref().map_or(0.0, |line| line.width + 8.0);
    let mut slabs: Vec<Slab> = broken(faces, &[Words::new(text, &muted)], room)
        .into_iter()
        .map(|line| Slab { stays: true, ..Slab::of_line(line, INSET, room) })
        .collect();
    if let (Some(first), Some(time)) = (slabs.first_mut(), time) {
        let x = WIDTH - 8.0 - time.width;
        first.write(time, x, 0.0, 0.0);
    }
    if let Some(last) = slabs.last_mut() {
        last.stays = false;
    }
    spaced(slabs, 6.0)
}

/// A message with its head, its text and the names of its files; nothing else comes out of another part.
pub(crate) fn message(faces: &Faces<'_>, part: &PaperPart) -> Vec<Slab> {
    let PaperPart::Said { who, when, side, marks, text, files } = part else { return Vec::new() };
    let mut slabs = vec![padding(5.0), head(faces, who, when, *side, marks)];
    slabs.extend(text.iter().flat_map(|block| paragraph(faces, block)));
    let muted = Style::new(Look::Plain, SMALL, MUTED);
    for (nth, name) in files.iter().enumerate() {
        let words = [Words::new(format!("↳ {name}"), &muted)];
        let lines = broken(faces, &words, ROOM).into_iter().map(|line| Slab::of_line(line, INSET, ROOM));
        slabs.extend(within(lines.collect(), if nth == 0 { 4.0 } else { 0.0 }));
    }
    slabs.push(padding(6.0));
    let bar = match side {
        PaperSide::Requester => REQUESTER,
        PaperSide::Agent => AGENT,
        PaperSide::Internal => INTERNAL,
    };
    for slab in &mut slabs {
        slab.stays = true;
        slab.underlay(0.0, BAR, bar);
        if *side == PaperSide::Internal {
            slab.underlay(BAR, WIDTH - BAR, INTERNAL_GROUND);
        }
    }
    if let Some(last) = slabs.last_mut() {
        last.stays = false;
    }
    spaced(slabs, 10.0)
}

/// Who, what is to be known of it, and when.
fn head(faces: &Faces<'_>, who: &str, when: &str, side: PaperSide, marks: &[String]) -> Slab {
    let muted = Style::new(Look::Plain, SMALL, MUTED);
    let mark = match side {
        PaperSide::Internal => Style::new(Look::Strong, SMALL, Tint(0x7a, 0x54, 0x00)),
        PaperSide::Requester | PaperSide::Agent => muted.clone(),
    };
    let time = shortened(faces, &[Words::new(when, &muted)], ROOM / 2.0);
    let room = ROOM - time.as_ref().map_or(0.0, |line| line.width + 8.0);
    let mut words = vec![Words::new(who, &Style::new(Look::Strong, TEXT, INK))];
    words.extend(marks.iter().map(|text| Words::new(format!("   {text}"), &mark)));
    let mut slab = Slab { height: 16.0, ..Slab::default() };
    if let Some(line) = shortened(faces, &words, room) {
        slab.height = line.height() + 2.0;
        slab.write(line, INSET, room, 0.0);
    }
    if let Some(time) = time {
        let (x, y) = (INSET + ROOM - time.width, slab.height - 2.0 - time.height() - 0.5);
        slab.write(time, x, 0.0, y);
    }
    slab
}

/// A paragraph of a text as lines.
fn paragraph(faces: &Faces<'_>, block: &PaperBlock) -> Vec<Slab> {
    let quoted = f32::from(block.quoted.min(6)) * 10.0;
    let hang = quoted + f32::from(block.depth.min(10)) * STEP;
    let code = block.kind == PaperBlockKind::Code;
    let x = INSET + hang + if code { 6.0 } else { 0.0 };
    let room = ROOM - hang - if code { 12.0 } else { 0.0 };
    if block.kind == PaperBlockKind::Rule {
        let rule = Mark::Block { x, y: 4.0, width: room, height: 0.7, tint: RULE };
        return vec![Slab { height: 9.0, marks: vec![rule], ..Slab::default() }];
    }
    let words: Vec<Words> = block.runs.iter().map(|run| words(run, block)).collect();
    let mut slabs: Vec<Slab> =
        broken(faces, &words, room).into_iter().map(|line| Slab::of_line(line, x, room)).collect();
    let marker = Style::new(Look::Plain, TEXT, MUTED);
    if let (Some(text), Some(first)) = (&block.marker, slabs.first_mut())
        && let Some(line) = shortened(faces, &[Words::new(text.as_str(), &marker)], STEP * 2.0)
    {
        // It is read before the words.
        let mut begin = Slab::of_line(line.clone(), x - line.width - 5.0, line.width);
        begin.marks.append(&mut first.marks);
        first.marks = begin.marks;
    }
    if code {
        slabs.iter_mut().for_each(|slab| slab.underlay(x - 6.0, room + 12.0, CODE));
    }
    let mut slabs = within(slabs, if block.depth > 0 { 1.5 } else { 4.0 });
    for level in 0..block.quoted.min(6) {
        slabs.iter_mut().for_each(|slab| slab.underlay(INSET + f32::from(level) * 10.0, 1.5, RULE));
    }
    slabs
}

fn words(run: &PaperRun, block: &PaperBlock) -> Words {
    let code = run.code || block.kind == PaperBlockKind::Code;
    let look = if code {
        Look::Code
    } else if run.strong || block.kind == PaperBlockKind::Heading {
        Look::Strong
    } else if run.em {
        Look::Slanted
    } else {
        Look::Plain
    };
    let tint = match (&run.url, block.quoted) {
        (Some(_), _) => LINK,
        (None, 0) => INK,
        (None, _) => MUTED,
    };
    let size = if code { SMALL } else { TEXT };
    let mut style = Style::new(look, size, tint);
    style.struck = run.strike;
    style.url = run.url.as_deref().map(Into::into);
    Words::new(run.text.as_str(), &style)
}

/// A bit of nothing, on which the ground goes on.
fn padding(height: f32) -> Slab {
    Slab { height, ..Slab::default() }
}

/// Puts room above the first, in which the ground goes on.
fn within(mut slabs: Vec<Slab>, room: f32) -> Vec<Slab> {
    if room > 0.0 {
        slabs.insert(0, padding(room));
    }
    slabs
}

/// Puts room above the first that a page does not begin with.
fn spaced(slabs: Vec<Slab>, gap: f32) -> Vec<Slab> {
    slabs
        .into_iter()
        .enumerate()
        .map(|(nth, slab)| if nth == 0 { slab.with_gap(gap) } else { slab })
        .collect()
}
