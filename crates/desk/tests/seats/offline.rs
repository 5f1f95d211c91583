//! The offline rules of clocks, each as a journey: devices that were away, a server that told meanwhile what it knew,
//! and the same clocks on both once they have met. Everybody's clock is turned by hand.

use crate::seated::{MINUTE, Seated, Time, always, calendar};
use contract::problem::Code;
use desk::clock::{Ids, RandomIds};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use domain::time::Timestamp;
use serde_json::{Value, json};

pub(crate) struct World {
    pub(crate) server: Seated,
    pub(crate) ada: Seated,
    pub(crate) ben: Seated,
    pub(crate) clock: Time,
}

fn at(time: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-03-10T{time}:00Z")).unwrap()
}

/// A server that is open around the clock and promises everything within two hours; Ada's clock may be ahead.
pub(crate) async fn world(ada_ahead_ms: i64) -> World {
    let clock = Time::starting(at("10:00"));
    let [admin, ada, ben] = [(); 3].map(|()| PersonId(RandomIds.next()));
    let device = |n: u128| Seat::Device { device: DeviceId(uuid::Uuid::from_u128(n)), connected: true };
    let world = World {
        server: Seated::at(Seat::Server, admin, None, &clock, 0).await,
        ada: Seated::at(device(1), ada, None, &clock, ada_ahead_ms).await,
        ben: Seated::at(device(2), ben, None, &clock, 0).await,
        clock,
    };
    let (team, _) = default_team();
    let people = [(admin, "Admin", Role::Admin), (ada, "Ada", Role::Agent), (ben, "Ben", Role::Agent)];
    let records = people.map(|(id, name, role)| {
        let person = Person { name: name.into(), role, teams: [team].into(), ..Person::default() };
        Record::new(id.0, None, &person)
    });
    world.server.desk.seed(records.into()).await.unwrap();
    world.server.call("calendar_save", always()).await;
    let mut policies = world.server.call("policy_list", json!({})).await;
    policies["policies"][0]["targets"]["normal"] =
        json!({ "first_response": 120, "next_response": 120, "resolution": 120, "around_the_clock": [] });
    world.server.call("policy_save", policies).await;
    world.meet().await;
    world
}

impl Seated {
    async fn set(&self, id: &str, status: &str) {
        self.call("ticket_set", json!({ "tickets": [id], "fields": { "status": status } })).await;
    }

    async fn breaches(&self, id: &str) -> Vec<(String, bool)> {
        let lines = self.call("ticket_history", json!({ "ticket": id })).await;
        let lines = lines.as_array().unwrap().iter().filter(|line| line["what"]["is"] == "breached");
        let told = |line: &Value| {
            let what = &line["what"];
            (what["metric"].as_str().unwrap().to_owned(), what["superseded"].as_bool().unwrap())
        };
        lines.map(told).collect()
    }

    async fn scores(&self) -> Value {
        let range = json!({ "from": at("00:00"), "to": at("23:59"), "by": ["team", "priority", "policy"] });
        self.call("sla_attainment", range).await
    }

    /// Hands over what waits, and takes in what is new.
    pub(crate) async fn sync(&self, server: &Desk) {
        loop {
            let waiting = self.desk.outgoing(100).await.unwrap();
            if waiting.is_empty() {
                break;
            }
            self.desk.sending(&waiting).await.unwrap();
            let answer = server.accept(self.device(), self.me, waiting).await.unwrap();
            self.desk.settle(&answer).await.unwrap();
            self.pull(server).await;
        }
        self.pull(server).await;
        self.desk.recounted().await;
    }

    pub(crate) async fn pull(&self, server: &Desk) {
        loop {
            let page = server.feed(self.me, self.desk.cursor().await.unwrap(), 100).await.unwrap();
            let done = page.done;
            self.desk.absorb(page).await.unwrap();
            if done {
                return;
            }
        }
    }
}

impl World {
    fn turn(&self, to: Timestamp) {
        self.clock.turn(to);
    }

    /// Both devices meet the server, and hear of each other.
    pub(crate) async fn meet(&self) {
        for device in [&self.ada, &self.ben, &self.ada] {
            device.sync(&self.server.desk).await;
        }
    }

