//! Two desks and a server's desk, all real, over a wire in memory: what one person does reaches the other.

#![expect(clippy::unwrap_used, reason = "a test stops where it is surprised")]

mod handed_over;
mod mended;
mod restored;
mod taken_back;
mod wire;

use async_trait::async_trait;
use contract::session::{SyncState, SyncView};
use desk::clock::{Ids, RandomIds, SystemClock};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::person::{Person, Role, default_team};
use domain::record::{Kind, Record};
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::blobs::Blobs;
use store::{Db, Location};
use sync::{Options, REFRESH_TOKEN, Secrets, Sync};
use url::Url;
use uuid::Uuid;
use wire::Wire;

const PATIENCE: Duration = Duration::from_secs(30);

/// Where secrets are kept; the disk under it may be full.
#[derive(Default)]
struct Pocket(Mutex<BTreeMap<String, String>>, AtomicBool);

#[async_trait]
impl Secrets for Pocket {
    async fn get(&self, name: &str) -> anyhow::Result<Option<String>> {
        Ok(self.0.lock().unwrap().get(name).cloned())
    }

    async fn put(&self, name: &str, value: &str) -> anyhow::Result<()> {
        anyhow::ensure!(!self.1.load(Ordering::SeqCst), "nothing can be kept");
        self.0.lock().unwrap().insert(name.to_owned(), value.to_owned());
        Ok(())
    }

    async fn delete(&self, name: &str) -> anyhow::Result<()> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

async fn open(folder: &Path, seat: Seat) -> Desk {
    let db = Db::open(&Location::File(folder.join("tern.db")), None).await.unwrap();
    let blobs = Blobs::open(folder.join("blobs"), None);
    Desk::open(db, blobs, seat, Arc::new(SystemClock::default()), Arc::new(RandomIds)).await.unwrap()
}

/// Begins a conversation, as a program does that starts.
fn talk(desk: &Desk, wire: &Wire, pocket: &Arc<Pocket>) -> Sync {
    let options = Options { page: 50, transport: Some(Arc::new(wire.clone())), ..Options::default() };
    let url = Url::parse("http://server.invalid/").unwrap();
    let device = desk.device().unwrap();
    Sync::start(Arc::new(desk.clone()), &url, device, pocket.clone(), &options).unwrap()
}

struct Device {
    desk: Desk,
    me: PersonId,
    sync: Sync,
    wire: Wire,
    pocket: Arc<Pocket>,
    _folder: tempfile::TempDir,
}

impl Device {
    async fn new(number: u128, server: &Desk, me: PersonId) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let device = DeviceId(Uuid::from_u128(number));
        let desk = open(folder.path(), Seat::Device { device, connected: true }).await;
        let pocket = Arc::new(Pocket::default());
        pocket.put(REFRESH_TOKEN, &me.to_string()).await.unwrap();
        let wire = Wire::new(server.clone());
        let sync = talk(&desk, &wire, &pocket);
        let device = Device { desk, me, sync, wire, pocket, _folder: folder };
        device.quiet().await;
        device
    }

    async fn quiet(&self) -> SyncView {
        self.sync.until_quiet(PATIENCE).await.unwrap()
    }

    async fn call(&self, command: &str, input: Value) -> Value {
        let answer = self.desk.call(self.me, command, input).await;
        answer.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
    }

    async fn set(&self, ticket: &Value, field: &str, value: &str) {
        self.call("ticket_set", json!({ "tickets": [ticket], "fields": { field: value } })).await;
    }

    async fn get(&self, ticket: &Value) -> Value {
        self.call("ticket_get", json!({ "ticket": ticket })).await
    }

