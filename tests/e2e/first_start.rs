//! The first minute: what a newcomer sees and where each way leads.

use crate::world::{Machine, click, counted, write_ticket};
use testkit::desktop::Keyring;

#[tokio::test]
async fn a_first_start_offers_four_ways_in() {
    let machine = Machine::new();
    let window = machine.open().await;
    window.by_testid("welcome").await.unwrap();
    for way in ["try-sample", "work-locally", "connect-server", "import-file"] {
        assert!(
            window.by_testid(way).await.unwrap().text().await.unwrap().len() > 3,
            "{way} says what it does"
        );
    }
}

#[tokio::test]
async fn the_sample_needs_no_keyring_and_shows_240_tickets() {
    let machine = Machine::with_keyring(Keyring::Absent);
    let window = machine.open().await;
    click(&window, "try-sample").await;
    window.by_testid("board").await.unwrap();
    window.by_testid("card").await.unwrap();
    let counts = counted(&window, 240).await;
    assert!(
        counts.values().filter(|count| **count > 0).count() >= 5,
        "tickets are in every walk of life: {counts:?}"
    );
}

#[tokio::test]
async fn the_sample_never_mixes_with_real_tickets() {
    let machine = Machine::new();
    machine.open_sample().await.close().await.unwrap();
    let window = machine.open_local("Robin").await;
    // A desk of one's own begins empty.
    counted(&window, 0).await;
}

#[tokio::test]
async fn a_ticket_made_on_this_computer_is_there_after_a_restart() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "The printer speaks in tongues").await;
    window.find("[data-testid=card], [data-testid=ticket]").await.unwrap();
    window.close().await.unwrap();

    let window = machine.open().await;
    let card = window.by_testid("card").await.unwrap();
    assert_eq!(card.attribute("data-number").await.unwrap().as_deref(), Some("L-1"));
    let says = card.property("textContent").await.unwrap();
    assert!(says.as_str().unwrap().contains("The printer speaks in tongues"), "{says}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said_in_a_window_that_opens() {
    let machine = Machine::new();
    // An ordinary user may not write here, and the system's own folder refuses even the one who may everything.
    let ordinary = machine.data();
    std::fs::create_dir_all(&ordinary).unwrap();
    std::fs::set_permissions(&ordinary, std::os::unix::fs::PermissionsExt::from_mode(0o500)).unwrap();
    let folder =
        if std::fs::write(ordinary.join("tried"), "").is_ok() { "/sys/tern".into() } else { ordinary };
    let window = machine.open_over(&folder).await;
    // A folder that is there is refused at once, one that cannot be made as soon as something is to be put there.
    let page = window.find("[data-testid=stuck], [data-testid=welcome]").await.unwrap();
    if page.attribute("data-testid").await.unwrap().as_deref() == Some("welcome") {
        window.find("[data-testid=try-sample]:focus-visible").await.unwrap();
        window.press(&[testkit::webdriver::Key::Enter]).await.unwrap();
    }
    let said = "return document.querySelector('main').textContent";
    window
        .until("it says that the folder cannot be written, and which one", async || {
            let said = window.run(said, &[]).await?.to_string();
            let named = said.contains(&folder.display().to_string());
            Ok((said.contains("cannot be written") && named).then_some(()))
        })
        .await
        .unwrap();
}
