//! A search line at a desk: what it finds and why, what it means as a view, and what it offers to go on with.

use crate::seated::{Seated, local};
use serde_json::{Value, json};

async fn world() -> Seated {
    let world = Seated::alone(local(), None).await;
    let ticket = async |subject: &str, fields: Value| {
        let made = world.call("ticket_new", json!({ "subject": subject, "fields": fields })).await;
        made["id"].as_str().unwrap().to_owned()
    };
    let asks = world.call("person_save", json!({ "name": "Klara Zobel", "role": "requester" })).await;
    let jam =
        ticket("Printer jammed", json!({ "tags": ["printer"], "impact": "high", "urgency": "medium" })).await;
    let offline = ticket("Printer offline", json!({ "assignee": world.me, "requester": asks["id"] })).await;
    let vpn = ticket("VPN drops", json!({ "tags": ["vpn", "spam"], "type": "question" })).await;
    let say = async |id: &str, kind: &str, body: &str| {
        world.call("message_add", json!({ "ticket": id, "kind": kind, "body": body })).await;
    };
    say(&jam, "note", "The toner was never ordered").await;
    say(&offline, "reply", "Is the cable plugged in?").await;
    world
        .call("attachment_add", json!({ "ticket": vpn, "name": "trace_2026-03.log", "base64": "aGVsbG8=" }))
        .await;
    world
}

impl Seated {
    async fn searched(&self, text: &str) -> Value {
        self.call("ticket_search", json!({ "text": text, "from": 0, "count": 10 })).await
    }

    async fn subjects(&self, text: &str) -> Vec<String> {
        let page = self.searched(text).await;
        let hits = page["hits"].as_array().unwrap().iter();
        let mut found: Vec<String> =
            hits.map(|hit| hit["row"]["subject"].as_str().unwrap().to_owned()).collect();
        found.sort();
        found
    }

    /// What the built-in view of what falls due today holds.
    async fn today(&self) -> Vec<String> {
        let ask =
            json!({ "filter": { "categories": ["new", "open"], "due_today": true }, "from": 0, "count": 10 });
        let rows = self.call("ticket_list", ask).await["rows"].clone();
        let subjects: Vec<String> =
            rows.as_array().unwrap().iter().map(|row| row["subject"].as_str().unwrap().to_owned()).collect();
        let counts = self.call("view_counts", json!({})).await;
        let count = counts.as_array().unwrap().iter().find(|view| view["key"] == "due_today").unwrap();
        assert_eq!(count["count"], subjects.len(), "counted as it is listed");
        subjects
    }

    async fn read(&self, text: &str) -> Value {
        self.call("search_read", json!({ "text": text })).await
    }

    /// What is offered where the bar stands: the texts, and the line with the first one taken.
    async fn offered(&self, shown: &str) -> (Vec<String>, String) {
        let caret = shown.find('|').unwrap();
        let text = shown.replace('|', "");
        let line = self.call("search_read", json!({ "text": text, "caret": caret })).await;
        let offers = line["offers"].as_array().unwrap();
        let texts = offers.iter().map(|offer| offer["text"].as_str().unwrap().to_owned()).collect();
        let taken = offers.first().map_or(text.clone(), |offer| {
            let at = |name: &str| usize::try_from(offer[name].as_u64().unwrap()).unwrap();
            format!("{}{}{}", &text[..at("from")], offer["text"].as_str().unwrap(), &text[at("to")..])
        });
        (texts, taken)
    }
}

#[tokio::test]
async fn every_hit_says_where_its_words_stand() {
    let world = world().await;
    let check = async |text: &str, subject: &str, why: &str, snippet: &str| {
        let page = world.searched(text).await;
        let hit = &page["hits"][0];
        assert_eq!((page["total"].as_i64(), page["more"].as_bool()), (Some(1), Some(false)), "{text}");
        assert_eq!(hit["row"]["subject"], subject, "{text}");
        assert_eq!(hit["why"], why, "{text}");
        let shown = hit["snippet"].as_str().unwrap().replace('\u{e000}', "[").replace('\u{e001}', "]");
        assert_eq!(shown, snippet, "{text}");
    };
    check("jammed", "Printer jammed", "subject", "").await;
    check("toner", "Printer jammed", "note", "The [toner] was never ordered").await;
    check("cable", "Printer offline", "conversation", "Is the [cable] plugged in?").await;
    check("trace", "VPN drops", "attachment", "[trace]_2026-03.log").await;
    check("zobel", "Printer offline", "person", "Klara [Zobel]").await;
    check("vpn tag:spam", "VPN drops", "subject", "").await;
    check("assignee:me", "Printer offline", "terms", "").await;
    assert_eq!(world.searched("").await["hits"], json!([]));
}

