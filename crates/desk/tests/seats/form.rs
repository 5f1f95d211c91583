//! The fields that a desk adds to its tickets: made, asked for, filled in apart, and never lost.

use crate::offline::world;
use crate::seated::{Seated, local};
use contract::problem::{Code, Problem};
use serde_json::{Value, json};

impl Seated {
    /// Makes a field; returns its key.
    async fn field(&self, name: &str, holds: Value, more: Value) -> String {
        let mut input = json!({ "name": name, "holds": holds });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.call("field_save", input).await["id"].as_str().unwrap().to_owned()
    }

    async fn set_fields(&self, id: &str, fields: Value) -> Result<Value, Problem> {
        self.desk.call(self.me, "ticket_set", json!({ "tickets": [id], "fields": fields })).await
    }

    async fn custom(&self, id: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": id })).await["custom"].clone()
    }

    async fn status_of(&self, id: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": id })).await["status"].clone()
    }

    async fn field_names(&self) -> Vec<String> {
        let lookups = self.call("lookup_all", json!({})).await;
        let names = lookups["fields"].as_array().unwrap().iter();
        names.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn line() -> Value {
    json!({ "is": "line" })
}

fn causes() -> Value {
    json!({ "is": "one", "choices": [{ "id": "", "name": "Cable" }, { "id": "", "name": "Software" }] })
}

/// What is missing, by the keys that the refusal names.
fn missing(refused: Result<Value, Problem>) -> Value {
    let problem = refused.unwrap_err();
    assert_eq!(problem.code, Code::Fields, "{problem:?}");
    problem.detail.unwrap()["fields"].clone()
}

#[tokio::test]
async fn a_field_is_made_renamed_ordered_and_archived_and_keeps_its_key() {
    let world = Seated::alone(local(), None).await;
    let tag = world.field("Asset tag", line(), json!({ "help": " On the sticker " })).await;
    let cause = world.field("Cause", causes(), json!({ "required": "resolve" })).await;
    assert_eq!((tag.as_str(), cause.as_str()), ("asset_tag", "cause"));
    world.field("Inventory number", line(), json!({ "field": tag })).await;
    assert_eq!(world.field_names().await, ["Inventory number", "Cause"]);
    world.call("field_order", json!({ "keys": [cause] })).await;
    assert_eq!(world.field_names().await, ["Cause", "Inventory number"]);
    world.call("undo", json!({})).await;
    assert_eq!(world.field_names().await, ["Inventory number", "Cause"]);
    world.call("redo", json!({})).await;

    let world = world.restarted().await;
    let lookups = world.call("lookup_all", json!({})).await;
    let kept = &lookups["fields"][0];
    assert_eq!(kept["holds"]["choices"][0], json!({ "id": "cable", "name": "Cable", "archived": false }));
    let refused = json!({ "field": cause, "name": "Cause", "holds": { "is": "number" } });
    let refused = world.desk.call(world.me, "field_save", refused).await.unwrap_err();
    assert_eq!((refused.code, &refused.detail.unwrap()["field"]), (Code::Invalid, &json!("holds")));

    // What is archived is asked for no more, and what was filled in stays.
    let id = world.ticket("Printer").await;
    world.set_fields(&id, json!({ "custom.cause": "cable" })).await.unwrap();
    world
        .field(
            "Cause",
            kept["holds"].clone(),
            json!({ "field": cause, "required": "resolve", "archived": true }),
        )
        .await;
    world.set_fields(&id, json!({ "status": "resolved" })).await.unwrap();
    assert_eq!(world.custom(&id).await, json!({ "cause": "cable" }));
}

#[tokio::test]
async fn a_ticket_is_not_made_without_what_is_asked_for_at_intake() {
    let world = Seated::alone(local(), None).await;
    let old = world.ticket("Older than the rule").await;
    world.field("Version", line(), json!({ "required": "intake", "types": ["bug"] })).await;
    world.ticket("An incident needs none").await;
    let make = |fields: Value| {
        let input = json!({ "subject": "Crash", "fields": fields });
        world.desk.call(world.me, "ticket_new", input)
    };
    let refused = make(json!({ "type": "bug" })).await;
    let words = refused.as_ref().unwrap_err().message.clone();
    assert_eq!(words, "Version must be filled in first");
    assert_eq!(missing(refused), json!(["version"]));
    let made = make(json!({ "type": "bug", "custom.version": " 2.1 " })).await.unwrap();
    let id = made["id"].as_str().unwrap();
    assert_eq!(world.custom(id).await, json!({ "version": "2.1" }));
    assert_eq!(missing(world.set_fields(id, json!({ "custom.version": null })).await), json!(["version"]));
    // Whoever works on an old ticket is not stopped by a younger rule.
    world.set_fields(&old, json!({ "type": "bug", "status": "open" })).await.unwrap();
}

#[tokio::test]
async fn a_desk_asks_for_fields_that_every_ticket_has() {
    let world = Seated::alone(local(), None).await;
    let printing = world.call("category_save", json!({ "name": "Printing" })).await["id"].clone();
    let asks = async |field: &str, required: &str, types: Value| {
        let input = json!({ "field": field, "required": required, "types": types });
        world.call("standard_field_save", input).await;
    };
    asks("requester", "intake", json!([])).await;
    asks("category", "intake", json!(["bug"])).await;
    asks("root_cause", "resolve", json!(["bug"])).await;
    let make = |more: Value| {
        let mut input = json!({ "subject": "Crash", "fields": { "type": "bug" } });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.desk.call(world.me, "ticket_new", input)
    };
    assert_eq!(missing(make(json!({})).await), json!([".requester", ".category"]));
    let asker = json!({ "new_requester": { "name": "Zoe" } });
    assert_eq!(missing(make(asker.clone()).await), json!([".category"]));
    let fields = json!({ "type": "bug", "category": printing });
    let made = make(json!({ "new_requester": { "name": "Zoe" }, "fields": fields })).await.unwrap();
    let bug = made["id"].as_str().unwrap();
    assert_eq!(missing(world.set_fields(bug, json!({ "category": null })).await), json!([".category"]));

    // The answer goes with the change that asked, and what is none of its values is no answer.
    let resolve = |fill: Value| {
        let input = json!({ "tickets": [bug], "fields": { "status": "resolved" }, "fill": fill });
        world.desk.call(world.me, "ticket_set", input)
    };
    assert_eq!(missing(resolve(json!({})).await), json!([".root_cause"]));
    assert_eq!(missing(resolve(json!({ ".root_cause": 7 })).await), json!([".root_cause"]));
    resolve(json!({ ".root_cause": " A cable " })).await.unwrap();
    let read = world.call("ticket_get", json!({ "ticket": bug })).await;
    assert_eq!((&read["status"], &read["root_cause"]), (&json!("resolved"), &json!("A cable")));

    // Undone, nobody is asked; a requester is never asked for at the end.
    let never = json!({ "field": "requester", "required": "resolve" });
    let refused = world.desk.call(world.me, "standard_field_save", never).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    asks("requester", "never", json!([])).await;
    world.call("undo", json!({})).await;
    let world = world.restarted().await;
    let lookups = world.call("lookup_all", json!({})).await;
    assert_eq!(lookups["standard"][0], json!({ "field": "requester", "required": "intake", "types": [] }));
    assert_eq!(
        lookups["standard"].as_array().unwrap().len(),
        11,
        "those that nobody asks for are there, too"
    );
}

#[tokio::test]
async fn values_are_checked_and_a_field_that_nobody_made_cannot_be_set() {
    let world = Seated::alone(local(), None).await;
    world.field("Seats", json!({ "is": "number" }), json!({})).await;
    let id = world.ticket("Licences").await;
    let wrong = world.set_fields(&id, json!({ "custom.seats": "many" })).await.unwrap_err();
    assert_eq!(wrong.code, Code::Invalid);
    assert_eq!(
        (wrong.message.as_str(), &wrong.detail.unwrap()["field"]),
        ("custom.seats: Seats: takes a number", &json!("custom.seats"))
    );
    assert_eq!(world.set_fields(&id, json!({ "custom.other": 1 })).await.unwrap_err().code, Code::Invalid);
    world.set_fields(&id, json!({ "custom.seats": 40 })).await.unwrap();
    world.set_fields(&id, json!({ "custom.seats": "" })).await.unwrap();
    assert_eq!(world.custom(&id).await, json!({}));
}

#[tokio::test]
async fn resolving_asks_for_what_is_missing_on_any_of_them_and_one_undo_takes_both_back() {
    let world = Seated::alone(local(), None).await;
    world.field("Cause", causes(), json!({ "required": "resolve" })).await;
    world.field("Version", line(), json!({ "required": "resolve", "types": ["bug"] })).await;
    let (incident, bug) = (world.ticket("Printer").await, world.ticket("Crash").await);
    world.set_fields(&bug, json!({ "type": "bug", "custom.cause": "software" })).await.unwrap();
    let resolve = |fill: Value| {
        let input = json!({ "tickets": [incident, bug], "fields": { "status": "resolved" }, "fill": fill });
        world.desk.call(world.me, "ticket_set", input)
    };
    assert_eq!(missing(resolve(json!({})).await), json!(["cause", "version"]));
    assert_eq!(missing(resolve(json!({ "cause": "cable" })).await), json!(["version"]));
    assert_eq!(world.status_of(&incident).await, "new", "all of them or none");
    resolve(json!({ "cause": "cable", "version": "2.1" })).await.unwrap();
    assert_eq!(world.custom(&incident).await, json!({ "cause": "cable" }));
    assert_eq!(world.custom(&bug).await, json!({ "cause": "software", "version": "2.1" }));
    world.call("undo", json!({})).await;
    assert_eq!(world.custom(&incident).await, json!({}));
    assert_eq!(world.status_of(&bug).await, "new");

    // A reply, a card and a macro that resolve ask as well, and go on with what they are given.
    let reply = |fill: Value| {
        let input = json!({ "ticket": incident, "kind": "reply", "body": "Done", "status": "resolved", "fill": fill });
        world.desk.call(world.me, "message_add", input)
    };
    assert_eq!(missing(reply(json!({})).await), json!(["cause"]));
    let thread = world.call("ticket_thread", json!({ "ticket": incident, "count": 9 })).await;
    assert!(!thread.to_string().contains("Done"), "nothing was sent");
    reply(json!({ "cause": "cable" })).await.unwrap();
    let board = world.call("board_get", json!({})).await;
    let column = board["columns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["category"] == "resolved")
        .map_or(json!("resolved"), |it| it["key"].clone());
    let put = |fill: Value| {
        let input =
            json!({ "tickets": [bug], "board": board["id"], "place": { "column": column }, "fill": fill });
        world.desk.call(world.me, "ticket_move", input)
    };
    assert_eq!(missing(put(json!({})).await), json!(["version"]));
    put(json!({ "version": "2.2" })).await.unwrap();
    let third = world.ticket("Third").await;
    let run = |fill: Value| {
        let input =
            json!({ "name": "Close", "steps": { "status": "closed" }, "tickets": [third], "fill": fill });
        world.desk.call(world.me, "macro_run", input)
    };
    assert_eq!(missing(run(json!({})).await), json!(["cause"]));
    run(json!({ "cause": "cable" })).await.unwrap();
    assert_eq!(world.custom(&third).await, json!({ "cause": "cable" }));
    // What was resolved before, and is taken back to that, is asked for nothing.
    world.call("field_save", json!({ "name": "Site", "holds": line(), "required": "resolve" })).await;
    world.set_fields(&third, json!({ "status": "open" })).await.unwrap();
    world.call("undo", json!({})).await;
    assert_eq!(world.status_of(&third).await, "closed");
}

#[tokio::test]
async fn history_says_the_name_of_the_field_and_of_the_choice() {
    let world = Seated::alone(local(), None).await;
    world.field("Root cause class", causes(), json!({})).await;
    let id = world.ticket("Printer").await;
    world.set_fields(&id, json!({ "custom.root_cause_class": "cable" })).await.unwrap();
    let lines = world.call("ticket_history", json!({ "ticket": id })).await;
    let told = lines.as_array().unwrap().iter().find(|line| line["what"]["is"] == "changed").unwrap();
    assert_eq!(
        told["what"]["fields"],
        json!([{ "field": "custom.Root cause class", "from": null, "to": "Cable" }])
    );
}

#[tokio::test]
async fn two_devices_fill_in_different_fields_offline_and_both_stay() {
    let world = world(0).await;
    for name in ["Site", "Asset tag"] {
        world.server.field(name, line(), json!({})).await;
    }
    let id = world.ticket().await;
    world.ada.set_fields(&id, json!({ "custom.site": "Mill" })).await.unwrap();
    world.ben.set_fields(&id, json!({ "custom.asset_tag": "B-17" })).await.unwrap();
    world.meet().await;
    for desk in [&world.server, &world.ada, &world.ben] {
        assert_eq!(desk.custom(&id).await, json!({ "site": "Mill", "asset_tag": "B-17" }));
        assert_eq!(desk.call("conflict_list", json!({})).await, json!([]));
    }
    // The same field by both is a question, about that field alone.
    world.ada.set_fields(&id, json!({ "custom.site": "Dock" })).await.unwrap();
    world.ben.set_fields(&id, json!({ "custom.site": "Yard" })).await.unwrap();
    world.meet().await;
    let open = world.ben.call("conflict_list", json!({})).await;
    assert_eq!(
        (&open[0]["field"], &open[0]["theirs"], &open[0]["mine"]),
        (&json!("custom.Site"), &json!("Dock"), &json!("Yard"))
    );
    world.ben.call("conflict_resolve", json!({ "conflict": open[0]["id"], "choice": "mine" })).await;
    world.meet().await;
    assert_eq!(world.ada.custom(&id).await, json!({ "site": "Yard", "asset_tag": "B-17" }));
}

#[tokio::test]
async fn what_a_device_was_allowed_to_do_by_the_rules_it_had_is_accepted() {
    let world = world(0).await;
    let id = world.ticket().await;
    world.server.field("Cause", causes(), json!({ "required": "resolve" })).await;
    world.server.field("Site", line(), json!({ "required": "intake" })).await;
    // Neither has heard of the new rules.
    world.ada.set_fields(&id, json!({ "status": "resolved" })).await.unwrap();
    let made = world.ben.ticket("Made without a site").await;
    world.meet().await;
    for desk in [&world.server, &world.ada, &world.ben] {
        assert_eq!(desk.status_of(&id).await, "resolved");
        assert_eq!(desk.custom(&made).await, json!({}));
        assert_eq!(desk.call("outbox_list", json!({})).await, json!([]), "nothing was refused");
    }
    // From now on they know.
    let refused = world.ben.desk.call(world.ben.me, "ticket_new", json!({ "subject": "Second" })).await;
    assert_eq!(missing(refused), json!(["site"]));
}

#[tokio::test]
async fn only_those_who_configure_the_desk_make_fields() {
    let world = Seated::alone(local(), None).await;
    let ben = world.call("person_save", json!({ "name": "Ben", "role": "manager" })).await["id"].clone();
    let ben = serde_json::from_value(ben).unwrap();
    for (command, input) in [
        ("field_save", json!({ "name": "Site", "holds": line() })),
        ("field_order", json!({ "keys": ["a"] })),
        ("standard_field_save", json!({ "field": "category", "required": "intake" })),
    ] {
        let refused = world.desk.call(ben, command, input).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden, "{command}: {refused:?}");
    }
}

#[tokio::test]
async fn the_rows_of_a_list_tell_what_those_fields_hold_that_one_asks_for() {
    let world = Seated::alone(local(), None).await;
    let tag = world.field("Asset tag", line(), json!({})).await;
    let seats = world.field("Seats", json!({ "is": "number" }), json!({})).await;
    let (full, empty) = (world.ticket("Printer").await, world.ticket("Scanner").await);
    world.set_fields(&full, json!({ "custom.asset_tag": "FW-0317", "custom.seats": 4 })).await.unwrap();
    let held = async |fields: Value| {
        let page =
            world.call("ticket_list", json!({ "count": 10, "sort": "number", "fields": fields })).await;
        let rows = page["rows"].as_array().unwrap().clone();
        let of = |id: &str| rows.iter().find(|row| row["id"] == *id).unwrap()["custom"].clone();
        (of(&full), of(&empty))
    };
    assert_eq!(held(json!([tag])).await, (json!({ "asset_tag": "FW-0317" }), Value::Null));
    assert_eq!(held(json!([seats, "gone"])).await, (json!({ "seats": 4 }), Value::Null));
    assert_eq!(held(json!([])).await, (Value::Null, Value::Null), "nobody reads what nobody shows");
}

#[tokio::test]
async fn lists_boards_and_views_are_narrowed_by_what_fields_hold() {
    let world = Seated::alone(local(), None).await;
    world.field("Cause", causes(), json!({})).await;
    let parts =
        json!({ "is": "many", "choices": [{ "id": "", "name": "Dock" }, { "id": "", "name": "50 %_x" }] });
    world.field("Parts", parts, json!({})).await;
    world.field("On site", json!({ "is": "yes_no" }), json!({})).await;
    world.field("Asset", line(), json!({})).await;
    for (subject, custom) in [
        ("One", json!({ "cause": "cable", "parts": ["dock"], "on_site": true, "asset": "PC-1042, old" })),
        ("Two", json!({ "cause": "software", "on_site": false, "asset": "PC-1042" })),
        ("Three", json!({ "parts": ["dock", "50_x"] })),
    ] {
        let id = world.ticket(subject).await;
        for (key, value) in custom.as_object().unwrap() {
            world.set_fields(&id, json!({ format!("custom.{key}"): value })).await.unwrap();
        }
    }
    let found = async |world: &Seated, fields: &[&str]| {
        let filter = json!({ "fields": fields });
        let asked = json!({ "filter": filter, "sort": "number", "count": 10 });
        let page = world.call("ticket_list", asked).await;
        let board = world.call("board_get", json!({ "filter": filter })).await;
        let counted: i64 =
            board["columns"].as_array().unwrap().iter().map(|it| it["count"].as_i64().unwrap()).sum();
        assert_eq!(page["total"], counted, "{fields:?}");
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|row| row["subject"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&world, &["cause=cable"]).await, ["One"]);
    assert_eq!(found(&world, &["cause=cable", "cause=software"]).await, ["One", "Two"], "any of one field");
    assert_eq!(found(&world, &["parts=dock", "cause=cable"]).await, ["One"], "each of several fields");
    assert_eq!(found(&world, &["parts=dock"]).await, ["One", "Three"]);
    assert_eq!(found(&world, &["parts=50_x"]).await, ["Three"]);
    assert_eq!(found(&world, &["parts=5__x"]).await, Vec::<String>::new(), "a value is no pattern");
    assert_eq!(found(&world, &["on_site=false"]).await, ["Two"]);
    assert_eq!(found(&world, &["cause="]).await, ["Three"], "what holds nothing");
    assert_eq!(found(&world, &["cause=", "cause=cable"]).await, ["One", "Three"]);
    assert_eq!(found(&world, &["asset=PC-1042"]).await, ["Two"]);
    assert_eq!(found(&world, &["asset=pc-1042"]).await, ["Two"], "in letters of either case");
    assert_eq!(found(&world, &["se=cable"]).await, Vec::<String>::new(), "the end of a name is no name");
    // What is in a text is found by its words, too.
    let words = json!({ "filter": { "text": "pc-1042" }, "count": 10 });
    assert_eq!(world.call("ticket_list", words).await["total"], 2);

    // A view keeps it, and what is emptied is in it no more.
    let content = json!({ "filter": { "fields": ["cause=cable", "on_site=true"] } });
    world.call("view_add", json!({ "name": "Cables", "content": content })).await;
    let world = world.restarted().await;
    let views = world.call("view_list", json!({})).await;
    let kept =
        views.as_array().unwrap().iter().find(|view| view["what"]["name"] == "Cables").unwrap().clone();
    assert_eq!(kept["content"]["filter"]["fields"], json!(["cause=cable", "on_site=true"]));
    let counts = world.call("view_counts", json!({})).await;
    let count = counts.as_array().unwrap().iter().find(|count| count["key"] == kept["key"]).unwrap();
    assert_eq!(count["count"], 1);
    let one = world.call("ticket_list", json!({ "filter": { "fields": ["cause=cable"] }, "count": 1 })).await;
    let id = one["rows"][0]["id"].as_str().unwrap().to_owned();
    world.set_fields(&id, json!({ "custom.cause": null })).await.unwrap();
    assert_eq!(found(&world, &["cause=cable"]).await, Vec::<String>::new());
}

#[tokio::test]
async fn rows_of_an_older_version_are_given_what_fields_hold_behind_ones_back() {
    let world = Seated::alone(local(), None).await;
    world.field("Asset", line(), json!({})).await;
    let id = world.ticket("Printer").await;
    world.set_fields(&id, json!({ "custom.asset": "PC-1042" })).await.unwrap();
    let older = "UPDATE ticket SET filled = ''; DELETE FROM words; \
                 DELETE FROM state WHERE name IN ('ticket_rows', 'words_rows')";
    world.desk.db().run_script(older).await.unwrap();
    let total = async |world: &Seated, filter: Value| {
        world.call("ticket_list", json!({ "filter": filter, "count": 1 })).await["total"].clone()
    };
    let (by_field, by_words) = (json!({ "fields": ["asset=PC-1042"] }), json!({ "text": "1042" }));
    assert_eq!(total(&world, by_field.clone()).await, 0);
    assert_eq!(total(&world, by_words.clone()).await, 0);
    let world = world.restarted().await;
    let mut changed = world.desk.changed();
    while total(&world, by_words.clone()).await == 0 {
        changed.recv().await.unwrap();
    }
    world.desk.recounted().await;
    assert_eq!(total(&world, by_field).await, 1);
}
