//! The key of the desk lies in a real keyring: it is read back after a restart, and its absence is a question, not a
//! crash.

use crate::world::{Machine, click, counted};
use std::process::Command;
use testkit::desktop::Keyring;

#[tokio::test]
async fn the_key_is_read_back_from_the_keyring_after_a_restart() {
    let machine = Machine::new();
    machine.open_local("Robin").await.close().await.unwrap();

    let mut search = Command::new("secret-tool");
    let output = machine
        .desktop
        .welcome(search.args(["search", "--all", "service", "dev.tern.desk"]))
        .output()
        .unwrap();
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(found.contains("secret = "), "the keyring holds the key: {found}");

    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    counted(&window, 0).await;
}

#[tokio::test]
async fn without_a_keyring_a_passphrase_is_asked_for() {
    let machine = Machine::with_keyring(Keyring::Absent);
    let window = machine.open().await;
    click(&window, "work-locally").await;
    window.find("input[type=password]").await.unwrap();
}
