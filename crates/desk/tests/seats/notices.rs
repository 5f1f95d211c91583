//! What a desk tells its person of each kind, whom it reaches, and when nothing is left of it.

use crate::clocks::world as alone;
use crate::offline::{World, world};
use crate::seated::{HOUR, MINUTE, Seated};
use contract::problem::Code;
use desk::clock::{Ids, RandomIds};
use domain::history::{Event, What};
use domain::ids::{MessageId, PersonId, TicketId};
use domain::message::Side;
use domain::notify::{NotificationKind, Showing};
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use serde_json::{Value, json};

impl Seated {
    /// What is shown of one kind.
    async fn told_of(&self, kind: NotificationKind) -> Vec<Showing> {
        self.tick().await.into_iter().filter(|showing| showing.kind == kind).collect()
    }

    async fn left(&self, shown: &[Showing]) -> usize {
        shown.len() - self.desk.settled(self.me, shown).await.unwrap().len()
    }

    async fn reach(&self, kinds: Value) {
        self.call("notification_settings_put", json!({ "kinds": kinds })).await;
    }

    async fn reply(&self, ticket: &str, body: &str) {
        self.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": body })).await;
    }

    /// A colleague who sits elsewhere.
    async fn another(&self, name: &str) -> PersonId {
        let id = PersonId(RandomIds.next());
        let teams = [default_team().0].into();
        let person = Person { name: name.into(), role: Role::Agent, teams, ..Person::default() };
        self.desk.seed(vec![Record::new(id.0, None, &person)]).await.unwrap();
        id
    }
}

/// Ada's reply, written before she heard of Ben's: it waits for her.
async fn held(world: &World) -> (String, Vec<Showing>) {
    let id = world.ticket().await;
    world.ada.tick().await;
    world.clock.wait(MINUTE);
    world.ben.reply(&id, "Somebody is on the way").await;
    world.ben.sync(&world.server.desk).await;
    world.clock.wait(MINUTE);
    world.ada.reply(&id, "Did you switch it off and on again?").await;
    world.meet().await;
    let shown = world.ada.told_of(NotificationKind::HeldReply).await;
    assert_eq!(shown.len(), 1, "its author is told that it waits");
    assert!(shown[0].title.starts_with("Your reply to"), "{}", shown[0].title);
    assert_eq!(world.ben.told_of(NotificationKind::HeldReply).await, [], "and nobody else");
    assert_eq!(world.ada.left(&shown).await, 1);
    (id, shown)
}

#[tokio::test]
async fn a_held_reply_is_told_and_goes_when_it_was_sent_or_taken_back() {
    for decide in ["message_release", "message_withdraw"] {
        let world = world(0).await;
        let (_, shown) = held(&world).await;
        let waiting = world.ada.call("held_list", json!({})).await;
        world.ada.call(decide, json!({ "message": waiting[0]["message"] })).await;
        assert_eq!(world.ada.left(&shown).await, 0, "{decide}");
    }
}

#[tokio::test]
async fn a_conflict_is_told_to_whose_edit_it_was_and_goes_when_it_is_resolved() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.ada.tick().await;
    world.ben.tick().await;
    world.ada.change(&id, json!({ "subject": "Printer, ground floor" })).await;
    world.ben.change(&id, json!({ "subject": "Printer, first floor" })).await;
    world.meet().await;
    world.ben.sync(&world.server.desk).await;
    let shown = world.ben.told_of(NotificationKind::Conflict).await;
    assert_eq!((shown.len(), shown[0].ticket), (1, Some(id.parse().unwrap())));
    assert_eq!(world.ada.told_of(NotificationKind::Conflict).await, []);
    assert_eq!(world.ben.left(&shown).await, 1);
    let open = world.ben.call("conflict_list", json!({})).await;
    world.ben.call("conflict_resolve", json!({ "conflict": open[0]["id"], "choice": "theirs" })).await;
    assert_eq!(world.ben.left(&shown).await, 0);
}

