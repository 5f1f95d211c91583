//! The typefaces: some come with Tern, and what they lack is looked for among those of the system.

use anyhow::{Context as _, Result};
use fontdb::Database;
use krilla::text::{Font, KrillaGlyph};
use rustybuzz::{Direction, Script, ShapePlan, ttf_parser};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Strong,
    Slanted,
    Code,
}

/// The data of typefaces, which [`Faces`] reads.
pub(crate) struct Library {
    data: Vec<(Vec<u8>, u32)>,
    /// What no typeface has.
    pub(crate) missing: BTreeSet<char>,
}

impl Library {
    /// Gathers what is needed for these characters.
    pub(crate) fn of(characters: &BTreeSet<char>) -> Self {
        let own: Vec<_> = own().iter().filter_map(|data| ttf_parser::Face::parse(data, 0).ok()).collect();
        let has = |c: char| own.iter().any(|face| face.glyph_index(c).is_some());
        let mut library = Self { data: Vec::new(), missing: BTreeSet::new() };
        library.missing = characters.iter().copied().filter(|c| !is_unseen(*c) && !has(*c)).collect();
        if !library.missing.is_empty() {
            library.ask_the_system();
        }
        library
    }

    /// Takes the typeface that has most of what is missing, until none has any.
    fn ask_the_system(&mut self) {
        let mut system = Database::new();
        system.load_system_fonts();
        let mut known: Vec<(&fontdb::FaceInfo, BTreeSet<char>)> = Vec::new();
        for info in system.faces() {
            let has = system.with_face_data(info.id, |data, index| covered(data, index, &self.missing));
            known.extend(has.filter(|has| !has.is_empty()).map(|has| (info, has)));
        }
        loop {
            let best = known.iter().max_by_key(|(info, has)| {
                let plain = info.style == fontdb::Style::Normal && info.weight == fontdb::Weight::NORMAL;
                let name = info.families.first().map(|(name, _)| name.as_str()).unwrap_or_default();
                (has.len(), plain, name.contains("Sans"), !info.monospaced, std::cmp::Reverse(name))
            });
            let Some((info, has)) = best.filter(|(_, has)| !has.is_empty()) else { return };
            let (id, has) = (info.id, has.clone());
            let data = system.with_face_data(id, |data, index| (data.to_vec(), index));
            self.data.extend(data);
            self.missing.retain(|c| !has.contains(c));
            known.iter_mut().for_each(|(_, had)| had.retain(|c| !has.contains(c)));
        }
    }
}

/// What of these a typeface can draw; one whose letters are pictures cannot.
fn covered(data: &[u8], index: u32, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let Ok(face) = ttf_parser::Face::parse(data, index) else { return BTreeSet::new() };
    let tables = face.tables();
    if tables.glyf.is_none() && tables.cff.is_none() {
        return BTreeSet::new();
    }
    wanted.iter().copied().filter(|c| face.glyph_index(*c).is_some()).collect()
}

/// Those that come with Tern, in the order of [`Look`], and then one for what they lack.
fn own() -> [&'static [u8]; 5] {
    let code = dejavu::sans_mono::regular();
    [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, code, dejavu::sans::regular()]
}

/// What steers others and is not seen itself.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// A typeface, ready to set letters and to be put into a file.
pub(crate) struct Face<'a> {
    pub(crate) shaping: rustybuzz::Face<'a>,
    pub(crate) font: Font,
}

/// How a typeface sets letters of an alphabet in a direction: worked out once, since that takes longer than a word.
type Plan = (usize, Direction, Script, Rc<ShapePlan>);

/// A word in a typeface, and whether it runs from right to left.
type Shaped = (usize, bool, String);

/// All typefaces of a document, and what was worked out with them.
pub(crate) struct Faces<'a> {
    faces: Vec<Face<'a>>,
    plans: RefCell<Vec<Plan>>,
    words: RefCell<HashMap<Shaped, Rc<[KrillaGlyph]>>>,
}

impl<'a> Faces<'a> {
    pub(crate) fn read(library: &'a Library) -> Result<Self> {
        let own = own().into_iter().map(|data| (data, 0));
        let found = library.data.iter().map(|(data, index)| (data.as_slice(), *index));
        let read = |(data, index): (&'a [u8], u32)| {
            Some(Face {
                shaping: rustybuzz::Face::from_slice(data, index)?,
                font: Font::new(data.to_vec().into(), index)?,
            })
        };
        let faces: Option<Vec<_>> = own.chain(found).map(read).collect();
        let faces = faces.context("reading a typeface")?;
        Ok(Self { faces, plans: RefCell::default(), words: RefCell::default() })
    }

    /// Which typeface sets this character in this look: that of the look, else the first that has it.
    pub(crate) fn index(&self, c: char, look: Look) -> usize {
        let wanted = match look {
            Look::Plain => 0,
            Look::Strong => 1,
            Look::Slanted => 2,
            Look::Code => 3,
        };
        let has = |at: &usize| self.faces[*at].shaping.glyph_index(c).is_some();
        [wanted, 0].into_iter().chain(4..self.faces.len()).find(has).unwrap_or(wanted)
    }

    pub(crate) fn at(&self, index: usize) -> &Face<'a> {
        &self.faces[index]
    }

    /// How a typeface sets such letters.
    pub(crate) fn plan(&self, face: usize, direction: Direction, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        let same = |plan: &&Plan| (plan.0, plan.1, plan.2) == (face, direction, script);
        if let Some((_, _, _, plan)) = plans.iter().find(same) {
            return Rc::clone(plan);
        }
        let plan = Rc::new(ShapePlan::new(&self.faces[face].shaping, direction, Some(script), None, &[]));
        plans.push((face, direction, script, Rc::clone(&plan)));
        plan
    }

    /// The letters of a word, which are set once however often it comes; their measures are parts of its size.
    pub(crate) fn letters(
        &self,
        face: usize,
        from_right: bool,
        text: &str,
        set: impl FnOnce() -> Vec<KrillaGlyph>,
    ) -> Rc<[KrillaGlyph]> {
        let key = (face, from_right, text.to_owned());
        let mut words = self.words.borrow_mut();
        Rc::clone(words.entry(key).or_insert_with(|| set().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_tern_has_the_letters_of_many_alphabets() {
        let text =
            "Grüße, Zażółć gęślą jaźń, Ελληνικά, Кириллица, Tiếng Việt, עברית, العربية, ქართული, → ✓ €";
        let characters: BTreeSet<char> = text.chars().collect();
        let library = Library::of(&characters);
        assert_eq!(library.missing, BTreeSet::new());
        assert!(library.data.is_empty(), "no typeface of the system was needed");
    }

    #[test]
    fn what_nobody_has_is_named_and_what_is_unseen_is_not() {
        // Of a plane that is for private use, and so in no typeface that one would find.
        let library = Library::of(&BTreeSet::from(['a', '\n', '\u{200d}', '\u{fe0f}', '\u{10fff0}']));
        assert_eq!(library.missing, BTreeSet::from(['\u{10fff0}']));
    }
}