    /// Waits until a ticket looks as wanted, without anybody asking for sync.
    async fn until(&self, ticket: &Value, field: &str, wanted: &str) {
        let seen = async {
            while self.get(ticket).await[field] != wanted {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, seen)
            .await
            .unwrap_or_else(|_| panic!("{field} never became {wanted}"));
    }
}

/// Ada and Bob, each with a device, and the server between them.
async fn world() -> (Device, Device, Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let server = open(folder.path(), Seat::Server).await;
    let (team, _) = default_team();
    let staff = ["Ada", "Bob"].map(|name| {
        let person =
            Person { name: name.into(), role: Role::Admin, teams: [team].into(), ..Person::default() };
        (PersonId(RandomIds.next()), person)
    });
    let records = staff.iter().map(|(id, person)| Record::new(id.0, None, person)).collect();
    server.seed(records).await.unwrap();
    let ada = Device::new(1, &server, staff[0].0).await;
    let bob = Device::new(2, &server, staff[1].0).await;
    (ada, bob, server, folder)
}

#[tokio::test]
async fn a_ticket_made_offline_gets_its_number_and_reaches_the_other_desk() {
    let (ada, bob, _server, _folder) = world().await;
    ada.wire.cut();
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    assert!(made["label"].as_str().unwrap().starts_with("draft-"));
    ada.set(&made["id"], "impact", "high").await;
    ada.wire.mend();
    let view = ada.quiet().await;
    assert_eq!(view.pending, 0);
    bob.quiet().await;
    let (here, there) = (ada.get(&made["id"]).await, bob.get(&made["id"]).await);
    assert_eq!((&there["subject"], &there["impact"]), (&json!("Printer"), &json!("high")));
    assert_eq!(here["number"], there["number"], "both have the server's number");
    assert!(!here["number"].as_str().unwrap().starts_with("draft-"), "{}", here["number"]);
}

#[tokio::test]
async fn an_edit_shows_on_the_other_desk_without_anybody_asking() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.set(&made["id"], "subject", "Printer on fire").await;
    bob.until(&made["id"], "subject", "Printer on fire").await;
}

#[tokio::test]
async fn different_fields_of_one_ticket_meet_without_a_conflict() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.set(&made["id"], "urgency", "high").await;
    bob.set(&made["id"], "subject", "Printer, second floor").await;
    bob.quiet().await;
    ada.wire.mend();
    let view = ada.quiet().await;
    bob.quiet().await;
    assert_eq!(view.conflicts, 0);
    for desk in [&ada, &bob] {
        let ticket = desk.get(&made["id"]).await;
        assert_eq!(
            (&ticket["urgency"], &ticket["subject"]),
            (&json!("high"), &json!("Printer, second floor"))
        );
    }
}

#[tokio::test]
async fn the_same_field_changed_by_both_keeps_both_values_and_says_so() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    let (mine, theirs) = (ada.me.to_string(), bob.me.to_string());
    ada.set(&made["id"], "assignee", &mine).await;
    bob.set(&made["id"], "assignee", &theirs).await;
    bob.quiet().await;
    ada.wire.mend();
    let view = ada.quiet().await;
    assert_eq!(view.conflicts, 1);
    let conflicts = ada.call("conflict_list", json!({})).await;
    assert_eq!((&conflicts[0]["mine_value"], &conflicts[0]["theirs_value"]), (&json!(mine), &json!(theirs)));
    let held = ada.get(&made["id"]).await["assignee"].to_string();
    assert!(held.contains(&theirs), "the server's value stays until somebody chooses: {held}");
    let mut status = ada.sync.status();
    let attention = status.wait_for(|view| view.state == SyncState::Attention);
    tokio::time::timeout(PATIENCE, attention).await.unwrap().unwrap();
}

/// A conflict on the assignee between Ada, who lost, and Bob; both desks know of it.
async fn quarrel(ada: &Device, bob: &Device) -> (Value, Value) {
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    bob.set(&made["id"], "assignee", &bob.me.to_string()).await;
    bob.quiet().await;
    ada.set(&made["id"], "assignee", &ada.me.to_string()).await;
    ada.wire.mend();
    ada.quiet().await;
    bob.quiet().await;
    let conflict = ada.call("conflict_list", json!({})).await[0]["id"].clone();
    (made["id"].clone(), conflict)
}

