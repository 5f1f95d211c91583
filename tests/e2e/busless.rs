//! A machine without a session bus: Tern starts and works there, and what nothing hands over to it hears who has the folder.

use crate::world::{Machine, beside_tern, over, rpc, write_ticket};
use serde_json::json;
use std::process::Command;
use testkit::desktop::Keyring;
use testkit::webdriver::{Window, testid};

const PASSPHRASE: &str = "no keyring without a bus";
const NO_BUS: (&str, &str) = ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");

#[tokio::test]
async fn without_a_bus_tern_works_and_has_its_folder_for_itself() {
    let machine = Machine::with_keyring(Keyring::Absent);
    let program = over(&machine.data()).variable(NO_BUS.0, NO_BUS.1).variable("TERN_PASSPHRASE", PASSPHRASE);
    let window = Window::open(&machine.desktop, &program).await.unwrap();
    window.by_testid("welcome").await.unwrap();
    rpc(&window, "host_work_locally", json!({ "name": "Robin", "passphrase": PASSPHRASE })).await;
    window.by_testid("board").await.unwrap();
    write_ticket(&window, "Printer on fire").await;

    let mut other = Command::new(beside_tern("ternctl"));
    let other = other.env(NO_BUS.0, NO_BUS.1).env("TERN_PASSPHRASE", PASSPHRASE);
    let other = other
        .arg("--data")
        .arg(machine.data())
        .args(["--json", "rpc", "session_get", "{}"])
        .output()
        .unwrap();
    assert!(!other.status.success());
    let said =
        format!("{}{}", String::from_utf8_lossy(&other.stdout), String::from_utf8_lossy(&other.stderr));
    assert!(said.contains("folder_in_use"), "{said}");

    write_ticket(&window, "Lift is stuck").await;
    window
        .until("the first goes on", async || {
            Ok((window.find_all(&testid("card")).await?.len() == 2).then_some(()))
        })
        .await
        .unwrap();
}