#[tokio::test]
async fn a_line_saved_as_a_view_finds_what_it_found() {
    let world = world().await;
    for (line, expected) in [
        ("printer", vec!["Printer jammed", "Printer offline"]),
        ("printer -toner", vec!["Printer offline"]),
        ("printer priority>normal", vec!["Printer jammed"]),
        ("-tag:spam", vec!["Printer jammed", "Printer offline"]),
        ("requester:klara assignee:me,none", vec!["Printer offline"]),
        ("type:question has:attachment created:today", vec!["VPN drops"]),
        ("is:open -assignee:me -has:attachment", vec!["Printer jammed"]),
        ("status:nowhere", vec![]),
    ] {
        assert_eq!(world.subjects(line).await, expected, "{line}");
        let filter = world.read(line).await["filter"].clone();
        let content = json!({ "filter": filter, "sort": "number", "descending": false, "columns": [] });
        world.call("view_add", json!({ "name": line, "content": content })).await;
        let views = world.call("view_list", json!({})).await;
        let saved = views.as_array().unwrap().iter().find(|view| view["what"]["name"] == line).unwrap();
        let query =
            json!({ "filter": saved["content"]["filter"], "sort": "subject", "from": 0, "count": 10 });
        let listed = world.call("ticket_list", query).await;
        let rows = listed["rows"].as_array().unwrap().iter();
        let subjects: Vec<&str> = rows.map(|row| row["subject"].as_str().unwrap()).collect();
        assert_eq!(subjects, expected, "{line} as a view");
    }
    let filter = world.read("printer requester:klara tag:vpn -tag:spam").await["filter"].clone();
    assert_eq!(filter["text"], "printer -tag:spam");
    assert!(filter["requester"].is_string());
    assert_eq!(filter["tags"], json!(["vpn"]));
}

