//! Prints the TypeScript contract; `cargo xtask gen` writes it to `ui/src/api/gen.ts`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(contract::typescript::typescript().as_bytes())
}
