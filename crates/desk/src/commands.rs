//! The handlers of the desk's commands: one file per noun, each loads, lets the domain decide, and records.

mod board;
mod held;
mod house;
mod local;
mod message;
mod people;
mod sync;
mod ticket;
mod ticket_view;

pub(crate) use board::*;
pub(crate) use held::*;
pub(crate) use house::*;
pub(crate) use local::*;
pub(crate) use message::*;
pub(crate) use people::*;
pub(crate) use sync::*;
pub(crate) use ticket::*;
pub(crate) use ticket_view::*;

use contract::session::Done;

/// It is done, and this label takes it back.
fn done(label: impl Into<String>) -> Done {
    Done { undo: Some(label.into()) }
}