#[tokio::test]
async fn a_decision_on_a_value_that_moved_meanwhile_conflicts_again() {
    for choice in ["mine", "theirs"] {
        let (ada, bob, _server, _folder) = world().await;
        let (bobs, adas) = (bob.me.to_string(), ada.me.to_string());
        let (ticket, conflict) = quarrel(&ada, &bob).await;
        ada.wire.cut();
        bob.call("ticket_set", json!({ "tickets": [ticket], "fields": { "assignee": null } })).await;
        bob.quiet().await;
        let decided = json!({ "conflict": conflict, "choice": choice });
        ada.call("conflict_resolve", decided).await;
        ada.wire.mend();
        ada.quiet().await;
        bob.quiet().await;
        for desk in [&ada, &bob] {
            assert_eq!(desk.get(&ticket).await["assignee"], Value::Null, "{choice}: Bob's newer value stays");
            let open = desk.call("conflict_list", json!({})).await;
            assert_eq!(open.as_array().unwrap().len(), 1, "{choice}: {open}");
            assert_ne!(open[0]["id"], conflict, "{choice}: it is a question of its own");
            let wanted = if choice == "mine" { &adas } else { &bobs };
            assert_eq!(&open[0]["mine_value"], wanted, "{choice}");
        }
    }
}

#[tokio::test]
async fn a_third_value_ends_a_conflict_everywhere() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    bob.set(&made["id"], "subject", "Printer on fire").await;
    bob.quiet().await;
    ada.set(&made["id"], "subject", "Printer, floor 2").await;
    ada.wire.mend();
    ada.quiet().await;
    let conflict = ada.call("conflict_list", json!({})).await[0]["id"].clone();
    let value = "Printer on fire, floor 2";
    ada.call("conflict_resolve", json!({ "conflict": conflict, "choice": "mine", "value": value })).await;
    ada.quiet().await;
    bob.quiet().await;
    for desk in [&ada, &bob] {
        assert_eq!(desk.get(&made["id"]).await["subject"], value);
        assert_eq!(desk.call("conflict_list", json!({})).await, json!([]));
    }
}

#[tokio::test]
async fn a_reply_that_comes_too_late_waits_for_its_author_on_every_desk() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    let ticket = &made["id"];
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": "Is it on?" })).await;
    bob.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": "Fixed." })).await;
    bob.quiet().await;
    ada.wire.mend();
    assert_eq!(ada.quiet().await.held, 1);
    bob.quiet().await;
    for desk in [&ada, &bob] {
        let held = desk.call("held_list", json!({})).await;
        assert_eq!((&held[0]["body"], &held[0]["reason"]), (&json!("Is it on?"), &json!("new_message")));
        assert_eq!(desk.call("outbox_list", json!({})).await, json!([]), "the server has it");
        let history = desk.call("ticket_history", json!({ "ticket": ticket })).await;
        assert!(history.to_string().contains("\"held\""), "{history}");
    }
    let message = ada.call("held_list", json!({})).await[0]["message"].clone();
    let text = "Good to hear.";
    ada.call("message_release", json!({ "message": message, "body": text })).await;
    assert_eq!(ada.call("held_list", json!({})).await[0]["released"], true, "it is on its way");
    ada.quiet().await;
    bob.quiet().await;
    for desk in [&ada, &bob] {
        assert_eq!(desk.call("held_list", json!({})).await, json!([]));
        let thread = desk.call("ticket_thread", json!({ "ticket": ticket, "count": 9 })).await;
        let entries = thread["entries"].as_array().unwrap().iter();
        let sent = entries.clone().find(|entry| entry["body"] == text).unwrap();
        assert!(sent["delivered_at"].is_i64(), "{sent}");
    }
    let again = ada.desk.call(ada.me, "message_release", json!({ "message": message })).await;
    assert!(again.is_err(), "it does not wait any more");
}

