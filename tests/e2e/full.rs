//! The disk is full while one works: the window says so, keeps what was typed, and goes on when there is room.

use crate::world::{Machine, click, counted, rpc, type_into, write_ticket};
use serde_json::json;
use testkit::small_disk::SmallDisk;
use testkit::webdriver::{Key, Window, testid};

/// Room for the desk and what the web engine keeps beside it.
const MEGABYTES: u32 = 64;

#[tokio::test]
async fn a_full_disk_is_said_in_words_and_what_was_typed_stays() {
    let machine = Machine::new();
    let Some(disk) = SmallDisk::mount(&machine.data(), MEGABYTES).unwrap() else {
        eprintln!("SKIPPED: this user may not mount a small disk, so that none is filled");
        return;
    };
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer on fire").await;
    window.by_testid("card").await.unwrap();

    disk.fill().unwrap();
    write_until_refused(&window).await;
    window.press(&[Key::Letter('c')]).await.unwrap();
    type_into(&window, "new-ticket-subject", "Lift is stuck").await;
    click(&window, "new-ticket-create").await;
    window
        .until("it says that the disk is full", async || {
            let said = "return [...document.querySelectorAll('[role=alert], [data-testid=toast]')].map((one) => one.textContent).join()";
            Ok(window.run(said, &[]).await?.to_string().contains("The disk is full").then_some(()))
        })
        .await
        .unwrap();
    let subject = window.by_testid("new-ticket-subject").await.unwrap();
    assert_eq!(subject.property("value").await.unwrap(), json!("Lift is stuck"), "what was typed stays");

    disk.make_room().unwrap();
    click(&window, "new-ticket-create").await;
    window.until_gone(&testid("new-ticket-subject")).await.unwrap();
    window.close().await.unwrap();
    let window = machine.open().await;
    window.by_testid("card").await.unwrap();
    // Both are there, and once.
    counted(&window, 2).await;
    let found = rpc(&window, "ticket_find", json!({ "number": "L-2" })).await;
    assert_eq!(found["subject"], "Lift is stuck", "{found}");
    window.close().await.unwrap();
}

/// Uses up what the database's own files still had room for: it writes there although the disk has none left.
async fn write_until_refused(window: &Window) {
    let write = "const [longest, done] = arguments;
        const put = (kind, body) => window.__TAURI_INTERNALS__.invoke('rpc', { command: 'draft_put', input: { ticket: null, kind, body } });
        (async () => {
            for (let length = longest; length >= 1024; length /= 4)
                for (let number = 0; ; number++)
                    try {
                        await put(`note-${length}-${number}`, 'x'.repeat(length));
                    } catch (problem) {
                        if (problem.code !== 'disk_full') return problem;
                        break;
                    }
            return 'full';
        })().then(done);";
    assert_eq!(window.run_async(write, &[json!(64 * 1024)]).await.unwrap(), "full");
}
