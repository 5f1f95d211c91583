//! Other help desks and file formats, one file each: their shape in, the plain shape of `domain::import` out.

mod day_first;
pub mod html;
pub mod ical;
pub mod mail;
mod preset;
mod rows;
pub mod servicenow;

use domain::calendar::Zone;
use std::sync::Arc;

pub use preset::{Parse, Preset, Settings, Stopped, Tick, preset, presets};

/// Finds a zone by its IANA name.
///
/// # Errors
/// When there is no such zone, in words.
pub fn zone(name: &str) -> Result<Arc<Zone>, String> {
    Zone::named(name)
        .map_err(|_| format!("there is no time zone `{name}`; zones have names such as Europe/Berlin"))
}
