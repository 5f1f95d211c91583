//! Slabs one below the other become pages: what belongs together stays together where a page can hold it.

use crate::lines::{Line, Placed};
use crate::picture::Picture;
use crate::tint::Tint;
use std::rc::Rc;

pub(crate) const PAGE_WIDTH: f32 = 595.28;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
pub(crate) const SIDE: f32 = 56.0;
pub(crate) const TOP: f32 = 64.0;
pub(crate) const BOTTOM: f32 = 64.0;
/// What there is between the margins.
pub(crate) const WIDTH: f32 = PAGE_WIDTH - 2.0 * SIDE;
pub(crate) const HEIGHT: f32 = PAGE_HEIGHT - TOP - BOTTOM;

/// Something drawn, measured from the corner of its slab or page.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    Text { x: f32, y: f32, placed: Placed },
    Block { x: f32, y: f32, width: f32, height: f32, tint: Tint },
    Picture { x: f32, y: f32, width: f32, height: f32, picture: Picture },
}

/// What is never cut in two: a line, or a row of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slab {
    /// The room above it, except at the head of a page.
    pub(crate) gap: f32,
    pub(crate) height: f32,
    /// Grounds come before what stands on them.
    pub(crate) marks: Vec<Mark>,
    /// It stays with the slab after it.
    pub(crate) stays: bool,
    /// What stands above it once more when it comes first on a page.
    pub(crate) head: Option<Rc<Slab>>,
}

impl Slab {
    /// A line of text, `width` points of room from `x` on.
    pub(crate) fn of_line(line: Line, x: f32, width: f32) -> Self {
        let mut slab = Self { height: line.height(), ..Self::default() };
        slab.write(line, x, width, 0.0);
        slab
    }

    /// Writes a line into it; what is read from the right stands there.
    pub(crate) fn write(&mut self, line: Line, x: f32, width: f32, y: f32) {
        let x = if line.from_right { x + width - line.width } else { x };
        let y = y + line.baseline();
        self.marks.extend(line.placed.into_iter().map(|placed| Mark::Text { x: x + placed.x, y, placed }));
    }

    pub(crate) fn with_gap(mut self, gap: f32) -> Self {
        self.gap = gap;
        self
    }

    /// Puts a ground or a bar below what stands in it, as high as it is.
    pub(crate) fn underlay(&mut self, x: f32, width: f32, tint: Tint) {
        self.marks.insert(0, Mark::Block { x, y: 0.0, width, height: self.height, tint });
    }
}

/// What stands on a page, in the order in which it is drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) marks: Vec<Mark>,
    used: f32,
}

impl Sheet {
    fn add(&mut self, slab: &Slab) {
        if self.used > 0.0 {
            self.used += slab.gap;
        }
        let moved = |mark: &Mark| match mark.clone() {
            Mark::Text { x, y, placed } => Mark::Text { x: x + SIDE, y: y + TOP + self.used, placed },
            Mark::Block { x, y, width, height, tint } => {
                Mark::Block { x: x + SIDE, y: y + TOP + self.used, width, height, tint }
            }
            Mark::Picture { x, y, width, height, picture } => {
                Mark::Picture { x: x + SIDE, y: y + TOP + self.used, width, height, picture }
            }
        };
        let marks: Vec<Mark> = slab.marks.iter().map(moved).collect();
        self.marks.extend(marks);
        self.used += slab.height;
    }
}

/// Lays slabs on pages.
pub(crate) fn sheets(slabs: &[Slab]) -> Vec<Sheet> {
    let mut sheets = vec![Sheet::default()];
    let mut rest = slabs;
    while !rest.is_empty() {
        let together = rest.iter().position(|slab| !slab.stays).map_or(rest.len(), |at| at + 1);
        let (unit, after) = rest.split_at(together);
        let tall: f32 = unit.iter().map(|slab| slab.gap + slab.height).sum();
        if tall > HEIGHT {
            // No page holds all of it: each goes where there is room, and the first line has company.
            let (begin, others) = unit.split_at(unit.len().min(2));
            place(&mut sheets, begin, begin.iter().map(|slab| slab.gap + slab.height).sum());
            others
                .iter()
                .for_each(|slab| place(&mut sheets, std::slice::from_ref(slab), slab.height + slab.gap));
        } else {
            place(&mut sheets, unit, tall);
        }
        rest = after;
    }
    sheets
}

fn place(sheets: &mut Vec<Sheet>, unit: &[Slab], tall: f32) {
    let full = sheets.last().is_some_and(|sheet| sheet.used > 0.0 && sheet.used + tall > HEIGHT);
    if full {
        sheets.push(Sheet::default());
    }
    let Some(sheet) = sheets.last_mut() else { return };
    if full && let Some(head) = unit.first().and_then(|slab| slab.head.as_deref()) {
        sheet.add(head);
    }
    unit.iter().for_each(|slab| sheet.add(slab));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slab(height: f32, stays: bool) -> Slab {
        let block = Mark::Block { x: 0.0, y: 0.0, width: 1.0, height, tint: Tint(0, 0, 0) };
        Slab { height, stays, marks: vec![block], ..Slab::default() }
    }

    fn counts(sheets: &[Sheet]) -> Vec<usize> {
        sheets.iter().map(|sheet| sheet.marks.len()).collect()
    }

    #[test]
    fn no_slab_is_cut_and_all_stand_between_the_margins() {
        let slabs: Vec<Slab> = (0..70).map(|_| slab(30.0, false)).collect();
        let sheets = sheets(&slabs);
        assert_eq!(counts(&sheets), [23, 23, 23, 1]);
        for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
            let Mark::Block { y, height, .. } = mark else { panic!("a block") };
            assert!(*y >= TOP && y + height <= PAGE_HEIGHT - BOTTOM);
        }
    }

    #[test]
    fn what_belongs_together_goes_to_the_next_page_together() {
        let mut slabs = vec![slab(HEIGHT - 50.0, false)];
        slabs.extend([slab(30.0, true), slab(30.0, true), slab(30.0, false)]);
        assert_eq!(counts(&sheets(&slabs)), [1, 3]);
    }

    #[test]
    fn what_no_page_can_hold_fills_the_page_it_begins_on() {
        let mut slabs = vec![slab(100.0, false)];
        slabs.extend((0..40).map(|nth| slab(30.0, nth < 39)));
        assert_eq!(counts(&sheets(&slabs)), [1 + 20, 20]);
    }

    #[test]
    fn the_head_of_a_table_stands_above_its_rows_on_every_page() {
        let head = Rc::new(slab(20.0, false));
        let row = Slab { head: Some(head), ..slab(30.0, false) };
        let sheets = sheets(&vec![row; 50]);
        let all: usize = counts(&sheets).iter().sum();
        assert_eq!(sheets.len(), 3);
        assert_eq!(all, 50 + 2);
    }
}
