//! The real window: the program as it is shipped, on a real screen, session bus and keyring, driven by real input.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod board;
mod boards;
mod budget;
mod calls;
mod canned;
mod checklists;
mod composer;
mod crashes;
mod everybody;
mod fields;
mod first_start;
mod full;
mod history;
mod house;
mod importing;
mod keyboard;
mod keyring;
mod languages;
mod links;
mod macros;
mod mails;
mod menus;
mod newcomer;
mod notifications;
mod others;
mod pictures;
mod policies;
mod popouts;
mod presence;
mod reading;
mod reports;
mod resting;
mod screens;
mod searching;
mod service_levels;
mod signing;
mod splitting;
mod sync;
mod templates;
mod timer;
mod triage;
mod urgent;
mod visits;
mod world;
