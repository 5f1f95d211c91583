//! Every rule of the desk, pure: no IO, no clock, no randomness, so that device and server decide alike.

pub mod access;
pub mod board;
pub mod calendar;
pub mod change;
pub mod clockwork;
pub mod digest;
pub mod guard;
pub mod history;
pub mod house;
pub mod ids;
pub mod import;
pub mod merge;
pub mod message;
pub mod notify;
pub mod person;
pub mod priority;
pub mod record;
pub mod refusal;
pub mod reminder;
pub mod sample;
pub mod sla;
pub mod snippet;
pub mod status;
pub mod text;
pub mod ticket;
pub mod time;