#[tokio::test]
async fn a_customer_reply_is_told_to_whose_ticket_it_is_and_goes_when_anybody_answered() {
    let world = alone().await;
    let ben = world.another("Ben").await;
    let id = world.mine("Printer").await;
    let bens = world.ticket("Scanner").await;
    world.change(&bens, json!({ "assignee": ben })).await;
    world.tick().await;
    world.clock.wait(MINUTE);
    world.requester_writes(&id).await;
    world.requester_writes(&bens).await;
    let shown = world.told_of(NotificationKind::CustomerReply).await;
    assert_eq!(
        shown.iter().map(|it| it.ticket.unwrap().to_string()).collect::<Vec<_>>(),
        std::slice::from_ref(&id)
    );
    assert_eq!(world.left(&shown).await, 1);
    world.clock.wait(MINUTE);
    let ticket: TicketId = id.parse().unwrap();
    let now = world.clock.now();
    let message = MessageId(RandomIds.next());
    let what = What::Replied { message, side: Side::Agent, delivered_at: Some(now) };
    let line = Event { ticket, at: now, received_at: Some(now), by: Some(ben), what };
    world.desk.seed(vec![Record::new(RandomIds.next(), Some(ticket.0), &line)]).await.unwrap();
    assert_eq!(world.left(&shown).await, 0, "a colleague answered");

    for (reach, count) in [("team", 1), ("all", 1), ("off", 0)] {
        world.reach(json!({ "customer_reply": reach })).await;
        world.clock.wait(2 * MINUTE);
        world.requester_writes(&bens).await;
        assert_eq!(world.told_of(NotificationKind::CustomerReply).await.len(), count, "{reach}");
    }
}

#[tokio::test]
async fn a_reminder_goes_when_it_is_done_or_moved() {
    let world = alone().await;
    let id = world.ticket("Printer").await;
    let at = world.clock.now().plus_ms(10 * MINUTE);
    let made = world.call("reminder_add", json!({ "ticket": id, "at": at, "note": "call back" })).await;
    world.clock.turn(at);
    let shown = world.told_of(NotificationKind::Reminder).await;
    assert_eq!((shown.len(), world.left(&shown).await), (1, 1));
    let later = at.plus_ms(10 * MINUTE);
    world.call("reminder_move", json!({ "reminder": made["id"], "at": later })).await;
    assert_eq!(world.left(&shown).await, 0, "it calls again at another time");
    world.clock.turn(later);
    let shown = world.told_of(NotificationKind::Reminder).await;
    assert_eq!(world.left(&shown).await, 1);
    world.call("reminder_done", json!({ "reminder": made["id"] })).await;
    assert_eq!(world.left(&shown).await, 0);
}

#[tokio::test]
async fn a_tickets_own_date_is_told_when_it_comes_and_goes_when_it_is_moved_or_done() {
    let world = alone().await;
    let [mine, other, done] =
        [world.ticket("Order toner").await, world.ticket("Measure").await, world.ticket("Old").await];
    let at = world.clock.now().plus_ms(10 * MINUTE);
    let ben = world.another("Ben").await;
    for (ticket, fields) in [
        (&mine, json!({ "due": at, "assignee": world.me })),
        (&other, json!({ "due": at, "assignee": ben })),
        (&done, json!({ "due": at, "assignee": world.me, "status": "resolved" })),
    ] {
        world.call("ticket_set", json!({ "tickets": [ticket], "fields": fields })).await;
    }
    let boards = world.call("board_list", json!({})).await;
    let cards = world
        .call("board_column", json!({ "board": boards[0]["id"], "column": "new", "from": 0, "count": 5 }))
        .await
        .to_string();
    assert!(cards.contains(&format!("\"due\":{}", at.0)), "a card shows it: {cards}");
    world.clock.turn(at.plus_ms(-1));
    assert_eq!(world.told_of(NotificationKind::Deadline).await, []);
    world.clock.turn(at);
    let shown = world.told_of(NotificationKind::Deadline).await;
    assert_eq!(shown.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["Order toner"]);
    assert!(shown[0].title.starts_with("Due now: "), "{}", shown[0].title);
    assert_eq!((world.left(&shown).await, world.told_of(NotificationKind::Deadline).await), (1, vec![]));

    let later = at.plus_ms(10 * MINUTE);
    world.call("ticket_set", json!({ "tickets": [mine], "fields": { "due": later } })).await;
    assert_eq!(world.left(&shown).await, 0, "it has another date");
    world.clock.turn(later);
    let shown = world.told_of(NotificationKind::Deadline).await;
    assert_eq!(world.left(&shown).await, 1);
    world.call("ticket_set", json!({ "tickets": [mine], "fields": { "status": "resolved" } })).await;
    assert_eq!(world.left(&shown).await, 0);
}

