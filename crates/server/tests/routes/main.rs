//! Every route over the real router and a real database, asked by everybody who might.

mod blobs;
mod events;
mod health;
mod openapi;
mod people;
mod session;
mod sync;
mod tickets;
mod world;
