//! The tables as SeaORM sees them; no entity leaves this crate.

pub(crate) mod outbox;
pub(crate) mod person;
pub(crate) mod record;
pub(crate) mod ticket;