#[tokio::test]
async fn a_warning_goes_when_a_colleague_took_the_ticket_and_a_summary_when_nothing_of_it_is_left() {
    let world = alone().await;
    world.reach(json!({ "at_risk": "off", "breach": "unowned" })).await;
    let ben = world.another("Ben").await;
    let id = world.ticket("Nobody's").await;
    world.clock.wait(4 * HOUR);
    let shown = world.told_of(NotificationKind::Breach).await;
    assert_eq!(world.left(&shown).await, 1);
    world.change(&id, json!({ "assignee": ben })).await;
    assert_eq!(world.left(&shown).await, 0, "a colleague has it");

    let mut all = Vec::new();
    for subject in ["Water", "Smoke", "Fire", "Sand"] {
        all.push(world.mine(subject).await);
    }
    world.clock.wait(5 * HOUR);
    let shown = world.told_of(NotificationKind::Breach).await;
    assert_eq!((shown.len(), shown[0].tickets.len()), (1, 4), "{shown:?}");
    let (last, others) = all.split_last().unwrap();
    world.call("ticket_set", json!({ "tickets": others, "fields": { "status": "resolved" } })).await;
    assert_eq!(world.left(&shown).await, 1, "one of them is still late");
    world.reply(last, "Somebody is on the way").await;
    assert_eq!(world.left(&shown).await, 0);
}

#[tokio::test]
async fn a_summary_of_news_goes_when_all_of_it_is_dealt_with() {
    let world = alone().await;
    let mut all = Vec::new();
    for subject in ["Water", "Smoke", "Fire", "Sand"] {
        all.push(world.mine(subject).await);
    }
    world.tick().await;
    world.clock.wait(MINUTE);
    for id in &all {
        world.requester_writes(id).await;
    }
    let shown = world.told_of(NotificationKind::CustomerReply).await;
    assert_eq!((shown.len(), shown[0].tickets.len()), (1, 4));
    world.clock.wait(MINUTE);
    for id in &all[1..] {
        world.reply(id, "On it").await;
    }
    assert_eq!(world.left(&shown).await, 1);
    world.reply(&all[0], "On it").await;
    assert_eq!(world.left(&shown).await, 0);
}

#[tokio::test]
async fn news_that_comes_one_by_one_becomes_one_that_stands_for_all_of_it() {
    let world = alone().await;
    let mut all = Vec::new();
    for n in 0..6 {
        all.push(world.mine(&format!("Ticket {n}")).await);
    }
    world.tick().await;
    world.clock.wait(MINUTE);
    let mut last = Vec::new();
    for (n, id) in all.iter().enumerate() {
        world.clock.wait(12_000);
        world.requester_writes(id).await;
        last = world.told_of(NotificationKind::CustomerReply).await;
        assert_eq!(last.len(), 1);
        assert_eq!(last[0].tickets.len(), if n < 3 { 1 } else { n + 1 }, "more than three in a minute");
    }
    assert_eq!(last[0].replaces.len(), 6, "what stood on the screen gives way");
    world.requester_writes(&all[0]).await;
    assert_eq!(world.tick().await, [], "and it is not shown anew all the time");
    world.clock.wait(5_000);
    assert_eq!(world.told_of(NotificationKind::CustomerReply).await[0].replaces.len(), 7);
    let centre = world.call("notification_list", json!({ "count": 50 })).await;
    let about = |entry: &&Value| entry["kind"] == "customer_reply";
    let kept: Vec<&Value> = centre["entries"].as_array().unwrap().iter().filter(about).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    world.clock.wait(2 * MINUTE);
    world.requester_writes(&all[1]).await;
    assert_eq!(world.told_of(NotificationKind::CustomerReply).await[0].tickets.len(), 1, "it is over");
}

#[tokio::test]
async fn a_breach_reaches_mine_my_teams_or_all_as_somebody_set_it() {
    let world = world(0).await;
    let field = world.server.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    world.meet().await;
    // What Ada hears of, an agent of the first team.
    let hears = async |seat: &Seated, reach: Option<&str>| {
        let bens = world.server.ticket("Ben's").await;
        world.server.change(&bens, json!({ "assignee": world.ben.me })).await;
        let elsewhere = world.server.ticket("Elsewhere").await;
        world.server.change(&elsewhere, json!({ "team": field, "assignee": world.ben.me })).await;
        let nobodys = world.server.ticket("Nobody's").await;
        world.meet().await;
        seat.reach(reach.map_or(json!({}), |reach| json!({ "breach": reach, "at_risk": "off" }))).await;
        seat.tick().await;
        world.clock.wait(3 * HOUR);
        let told: Vec<String> = seat
            .told_of(NotificationKind::Breach)
            .await
            .iter()
            .flat_map(|showing| showing.tickets.iter().map(ToString::to_string).collect::<Vec<_>>())
            .collect();
        let named = [(&bens, "Ben's"), (&elsewhere, "Elsewhere"), (&nobodys, "Nobody's")];
        let heard: Vec<&str> =
            named.iter().filter(|(id, _)| told.contains(id)).map(|(_, name)| *name).collect();
        world.clock.wait(HOUR);
        seat.tick().await;
        heard
    };
    assert_eq!(hears(&world.ada, None).await, ["Nobody's"], "an agent hears of what is nobody's");
    assert_eq!(hears(&world.ada, Some("mine")).await, Vec::<&str>::new());
    assert_eq!(hears(&world.ada, Some("team")).await, ["Ben's", "Nobody's"]);
    assert_eq!(hears(&world.ada, Some("all")).await, ["Ben's", "Elsewhere", "Nobody's"]);
    assert_eq!(hears(&world.ada, Some("off")).await, Vec::<&str>::new());
}