#[tokio::test]
async fn a_withdrawn_reply_goes_back_to_its_authors_draft() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    let ticket = &made["id"];
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": "Is it on?" })).await;
    bob.call("message_add", json!({ "ticket": ticket, "kind": "reply", "body": "Fixed." })).await;
    bob.quiet().await;
    ada.wire.mend();
    ada.quiet().await;
    let message = ada.call("held_list", json!({})).await[0]["message"].clone();
    ada.call("message_withdraw", json!({ "message": message })).await;
    ada.quiet().await;
    bob.quiet().await;
    let draft = ada.call("draft_get", json!({ "ticket": ticket, "kind": "reply" })).await;
    assert_eq!(draft, "Is it on?");
    for desk in [&ada, &bob] {
        assert_eq!(desk.call("held_list", json!({})).await, json!([]));
        let thread = desk.call("ticket_thread", json!({ "ticket": ticket, "count": 9 })).await;
        assert!(!thread.to_string().contains("Is it on?"), "{thread}");
    }
}

#[tokio::test]
async fn what_hangs_on_a_refused_ticket_keeps_its_text_and_is_sent_again_with_it() {
    let (ada, bob, server, _folder) = world().await;
    let trigger = "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.doc LIKE '%venom%' \
                   BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END";
    server.db().run_script(trigger).await.unwrap();
    ada.wire.cut();
    let made = ada.call("ticket_new", json!({ "subject": "A bottle of venom" })).await;
    let ticket = &made["id"];
    ada.call("message_add", json!({ "ticket": ticket, "kind": "note", "body": "it leaks" })).await;
    let other = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.wire.mend();
    let view = ada.quiet().await;
    assert_eq!((view.pending, view.rejected), (0, 2), "the ticket and what hangs on it; the rest went on");
    bob.quiet().await;
    assert_eq!(bob.get(&other["id"]).await["subject"], "Printer");
    let outbox = ada.call("outbox_list", json!({})).await;
    assert_eq!((&outbox[0]["text"], &outbox[1]["text"]), (&json!("A bottle of venom"), &json!("it leaks")));
    server.db().run_script("DROP TRIGGER poison").await.unwrap();
    ada.call("outbox_retry", json!({ "change": outbox[0]["change"] })).await;
    ada.quiet().await;
    bob.quiet().await;
    assert_eq!(ada.call("outbox_list", json!({})).await, json!([]));
    let thread = bob.call("ticket_thread", json!({ "ticket": ticket, "count": 9 })).await;
    assert!(thread.to_string().contains("it leaks"), "{thread}");
}

#[tokio::test]
async fn a_refused_change_that_an_admin_applies_leaves_the_outbox() {
    let (ada, bob, server, _folder) = world().await;
    let trigger = "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.doc LIKE '%venom%' \
                   BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END";
    server.db().run_script(trigger).await.unwrap();
    let made = ada.call("ticket_new", json!({ "subject": "A bottle of venom" })).await;
    assert_eq!(ada.quiet().await.rejected, 1);
    server.db().run_script("DROP TRIGGER poison").await.unwrap();
    let kept = server.quarantined(bob.me, false).await.unwrap();
    server.apply_quarantined(bob.me, kept[0].change.0).await.unwrap();
    assert_eq!(ada.quiet().await.rejected, 0, "it took effect after all");
    bob.quiet().await;
    for desk in [&ada, &bob] {
        assert_eq!(desk.get(&made["id"]).await["subject"], "A bottle of venom");
    }
}

