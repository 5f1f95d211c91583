//! Canned replies from their first word to the thread: written in the settings, asked for in a reply, filled, signed, sent.

use crate::world::{Machine, click, rpc, type_into, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window};

async fn go(window: &Window, place: &str, hook: &str) {
    window.run("location.hash = arguments[0]", &[json!(format!("#/{place}"))]).await.unwrap();
    window.by_testid(hook).await.unwrap();
}

/// Waits until a script answers with a text that has this in it.
async fn until_says(window: &Window, what: &str, script: &str) {
    window
        .until(&format!("`{script}` says {what}"), async || {
            let said = window.run(script, &[]).await?;
            Ok(said.as_str().is_some_and(|said| said.contains(what)).then_some(()))
        })
        .await
        .unwrap();
}

const TEXT: &str = "return document.querySelector('#composer-text').value";
const SELECTED: &str = "const at = document.querySelector('#composer-text:focus');
    return at === null ? '' : at.value.slice(at.selectionStart, at.selectionEnd)";
const LAST: &str =
    "return [...document.querySelectorAll('[data-testid=message][data-kind=reply]')].at(-1)?.innerText ?? ''";

#[tokio::test]
async fn a_canned_reply_goes_from_the_settings_into_a_signed_reply() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Router").await;
    let card = window.by_testid("card").await.unwrap();
    let ticket = card.attribute("data-ticket").await.unwrap().unwrap();

    go(&window, "settings/replies", "reply-add").await;
    click(&window, "reply-add").await;
    type_into(&window, "reply-name", "Thank you, closing").await;
    type_into(&window, "reply-body", "Hello {{requester.first_name}}, I close {{ticket.subject}} today.")
        .await;
    click(&window, "reply-save").await;
    window.find("[data-testid=reply-row]:focus").await.unwrap();
    go(&window, "settings/signature", "signature").await;
    type_into(&window, "signature", "Yours, {{agent.first_name}}").await;
    click(&window, "signature-save").await;
    window
        .until("the signature is kept", async || {
            Ok((rpc(&window, "signature_get", json!({})).await["text"]
                == json!("Yours, {{agent.first_name}}"))
            .then_some(()))
        })
        .await
        .unwrap();

    go(&window, &format!("ticket/{ticket}"), "composer").await;
    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("#composer-text:focus").await.unwrap();
    window.type_text(";clos").await.unwrap();
    window.find("[data-testid=canned-item][aria-selected=true]").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    // Nobody asked for anything on this ticket: there is no name to fill in.
    until_says(&window, "I close Router today.", TEXT).await;
    until_says(&window, "{{requester.first_name}}", SELECTED).await;
    until_says(
        &window,
        "Yours, Robin",
        "return document.querySelector('[data-testid=composer-signature]').innerText",
    )
    .await;

    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.find("[data-testid=gaps-item][data-name=\"requester.first_name\"]").await.unwrap();
    window.find("[data-testid=gaps-go]:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    until_says(&window, "{{requester.first_name}}", SELECTED).await;
    window.type_text("Ada").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    until_says(&window, "Hello Ada, I close Router today.", LAST).await;
    until_says(&window, "Yours, Robin", LAST).await;

    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("#composer-text:focus").await.unwrap();
    window.type_text("Write {{name}} where the name goes.").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    click(&window, "gaps-send").await;
    until_says(&window, "Write {{name}} where the name goes.", LAST).await;
    window.close().await.unwrap();
}
