//! Pictures beside each other, each the right way up and with its caption.

use crate::faces::{Faces, Look};
use crate::flow::{Mark, Slab, WIDTH};
use crate::lines::{Words, broken, shortened};
use crate::said::heading;
use crate::shape::Style;
use crate::tint::MUTED;
use contract::paper::PaperPicture;
use domain::ids::AttachmentId;
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::{Data, Document};
use std::collections::BTreeMap;

/// What files hold, by their ids.
pub type Pictures = BTreeMap<AttachmentId, Vec<u8>>;

const GAP: f32 = 14.0;
/// How much higher than wide a picture may stand.
const HIGHEST: f32 = 1.25;
/// What a camera makes; beyond it somebody wants the memory.
const MOST_DOTS: u64 = 120_000_000;

/// A picture that can be drawn.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    image: Image,
    /// As Exif counts them, from 1: which side of the picture is up.
    way: u32,
}

impl Picture {
    /// Reads a picture; `None` of what is none, whatever it calls itself.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let data: Data = bytes.to_vec().into();
        let image = match bytes {
            [0x89, b'P', b'N', b'G', ..] => Image::from_png(data, true),
            [0xff, 0xd8, 0xff, ..] => Image::from_jpeg(data, true),
            [b'G', b'I', b'F', b'8', ..] => Image::from_gif(data, true),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Image::from_webp(data, true),
            _ => return None,
        }
        .ok()?;
        let (width, height) = image.size();
        if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_DOTS {
            return None;
        }
        let picture = Self { image, way: way_up(bytes) };
        // Its dots are read when the file is written, too late to say that they are broken.
        picture.can_be_drawn().then_some(picture)
    }

    fn can_be_drawn(&self) -> bool {
        let mut document = Document::new();
        let Some(size) = PageSettings::from_wh(10.0, 10.0) else { return false };
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        self.draw(&mut surface, (0.0, 0.0), (10.0, 10.0));
        surface.finish();
        page.finish();
        document.finish().is_ok()
    }

    /// Its width for each of its height, as it is seen.
    fn shape(&self) -> f32 {
        let (width, height) = self.image.size();
        let shape = width as f32 / height as f32;
        if self.lies() { 1.0 / shape } else { shape }
    }

    /// Whether it was taken with the camera on its side.
    fn lies(&self) -> bool {
        (5..=8).contains(&self.way)
    }

    pub(crate) fn draw(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let own = if self.lies() { (height, width) } else { (width, height) };
        let Some(size) = Size::from_wh(own.0, own.1) else { return };
        let (across, up, right, down, dx, dy) = match self.way {
            2 => (-1.0, 0.0, 0.0, 1.0, width, 0.0),
            3 => (-1.0, 0.0, 0.0, -1.0, width, height),
            4 => (1.0, 0.0, 0.0, -1.0, 0.0, height),
            5 => (0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
            6 => (0.0, 1.0, -1.0, 0.0, width, 0.0),
            7 => (0.0, -1.0, -1.0, 0.0, width, height),
            8 => (0.0, -1.0, 1.0, 0.0, 0.0, height),
            _ => (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        };
        surface.push_transform(&Transform::from_row(across, up, right, down, x + dx, y + dy));
        surface.draw_image(self.image.clone(), size);
        surface.pop();
    }
}

/// Which way up a photo is; as it lies where its camera does not say.
fn way_up(bytes: &[u8]) -> u32 {
    let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes));
    let field = read.ok().and_then(|exif| {
        let field = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?;
        field.value.get_uint(0)
    });
    field.unwrap_or(1)
}

/// Rows of pictures below a heading.
pub(crate) fn beside(
    faces: &Faces<'_>,
    title: &str,
    columns: u8,
    pictures: &[PaperPicture],
    none: &str,
    files: &Pictures,
) -> Vec<Slab> {
    let columns = usize::from(columns.clamp(1, 6));
    let wide = (WIDTH - GAP * (columns - 1) as f32) / columns as f32;
    let small = Style::new(Look::Plain, 8.5, MUTED);
    let mut slabs = if title.is_empty() { Vec::new() } else { heading(faces, title) };
    for row in pictures.chunks(columns) {
        let mut slab = Slab { gap: 8.0, ..Slab::default() };
        for (nth, one) in row.iter().enumerate() {
            let x = (wide + GAP) * nth as f32;
            let picture = files.get(&one.attachment).and_then(|bytes| Picture::read(bytes));
            let mut y = 0.0;
            let mut words = vec![Words::new(one.caption.as_str(), &small)];
            if let Some(picture) = picture {
                let height = (wide / picture.shape()).min(wide * HIGHEST);
                let width = height * picture.shape();
                slab.marks.push(Mark::Picture { x, y, width, height, picture });
                y += height + 4.0;
            } else {
                let between = if one.caption.is_empty() { "" } else { " \u{2013} " };
                words.push(Words::new(format!("{between}{none}"), &small));
                for line in broken(faces, &words, wide) {
                    let height = line.height();
                    slab.write(line, x, wide, y);
                    y += height;
                }
                words.clear();
            }
            if !words.is_empty()
                && let Some(line) = shortened(faces, &words, wide)
            {
                let height = line.height();
                slab.write(line, x, wide, y);
                y += height;
            }
            slab.height = slab.height.max(y);
        }
        slabs.push(slab);
    }
    slabs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_none() {
        let no_dots = [&[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a][..], &[0; 40]].concat();
        for bytes in [&b""[..], b"GIF8", b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP", &no_dots] {
            assert!(Picture::read(bytes).is_none(), "{bytes:?}");
        }
    }
}
