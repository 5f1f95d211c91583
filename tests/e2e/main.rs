//! The real window: the program as it is shipped, on a real screen, session bus and keyring, driven by real input.
#![cfg(target_os = "linux")]

mod board;
mod first_start;
mod keyring;
mod notifications;
mod sync;
mod world;
