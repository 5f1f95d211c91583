//! A server that comes back from a backup: nothing that it had acknowledged stays lost, and nothing comes twice.

use super::*;

fn copy_folder(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.path().join(entry.file_name())).unwrap();
        }
    }
    to
}

impl Device {
    async fn thread(&self, ticket: &Value) -> Vec<String> {
        let thread = self.call("ticket_thread", json!({ "ticket": ticket, "count": 100 })).await;
        let entries = thread["entries"].as_array().unwrap();
        entries.iter().filter_map(|entry| entry["body"].as_str().map(str::to_owned)).collect()
    }

    async fn say(&self, ticket: &Value, body: &str) {
        self.call("message_add", json!({ "ticket": ticket, "kind": "note", "body": body })).await;
    }
}

#[tokio::test]
async fn what_a_restored_server_had_acknowledged_is_there_again_once() {
    let (ada, bob, _server, folder) = world().await;
    let old = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    let backup = copy_folder(folder.path());

    // What the backup does not have: an edit, a ticket of Ada's, and Bob's words on both.
    ada.set(&old["id"], "urgency", "high").await;
    let new = ada.call("ticket_new", json!({ "subject": "Router" })).await;
    ada.quiet().await;
    bob.quiet().await;
    bob.say(&old["id"], "tried it off and on").await;
    bob.say(&new["id"], "no light at all").await;
    bob.set(&new["id"], "impact", "high").await;
    bob.quiet().await;
    ada.quiet().await;

    let restored = open(backup.path(), Seat::Server).await;
    restored.begin_history().await.unwrap();
    ada.wire.reach(restored.clone());
    bob.wire.reach(restored.clone());
    // Bob comes first: the ticket that he wrote on is not back yet.
    for _ in 0..3 {
        bob.quiet().await;
        ada.quiet().await;
    }
    let view = bob.quiet().await;
    assert_eq!((view.pending, view.rejected, view.conflicts), (0, 0, 0));
    for desk in [&ada, &bob] {
        let ticket = desk.get(&old["id"]).await;
        assert_eq!(ticket["urgency"], "high");
        assert_eq!(desk.thread(&old["id"]).await, ["tried it off and on"]);
        let ticket = desk.get(&new["id"]).await;
        assert_eq!((&ticket["subject"], &ticket["impact"]), (&json!("Router"), &json!("high")));
        assert_eq!(desk.thread(&new["id"]).await, ["no light at all"]);
    }
    let fresh = Device::new(3, &restored, ada.me).await;
    assert_eq!(fresh.thread(&new["id"]).await, ["no light at all"]);
    assert_eq!(fresh.get(&new["id"]).await["number"], ada.get(&new["id"]).await["number"]);
}

#[tokio::test]
async fn what_is_written_about_a_lost_ticket_goes_when_the_ticket_is_back() {
    let (ada, bob, _server, folder) = world().await;
    let backup = copy_folder(folder.path());
    let lost = ada.call("ticket_new", json!({ "subject": "Router" })).await;
    ada.quiet().await;
    bob.quiet().await;
    bob.say(&lost["id"], "no light at all").await;
    bob.quiet().await;

    let restored = open(backup.path(), Seat::Server).await;
    restored.begin_history().await.unwrap();
    ada.wire.cut();
    bob.wire.cut();
    // Nobody here knows of the restore yet.
    bob.say(&lost["id"], "still none").await;
    bob.wire.reach(restored.clone());
    bob.wire.mend();
    bob.quiet().await;
    let view = bob.quiet().await;
    assert_eq!((view.pending, view.rejected), (0, 2), "there is nothing yet that either could hang on");

    ada.wire.reach(restored.clone());
    ada.wire.mend();
    ada.quiet().await;
    let view = bob.quiet().await;
    ada.quiet().await;
    assert_eq!(
        (view.pending, view.rejected),
        (0, 0),
        "one wait for quiet brings the ticket and sends the rest"
    );
    for desk in [&ada, &bob] {
        assert_eq!(desk.thread(&lost["id"]).await, ["no light at all", "still none"]);
    }
}

