//! The desktop app's entry point; on Windows it brings no console with it.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    tern_app::run()
}
