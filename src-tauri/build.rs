//! Stub of the build script.
fn main() {}
