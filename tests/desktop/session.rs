//! Starts a test again inside a desktop session, because a process cannot change its own environment safely.

use std::process::Command;
use testkit::desktop::{Desktop, Keyring};

/// Set for the second start of a test that needs no desktop.
const INSIDE: &str = "TERN_TEST_INSIDE";

/// Runs the test `name` on a desktop of its own.
pub(crate) fn on_a_desktop(name: &str, test: impl AsyncFnOnce(&Desktop)) {
    if let Some(desktop) = Desktop::here() {
        return block_on(test(&desktop));
    }
    let desktop = Desktop::with_keyring(Keyring::Absent).expect("the private desktop comes up");
    let mut command = this_test(name);
    assert!(passes(desktop.welcome(&mut command)), "{name} failed on the desktop, see above");
}

/// Runs the test `name` where there is no session bus.
pub(crate) fn without_a_bus(name: &str, test: impl AsyncFnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return block_on(test());
    }
    let mut command = this_test(name);
    command.env(INSIDE, "1").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
    assert!(passes(&mut command), "{name} failed, see above");
}

fn this_test(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a test has a file"));
    command.args(["--exact", name, "--nocapture"]);
    command
}

fn passes(command: &mut Command) -> bool {
    command.status().expect("the test starts again").success()
}

fn block_on(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime").block_on(test);
}
