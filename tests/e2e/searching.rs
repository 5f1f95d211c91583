//! Searching by keyboard alone: a line completed as one types, a hit that says where, a view made of it, all there after a
//! restart.

use crate::world::{Machine, rpc, write_ticket};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

async fn focused(window: &Window, id: &str) {
    window.find(&format!("{}:focus", testid(id))).await.unwrap();
}

#[tokio::test]
async fn a_line_is_written_by_keyboard_and_its_view_and_itself_are_there_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    for subject in ["Router drops", "Printer jammed"] {
        write_ticket(&window, subject).await;
    }
    let list =
        rpc(&window, "ticket_list", json!({ "filter": { "text": "router" }, "from": 0, "count": 1 })).await;
    let note = json!({ "ticket": list["rows"][0]["id"], "kind": "note", "body": "The basement was flooded" });
    rpc(&window, "message_add", note).await;

    window.press(&[Key::Letter('g'), Key::Letter('f')]).await.unwrap();
    focused(&window, "search-input").await;
    window.type_text("base sta").await.unwrap();
    window.by_testid("search-choice").await.unwrap();
    window.press(&[Key::Down, Key::Enter]).await.unwrap();
    window.type_text("new -tag:spam").await.unwrap();
    window.find("[data-testid=search-results][data-total='1']").await.unwrap();
    let field = window.by_testid("search-input").await.unwrap();
    assert_eq!(field.property("value").await.unwrap(), json!("base status:new -tag:spam"));
    window.press(&[Key::Enter]).await.unwrap();
    // On the hit, which says that it is an internal note.
    window.find("[data-testid=search-result][data-why=note]:focus").await.unwrap();
    window.chord(&[Key::Control, Key::Letter('s')]).await.unwrap();
    window.find("[role=dialog] input:focus").await.unwrap();
    window.type_text("Flooded").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window
        .until("the view is saved with its line", async || {
            let views = rpc(&window, "view_list", json!({})).await;
            let saved =
                views.as_array().and_then(|views| views.iter().find(|one| one["what"]["name"] == "Flooded"));
            let line = saved.map(|view| view["content"]["filter"]["text"].clone());
            Ok((line == Some(json!("base -tag:spam"))).then_some(()))
        })
        .await
        .unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    window.find("[data-testid=list] [data-testid=row]").await.unwrap();
    window.press(&[Key::Letter('g'), Key::Letter('f')]).await.unwrap();
    focused(&window, "search-input").await;
    window.press(&[Key::Down]).await.unwrap();
    window
        .until("the last search is offered again", async || {
            let offered = window.by_testid("search-choice").await?.property("textContent").await?;
            Ok(offered.as_str().is_some_and(|text| text.contains("base status:new -tag:spam")).then_some(()))
        })
        .await
        .unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=search-result][data-why=note]:focus").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("ticket").await.unwrap();
}
