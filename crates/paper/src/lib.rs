//! Writes a document of words and tables as a PDF file: the same on every system, without a printer's dialog.
//!
//! What a screen has to say comes in its own words ([`contract::paper`]); what is decided here is how it stands on
//! pages. Nothing here reads or writes a file, except that typefaces of the system are asked for where those that
//! come with Tern lack a character.

mod draw;
mod faces;
mod flow;
mod lines;
mod page;
mod picture;
mod said;
mod shape;
mod table;
mod tint;

pub use draw::Written;
pub use page::write;
pub use picture::Pictures;