    pub(crate) async fn ticket(&self) -> String {
        let made = self.ada.call("ticket_new", json!({ "subject": "Printer" })).await;
        self.meet().await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// Everybody reads the same clocks, and the same scores.
    async fn agree(&self, id: &str) {
        self.meet().await;
        self.server.desk.escalate().await.unwrap();
        self.meet().await;
        for metric in ["first_response", "next_response", "resolution"] {
            let there = self.server.clock_of(id, metric).await;
            for device in [&self.ada, &self.ben] {
                let here = device.clock_of(id, metric).await;
                assert_eq!(
                    (&here["state"], &here["due"], &here["met_at"]),
                    (&there["state"], &there["due"], &there["met_at"]),
                    "{metric}"
                );
            }
        }
        assert_eq!(self.ada.scores().await, self.server.scores().await);
        assert_eq!(self.ben.scores().await, self.server.scores().await);
    }
}

#[tokio::test]
async fn off1_resolved_offline_in_time_and_synced_late_meets_the_target_and_supersedes_the_breach() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.turn(at("11:50"));
    world.ada.set(&id, "resolved").await;
    world.turn(at("14:00"));
    world.server.desk.escalate().await.unwrap();
    assert_eq!(world.server.clock_of(&id, "resolution").await["state"], "breached");
    let mut told = world.server.breaches(&id).await;
    told.sort();
    assert_eq!(told, [("first_response".to_owned(), false), ("resolution".to_owned(), false)]);
    world.turn(at("14:10"));
    world.agree(&id).await;
    let resolution = world.server.clock_of(&id, "resolution").await;
    assert_eq!((&resolution["state"], &resolution["met_at"]), (&json!("met"), &json!(at("11:50"))));
    for desk in [&world.server, &world.ada, &world.ben] {
        let told = desk.breaches(&id).await;
        assert!(told.contains(&("resolution".to_owned(), true)), "superseded and kept: {told:?}");
    }
}

#[tokio::test]
async fn what_arrives_from_a_moment_ahead_of_ones_own_clock_has_its_target_in_lists() {
    let world = world(-2_000).await;
    world.ben.ticket("Printer").await;
    world.meet().await;
    let ask = json!({ "from": 0, "count": 10 });
    for desk in [&world.ben, &world.ada] {
        let rows = desk.call("ticket_list", ask.clone()).await;
        assert_eq!(rows["rows"][0]["clock"]["due"], json!(at("12:00")), "{rows}");
    }
}

#[tokio::test]
async fn off2_a_reply_typed_in_time_and_delivered_late_misses_its_target() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.turn(at("11:50"));
    world.ada.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "On my way" })).await;
    // Until it is delivered it answers nobody: the device says when it will be missed.
    assert_eq!(world.ada.clock_of(&id, "first_response").await["state"], "at_risk");
    world.turn(at("14:10"));
    world.agree(&id).await;
    let first = world.server.clock_of(&id, "first_response").await;
    assert_eq!((&first["state"], &first["met_at"]), (&json!("breached"), &json!(at("14:10"))));
    assert_eq!(first["due"], json!(at("12:00")));
}

#[tokio::test]
async fn off3_a_customer_reply_that_arrived_while_away_counts_from_when_it_was_written() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.ada.call("message_add", json!({ "ticket": id, "kind": "reply", "body": "Hello" })).await;
    world.meet().await;
    // The requester writes to the server while Ada is away.
    world.turn(at("10:30"));
    world.server.requester_writes(&id).await;
    world.turn(at("11:30"));
    assert_eq!(world.ada.clock_of(&id, "next_response").await["state"], "idle");
    world.ada.sync(&world.server.desk).await;
    assert_eq!(world.ada.clock_of(&id, "next_response").await["due"], json!(at("12:30")));
    world.agree(&id).await;
}

#[tokio::test]
async fn off4_a_device_clock_seven_minutes_fast_writes_nothing_into_the_future() {
    let world = world(7 * MINUTE).await;
    let id = world.ticket().await;
    world.turn(at("11:55"));
    // By Ada's clock it is two minutes past the target.
    world.ada.set(&id, "resolved").await;
    world.agree(&id).await;
    let resolution = world.server.clock_of(&id, "resolution").await;
    assert_eq!((&resolution["state"], &resolution["met_at"]), (&json!("met"), &json!(at("11:55"))));
}

