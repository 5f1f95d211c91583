//! Two people on one ticket: each sees that the other is there and writes, and nobody stays who has gone.

use crate::screens::{axe, look};
use crate::world::{Machine, Server, click, first_card, write_ticket};
use std::time::Duration;
use testkit::webdriver::{Key, Window, testid};

const PEOPLE: [(&str, &str); 2] = [("ada@desk.example", "Ada"), ("ben@desk.example", "Ben")];
/// Half a minute of silence, and what a busy computer takes.
const SILENCE: Duration = Duration::from_secs(75);

/// Opens the first new ticket of the board with the keyboard.
async fn open_first(window: &Window) {
    click(window, "nav-board").await;
    let (card, _) = first_card(window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
}

async fn says(window: &Window, id: &str, text: &str) {
    let promise = format!("`{id}` says `{text}`");
    window
        .until(&promise, async || match window.find_now(&testid(id)).await? {
            Some(element) => {
                Ok(element.property("textContent").await?.to_string().contains(text).then_some(()))
            }
            None => Ok(None),
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_writes_a_reply_is_seen_by_the_other_until_they_stop_leave_or_fall_silent() {
    let server = Server::start(&PEOPLE);
    let (here, there) = (Machine::new(), Machine::new());
    let ada = here.open_signed_in(&server, "ada@desk.example").await;
    write_ticket(&ada, "The lift stops between floors").await;
    open_first(&ada).await;
    let ben = there.open_signed_in(&server, "ben@desk.example").await;
    assert!(ada.find_now(&testid("presence")).await.unwrap().is_none(), "nobody else is there yet");
    open_first(&ben).await;
    says(&ada, "presence", "Also here: Ben").await;
    says(&ben, "presence", "Also here: Ada").await;

    let place = "const at = document.querySelector('[data-testid=composer]').getBoundingClientRect(); return [at.top, at.height]";
    let before = ada.run(place, &[]).await.unwrap();
    ben.press(&[Key::Letter('r')]).await.unwrap();
    let area = ben.find("[data-testid=composer] textarea").await.unwrap();
    area.type_text("Somebody is").await.unwrap();
    says(&ada, "presence-typing", "Ben is typing a reply").await;
    assert_eq!(ada.run(place, &[]).await.unwrap(), before, "the composer stays where it is");
    ada.run(&axe(), &[]).await.unwrap();
    // Written on, so that it stands there while it is looked at.
    let writing = async {
        loop {
            area.type_text(" on the way").await.unwrap();
        }
    };
    tokio::select! {
        () = look(&ada, "a ticket on which another one writes") => {}
        () = writing => {}
    }
    ada.until_gone(&testid("presence-typing")).await.unwrap();
    says(&ada, "presence", "Also here: Ben").await;

    ben.press(&[Key::Escape]).await.unwrap();
    click(&ben, "nav-board").await;
    ada.until_gone(&testid("presence")).await.unwrap();
    open_first(&ben).await;
    says(&ada, "presence", "Also here: Ben").await;

    // A computer that is switched off says no goodbye.
    drop(ben);
    ada.until_within(SILENCE, "whoever is silent goes", async || {
        Ok(ada.find_now(&testid("presence")).await?.is_none().then_some(()))
    })
    .await
    .unwrap();
}