#[tokio::test]
async fn facets_count_the_other_values_of_what_was_chosen() {
    let world = world().await;
    let facets = world.call("search_facets", json!({ "text": "assignee:me" })).await;
    let of = |key: &str| {
        let facet = facets.as_array().unwrap().iter().find(|facet| facet["key"] == key).unwrap();
        let values = facet["values"].as_array().unwrap().iter();
        values
            .map(|value| {
                let chosen = if value["chosen"] == true { "*" } else { "" };
                format!("{}{chosen} {}", value["text"].as_str().unwrap(), value["count"])
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(of("assignee"), ["none 2", "me* 1"], "to choose another, or both");
    assert_eq!(of("status"), ["new 1"]);
    assert_eq!(of("priority"), ["normal 1"]);
    assert_eq!(of("type"), ["incident 1"]);
    assert_eq!(of("tag"), Vec::<String>::new());
}

#[tokio::test]
async fn a_line_offers_what_it_can_go_on_with_and_says_what_it_cannot_mean() {
    let world = world().await;
    let check = async |shown: &str, offers: &[&str], taken: &str| {
        let (texts, line) = world.offered(shown).await;
        assert_eq!(texts, offers, "{shown}");
        assert_eq!(line, taken, "{shown}");
    };
    check("printer ass|", &["assignee:"], "printer assignee:").await;
    check("status:wa|,new", &["waiting"], "status:waiting,new").await;
    check("requester:zob|", &["\"Klara Zobel\""], "requester:\"Klara Zobel\"").await;
    check("tag:|", &["printer", "spam", "vpn"], "tag:printer").await;
    check("-tag:sp|", &["spam"], "-tag:spam").await;
    check("has:attachment|", &[], "has:attachment").await;
    check("ü 12|", &[], "ü 12").await;
    let line = world.read("ü stauts:open requester:nobody").await;
    let parts = line["parts"].as_array().unwrap();
    assert_eq!(parts[1]["from"], 2, "as browsers count");
    assert_eq!(parts[1]["mistakes"], json!([{ "is": "key", "key": "stauts", "near": "status" }]));
    let nobody = json!([{ "is": "value", "key": "requester", "value": "nobody", "near": null }]);
    assert_eq!(parts[2]["mistakes"], nobody);
}

#[tokio::test]
async fn an_index_of_an_older_version_is_filled_behind_ones_back() {
    let world = world().await;
    let older = "DELETE FROM words WHERE rowid IN (SELECT n FROM record WHERE kind = 10); \
                 DELETE FROM state WHERE name = 'words_rows'";
    world.desk.db().run_script(older).await.unwrap();
    assert_eq!(world.subjects("trace").await, Vec::<String>::new());
    let world = world.restarted().await;
    let mut changed = world.desk.changed();
    while world.subjects("trace").await.is_empty() {
        changed.recv().await.unwrap();
    }
    assert_eq!(world.subjects("trace").await, ["VPN drops"]);
}

#[tokio::test]
async fn a_longer_subject_still_finds_its_twin_and_others_stay_away() {
    let world = Seated::alone(local(), None).await;
    let ticket = async |subject: &str, description: &str| {
        let made = world.call("ticket_new", json!({ "subject": subject, "description": description })).await;
        made["id"].as_str().unwrap().to_owned()
    };
    let twin = ticket("VPN drops", "Every hour the tunnel is gone").await;
    let solved = ticket("VPN drops on the train", "").await;
    ticket("Printer on floor 3 is jammed", "").await;
    ticket("A chair for the meeting room", "The old one is broken, since the last move").await;
    let done = json!({ "status": "resolved", "resolution": "Roaming is on" });
    world.call("ticket_set", json!({ "tickets": [solved], "fields": done })).await;
    let alike = async |text: &str, own: Option<&str>| {
        let asked = json!({ "text": text, "ticket": own, "count": 4 });
        let rows = world.call("ticket_alike", asked).await;
        let subjects = rows.as_array().unwrap().iter().map(|row| row["subject"].as_str().unwrap().to_owned());
        subjects.collect::<Vec<_>>()
    };
    let mut typed = String::from("VPN drops");
    for more in ["", " every morning", " since the last update,", " my laptop is \"new\" (-please help: vpn)"]
    {
        typed.push_str(more);
        let found = alike(&typed, None).await;
        assert_eq!(found, ["VPN drops", "VPN drops on the train"], "{typed}: what is open comes first");
    }
    assert_eq!(alike("VPN drops", Some(&twin)).await, ["VPN drops on the train"], "none is its own twin");
    assert_eq!(alike("jammed printers", None).await, ["Printer on floor 3 is jammed"]);
    assert_eq!(alike("A new monitor for the reception", None).await, Vec::<String>::new());
    assert_eq!(alike("please help me", None).await, Vec::<String>::new(), "nothing but empty words");
}

#[tokio::test]
async fn tickets_that_are_named_come_in_that_order_without_those_that_are_gone() {
    let world = Seated::alone(local(), None).await;
    let mut ids = Vec::new();
    for subject in ["First", "Second", "Third"] {
        ids.push(world.call("ticket_new", json!({ "subject": subject })).await["id"].clone());
    }
    world.call("ticket_delete", json!({ "tickets": [ids[1]] })).await;
    let unknown = json!("00000000-0000-0000-0000-000000000001");
    let rows = world.call("ticket_rows", json!({ "tickets": [ids[2], unknown, ids[1], ids[0]] })).await;
    let subjects: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["subject"]).collect();
    assert_eq!(subjects, ["Third", "First"]);
}

#[tokio::test]
async fn a_tickets_own_date_can_be_looked_for_sorted_by_and_read_in_a_row() {
    let world = world().await;
    let day = 86_400_000;
    let now = world.clock.now().0;
    for (subject, due) in [("Printer jammed", now + 5 * day), ("Printer offline", now - day)] {
        let found = world.searched(&format!("\"{subject}\"")).await;
        let ticket = &found["hits"][0]["row"]["id"];
        world.call("ticket_set", json!({ "tickets": [ticket], "fields": { "due": due } })).await;
    }
    assert_eq!(world.subjects("due_date<7d").await, ["Printer jammed", "Printer offline"]);
    assert_eq!(world.subjects("deadline:overdue").await, ["Printer offline"]);
    assert_eq!(world.subjects("due_date:none").await, ["VPN drops"]);
    assert_eq!(world.subjects("-due_date<7d").await, ["VPN drops"], "what has no date is not due by then");
    // What falls due does so by its own date as well as by a clock.
    let found = world.searched("\"Printer jammed\"").await;
    let ticket = &found["hits"][0]["row"]["id"];
    let due = json!({ "tickets": [ticket], "fields": { "due": now + 1_000 } });
    world.call("ticket_set", due).await;
    // The clocks of a ticket without a date of its own run out today.
    assert_eq!(world.today().await, ["Printer jammed", "VPN drops"]);
    world.call("ticket_set", json!({ "tickets": [ticket], "fields": { "status": "resolved" } })).await;
    assert_eq!(world.today().await, ["VPN drops"], "what is done is not due");
    world.call("undo", json!({})).await;
    world.call("undo", json!({})).await;
    for (descending, expected) in [
        (false, ["Printer offline", "Printer jammed", "VPN drops"]),
        (true, ["Printer jammed", "Printer offline", "VPN drops"]),
    ] {
        let ask = json!({ "sort": "due_date", "descending": descending, "from": 0, "count": 10 });
        let rows = world.call("ticket_list", ask).await["rows"].clone();
        let subjects: Vec<&str> =
            rows.as_array().unwrap().iter().map(|row| row["subject"].as_str().unwrap()).collect();
        assert_eq!(subjects, expected, "those without a date come last either way");
        assert!(rows[0]["due_date"].is_i64() && rows[2]["due_date"].is_null());
    }
}
