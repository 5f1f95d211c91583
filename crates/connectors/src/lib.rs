//! Other help desks and file formats, one file each: their shape in, the plain shape of `domain::import` out.

mod preset;
mod rows;
pub mod servicenow;
mod wall_time;

pub use preset::{Parse, Preset, Settings, Stopped, Tick, preset, presets};
