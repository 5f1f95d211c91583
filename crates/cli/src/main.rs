//! The terminal desk.
fn main() {}