#[tokio::test]
async fn the_same_backup_put_back_twice_begins_two_histories() {
    let (ada, bob, _server, folder) = world().await;
    let old = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    let (backup, again) = (copy_folder(folder.path()), copy_folder(folder.path()));
    let first = open(backup.path(), Seat::Server).await;
    first.begin_history().await.unwrap();
    ada.wire.reach(first.clone());
    bob.wire.reach(first.clone());
    ada.set(&old["id"], "urgency", "high").await;
    for _ in 0..2 {
        ada.quiet().await;
        bob.quiet().await;
    }
    let second = open(again.path(), Seat::Server).await;
    second.begin_history().await.unwrap();
    let (last, head) = (first.hello().await.unwrap().head, second.hello().await.unwrap().head);
    assert!(head > last, "commits of the first history come again: {head} after {last}");
    // Somebody else is first, with other values under the numbers that the first history had.
    bob.wire.reach(second.clone());
    ada.wire.cut();
    bob.set(&old["id"], "impact", "high").await;
    bob.quiet().await;
    bob.quiet().await;
    ada.wire.reach(second.clone());
    ada.wire.mend();
    for _ in 0..2 {
        ada.quiet().await;
        bob.quiet().await;
    }
    let shown = ada.get(&old["id"]).await;
    let scales = ["urgency", "impact", "priority"].map(|field| shown[field].as_str().unwrap_or_default());
    assert_eq!(scales, ["high", "high", "urgent"], "what both make together, and nobody is asked why");
    for desk in [&ada.desk, &bob.desk] {
        assert_eq!(all_records(desk).await, all_records(&second).await);
    }
}

async fn all_records(desk: &Desk) -> BTreeMap<(Kind, Uuid), Record> {
    let mut found = BTreeMap::new();
    for kind in [Kind::Ticket, Kind::Event, Kind::Message] {
        let records = store::search::to_fill(desk.db(), kind, Uuid::nil(), 1_000).await.unwrap();
        found.extend(records.into_iter().map(|record| ((record.kind, record.id), record)));
    }
    found
}

/// Takes the rest of a copy in, page by page.
async fn copy_to_the_end(desk: &Desk, server: &Desk, me: PersonId) {
    while let Some(copying) = desk.copying().await.unwrap() {
        let ask = desk::Ask { place: copying.place, since: copying.since, fresh: copying.fresh, max: 50 };
        desk.absorb_snapshot(&server.snapshot(me, ask).await.unwrap()).await.unwrap();
    }
}

/// A desk that has everything and no lanes of its own: the test carries what goes between it and the server.
async fn copied(server: &Desk, me: PersonId) -> (Desk, DeviceId, tempfile::TempDir) {
    let place = tempfile::tempdir().unwrap();
    let device = DeviceId(Uuid::from_u128(9));
    let desk = open(place.path(), Seat::Device { device, connected: true }).await;
    desk.forget_feed(server.hello().await.unwrap().epoch).await.unwrap();
    copy_to_the_end(&desk, server, me).await;
    (desk, device, place)
}

#[tokio::test]
async fn a_refusal_that_comes_after_what_it_lacked_does_not_stick() {
    let (ada, _bob, server, folder) = world().await;
    let backup = copy_folder(folder.path());
    let lost = ada.call("ticket_new", json!({ "subject": "Router" })).await;
    ada.quiet().await;
    let (desk, device, _place) = copied(&server, ada.me).await;

    let restored = open(backup.path(), Seat::Server).await;
    let epoch = restored.begin_history().await.unwrap();
    desk.forget_feed(epoch).await.unwrap();
    let words = json!({ "ticket": lost["id"], "kind": "note", "body": "still none" });
    desk.call(ada.me, "message_add", words).await.unwrap();
    let changes = desk.outgoing(10).await.unwrap();
    desk.sending(&changes).await.unwrap();
    let answer = restored.accept(device, ada.me, changes).await.unwrap();
    assert!(answer.results.iter().all(|result| result.refusal.is_some()), "{answer:?}");

    // While that answer is on its way the ticket comes back, and reaches the desk first.
    ada.wire.reach(restored.clone());
    ada.quiet().await;
    copy_to_the_end(&desk, &restored, ada.me).await;
    desk.settle(&answer).await.unwrap();
    let again = desk.outgoing(10).await.unwrap();
    assert_eq!(again.len(), 1, "it waits again");
    let answer = restored.accept(device, ada.me, again).await.unwrap();
    assert!(answer.results.iter().all(|result| result.refusal.is_none()), "{answer:?}");
    ada.quiet().await;
    assert_eq!(ada.thread(&lost["id"]).await, ["still none"]);
}

#[tokio::test]
async fn a_server_that_forgot_without_saying_so_is_noticed() {
    let (ada, bob, _server, folder) = world().await;
    let old = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    let backup = copy_folder(folder.path());
    for urgency in ["high", "medium", "low"] {
        ada.set(&old["id"], "urgency", urgency).await;
        ada.quiet().await;
    }
    let restored = open(backup.path(), Seat::Server).await;
    ada.wire.reach(restored.clone());
    bob.wire.reach(restored);
    ada.quiet().await;
    ada.quiet().await;
    bob.quiet().await;
    assert_eq!(bob.get(&old["id"]).await["urgency"], "low");
    assert_eq!(ada.get(&old["id"]).await["urgency"], "low");
}

