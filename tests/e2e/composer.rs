//! What one writes under a ticket: nothing lies over it, and its files wait with its text.

use crate::world::{Machine, click, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window};

/// Opens the ticket that has the focus on the board.
async fn open_ticket(window: &Window) {
    window.find("[data-testid=card]:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
}

/// Lets a file fall onto the composer, as a file manager does.
async fn drop_file(window: &Window, name: &str) {
    let script = "const carried = new DataTransfer();
        carried.items.add(new File(['what it says'], arguments[0], { type: 'text/plain' }));
        document.querySelector('[data-testid=composer]')
            .dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));";
    window.run(script, &[json!(name)]).await.unwrap();
    until_file(window, name).await;
}

async fn until_file(window: &Window, name: &str) {
    let script = "return document.querySelector('[data-testid=composer]').textContent.includes(arguments[0])";
    let promise = format!("{name} is in the composer");
    window
        .until(
            &promise,
            async || Ok((window.run(script, &[json!(name)]).await? == json!(true)).then_some(())),
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn the_files_of_a_draft_outlive_a_killed_window() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Router").await;
    open_ticket(&window).await;
    drop_file(&window, "router.log").await;
    click(&window, "composer-note").await;
    drop_file(&window, "cabling.txt").await;
    let kept = "const [ticket, done] = arguments;
        const read = (kind) => window.__TAURI_INTERNALS__.invoke('rpc', { command: 'draft_get', input: { ticket, kind } });
        Promise.all([read('reply-files'), read('note-files')]).then((found) => done(found.every((one) => one !== null)));";
    let ticket = window.by_testid("ticket").await.unwrap().attribute("data-ticket").await.unwrap();
    window
        .until("both are kept", async || {
            Ok((window.run_async(kept, &[json!(ticket)]).await? == json!(true)).then_some(()))
        })
        .await
        .unwrap();
    // Dropping a window kills its program without a word.
    drop(window);

    let window = machine.open().await;
    open_ticket(&window).await;
    until_file(&window, "router.log").await;
    click(&window, "composer-note").await;
    until_file(&window, "cabling.txt").await;
}

#[tokio::test]
async fn a_toast_lies_neither_over_the_composer_nor_over_the_foot_of_a_dialog() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Router").await;
    open_ticket(&window).await;
    window.press(&[Key::Letter('n')]).await.unwrap();
    window.find("[data-testid=composer][data-kind=note] textarea:focus").await.unwrap();
    window.type_text("Seen").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.by_testid("toast").await.unwrap();
    // Stays as long as a pointer is over it, however slow the machine is.
    let hold = "document.querySelector('[data-testid=toast]').parentElement.dispatchEvent(new PointerEvent('pointerenter'))";
    window.run(hold, &[]).await.unwrap();
    let clear = "const [upper, lower] = [...arguments].map((one) => document.querySelector(one).getBoundingClientRect());
        return upper.bottom <= lower.top;";
    let over = [json!("[data-testid=toast]"), json!("[data-testid=composer]")];
    assert_eq!(window.run(clear, &over).await.unwrap(), json!(true), "it rests above the composer");

    window.press(&[Key::Letter('c')]).await.unwrap();
    window.by_testid("new-ticket-sheet").await.unwrap();
    let over = [json!("[data-testid=toast]"), json!("[data-testid=new-ticket-sheet] footer")];
    window
        .until("it is away from the foot of the dialog", async || {
            Ok((window.run(clear, &over).await? == json!(true)).then_some(()))
        })
        .await
        .unwrap();
}
