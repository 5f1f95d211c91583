//! The list of what can be imported: a new source is one file here and one line in `presets`.

use domain::calendar::Zone;
use domain::import::Batch;
use domain::priority::Matrix;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A source that the desk can read.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// What people type: `ternctl import FILE --preset servicenow`.
    pub name: &'static str,
    /// What the window shows.
    pub label: &'static str,
    /// What file to choose, in a sentence.
    pub hint: &'static str,
    /// The usual endings of its files, without the dot.
    pub extensions: &'static [&'static str],
    pub parse: Parse,
}

/// Reads a file to its end.
///
/// The last argument hears how far it is; when it answers `Break`, the reading ends with
/// [`Stopped::Cancelled`] and nothing has been changed anywhere.
pub type Parse =
    fn(&mut dyn Read, &Settings, &mut dyn FnMut(Tick) -> ControlFlow<()>) -> Result<Batch, Stopped>;

/// What a file does not say about itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone of the times in the file.
    pub zone: Arc<Zone>,
    /// What the desk makes of impact and urgency.
    pub matrix: Matrix,
}

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    pub rows: u64,
    pub bytes: u64,
}

/// Why a file as a whole could not be read; one bad row is no reason.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    #[error("the file is empty")]
    Empty,
    #[error("the file is not UTF-8 text: {0}; save it as CSV in UTF-8 and import it again")]
    Encoding(String),
    #[error("the first line is not the header of such a file: {0}")]
    Header(String),
    #[error("the import was cancelled")]
    Cancelled,
    #[error("reading the file: {0}")]
    Read(#[from] std::io::Error),
}

/// Everything that can be imported.
pub fn presets() -> &'static [Preset] {
    &[crate::servicenow::PRESET]
}

/// The preset of this name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.name == name)
}
