//! Two machines and a server: work goes on while the server is gone, and arrives when it is back.

use crate::world::{
    Machine, Server, card_in, click, find_again, first_card, rpc, time_of_day, type_into, until_sync,
    write_ticket,
};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

/// The status bar of a desk that has nothing to say to its server.
const IN_STEP: &str = "[data-testid=sync-status][data-state=online][data-pending=\"0\"]";
const PEOPLE: [(&str, &str); 2] = [("ada@desk.example", "Ada"), ("ben@desk.example", "Ben")];

#[tokio::test]
async fn an_edit_made_without_the_server_reaches_the_other_window_when_it_is_back() {
    let mut server = Server::start(&PEOPLE);
    let (here, there) = (Machine::new(), Machine::new());
    let ada = here.open_signed_in(&server, "ada@desk.example").await;
    write_ticket(&ada, "The lift stops between floors").await;
    let ben = there.open_signed_in(&server, "ben@desk.example").await;
    let (_, ticket) = first_card(&ben, "new").await;

    server.cut();
    until_sync(&ada, "offline").await;
    click(&ada, "nav-board").await;
    let (card, _) = first_card(&ada, "new").await;
    card.focus().await.unwrap();
    ada.press(&[Key::Letter('m'), Key::Right, Key::Enter]).await.unwrap();
    ada.find(&card_in("open", &ticket)).await.unwrap();
    let chip = ada.by_testid("sync-status").await.unwrap();
    assert_ne!(chip.attribute("data-pending").await.unwrap().as_deref(), Some("0"), "the move waits");

    server.resume();
    find_again(&ben, &card_in("open", &ticket)).await;
    find_again(&ada, IN_STEP).await;
}

#[tokio::test]
async fn a_wrong_password_says_so_and_keeps_what_was_typed() {
    let server = Server::start(&PEOPLE);
    let machine = Machine::new();
    let window = machine.open().await;
    click(&window, "connect-server").await;
    type_into(&window, "server-url", &server.url()).await;
    type_into(&window, "sign-in-email", "ada@desk.example").await;
    type_into(&window, "sign-in-password", "not it").await;
    click(&window, "sign-in-submit").await;
    window.find("[role=alert]:not(:empty), [data-testid=sign-in-error]").await.unwrap();
    let email = window.by_testid("sign-in-email").await.unwrap();
    assert_eq!(email.property("value").await.unwrap(), "ada@desk.example");
}

#[tokio::test]
async fn a_change_taken_back_before_it_is_sent_reaches_nobody() {
    let mut server = Server::start(&PEOPLE);
    let (here, there) = (Machine::new(), Machine::new());
    let ada = here.open_signed_in(&server, "ada@desk.example").await;
    write_ticket(&ada, "The lift stops between floors").await;
    let ben = there.open_signed_in(&server, "ben@desk.example").await;
    let (_, ticket) = first_card(&ben, "new").await;

    server.cut();
    until_sync(&ada, "offline").await;
    click(&ada, "nav-board").await;
    let (card, _) = first_card(&ada, "new").await;
    card.focus().await.unwrap();
    ada.press(&[Key::Letter('m'), Key::Right, Key::Enter]).await.unwrap();
    ada.find(&card_in("open", &ticket)).await.unwrap();
    click(&ada, "nav-sync").await;
    // The desk goes on trying; what is on its way in the very moment of the click has to be clicked once more.
    ada.until("nothing waits any more", async || {
        if ada.find_now("[data-testid=sync-status][data-pending=\"0\"]").await?.is_some() {
            return Ok(Some(()));
        }
        if let Some(cross) = ada.find_now(&testid("take-back")).await? {
            cross.click().await?;
        }
        Ok(None)
    })
    .await
    .unwrap();
    click(&ada, "nav-board").await;
    ada.find(&card_in("new", &ticket)).await.unwrap();

    server.resume();
    find_again(&ada, IN_STEP).await;
    ben.find(&card_in("new", &ticket)).await.unwrap();
}

async fn first_response(window: &Window, ticket: &str) -> Value {
    let view = rpc(window, "ticket_get", json!({ "ticket": ticket })).await;
    let clocks = view["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["metric"] == "first_response").unwrap().clone()
}

#[tokio::test]
async fn a_reply_written_without_the_server_says_which_target_waits_for_its_delivery() {
    let mut server = Server::start(&PEOPLE);
    let machine = Machine::new();
    let ada = machine.open_signed_in(&server, "ada@desk.example").await;
    write_ticket(&ada, "The lift stops between floors").await;
    let (card, ticket) = first_card(&ada, "new").await;
    card.focus().await.unwrap();
    ada.press(&[Key::Enter]).await.unwrap();
    ada.by_testid("composer").await.unwrap();
    assert!(
        ada.find_now(&testid("delivery")).await.unwrap().is_none(),
        "with the server there is nothing to say"
    );

    server.cut();
    until_sync(&ada, "offline").await;
    let said = ada.by_testid("delivery").await.unwrap().text().await.unwrap();
    let due = first_response(&ada, &ticket).await["due"].clone();
    let at = time_of_day(&ada, &due).await;
    assert!(said.contains(&at), "{said} names the target of {at}");
    assert!(said.contains("when the server is back"), "{said}");

    ada.press(&[Key::Letter('r')]).await.unwrap();
    let area = ada.find("[data-testid=composer] textarea").await.unwrap();
    area.type_text("Somebody is on the way.").await.unwrap();
    ada.chord(&[Key::Control, Key::Enter]).await.unwrap();
    ada.until("the reply is written", async || {
        let thread = rpc(&ada, "ticket_thread", json!({ "ticket": ticket, "count": 10 })).await;
        Ok(thread.to_string().contains("on the way").then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(first_response(&ada, &ticket).await["met_at"], Value::Null, "typed is not delivered");

    server.resume();
    find_again(&ada, IN_STEP).await;
    ada.until_gone(&testid("delivery")).await.unwrap();
    ada.until("delivered is answered", async || {
        Ok(first_response(&ada, &ticket).await["met_at"].is_i64().then_some(()))
    })
    .await
    .unwrap();
}
