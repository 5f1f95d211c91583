//! Every route over the real router and a real database, asked by everybody who might.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attainment;
mod blobs;
mod devices;
mod events;
mod guard;
mod health;
mod hostile;
mod kept;
mod openapi;
mod people;
mod poison;
mod presence;
mod scopes;
mod session;
mod sync;
mod tickets;
mod together;
mod visits;
mod world;
