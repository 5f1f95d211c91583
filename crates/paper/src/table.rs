//! Tables: columns as wide as what stands in them, and their names again on each page.

use crate::faces::{Faces, Look};
use crate::flow::{Mark, Slab, WIDTH};
use crate::lines::{Line, Words, broken};
use crate::shape::Style;
use crate::tint::{INK, MUTED, RULE};
use contract::paper::PaperCell;
use std::rc::Rc;

const TEXT: f32 = 9.0;
/// Between two columns.
const BETWEEN: f32 = 14.0;
/// Above and below what stands in a cell.
const AROUND: f32 = 3.0;
/// A column of numbers is at least so wide, since numbers that touch are read as one.
const LEAST: f32 = 58.0;
/// A row higher than this many lines is cut between two of them, so that any page can hold it.
const MOST_LINES: usize = 40;

pub(crate) fn table(
    faces: &Faces<'_>,
    title: &str,
    columns: &[String],
    rows: &[Vec<PaperCell>],
    none: &str,
) -> Vec<Slab> {
    let mut slabs = Vec::new();
    for line in broken(faces, &[Words::new(title, &Style::new(Look::Strong, 11.0, INK))], WIDTH) {
        let gap = if slabs.is_empty() { 20.0 } else { 0.0 };
        slabs.push(Slab { stays: true, ..Slab::of_line(line, 0.0, WIDTH) }.with_gap(gap));
    }
    let plain = Style::new(Look::Plain, TEXT, INK);
    if rows.is_empty() {
        let muted = Style { tint: MUTED, ..plain };
        let lines = broken(faces, &[Words::new(none, &muted)], WIDTH).into_iter();
        slabs.extend(lines.map(|line| Slab::of_line(line, 0.0, WIDTH).with_gap(2.0)));
        return slabs;
    }
    let count = rows.iter().map(Vec::len).max().unwrap_or_default().max(columns.len());
    let numbers: Vec<bool> =
        (0..count).map(|at| rows.iter().any(|row| row.get(at).is_some_and(|cell| cell.number))).collect();
    let named: Vec<PaperCell> = columns
        .iter()
        .enumerate()
        .map(|(at, text)| PaperCell { text: text.clone(), number: numbers[at] })
        .collect();
    let head_style = Style::new(Look::Strong, 8.0, MUTED);
    let widths = widths(faces, &named, rows, count, (&head_style, &plain));
    let mut head = row(faces, &named, &widths, &head_style, 0..MOST_LINES);
    head.stays = true;
    let head = Rc::new(head);
    slabs.push(Slab::clone(&head).with_gap(3.0));
    let first = slabs.len();
    for cells in rows {
        let lines = highest(faces, cells, &widths, &plain);
        for from in (0..lines).step_by(MOST_LINES) {
            let slab = row(faces, cells, &widths, &plain, from..(from + MOST_LINES).min(lines));
            slabs.push(Slab { head: Some(Rc::clone(&head)), ..slab });
        }
    }
    // Neither the first row nor the last stands alone on a page.
    let last = slabs.len() - 1;
    for at in [first, last.saturating_sub(1)] {
        if (first..last).contains(&at) {
            slabs[at].stays = true;
        }
    }
    slabs
}

fn set(faces: &Faces<'_>, cell: &PaperCell, width: f32, style: &Style) -> Vec<Line> {
    broken(faces, &[Words::new(cell.text.as_str(), style)], width)
}

fn highest(faces: &Faces<'_>, cells: &[PaperCell], widths: &[f32], style: &Style) -> usize {
    let lines = cells.iter().zip(widths).map(|(cell, width)| set(faces, cell, *width, style).len());
    lines.max().unwrap_or_default().max(1)
}

/// One row with a line below it.
fn row(
    faces: &Faces<'_>,
    cells: &[PaperCell],
    widths: &[f32],
    style: &Style,
    lines: std::ops::Range<usize>,
) -> Slab {
    let mut slab = Slab::default();
    let mut x = 0.0;
    for (cell, width) in cells.iter().zip(widths) {
        let mut y = AROUND;
        let wanted = set(faces, cell, *width, style).into_iter().skip(lines.start).take(lines.len());
        for line in wanted {
            let (height, left) = (line.height(), if cell.number { x + width - line.width } else { x });
            slab.write(line, left, if cell.number { 0.0 } else { *width }, y);
            y += height;
        }
        slab.height = slab.height.max(y + AROUND);
        x += width + BETWEEN;
    }
    let rule = Mark::Block { x: 0.0, y: slab.height - 0.5, width: WIDTH, height: 0.5, tint: RULE };
    slab.marks.insert(0, rule);
    slab
}

/// What each column needs; where that is more than there is, those with the longest texts give way.
fn widths(
    faces: &Faces<'_>,
    named: &[PaperCell],
    rows: &[Vec<PaperCell>],
    count: usize,
    (head, plain): (&Style, &Style),
) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a table has a handful of columns")]
    let room = WIDTH - BETWEEN * (count.max(1) - 1) as f32;
    let wide = |cell: Option<&PaperCell>, style: &Style| {
        let lines = cell.map(|cell| set(faces, cell, f32::MAX, style)).unwrap_or_default();
        lines.iter().map(|line| line.width).fold(0.0, f32::max)
    };
    let wanted: Vec<f32> = (0..count)
        .map(|at| {
            let cells = rows.iter().map(|row| wide(row.get(at), plain));
            cells.fold(wide(named.get(at), head), f32::max) + 0.5
        })
        .collect();
    let total: f32 = wanted.iter().sum();
    if total <= room {
        // Numbers get air as far as there is some; what is left goes to the first column, so that they stand at the edge.
        let mut widths = wanted;
        let mut left = room - total;
        for width in widths.iter_mut().skip(1) {
            let more = (LEAST - *width).clamp(0.0, left);
            *width += more;
            left -= more;
        }
        if let Some(first) = widths.first_mut() {
            *first += left;
        }
        return widths;
    }
    fair(&wanted, room)
}

/// Gives each what it wants up to a limit that is the same for all.
fn fair(wanted: &[f32], room: f32) -> Vec<f32> {
    let mut sorted = wanted.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut others) = (room, sorted.len());
    let mut limit = room;
    for want in sorted {
        #[expect(clippy::cast_precision_loss, reason = "a table has a handful of columns")]
        let share = left / others as f32;
        if want > share {
            limit = share;
            break;
        }
        left -= want;
        others -= 1;
    }
    wanted.iter().map(|want| want.min(limit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_keep_what_they_need_and_long_ones_share_the_rest() {
        assert_eq!(fair(&[20.0, 30.0, 500.0, 400.0], 250.0), [20.0, 30.0, 100.0, 100.0]);
        assert_eq!(fair(&[200.0, 200.0], 100.0), [50.0, 50.0]);
    }
}