#[tokio::test]
async fn who_leads_hears_of_their_teams_breaches_and_of_risks_as_everybody() {
    let world = alone().await;
    let ben = world.another("Ben").await;
    let field = world.call("team_save", json!({ "name": "Field" })).await["id"].clone();
    let bens = world.ticket("Ben's").await;
    world.change(&bens, json!({ "assignee": ben })).await;
    let elsewhere = world.ticket("Elsewhere").await;
    world.change(&elsewhere, json!({ "team": field, "assignee": ben })).await;
    let seen = world.call("notification_settings_get", json!({})).await["kinds"].clone();
    assert_eq!((&seen["breach"], &seen["at_risk"]), (&json!("team"), &json!("unowned")));
    world.tick().await;
    world.clock.wait(3 * HOUR);
    assert_eq!(world.told_of(NotificationKind::AtRisk).await, [], "Ben hears of that himself");
    world.clock.wait(HOUR);
    let shown = world.told_of(NotificationKind::Breach).await;
    assert_eq!(shown.iter().filter_map(|it| it.ticket).collect::<Vec<_>>(), [bens.parse().unwrap()]);
}

#[tokio::test]
async fn conflicts_are_settled_together_and_what_lost_is_in_the_history() {
    let world = world(0).await;
    let id = world.ticket().await;
    let other = world.ticket().await;
    for (ticket, floor) in [(&id, "one"), (&other, "two")] {
        world.ada.change(ticket, json!({ "subject": format!("Ground floor {floor}") })).await;
        world.ben.change(ticket, json!({ "subject": format!("First floor {floor}") })).await;
    }
    world.meet().await;
    world.ben.sync(&world.server.desk).await;
    let open = world.ben.call("conflict_list", json!({})).await;
    let conflicts: Vec<&Value> = open.as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(conflicts.len(), 2);
    let none = json!({ "conflicts": [], "choice": "theirs" });
    assert_eq!(
        world.ben.desk.call(world.ben.me, "conflict_resolve_all", none).await.unwrap_err().code,
        Code::Invalid
    );
    let all = json!({ "conflicts": conflicts, "choice": "theirs" });
    world.ben.call("conflict_resolve_all", all).await;
    assert_eq!(world.ben.call("conflict_list", json!({})).await, json!([]));
    for (ticket, floor) in [(&id, "one"), (&other, "two")] {
        assert_eq!(world.ben.got(ticket).await["subject"], format!("Ground floor {floor}"));
        let history = world.ben.call("ticket_history", json!({ "ticket": ticket })).await.to_string();
        assert!(history.contains(&format!("First floor {floor}")), "{history}");
    }
    let undone = world.ben.call("undo", json!({})).await;
    assert_eq!(undone["undo"], "Resolved 2 conflicts");
    assert_eq!(world.ben.call("conflict_list", json!({})).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_reminder_in_a_ticket_that_is_done_stays_until_it_is_ticked() {
    let world = alone().await;
    let id = world.mine("Printer").await;
    world.change(&id, json!({ "status": "closed" })).await;
    let at = world.clock.now().plus_ms(MINUTE);
    let made = world.call("reminder_add", json!({ "ticket": id, "at": at, "note": "Is it well?" })).await;
    world.tick().await;
    world.clock.wait(2 * MINUTE);
    let shown = world.told_of(NotificationKind::Reminder).await;
    assert_eq!((shown.len(), world.left(&shown).await), (1, 1));
    world.call("reminder_done", json!({ "reminder": made["id"] })).await;
    assert_eq!(world.left(&shown).await, 0);
}
