//! Two machines and a server: work goes on while the server is gone, and arrives when it is back.

use crate::world::{
    Machine, Server, card_in, click, find_again, first_card, type_into, until_sync, write_ticket,
};
use testkit::webdriver::{Key, testid};

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
    ada.run("arguments[0].focus()", &[card.reference()]).await.unwrap();
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
    ada.run("arguments[0].focus()", &[card.reference()]).await.unwrap();
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
