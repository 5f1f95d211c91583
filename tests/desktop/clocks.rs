//! Clocks that run out beside a real notification daemon: at the instant, once, and late where the process slept.

use crate::session::on_a_desktop;
use crate::window::{call, tern, until};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;
use testkit::desktop::{Desktop, Notification};
use testkit::webdriver::Window;

const PASSPHRASE: &str = "for tests only";
/// What was promised of the time between an instant and its notification.
const A_SECOND_MS: i64 = 1_000;
/// What a computer with other work on its hands may add to that, once.
const BUSY_MS: i64 = 5_000;

/// A desk in this window that promises a first response within a minute, at any hour, and warns on the way there.
pub(crate) async fn with_a_minute(window: &Window, at_risk: Value) -> Result<()> {
    let set_up = json!({ "name": "Robin", "passphrase": PASSPHRASE });
    answer(window, "host_work_locally", set_up).await?;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: serde_json::Map<String, Value> =
        days.map(|day| (day.to_owned(), json!([["00:00", "24:00"]]))).into_iter().collect();
    let mut calendars = answer(window, "calendar_list", json!({})).await?;
    calendars["calendars"][0]["hours"] = Value::Object(hours);
    answer(window, "calendar_save", calendars).await?;
    let mut policies = answer(window, "policy_list", json!({})).await?;
    policies["policies"][0]["targets"] = json!({ "normal": { "first_response": 1 } });
    policies["policies"][0]["at_risk"] = at_risk;
    answer(window, "policy_save", policies).await?;
    Ok(())
}

pub(crate) async fn answer(window: &Window, command: &str, input: Value) -> Result<Value> {
    let mut answer = call(window, command, input).await?;
    ensure!(answer.get("problem").is_none(), "{command}: {answer}");
    Ok(answer["answer"].take())
}

/// Writes a ticket, and returns it with the instant at which it was opened.
pub(crate) async fn ticket(window: &Window, subject: &str) -> Result<(Value, i64)> {
    let new = json!({ "subject": subject, "description": "", "fields": {}, "new_requester": null });
    let made = answer(window, "ticket_new", new).await?;
    let view = answer(window, "ticket_get", json!({ "ticket": made["id"] })).await?;
    Ok((made["id"].clone(), view["created_at"].as_i64().context("a ticket has its beginning")?))
}

/// Waits for notifications whose first line has these words; a clock of a minute takes its minute.
pub(crate) async fn shown(desktop: &Desktop, words: &str, count: usize) -> Result<Vec<Notification>> {
    let of = |all: Vec<Notification>| -> Vec<Notification> {
        all.into_iter().filter(|one| one.summary.contains(words)).collect()
    };
    // Twice what `until` waits: the clock itself takes a part of that.
    for _ in 0..2 {
        let come = until(words, async || Ok(of(desktop.notifications()?).len() >= count)).await;
        if come.is_ok() {
            break;
        }
    }
    let found = of(desktop.notifications()?);
    ensure!(found.len() >= count, "{} notifications say `{words}`, not {count}", found.len());
    Ok(found)
}

#[test]
fn a_notification_comes_at_its_instant_and_once() {
    on_a_desktop("clocks::a_notification_comes_at_its_instant_and_once", async |desktop: &Desktop| {
        at_its_instant(desktop).await.unwrap();
    });
}

