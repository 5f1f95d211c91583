//! What people read when they ask what happened to a ticket: every act in words, who did it, newest first.

use crate::world::{Machine, first_card, write_ticket};
use testkit::webdriver::{Key, testid};

#[tokio::test]
async fn the_history_of_a_ticket_tells_in_words_what_was_done_by_keyboard() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer on fire").await;
    let (card, _) = first_card(&window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();

    window.press(&[Key::Letter('i')]).await.unwrap();
    window.until_gone("[data-testid=assignee][data-value=\"\"]").await.unwrap();
    window.press(&[Key::Letter('s')]).await.unwrap();
    window.find("[data-row]").await.unwrap();
    window.press(&[Key::Down, Key::Enter]).await.unwrap();
    window.find("[data-testid=status][data-value=open]").await.unwrap();
    window.press(&[Key::Letter('n')]).await.unwrap();
    window.find("[data-testid=composer][data-kind=note] textarea:focus").await.unwrap();
    window.type_text("Brought a bucket").await.unwrap();
    window.chord(&[Key::Control, Key::Enter]).await.unwrap();
    window.find("[data-testid=message][data-kind=note]").await.unwrap();

    let more = "[data-testid=ticket] [aria-label=More]";
    window.find(more).await.unwrap().focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-row]").await.unwrap();
    window.type_text("history").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=history] li").await.unwrap();
    let lines = "return [...document.querySelectorAll('[data-testid=history] li')]
        .map((line) => [line.querySelector('.by').textContent, ...[...line.querySelectorAll('p')].map((one) => one.textContent)].join(' '))";
    let lines = window.run(lines, &[]).await.unwrap();
    let lines: Vec<&str> = lines.as_array().unwrap().iter().filter_map(|line| line.as_str()).collect();
    let told = [
        "Robin wrote a note",
        "Robin Status: New → Open",
        "Robin Assignee: Robin",
        "Robin opened the ticket",
    ];
    assert_eq!(lines, told, "each act in words, the newest first");
    window.press(&[Key::Escape]).await.unwrap();
    window.until_gone(&testid("history")).await.unwrap();
    window.find(&format!("{more}:focus")).await.unwrap();
}
