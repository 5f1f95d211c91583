//! Whole-product journeys without a window: real desks, a real server on loopback, real encrypted files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod alone;
mod bad_input;
mod boards;
mod checklists;
mod copies;
mod devices;
mod files;
mod kept;
mod locked;
mod paper;
mod presence;
mod restored;
mod together;
mod visits;
mod world;
