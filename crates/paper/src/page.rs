//! A whole document: its head, its parts in their order, and what stands above and below each page.

use crate::draw::{Written, drawn};
use crate::faces::{Faces, Library, Look};
use crate::flow::{BOTTOM, Mark, PAGE_HEIGHT, SIDE, Sheet, Slab, TOP, WIDTH, sheets};
use crate::lines::{Line, Words, broken, shortened};
use crate::picture::{Pictures, beside};
use crate::said::{event, heading, message};
use crate::shape::Style;
use crate::table::table;
use crate::tint::{INK, MUTED, RULE};
use anyhow::Result;
use contract::paper::{Fact, Paper, PaperPart};
use std::collections::BTreeSet;

/// The most room that the name of a fact takes.
const MOST_NAME: f32 = 120.0;

/// Writes a document as a PDF file.
///
/// The same document gives the same bytes wherever Tern's own typefaces have its characters. Pictures that are not
/// among `pictures`, or that are broken, are said in words.
///
/// # Errors
///
/// A typeface that cannot be read, or a document that PDF cannot hold.
pub fn write(paper: &Paper, pictures: &Pictures) -> Result<Written> {
    let library = Library::of(&characters(paper)?);
    let faces = Faces::read(&library)?;
    let mut sheets = sheets(&slabs(&faces, paper, pictures, &library.missing));
    let pages = sheets.len();
    for (at, sheet) in sheets.iter_mut().enumerate() {
        around(&faces, paper, at, pages, sheet);
    }
    drawn(paper, &faces, &sheets, library.missing.iter().map(char::to_string).collect())
}

/// Everything that is to be written.
fn characters(paper: &Paper) -> Result<BTreeSet<char>> {
    // Every word of it is in its own text form, and the names of fields are Latin.
    let all = serde_json::to_string(paper)?;
    Ok(all.chars().chain("…↳•0123456789".chars()).collect())
}

fn slabs(faces: &Faces<'_>, paper: &Paper, files: &Pictures, missing: &BTreeSet<char>) -> Vec<Slab> {
    let mut slabs = top(faces, paper);
    for part in &paper.parts {
        slabs.extend(match part {
            PaperPart::Heading { text } => heading(faces, text),
            PaperPart::Said { .. } => message(faces, part),
            PaperPart::Event { text, when } => event(faces, text, when),
            PaperPart::Table { title, columns, rows, none } => table(faces, title, columns, rows, none),
            PaperPart::Pictures { title, columns, pictures, none } => {
                beside(faces, title, *columns, pictures, none, files)
            }
        });
    }
    if !missing.is_empty() {
        slabs.extend(small(faces, &paper.unknown, 16.0));
    }
    slabs
}

/// Number and title, and the facts in two columns.
fn top(faces: &Faces<'_>, paper: &Paper) -> Vec<Slab> {
    let mut words = Vec::new();
    if let Some(number) = &paper.number {
        words.push(Words::new(format!("{number}  "), &Style::new(Look::Plain, 17.0, MUTED)));
    }
    words.push(Words::new(paper.title.as_str(), &Style::new(Look::Strong, 17.0, INK)));
    let mut slabs: Vec<Slab> = broken(faces, &words, WIDTH)
        .into_iter()
        .map(|line| Slab { stays: true, ..Slab::of_line(line, 0.0, WIDTH) })
        .collect();
    let half = (WIDTH - 20.0) / 2.0;
    let style = Style::new(Look::Plain, 9.0, MUTED);
    let names = paper.facts.iter().filter_map(|fact| {
        shortened(faces, &[Words::new(fact.label.as_str(), &style)], MOST_NAME).map(|line| line.width)
    });
    let name = names.fold(0.0, f32::max) + 10.0;
    for (nth, pair) in paper.facts.chunks(2).enumerate() {
        let mut slab = Slab { gap: if nth == 0 { 8.0 } else { 0.0 }, stays: true, ..Slab::default() };
        for (fact, x) in pair.iter().zip([0.0, half + 20.0]) {
            write_fact(faces, &mut slab, fact, (x, name, half - name));
        }
        slabs.push(slab);
    }
    let rule = Mark::Block { x: 0.0, y: 7.0, width: WIDTH, height: 0.7, tint: RULE };
    slabs.push(Slab { height: 8.0, marks: vec![rule], ..Slab::default() });
    slabs
}

/// A name, and beside it a value; from where on, and how wide each may be.
fn write_fact(faces: &Faces<'_>, slab: &mut Slab, fact: &Fact, (x, wide, room): (f32, f32, f32)) {
    let label = [Words::new(fact.label.as_str(), &Style::new(Look::Plain, 9.0, MUTED))];
    let name = shortened(faces, &label, MOST_NAME);
    let value = [Words::new(fact.value.as_str(), &Style::new(Look::Plain, 9.5, INK))];
    let lines = broken(faces, &value, room);
    // Both stand on one line, whatever the sizes of their letters.
    let below =
        lines.first().zip(name.as_ref()).map_or(0.0, |(value, name)| value.baseline() - name.baseline());
    if let Some(line) = name {
        slab.write(line, x, wide - 10.0, below);
    }
    let mut y = 0.0;
    for line in lines {
        let height = line.height();
        slab.write(line, x + wide, room, y);
        y += height;
    }
    slab.height = slab.height.max(y + 1.0);
}

fn small(faces: &Faces<'_>, text: &str, gap: f32) -> Vec<Slab> {
    let words = [Words::new(text, &Style::new(Look::Plain, 8.5, MUTED))];
    let lines = if text.is_empty() { Vec::new() } else { broken(faces, &words, WIDTH) };
    let slab = |(nth, line)| Slab::of_line(line, 0.0, WIDTH).with_gap(if nth == 0 { gap } else { 0.0 });
    lines.into_iter().enumerate().map(slab).collect()
}

/// What stands above a page that goes on, and below each.
fn around(faces: &Faces<'_>, paper: &Paper, at: usize, pages: usize, sheet: &mut Sheet) {
    let muted = Style::new(Look::Plain, 8.0, MUTED);
    let at_place = |line: Line, x: f32, y: f32| {
        let y = y + line.baseline();
        line.placed.into_iter().map(move |placed| Mark::Text { x: x + placed.x, y, placed })
    };
    let foot = PAGE_HEIGHT - BOTTOM + 22.0;
    let number = paper.page.replace("{page}", &(at + 1).to_string()).replace("{pages}", &pages.to_string());
    let mut room = WIDTH;
    if let Some(line) = shortened(faces, &[Words::new(number, &muted)], WIDTH / 2.0) {
        room -= line.width + 16.0;
        let x = SIDE + WIDTH - line.width;
        sheet.marks.extend(at_place(line, x, foot));
    }
    if let Some(line) = shortened(faces, &[Words::new(paper.about.as_str(), &muted)], room) {
        sheet.marks.extend(at_place(line, SIDE, foot));
    }
    if at > 0 {
        let number = paper.number.iter().map(|number| format!("{number}  ")).collect::<String>();
        let words = [Words::new(number + &paper.title, &muted)];
        if let Some(line) = shortened(faces, &words, WIDTH) {
            // It is read first, too.
            sheet.marks.splice(0..0, at_place(line, SIDE, TOP - 28.0));
        }
    }
}
