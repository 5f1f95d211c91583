//! Puts laid-out pages into a PDF file.

use crate::faces::Faces;
use crate::flow::{Mark, PAGE_HEIGHT, PAGE_WIDTH, Sheet};
use crate::lines::Placed;
use crate::tint::Tint;
use anyhow::{Context as _, Result, anyhow};
use contract::paper::Paper;
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::{Page, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;

/// A PDF file, and what it could not show.
#[derive(Debug)]
pub struct Written {
    pub pdf: Vec<u8>,
    /// The characters that no typeface has, each once.
    pub missing: Vec<String>,
}

pub(crate) fn drawn(
    paper: &Paper,
    faces: &Faces<'_>,
    sheets: &[Sheet],
    missing: Vec<String>,
) -> Result<Written> {
    let mut document = Document::new();
    let named = paper.number.iter().chain([&paper.title]).map(String::as_str).collect::<Vec<_>>().join(" ");
    document.set_metadata(
        Metadata::new()
            .title(named)
            .language(paper.language.clone())
            .description(paper.about.clone())
            .creator("Tern".to_owned()),
    );
    for sheet in sheets {
        let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).context("the size of a page")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            match mark {
                Mark::Block { x, y, width, height, tint } => {
                    block(&mut surface, (*x, *y), (*width, *height), *tint);
                }
                Mark::Text { x, y, placed } => text(&mut surface, faces, (*x, *y), placed),
                Mark::Picture { x, y, width, height, picture } => {
                    picture.draw(&mut surface, (*x, *y), (*width, *height));
                }
            }
        }
        surface.finish();
        for mark in &sheet.marks {
            if let Mark::Text { x, y, placed } = mark {
                link(&mut page, (*x, *y), placed);
            }
        }
        page.finish();
    }
    let pdf = document.finish().map_err(|error| anyhow!("writing a PDF: {error:?}"))?;
    Ok(Written { pdf, missing })
}

fn fill(tint: Tint) -> Fill {
    Fill { paint: rgb::Color::new(tint.0, tint.1, tint.2).into(), ..Fill::default() }
}

fn block(surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32), tint: Tint) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(tint)));
        surface.draw_path(&path);
    }
}

fn text(surface: &mut Surface<'_>, faces: &Faces<'_>, (x, y): (f32, f32), placed: &Placed) {
    let run = &placed.run;
    let font = faces.at(run.face).font.clone();
    surface.set_fill(Some(fill(run.style.tint)));
    surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, font, &run.text, run.style.size, false);
    if run.style.struck {
        block(surface, (x, y - run.style.size * 0.28), (run.width, 0.6), run.style.tint);
    }
}

fn link(page: &mut Page<'_>, (x, y): (f32, f32), placed: &Placed) {
    let run = &placed.run;
    let size = run.style.size;
    let place = Rect::from_xywh(x, y - size, run.width, size * 1.3);
    if let (Some(url), Some(place)) = (&run.style.url, place) {
        let target = Target::Action(Action::Link(LinkAction::new(url.to_string())));
        page.add_annotation(Annotation::new_link(LinkAnnotation::new(place, target), None));
    }
}
