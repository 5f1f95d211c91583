//! Whole-product journeys without a window: real desks, a real server on loopback, real encrypted files.

mod alone;
mod bad_input;
mod together;
mod world;
