//! The server: the same desk behind HTTP, with accounts, live events and files. It holds no rules of its own.

pub mod account;
pub mod app;
pub mod cli;
mod error;
mod input;
mod layers;
pub mod limits;
mod listen;
mod openapi;
pub mod password;
mod presence;
mod routes;
pub mod sample;
mod signed;
pub mod tokens;
mod uploads;

pub use app::App;
pub use listen::{
    Options, Running, TlsFiles, attachments, open, restore_epoch, start, start_with, sweep_once,
};
pub use openapi::document;
pub use routes::{router, table};
