//! Every rule of the desk, pure: no IO, no clock, no randomness, so that device and server decide alike.

pub mod ids;
pub mod priority;
pub mod status;
pub mod time;
