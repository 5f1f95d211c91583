//! What needs a desktop session but no screens: notifications on a real session bus, and the shell around the page.
#![cfg(target_os = "linux")]

mod badge;
mod clocks;
mod network;
mod session;
mod shortcut;
mod travel;
mod tray;
mod window;

use contract::session::Many;
use domain::ids::TicketId;
use domain::notify::{Action, Mark, NotificationKind, Quiet, SUMMARY, Showing, Warning, decide};
use domain::sla::{Instant, Level, Metric};
use domain::time::Timestamp;
use domain::words::Words;
use session::{on_a_desktop, without_a_bus};
use std::time::{Duration, Instant as Moment};
use tern_app::notify::{Choice, Notifications};
use testkit::desktop::{Desktop, Notification};
use tokio::sync::mpsc;

const PATIENCE: Duration = Duration::from_secs(30);
const NOON: Timestamp = Timestamp(1_772_452_800_000);

fn ticket(number: u128) -> TicketId {
    TicketId(uuid::Uuid::from_u128(number))
}

fn breach(number: u128) -> Warning {
    Warning {
        ticket: ticket(number),
        number: format!("#{number}"),
        subject: "Printer <b>on fire</b>".to_owned(),
        who: None,
        mine: false,
        urgent: false,
        known_since: Timestamp(0),
        instant: Instant {
            metric: Metric::FirstResponse,
            cycle: 1,
            level: Level::Breach,
            at: NOON,
            due: NOON,
        },
    }
}

/// Decides like a start of the app would, given the marks that earlier starts left.
fn due_now(warnings: &[Warning], marks: &mut Vec<Mark>) -> Vec<Showing> {
    let decision = decide(warnings, marks, &Quiet::default(), NOON, Words::of("en"));
    marks.extend(decision.marks);
    decision.show
}

fn notifications() -> (Notifications, mpsc::UnboundedReceiver<Choice>) {
    let (chosen, choices) = mpsc::unbounded_channel();
    let notifications = Notifications::new(move |choice| chosen.send(choice).expect("the test listens"));
    (notifications, choices)
}

async fn next(choices: &mut mpsc::UnboundedReceiver<Choice>) -> Choice {
    let choice = tokio::time::timeout(PATIENCE, choices.recv()).await;
    choice.expect("the choice arrives within ten seconds").expect("the notifications live")
}

async fn wait_for_shown(desktop: &Desktop, count: usize) -> Vec<Notification> {
    wait_for(|| Some(desktop.notifications().expect("the recorder runs")).filter(|seen| seen.len() >= count))
        .await
}

async fn wait_for_end(desktop: &Desktop, id: u64) {
    wait_for(|| desktop.ended_notifications().expect("the recorder runs").contains(&id).then_some(())).await;
}

async fn wait_for<T>(look: impl Fn() -> Option<T>) -> T {
    let give_up = Moment::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Moment::now() < give_up, "it did not come within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn a_warning_is_seen_once_and_assign_to_me_comes_back() {
    on_a_desktop("a_warning_is_seen_once_and_assign_to_me_comes_back", async |desktop: &Desktop| {
        let mut marks = Vec::new();
        let warnings = [breach(7)];
        let (first_start, mut choices) = notifications();
        for showing in due_now(&warnings, &mut marks) {
            first_start.show(showing, Words::of("en")).await.unwrap();
        }
        let seen = wait_for_shown(desktop, 1).await;
        assert_eq!(seen[0].summary, "First response breached: #7");
        assert_eq!(
            seen[0].body, "Printer <b>on fire</b>\nDue now",
            "a daemon without markup gets the plain text"
        );
        let offers = |key: &str, label: &str| seen[0].actions.contains(&(key.to_owned(), label.to_owned()));
        assert!(offers("open", "Open") && offers("assign-to-me", "Assign to me"), "{:?}", seen[0].actions);

        // The desk starts again while the clock is still unmet.
        let (second_start, _) = notifications();
        for showing in due_now(&warnings, &mut marks) {
            second_start.show(showing, Words::of("en")).await.unwrap();
        }
        assert_eq!(desktop.notifications().unwrap().len(), 1, "it is shown once across restarts");

        desktop.choose(&seen[0], "assign-to-me").unwrap();
        let choice = next(&mut choices).await;
        assert_eq!((choice.action, choice.showing.ticket), (Action::AssignToMe, Some(ticket(7))));
        assert!(!first_start.any(), "an answered notification is done with");
    });
}

#[test]
fn a_notification_goes_when_its_reason_is_gone() {
    on_a_desktop("a_notification_goes_when_its_reason_is_gone", async |desktop: &Desktop| {
        let (notifications, _choices) = notifications();
        let showings = due_now(&[breach(7), breach(8)], &mut Vec::new());
        for showing in &showings {
            notifications.show(showing.clone(), Words::of("en")).await.unwrap();
        }
        let seen = wait_for_shown(desktop, 2).await;
        notifications.withdraw(&showings[0].key);
        wait_for_end(desktop, seen[0].id).await;
        assert!(!desktop.ended_notifications().unwrap().contains(&seen[1].id), "the other one stays");
        notifications.withdraw_all().await;
        wait_for_end(desktop, seen[1].id).await;
    });
}

#[test]
fn a_storm_stands_on_the_screen_as_one() {
    on_a_desktop("a_storm_stands_on_the_screen_as_one", async |desktop: &Desktop| {
        let (notifications, mut choices) = notifications();
        let mut marks = Vec::new();
        let warnings: Vec<Warning> = (1..=5).map(breach).collect();
        for showing in due_now(&warnings[..3], &mut marks) {
            notifications.show(showing, Words::of("en")).await.unwrap();
        }
        let alone = wait_for_shown(desktop, 3).await;
        for showing in due_now(&warnings, &mut marks) {
            assert!(showing.key.starts_with(SUMMARY));
            notifications.show(showing, Words::of("en")).await.unwrap();
        }
        let all = wait_for_shown(desktop, 4).await;
        assert_eq!(all[3].summary, "5 tickets breached");
        for shown in &alone {
            wait_for_end(desktop, shown.id).await;
        }
        desktop.choose(&all[3], "open").unwrap();
        let choice = next(&mut choices).await;
        // About no one ticket: what it stands for is what is opened.
        assert_eq!((choice.action, choice.showing.ticket), (Action::Open, None));
        let many = Many::of(&choice.showing).unwrap();
        assert_eq!((many.kind, many.tickets.len()), (NotificationKind::Breach, 5));
    });
}

#[test]
fn without_a_bus_the_caller_hears_that_nothing_was_shown() {
    without_a_bus("without_a_bus_the_caller_hears_that_nothing_was_shown", async || {
        let (notifications, _choices) = notifications();
        let showing = due_now(&[breach(7)], &mut Vec::new()).remove(0);
        let unavailable = notifications.show(showing, Words::of("en")).await.unwrap_err().to_string();
        assert!(unavailable.starts_with("the desktop shows no notifications: "), "{unavailable}");
        assert!(!notifications.any());
    });
}