#[tokio::test]
async fn off5_a_calendar_edited_meanwhile_moves_what_runs_and_leaves_what_was_met() {
    let world = world(0).await;
    let (open, met) = (world.ticket().await, world.ticket().await);
    world.turn(at("10:20"));
    world.ada.set(&met, "resolved").await;
    world.turn(at("10:30"));
    world.server.call("calendar_save", calendar("UTC", &json!([["10:00", "11:00"]]))).await;
    world.server.desk.recounted().await;
    world.turn(at("12:30"));
    assert_eq!(world.ada.clock_of(&open, "resolution").await["state"], "breached", "by what Ada knew");
    world.agree(&open).await;
    world.agree(&met).await;
    let resolution = world.ada.clock_of(&open, "resolution").await;
    assert_eq!(
        (&resolution["state"], &resolution["due"]),
        (&json!("running"), &json!(at("11:00").plus_ms(24 * 60 * MINUTE)))
    );
    assert_eq!(world.ada.clock_of(&met, "resolution").await["met_at"], json!(at("10:20")));
}

#[tokio::test]
async fn a_policy_edited_on_a_device_is_what_the_server_plans_by_from_then_on() {
    let world = world(0).await;
    let id = world.ticket().await;
    assert_eq!(world.server.desk.escalate().await.unwrap(), Some(at("11:30")), "three quarters of two hours");
    let device = Seat::Device { device: DeviceId(uuid::Uuid::from_u128(3)), connected: true };
    let admin = Seated::at(device, world.server.me, None, &world.clock, 0).await;
    admin.sync(&world.server.desk).await;
    let mut policies = admin.call("policy_list", json!({})).await;
    policies["policies"][0]["targets"]["normal"]["resolution"] = json!(60);
    admin.call("policy_save", policies).await;
    admin.sync(&world.server.desk).await;
    world.server.desk.recounted().await;
    assert_eq!(world.server.desk.escalate().await.unwrap(), Some(at("10:45")), "three quarters of one hour");
    world.turn(at("11:01"));
    world.server.desk.escalate().await.unwrap();
    assert_eq!(world.server.breaches(&id).await, [("resolution".to_owned(), false)]);
    world.agree(&id).await;
}

#[tokio::test]
async fn off6_a_device_asleep_over_the_instant_says_once_how_late_it_is() {
    let world = world(0).await;
    world.ada.desk.tick(Some(world.ada.me)).await.unwrap();
    let id = world.ticket().await;
    world.ada.call("ticket_set", json!({ "tickets": [id], "fields": { "assignee": world.ada.me } })).await;
    world.meet().await;
    let planned = world.ada.desk.tick(Some(world.ada.me)).await.unwrap();
    assert_eq!((planned.show.len(), planned.wake_at), (0, Some(at("11:30"))), "three quarters of two hours");
    world.turn(at("13:05"));
    let woken = world.ada.desk.tick(Some(world.ada.me)).await.unwrap().show;
    let bodies: Vec<&str> = woken.iter().map(|it| it.body.lines().last().unwrap()).collect();
    assert_eq!(bodies, ["1 h 5 min late", "1 h 5 min late"], "one for each clock, not one for each instant");
    assert_eq!(world.ada.desk.tick(Some(world.ada.me)).await.unwrap().show, []);
}

#[tokio::test]
async fn off7_two_agents_who_change_the_status_offline_end_in_the_same_clocks() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.turn(at("10:30"));
    world.ada.set(&id, "waiting").await;
    world.turn(at("10:40"));
    world.ben.set(&id, "in_progress").await;
    world.turn(at("11:00"));
    world.ben.sync(&world.server.desk).await;
    world.turn(at("11:10"));
    world.ada.sync(&world.server.desk).await;
    world.agree(&id).await;
    let resolution = world.server.clock_of(&id, "resolution").await;
    assert_eq!(
        (&resolution["state"], &resolution["due"]),
        (&json!("running"), &json!(at("12:00"))),
        "the first to arrive stands"
    );
    let conflicts = world.ada.call("conflict_list", json!({})).await;
    assert_eq!(conflicts.as_array().unwrap().len(), 1, "and the other is asked about");
    let told = world.ada.desk.tick(Some(world.ada.me)).await.unwrap();
    assert!(told.show.is_empty() || told.show.iter().all(|it| it.ticket.is_some()));
}

