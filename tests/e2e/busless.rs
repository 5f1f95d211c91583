//! A machine without a session bus: Tern starts and works there, though nothing hands a second start over to the first.

use crate::world::{Machine, over, rpc, write_ticket};
use serde_json::json;
use testkit::desktop::Keyring;
use testkit::webdriver::{Window, testid};

const PASSPHRASE: &str = "no keyring without a bus";

#[tokio::test]
async fn without_a_bus_tern_works_and_a_second_start_over_the_same_folder_says_why_it_does_not() {
    let machine = Machine::with_keyring(Keyring::Absent);
    let program = over(&machine.data())
        .variable("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
        .variable("TERN_PASSPHRASE", PASSPHRASE);
    let first = Window::open(&machine.desktop, &program).await.unwrap();
    first.by_testid("welcome").await.unwrap();
    rpc(&first, "host_work_locally", json!({ "name": "Robin", "passphrase": PASSPHRASE })).await;
    first.by_testid("board").await.unwrap();
    write_ticket(&first, "Printer on fire").await;

    let second = Window::open(&machine.desktop, &program).await.unwrap();
    second
        .until("the second says who has the folder", async || {
            let said = second.run("return document.body.textContent", &[]).await?;
            let said = said.as_str().unwrap_or_default().to_owned();
            Ok(said.contains("Another Tern is using this folder").then_some(()))
        })
        .await
        .unwrap();
    assert!(second.find_now(&testid("board")).await.unwrap().is_none());
    second.close().await.unwrap();

    write_ticket(&first, "Lift is stuck").await;
    let cards = first.find_all(&testid("card")).await.unwrap();
    assert_eq!(cards.len(), 2, "the first goes on");
    first.close().await.unwrap();
}
