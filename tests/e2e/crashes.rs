//! Killed in the middle of a sentence: Tern itself, and the process that draws its page. What was typed is there.

use crate::world::{Machine, first_card, write_ticket};
use std::process::Command;
use std::time::{Duration, Instant};
use testkit::webdriver::{Key, Window, page_process};

/// What was typed longer ago than this is kept: a draft is written within a second, and a busy computer takes another.
const KEPT_AFTER: Duration = Duration::from_secs(2);
/// Long enough for several drafts to be written while one types on.
const TYPING: Duration = Duration::from_secs(4);

/// A busy computer takes long to draw a page.
const PATIENCE: Duration = Duration::from_secs(60);

const TEXT: &str = "return document.querySelector('[data-testid=composer] textarea').value";

/// Opens the only ticket and begins a reply.
async fn begin_reply(window: &Window) {
    let (card, _) = first_card(window, "new").await;
    card.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.by_testid("composer").await.unwrap();
    window.press(&[Key::Letter('r')]).await.unwrap();
    window.find("[data-testid=composer][data-kind=reply] textarea:focus").await.unwrap();
}

/// Types without a pause, and returns what stood there when, in the order of time.
async fn type_on(window: &Window) -> Vec<(Instant, String)> {
    let (begin, mut text, mut typed) = (Instant::now(), String::new(), Vec::new());
    for word in 1.. {
        let word = format!("word{word} ");
        window.type_text(&word).await.unwrap();
        text.push_str(&word);
        typed.push((Instant::now(), text.clone()));
        if begin.elapsed() > TYPING {
            break;
        }
    }
    typed
}

/// Waits for the composer to hold a text again, and returns it.
async fn text_again(window: &Window) -> String {
    window
        .until("the draft is back", async || {
            if window.find_now("[data-testid=composer] textarea").await?.is_none() {
                return Ok(None);
            }
            let text = window.run(TEXT, &[]).await?;
            Ok(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
        })
        .await
        .unwrap()
}

/// What is there is what was typed, but for the last moments at most.
fn nothing_but_the_last_moments_is_lost(kept: &str, typed: &[(Instant, String)], killed: Instant) {
    let (_, all) = typed.last().unwrap();
    assert!(all.starts_with(kept), "{kept:?} is the beginning of {all:?}");
    let due = typed.iter().rfind(|(at, _)| killed.duration_since(*at) > KEPT_AFTER);
    let (_, due) = due.expect("it was typed for longer than that");
    assert!(kept.len() >= due.trim_end().len(), "{due:?} was typed long before, and there is {kept:?}");
}

/// Waits until so many pages stood again.
async fn until_drawn(machine: &Machine, times: usize) {
    let asked = Instant::now();
    while machine.drawn().len() < times {
        assert!(asked.elapsed() < PATIENCE, "the page did not come back: {:?}", machine.drawn());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn kill(process: u32) {
    let status = Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap();
    assert!(status.success(), "process {process} is killed");
}

#[tokio::test]
async fn what_is_typed_outlives_a_killed_program_and_a_killed_page() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    write_ticket(&window, "Printer on fire").await;
    begin_reply(&window).await;
    let typed = type_on(&window).await;
    kill(window.process_id().unwrap());
    let killed = Instant::now();
    drop(window);

    let window = machine.open().await;
    begin_reply(&window).await;
    let kept = text_again(&window).await;
    nothing_but_the_last_moments_is_lost(&kept, &typed, killed);

    // The page alone dies: the window draws it anew. The driver's session dies with the page, so what is left is read
    // after one more start.
    let program = window.process_id().unwrap();
    let page = page_process(program).unwrap().expect("a process draws the page");
    kill(page);
    let place = window.run("return location.hash.slice(1)", &[]).await;
    assert!(place.is_err(), "the driver's session died with the page");
    // The two starts before it stood, and then this one.
    until_drawn(&machine, 3).await;
    let place = &machine.drawn()[2];
    assert!(place.starts_with("/ticket/"), "the same ticket is open: {place}");
    kill(program);
    drop(window);
    let window = machine.open().await;
    begin_reply(&window).await;
    assert_eq!(text_again(&window).await, kept);
}

#[tokio::test]
async fn a_page_that_keeps_dying_leaves_the_choice_to_whoever_works_there() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    let program = window.process_id().unwrap();
    until_drawn(&machine, 1).await;
    for times in 2..=4 {
        kill(page_process(program).unwrap().expect("a process draws the page"));
        until_drawn(&machine, times).await;
    }
    kill(page_process(program).unwrap().expect("a process draws the page"));
    let ask = |words: &[&str]| {
        // It waits for a window for ever.
        let mut xdotool = Command::new("timeout");
        xdotool.args(["60", "xdotool"]).args(words);
        let found = machine.desktop.welcome(&mut xdotool).output().unwrap();
        String::from_utf8(found.stdout).unwrap().trim().to_owned()
    };
    // A dialog of the system's own: the page can say nothing.
    let dialog = ask(&["search", "--sync", "--onlyvisible", "--name", "Tern's window stopped"]);
    assert_ne!(dialog, "", "a dialog asks");
    assert_eq!(page_process(program).unwrap(), None, "the page was not loaded a fourth time");
    ask(&["windowfocus", "--sync", &dialog, "key", "--window", &dialog, "Return"]);
    until_drawn(&machine, 5).await;
    assert!(machine.drawn().iter().all(|place| place == "/board"), "{:?}", machine.drawn());
    drop(window);
}