async fn at_its_instant(desktop: &Desktop) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let window = Window::open(desktop, &tern(folder.path())).await?;
    with_a_minute(&window, json!([{ "percent": 5 }, { "percent": 20 }])).await?;
    let (ticket, opened) = ticket(&window, "Water in the server room").await?;
    let clocks = answer(&window, "ticket_get", json!({ "ticket": ticket })).await?["clocks"].take();
    let due = clocks.as_array().and_then(|all| all.iter().find(|one| one["metric"] == "first_response"));
    let due = due.and_then(|clock| clock["due"].as_i64()).context("it has a due instant")?;
    ensure!(due == opened + 60_000, "a minute from {opened} is {due}");

    let at_risk = shown(desktop, "at risk", 2).await?;
    let breached = shown(desktop, "breached", 1).await?;
    let instants = [opened + 3_000, opened + 12_000, due];
    let mut late = Vec::new();
    for (seen, instant) in at_risk.iter().chain(&breached).zip(instants) {
        let asked = seen.asked_ms.context("the recorder tells when the daemon was asked")?;
        ensure!(asked >= instant, "{} was {} ms early", seen.summary, instant - asked);
        ensure!(asked - instant < BUSY_MS, "{} was {} ms late", seen.summary, asked - instant);
        late.push(asked - instant);
    }
    late.sort_unstable();
    // The middle of three: what a busy moment of this computer adds hits one of them.
    ensure!(late[1] < A_SECOND_MS, "within a second of the instant, and was {late:?} ms late");
    ensure!(breached[0].body.ends_with("Due now"), "in time is not late: {}", breached[0].body);
    let centre = answer(&window, "notification_list", json!({ "count": 10 })).await?;
    let kept = centre["entries"].as_array().context("the centre keeps them")?;
    ensure!(kept.len() == 3, "each is kept once: {kept:?}");
    ensure!(desktop.notifications()?.len() == 3, "each is shown once");

    // Answered, wherever that was: nothing is left to be told.
    let reply = json!({ "ticket": ticket, "kind": "reply", "body": "Somebody is on the way." });
    answer(&window, "message_add", reply).await?;
    until("what was answered is taken away", async || {
        Ok(desktop.ended_notifications()?.contains(&breached[0].id))
    })
    .await?;
    window.close().await
}

#[test]
fn a_process_that_slept_over_the_instant_warns_on_wake_and_says_how_late() {
    on_a_desktop(
        "clocks::a_process_that_slept_over_the_instant_warns_on_wake_and_says_how_late",
        async |desktop: &Desktop| slept_over_it(desktop).await.unwrap(),
    );
}

async fn slept_over_it(desktop: &Desktop) -> Result<()> {
    const SLEPT_MS: i64 = 8_000;
    let folder = tempfile::tempdir()?;
    let window = Window::open(desktop, &tern(folder.path())).await?;
    with_a_minute(&window, json!([])).await?;
    let (_, opened) = ticket(&window, "Water in the server room").await?;
    let due = opened + 60_000;
    let process = window.process_id()?;
    send(process, "STOP")?;
    while now_ms()? < due + SLEPT_MS {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    ensure!(desktop.notifications()?.is_empty(), "a process that stands still shows nothing");
    send(process, "CONT")?;
    let seen = shown(desktop, "breached", 1).await?;
    let (_, late) = seen[0].body.rsplit_once('\n').context("the last line says how late")?;
    let seconds: i64 = late.strip_suffix(" s late").context("it says seconds")?.parse()?;
    let asked = seen[0].asked_ms.context("the recorder tells when the daemon was asked")?;
    let truly = (asked - due) / 1000;
    ensure!((8..=truly).contains(&seconds), "{seconds} s late, when it was {truly}");
    ensure!(truly - seconds <= 15, "what is said is how late it is: {seconds} s for {truly}");
    // A minute later is what a second warning would be; a tick is what it would take.
    answer(
        &window,
        "ticket_new",
        json!({ "subject": "Another", "description": "", "fields": {}, "new_requester": null }),
    )
    .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(desktop.notifications()?.len() == 1, "and it is said once");
    window.close().await
}

fn send(process: u32, signal: &str) -> Result<()> {
    let status = Command::new("kill").arg(format!("-{signal}")).arg(process.to_string()).status()?;
    ensure!(status.success(), "process {process} takes {signal}");
    Ok(())
}

fn now_ms() -> Result<i64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_millis())?)
}
