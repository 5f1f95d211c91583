//! Signed out, a session that ended, and too long without the server: work goes on where it may, and nothing is lost.

use crate::world::{
    Elsewhere, Machine, PASSWORD, Server, click, find_again, first_card, rpc, sign_in, until_sync,
    write_ticket,
};
use serde_json::json;
use testkit::webdriver::{Key, Window, testid};

const PEOPLE: [(&str, &str, &str); 2] =
    [("ada@desk.example", "Ada", "admin"), ("ben@desk.example", "Ben", "agent")];
/// A desk that has nothing to say to its server.
const IN_STEP: &str = "[data-testid=sync-status][data-state=online][data-pending=\"0\"]";
/// Days that a desk may be without its server, and more than that.
const LEASE_DAYS: i64 = 7;
const TOO_MANY_DAYS: u64 = 8;

/// Writes a note on the open ticket, by keyboard.
async fn note(window: &Window, text: &str) {
    window.press(&[Key::Letter('n')]).await.unwrap();
    window.find("[data-testid=composer][data-kind=note] textarea:focus").await.unwrap();
    window.type_text(text).await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window
        .until("the note stands in the conversation", async || {
            let said = "return [...document.querySelectorAll('[data-testid=message]')].map((one) => one.textContent).join()";
            Ok(window.run(said, &[]).await?.to_string().contains(text).then_some(()))
        })
        .await
        .unwrap();
    // Once it is sent, the next key is one of the ticket.
    window.until_gone("[data-testid=composer] textarea:focus").await.unwrap();
}

/// Waits until the status bar and the banner over the screen ask for a sign-in, and say how many changes wait.
async fn asks_to_sign_in(window: &Window, pending: u64) {
    let chip = format!("[data-testid=sync-status][data-state=sign-in][data-pending=\"{pending}\"]");
    let chip = window.find(&chip).await.unwrap();
    assert!(chip.text().await.unwrap().contains("Sign in to sync"), "the status bar says what it waits for");
    let banner = "return document.querySelector('[data-testid=sign-in-submit]').closest('form').textContent";
    let waits = match pending {
        0 => "Everything is saved here and you can go on working".to_owned(),
        1 => "1 change waits here".to_owned(),
        many => format!("{many} changes wait here"),
    };
    window.by_testid("sign-in-submit").await.unwrap();
    window
        .until(&format!("the banner says `{waits}`"), async || {
            Ok(window.run(banner, &[]).await?.to_string().contains(&waits).then_some(()))
        })
        .await
        .unwrap();
}

/// Signs in where the banner asks for it, and waits until nothing waits any more.
async fn sign_in_again(window: &Window) {
    click(window, "sign-in-password").await;
    window.type_text(PASSWORD).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    find_again(window, IN_STEP).await;
    window.until_gone(&testid("sign-in-submit")).await.unwrap();
}

async fn open_ticket(window: &Window, ticket: &str) {
    window.run("location.hash = arguments[0]", &[json!(format!("#/ticket/{ticket}"))]).await.unwrap();
    window.find(&format!("[data-testid=ticket][data-ticket=\"{ticket}\"]")).await.unwrap();
    window.by_testid("composer").await.unwrap();
}

#[tokio::test]
async fn work_goes_on_signed_out_and_after_a_session_ended_and_waits_for_the_sign_in() {
    let mut server = Server::start_with(&PEOPLE);
    let machine = Machine::new();
    let window = machine.open_under(PASSWORD).await;
    sign_in(&window, &server, "ada@desk.example").await;
    write_ticket(&window, "The lift stops between floors").await;
    let (_, ticket) = first_card(&window, "new").await;
    window.find(IN_STEP).await.unwrap();

    // Signed out with a change that was not sent.
    server.cut();
    until_sync(&window, "offline").await;
    open_ticket(&window, &ticket).await;
    note(&window, "Engineer called").await;
    window.run("location.hash = '#/settings/account'", &[]).await.unwrap();
    click(&window, "sign-out").await;
    let asked = window.by_testid("sign-out-dialog").await.unwrap().text().await.unwrap();
    assert!(asked.contains("1 change has not been sent yet"), "{asked}");
    click(&window, "sign-out-confirm").await;
    asks_to_sign_in(&window, 1).await;

    // One works on, also after a restart.
    open_ticket(&window, &ticket).await;
    note(&window, "Engineer is on the way").await;
    asks_to_sign_in(&window, 2).await;
    window.close().await.unwrap();
    let window = machine.open_under(PASSWORD).await;
    window.by_testid("board").await.unwrap();
    asks_to_sign_in(&window, 2).await;
    server.resume();
    sign_in_again(&window).await;

    // A session that the server ended is found out with the next change.
    server.end_sessions("ada@desk.example");
    open_ticket(&window, &ticket).await;
    note(&window, "Engineer is here").await;
    asks_to_sign_in(&window, 1).await;
    note(&window, "Lift runs").await;
    asks_to_sign_in(&window, 2).await;
    sign_in_again(&window).await;

    let elsewhere = Elsewhere::connect(&server, "ben@desk.example");
    let thread = elsewhere.rpc("ticket_thread", &json!({ "ticket": ticket, "count": 50 })).to_string();
    for text in ["Engineer called", "Engineer is on the way", "Engineer is here", "Lift runs"] {
        assert_eq!(thread.matches(text).count(), 1, "{text}: {thread}");
    }

    // Too long without its server the desk locks, and says so; what waits is sent after the sign-in.
    rpc(&window, "offline_lease_save", json!({ "days": LEASE_DAYS })).await;
    window.find(IN_STEP).await.unwrap();
    server.cut();
    until_sync(&window, "offline").await;
    note(&window, "Invoice is in").await;
    window.close().await.unwrap();
    testkit::age::without_server_for(TOO_MANY_DAYS, &machine.data(), PASSWORD).await.unwrap();
    let window = machine.open_under(PASSWORD).await;
    let page = window.by_testid("lapsed").await.unwrap().text().await.unwrap();
    assert!(page.contains("without its server for too long"), "{page}");
    window.find("[data-testid=lapsed-password]:focus").await.unwrap();
    window.type_text(PASSWORD).await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=lapsed] [role=alert]:not(:empty)").await.unwrap();
    // What was typed is still there, marked.
    window.find("[data-testid=lapsed-password]:focus").await.unwrap();
    window.type_text(PASSWORD).await.unwrap();
    server.resume();
    // The desk may have found its server before somebody presses anything; then it is open already.
    window.run("document.querySelector('[data-testid=lapsed-submit]')?.click()", &[]).await.unwrap();
    window.by_testid("board").await.unwrap();
    find_again(&window, IN_STEP).await;
    let thread = elsewhere.rpc("ticket_thread", &json!({ "ticket": ticket, "count": 50 })).to_string();
    assert!(thread.contains("Invoice is in"), "{thread}");
}
