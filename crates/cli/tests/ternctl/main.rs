//! Promises of the terminal desk, kept by the real program in folders of its own.

mod files;
mod folders;
mod kills;
mod sla;
mod tickets;
mod world;