#[tokio::test]
async fn two_edits_of_a_description_meet_line_by_line() {
    let (ada, bob, _server, _folder) = world().await;
    let made =
        ada.call("ticket_new", json!({ "subject": "Lift", "description": "Stuck.\nNobody hurt.\n" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.set(&made["id"], "description", "Stuck again.\nNobody hurt.\n").await;
    bob.set(&made["id"], "description", "Stuck.\nNobody hurt.\nThird floor.\n").await;
    bob.quiet().await;
    ada.wire.mend();
    assert_eq!(ada.quiet().await.conflicts, 0);
    bob.quiet().await;
    for desk in [&ada, &bob] {
        let ticket = desk.get(&made["id"]).await;
        assert_eq!(ticket["description"], "Stuck again.\nNobody hurt.\nThird floor.\n");
    }
}

#[tokio::test]
async fn a_value_read_on_site_is_applied_and_the_other_can_be_looked_at() {
    let (ada, bob, _server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Boiler" })).await;
    ada.quiet().await;
    bob.quiet().await;
    ada.wire.cut();
    ada.set(&made["id"], "resolution", "valve replaced").await;
    bob.set(&made["id"], "resolution", "closed by phone").await;
    bob.quiet().await;
    ada.wire.mend();
    assert_eq!(ada.quiet().await.conflicts, 0, "nobody has to be asked");
    bob.quiet().await;
    let review = bob.call("conflict_reviews", json!({})).await;
    assert_eq!(
        (&review[0]["mine"], &review[0]["theirs"]),
        (&json!("valve replaced"), &json!("closed by phone"))
    );
    assert_eq!(bob.get(&made["id"]).await["resolution"], "valve replaced");
    bob.call("conflict_resolve", json!({ "conflict": review[0]["id"], "choice": "theirs" })).await;
    bob.quiet().await;
    ada.quiet().await;
    for desk in [&ada, &bob] {
        assert_eq!(desk.get(&made["id"]).await["resolution"], "closed by phone");
        assert_eq!(desk.call("conflict_reviews", json!({})).await, json!([]));
    }
}

#[tokio::test]
async fn a_copied_desk_goes_on_as_a_device_of_its_own() {
    let (ada, bob, server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    ada.wire.cut();
    // What Ada's other copy sent under the number that comes next here.
    let twin = ada.call("ticket_new", json!({ "subject": "Twin" })).await;
    let queued = ada.desk.outgoing(9).await.unwrap();
    let mut theirs = queued.clone();
    theirs.iter_mut().for_each(|numbered| numbered.change.id.0 = Uuid::now_v7());
    theirs.iter_mut().for_each(|numbered| numbered.change.entity = Uuid::now_v7());
    theirs.iter_mut().for_each(|numbered| numbered.change.ticket = Some(numbered.change.entity));
    let before = ada.desk.device().unwrap();
    server.accept(before, ada.me, theirs).await.unwrap();
    ada.wire.mend();
    ada.set(&made["id"], "urgency", "high").await;
    let view = ada.quiet().await;
    assert_eq!((view.pending, view.rejected), (0, 0));
    assert!(view.copied_at.is_some(), "it says so");
    assert_ne!(ada.desk.device().unwrap(), before);
    bob.quiet().await;
    assert_eq!(bob.get(&made["id"]).await["urgency"], "high");
    assert_eq!(bob.get(&twin["id"]).await["subject"], "Twin");
    let list = bob.call("ticket_list", json!({ "from": 0, "count": 9 })).await;
    assert_eq!(list["total"], 3, "each once: {list}");
}

#[tokio::test]
async fn a_file_travels_after_the_ticket_that_names_it() {
    let (ada, bob, server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    let file = json!({ "ticket": made["id"], "name": "log.txt", "base64": "c21va2U=" });
    let attached = ada.call("attachment_add", file).await;
    ada.quiet().await;
    let hash = blake3::hash(b"smoke").to_hex().to_string();
    assert!(server.blobs().has(hash.parse().unwrap()).await.unwrap());
    bob.quiet().await;
    bob.sync.fetch_blob(&hash).await.unwrap();
    let read = bob.call("attachment_read", json!({ "attachment": attached["id"] })).await;
    assert_eq!(read["base64"], "c21va2U=");
}

#[tokio::test]
async fn a_queue_renumbered_by_the_server_is_sent_whole_and_once() {
    let (ada, bob, _server, _folder) = world().await;
    ada.wire.cut();
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    // A restored copy of the desk counts on from other numbers than the server remembers.
    ada.desk.renumber(40).await.unwrap();
    ada.set(&made["id"], "urgency", "high").await;
    ada.wire.mend();
    assert_eq!(ada.quiet().await.pending, 0);
    bob.quiet().await;
    assert_eq!(bob.get(&made["id"]).await["urgency"], "high");
}
