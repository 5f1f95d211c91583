//! What crosses a boundary: the list of commands, their inputs and views, problems, and sync messages.

pub mod board;
pub mod call;
pub mod canned;
pub mod checklist;
pub mod commands;
pub mod custom;
pub mod devices;
pub mod draft;
pub mod files;
pub mod form;
pub mod import;
pub mod macros;
pub mod merge;
pub mod people;
pub mod presence;
pub mod problem;
pub mod reminder;
pub mod report;
pub mod search;
pub mod session;
pub mod shell;
pub mod sla;
pub mod sync;
pub mod template;
pub mod ticket;
pub mod timer;
pub mod typescript;
pub mod view;
pub mod visit;
pub mod wire;

/// Every type that the lists of commands name, in one place for the macros that read the lists.
pub mod all {
    pub use crate::board::*;
    pub use crate::call::*;
    pub use crate::canned::*;
    pub use crate::checklist::*;
    pub use crate::commands::Tag;
    pub use crate::custom::*;
    pub use crate::devices::*;
    pub use crate::draft::*;
    pub use crate::files::*;
    pub use crate::form::*;
    pub use crate::import::*;
    pub use crate::macros::*;
    pub use crate::merge::*;
    pub use crate::people::*;
    pub use crate::presence::*;
    pub use crate::problem::*;
    pub use crate::reminder::*;
    pub use crate::report::*;
    pub use crate::search::*;
    pub use crate::session::*;
    pub use crate::shell::*;
    pub use crate::sla::*;
    pub use crate::sync::*;
    pub use crate::template::*;
    pub use crate::ticket::*;
    pub use crate::timer::*;
    pub use crate::view::*;
    pub use crate::visit::*;
    pub use domain::priority::{Matrix, UrgentGuard};
    pub use domain::status::Status;
}
