//! The handlers of the desk's commands: one file per noun, each loads, lets the domain decide, and records.

mod agenda;
mod board;
mod call;
mod canned;
mod checklist;
mod dashboard;
pub(crate) mod deed;
mod form;
mod grouped;
mod held;
mod house;
mod lifecycle;
mod link;
mod local;
mod macros;
mod merge;
mod message;
mod notification;
mod people;
mod reminder;
mod search;
mod seen;
mod sla;
mod split;
mod sync;
mod template;
mod thread;
mod ticket;
mod ticket_type;
mod ticket_view;
mod time;
mod timer;
mod view;
mod visit;

pub(crate) use agenda::*;
pub(crate) use board::*;
pub(crate) use call::*;
pub(crate) use canned::*;
pub(crate) use checklist::*;
pub(crate) use dashboard::*;
pub(crate) use form::*;
pub(crate) use held::*;
pub(crate) use house::*;
pub(crate) use lifecycle::*;
pub(crate) use link::*;
pub(crate) use local::*;
pub(crate) use macros::*;
pub(crate) use merge::*;
pub(crate) use message::*;
pub(crate) use notification::*;
pub(crate) use people::*;
pub(crate) use reminder::*;
pub(crate) use search::*;
pub(crate) use seen::*;
pub(crate) use sla::*;
pub(crate) use split::*;
pub(crate) use sync::*;
pub(crate) use template::*;
pub(crate) use thread::*;
pub(crate) use ticket::*;
pub(crate) use ticket_type::*;
pub(crate) use ticket_view::*;
pub(crate) use time::*;
pub(crate) use timer::*;
pub(crate) use view::*;
pub(crate) use visit::*;

use contract::session::Done;

/// It is done, and this label takes it back.
fn done(label: impl Into<String>) -> Done {
    Done { undo: Some(label.into()) }
}

/// What somebody typed, if it is anything.
fn trimmed(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