#[tokio::test]
async fn news_of_others_is_told_once_and_not_ones_own() {
    let world = world(0).await;
    for seated in [&world.ada, &world.ben] {
        seated.desk.tick(Some(seated.me)).await.unwrap();
    }
    let id = world.ticket().await;
    let fields = json!({ "assignee": world.ben.me });
    world.ada.call("ticket_set", json!({ "tickets": [id], "fields": fields })).await;
    let note = json!({ "ticket": id, "kind": "note", "body": "@Ben can you look at this?" });
    world.ada.call("message_add", note).await;
    world.meet().await;
    let tick = async |seated: &Seated| {
        let shown = seated.desk.tick(Some(seated.me)).await.unwrap().show;
        let mut titles: Vec<String> = shown.into_iter().map(|it| it.title).collect();
        titles.sort();
        titles
    };
    let told = tick(&world.ben).await;
    assert_eq!(told, ["Ada assigned #1001 to you", "Ada mentioned you in #1001"]);
    assert_eq!(tick(&world.ada).await, Vec::<String>::new());
    world.meet().await;
    assert_eq!(tick(&world.ben).await, Vec::<String>::new());
}

#[tokio::test]
async fn who_watches_a_ticket_or_has_it_hears_what_colleagues_do_there() {
    let world = world(0).await;
    for seated in [&world.ada, &world.ben] {
        seated.desk.tick(Some(seated.me)).await.unwrap();
    }
    let id = world.ticket().await;
    world.meet().await;
    world.ben.desk.tick(Some(world.ben.me)).await.unwrap();
    let tick = async |seated: &Seated| {
        let shown = seated.desk.tick(Some(seated.me)).await.unwrap().show;
        shown.into_iter().map(|it| (it.title, it.body.lines().last().unwrap().to_owned())).collect::<Vec<_>>()
    };
    let note = |body: &str| json!({ "ticket": id, "kind": "note", "body": body });
    world.ada.call("message_add", note("nobody watches")).await;
    world.meet().await;
    assert_eq!(tick(&world.ben).await, [], "it is not Ben's and he does not watch it");
    world.ben.change(&id, json!({ "watchers": [world.ben.me] })).await;
    world.meet().await;
    world.ada.call("message_add", note("the toner is here")).await;
    world.meet().await;
    let told = |text: &str| vec![("Ada worked on #1001".to_owned(), text.to_owned())];
    assert_eq!(tick(&world.ben).await, told("the toner is here"));
    world.ada.set(&id, "in_progress").await;
    world.meet().await;
    assert_eq!(tick(&world.ben).await, told("In progress"));
    assert_eq!(tick(&world.ada).await, [], "nobody hears of what they did themselves");
    let mut settings = world.ben.call("notification_settings_get", json!({})).await;
    settings["kinds"]["update"] = json!("off");
    world.ben.call("notification_settings_put", settings).await;
    world.ada.call("message_add", note("it prints")).await;
    world.meet().await;
    assert_eq!(tick(&world.ben).await, [], "and nobody who switched it off");
}

/// What a desk that was signed out for good hands over is all there is: something saved while the server is asked
/// would be in neither place once the copy is destroyed.
#[tokio::test]
async fn a_desk_that_was_signed_out_for_good_takes_nothing_more_in() {
    let World { ben, .. } = world(0).await;
    let id = ben.ticket("Printer").await;
    ben.desk.shut().await;
    let waits = ben.desk.unsettled().await.unwrap();
    let acts = [
        ("ticket_new", json!({ "subject": "Scanner" })),
        ("ticket_set", json!({ "tickets": [id], "fields": { "subject": "Plotter" } })),
        ("message_add", json!({ "ticket": id, "kind": "note", "body": "valve replaced" })),
        ("undo", json!({})),
    ];
    for (command, input) in acts {
        let said = ben.desk.call(ben.me, command, input).await.unwrap_err();
        assert_eq!(said.code, Code::DeviceRevoked, "{command}: {said:?}");
    }
    assert_eq!(ben.desk.unsettled().await.unwrap(), waits);
    assert_eq!(ben.got(&id).await["subject"], "Printer", "it is read as before");
    // A process that starts does not know it until it has asked the server.
    ben.restarted().await.ticket("Scanner").await;
}