#[tokio::test]
async fn what_the_server_lost_for_good_goes_here_too_and_what_waits_stays() {
    let (ada, bob, _server, folder) = world().await;
    let backup = copy_folder(folder.path());
    let lost = ada.call("ticket_new", json!({ "subject": "Router" })).await;
    ada.quiet().await;
    bob.quiet().await;
    let restored = open(backup.path(), Seat::Server).await;
    restored.begin_history().await.unwrap();
    bob.wire.cut();
    bob.say(&lost["id"], "no light at all").await;
    bob.wire.reach(restored.clone());
    bob.wire.mend();
    // Ada's computer is gone, and with it the only copy of what she had sent.
    let view = bob.quiet().await;
    let view = if view.rejected == 0 { bob.quiet().await } else { view };
    assert_eq!(view.rejected, 1, "{view:?}");
    let outbox = bob.call("outbox_list", json!({})).await;
    assert!(outbox.to_string().contains("no light at all"), "{outbox}");
    assert!(bob.desk.call(bob.me, "ticket_get", json!({ "ticket": lost["id"] })).await.is_err());
}

#[tokio::test]
async fn a_copy_that_was_cut_off_goes_on_where_it_was() {
    let (ada, _bob, server, _folder) = world().await;
    for index in 0..30 {
        let made = ada.call("ticket_new", json!({ "subject": format!("Ticket {index}") })).await;
        ada.say(&made["id"], "words").await;
    }
    ada.quiet().await;
    let folder = tempfile::tempdir().unwrap();
    let seat = Seat::Device { device: DeviceId(Uuid::from_u128(9)), connected: true };
    let desk = open(folder.path(), seat.clone()).await;
    desk.forget_feed(server.hello().await.unwrap().epoch).await.unwrap();
    let mut desk = desk;
    let mut asked = 0;
    while let Some(copying) = desk.copying().await.unwrap() {
        let ask = desk::Ask { place: copying.place, since: copying.since, fresh: copying.fresh, max: 7 };
        let page = server.snapshot(ada.me, ask).await.unwrap();
        desk.absorb_snapshot(&page).await.unwrap();
        // A late double changes nothing, and neither does the end of the process after any page.
        desk.absorb_snapshot(&page).await.unwrap();
        desk.db().clone().close().await.unwrap();
        desk = open(folder.path(), seat.clone()).await;
        asked += 1;
    }
    assert!(asked > 10, "{asked} pages");
    assert_eq!(
        store::records::count_numbered(desk.db()).await.unwrap(),
        server.hello().await.unwrap().records
    );
    let list = desk.call(ada.me, "ticket_list", json!({ "from": 0, "count": 200 })).await.unwrap();
    assert_eq!(list["rows"].as_array().unwrap().len(), 30);
    assert_eq!(desk.cursor().await.unwrap().seq, server.hello().await.unwrap().head);
}

#[tokio::test]
async fn a_server_that_lies_about_the_time_takes_nothing_away() {
    let (ada, _bob, server, _folder) = world().await;
    let old = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    let (desk, device, _place) = copied(&server, ada.me).await;
    for (kept, lie) in [(1, None), (2, Some(i64::MAX)), (3, Some(i64::MIN))] {
        let words = json!({ "ticket": old["id"], "kind": "note", "body": "told" });
        desk.call(ada.me, "message_add", words).await.unwrap();
        let changes = desk.outgoing(10).await.unwrap();
        desk.sending(&changes).await.unwrap();
        let answer = server.accept(device, ada.me, changes).await.unwrap();
        desk.settle(&answer).await.unwrap();
        let mut page = server.feed(ada.me, desk.cursor().await.unwrap(), 100).await.unwrap();
        page.time = lie.map_or(page.time, Timestamp);
        desk.absorb(page).await.unwrap();
        assert_eq!(desk.pending().await.unwrap(), 0);
        assert_eq!(
            store::acked::count(desk.db()).await.unwrap(),
            kept,
            "what a backup may lack is kept: {lie:?}"
        );
    }
}

#[tokio::test]
async fn a_copied_desk_that_dies_on_its_way_to_a_device_of_its_own_needs_no_sign_in() {
    let (ada, bob, _server, _folder) = world().await;
    ada.quiet().await;
    let before = ada.desk.device().unwrap();
    ada.pocket.1.store(true, Ordering::SeqCst);
    ada.desk.mark_copy().await.unwrap();
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    let tried = ada.sync.until_quiet(Duration::from_millis(500)).await;
    assert!(tried.is_err(), "its new token cannot be kept: {tried:?}");
    ada.sync.stop().await;
    ada.pocket.1.store(false, Ordering::SeqCst);
    let again = talk(&ada.desk, &ada.wire, &ada.pocket);
    again.until_quiet(PATIENCE).await.unwrap();
    assert_ne!(ada.desk.device().unwrap(), before);
    // The token of a device that it is now is there at the next start, too.
    again.stop().await;
    let again = talk(&ada.desk, &ada.wire, &ada.pocket);
    again.until_quiet(PATIENCE).await.unwrap();
    bob.quiet().await;
    assert_eq!(bob.get(&made["id"]).await["subject"], "Printer");
}
