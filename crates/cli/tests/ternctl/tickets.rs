//! Tickets from the command line: made, found, edited, answered.

use crate::world::{PASSPHRASE, PROGRAM, World, text};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn a_ticket_lives_from_its_making_to_its_resolution() {
    let world = World::new();
    let made = world.ok(&[
        "ticket",
        "new",
        "--subject",
        "Printer on fire",
        "--body",
        "Third floor.",
        "--requester",
        "Jo Fields <jo@example.com>",
        "--set",
        "impact=high",
        "--set",
        "urgency=high",
        "--set",
        "assignee=me",
    ]);
    assert_eq!(made, "Created L-1\n");
    assert_eq!(
        world.ok(&["ticket", "reply", "L-1", "On my way.", "--status", "In progress"]),
        "Replied on L-1\n"
    );
    assert_eq!(world.ok(&["ticket", "note", "l-1", "Bring foam"]), "Added a note to L-1\n");
    let photo = world.file("photo.png", b"not really a photo");
    assert_eq!(world.ok(&["ticket", "attach", "L-1", &photo]), "Attached photo.png (18 bytes) to L-1\n");
    world.ok(&["ticket", "set", "L-1", "+hardware", "+fire", "component=Paper tray"]);
    let done = world.ok(&["ticket", "set", "L-1", "-fire", "due=2031-03-01 14:30", "--json"]);
    assert_eq!(done, "{\"undo\":\"Edited L-1\"}\n");
    let resolved = world.ok(&["ticket", "set", "L-1", "status=resolved", "resolution=Foam"]);
    assert_eq!(resolved, "Set L-1 to Resolved\n");

    let shown = world.json(&["ticket", "show", "L-1"]);
    let ticket = &shown["ticket"];
    assert_eq!(ticket["subject"], "Printer on fire");
    assert_eq!(ticket["description"], "Third floor.");
    assert_eq!(ticket["priority"], "urgent", "the matrix decides");
    assert_eq!(ticket["requester"]["email"], "jo@example.com");
    assert_eq!(ticket["assignee_name"], "Ada");
    assert_eq!(ticket["status"], "resolved");
    assert_eq!(ticket["tags"], serde_json::json!(["hardware"]));
    assert_eq!(ticket["component"], "Paper tray");
    assert_eq!(ticket["attachments"][0]["name"], "photo.png");
    let said: Vec<&str> = shown["thread"]
        .as_array()
        .expect("a thread")
        .iter()
        .filter_map(|entry| entry["body"].as_str())
        .collect();
    assert_eq!(said, ["On my way.", "Bring foam"]);

    let words = world.ok(&["ticket", "show", "L-1"]);
    for line in
        ["L-1  Printer on fire", "Status      Resolved", "Ada replied\n    On my way.", "2031-03-01 14:30"]
    {
        assert!(words.contains(line), "{line:?} in {words}");
    }
}

#[test]
fn a_checklist_is_shown_with_who_ticked_what() {
    let world = World::empty();
    let page =
        world.json(&["--sample", "ticket", "list", "--text", "New colleague starts", "--limit", "500"]);
    let mut rows = page["rows"].as_array().expect("rows").iter();
    let row = rows.find(|row| row["checklist"]["done"].as_i64() > Some(0)).expect("one under way");
    let number = row["number"].as_str().expect("a number");
    let shown = world.json(&["--sample", "ticket", "show", number]);
    let items = shown["ticket"]["checklist"].as_array().expect("a checklist");
    assert_eq!(items.len(), 7);
    assert_eq!(row["checklist"], serde_json::json!({ "done": 3, "total": 7 }));
    let by = items[0]["done_by"].as_str().expect("somebody ticked it");
    let words = world.ok(&["--sample", "ticket", "show", number]);
    for line in ["Checklist: 3 of 7", &format!("[x] Account and mailbox ({by}, "), "[ ] Badge and locker\n"] {
        assert!(words.contains(line), "{line:?} in {words}");
    }
}

#[test]
fn a_list_is_narrowed_by_names_as_people_say_them() {
    let world = World::new();
    for (subject, set) in [("One", "assignee=me"), ("Two", "priority=low"), ("Three", "status=In progress")] {
        world.ok(&["ticket", "new", "--subject", subject, "--set", set, "--set", "priority_reason=a test"]);
    }
    let subjects = |words: &[&str]| {
        let mut all = vec!["ticket", "list", "--sort", "number"];
        all.extend(words);
        let rows = world.json(&all)["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["subject"].as_str().expect("a subject").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(subjects(&[]), ["One", "Two", "Three"]);
    assert_eq!(subjects(&["--assignee", "me"]), ["One"]);
    assert_eq!(subjects(&["--assignee", "none"]), ["Two", "Three"]);
    assert_eq!(subjects(&["--status", "in_progress"]), ["Three"]);
    assert_eq!(subjects(&["--status", "new,in progress"]), ["One", "Two", "Three"]);
    assert_eq!(subjects(&["--priority", "low"]), ["Two"]);
    assert_eq!(subjects(&["--text", "thre"]), ["Three"]);
    assert_eq!(subjects(&["--limit", "2"]), ["One", "Two"]);
    let device = r#"{"name":"Device kind","holds":{"is":"one","choices":[{"id":"","name":"Laptop"},{"id":"","name":"Tablet"}]}}"#;
    world.ok(&["rpc", "field_save", device]);
    world.ok(&["ticket", "set", "L-2", "custom.device_kind=Laptop"]);
    assert_eq!(subjects(&["--where", "device_kind=laptop"]), ["Two"]);
    assert_eq!(subjects(&["--where", "Device kind=Tablet,Laptop"]), ["Two"]);
    assert_eq!(subjects(&["--where", "device_kind="]), ["One", "Three"]);
    for (asked, says) in
        [("device", "FIELD=VALUE"), ("colour=red", "device_kind"), ("device_kind=phone", "Laptop, Tablet")]
    {
        let (_, said) = world.fails(&["ticket", "list", "--where", asked]);
        assert!(said.contains(says), "{said}");
    }
    let table = world.ok(&["ticket", "list", "--limit", "1"]);
    assert!(table.starts_with("NUMBER  SUBJECT"), "{table}");
    assert!(table.ends_with("1 of 3; --limit shows more.\n"), "{table}");
    assert!(!table.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn what_cannot_be_done_says_why_with_a_code() {
    let world = World::new();
    world.ok(&["ticket", "new", "--subject", "One", "--set", "status=closed"]);
    let (code, said) = world.fails(&["ticket", "show", "9999"]);
    assert_eq!((code, said.as_str()), (1, "ternctl: There is no ticket 9999 here.\n"));
    let (code, said) = world.fails(&["ticket", "set", "L-1", "status=asleep"]);
    assert_eq!(code, 1);
    assert!(said.contains("there is new, open, in_progress, waiting, on_hold, resolved, closed"), "{said}");
    assert_eq!(world.fails(&["ticket", "set", "L-1", "status=waiting"]).0, 1, "closed only reopens");
    assert_eq!(world.fails(&["ticket", "set", "L-1", "colour=red"]).0, 1);
    let (code, said) = world.fails(&["ticket", "set", "L-1", "--status", "waiting"]);
    assert_eq!(code, 2);
    assert!(said.contains("status=VALUE"), "it says how: {said}");
    assert_eq!(world.fails(&["ticket", "new", "--subject", "  "]).0, 1);
    assert_eq!(world.fails(&["ticket", "reply", "L-1", " "]).0, 1);
    assert_eq!(world.fails(&["ticket", "set", "L-1"]).0, 2);
    assert_eq!(world.fails(&["ticket", "paint"]).0, 2);
    assert_eq!(world.fails(&["sync"]).0, 1, "this desk has no server");
    let output = world.run(&["--json", "ticket", "set", "L-1", "status=waiting"]);
    let error: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
    assert_eq!(error["error"]["code"], "transition");
    assert!(error["error"]["message"].is_string());
    assert!(!text(&output.stderr).is_empty(), "people read stderr");
    let output = world.run(&["--json", "ticket", "paint"]);
    let error: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
    assert_eq!(error["error"]["code"], "usage");
}

#[test]
fn any_command_of_the_contract_runs_by_name() {
    let world = World::new();
    let made = world.json(&["rpc", "ticket_new", r#"{"subject":"By hand"}"#]);
    assert_eq!(made["label"], "L-1");
    let list = world.json(&["rpc", "ticket_list", r#"{"from":0,"count":5}"#]);
    assert_eq!(list["rows"][0]["subject"], "By hand");
    assert_eq!(world.fails(&["rpc", "undo"]).0, 1, "an undo ends with the process that did the work");
    assert_eq!(world.fails(&["rpc", "no_such_command"]).0, 1);
    assert_eq!(world.fails(&["rpc", "ticket_new", "{not json"]).0, 2);
    assert_eq!(world.fails(&["rpc", "ticket_get", r#"{"ticket":7}"#]).0, 1);
    let mut piped = world
        .command(&["rpc", "ticket_new", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    piped.stdin.take().unwrap().write_all(br#"{"subject":"Piped"}"#).unwrap();
    assert!(piped.wait_with_output().unwrap().status.success());
    assert_eq!(world.tickets(), 2);
}

#[test]
fn a_status_says_where_the_desk_stands() {
    let world = World::new();
    let status = world.json(&["status"]);
    assert_eq!(status["session"]["name"], "Ada");
    assert_eq!(status["session"]["mode"], "local");
    assert_eq!(status["sync"]["pending"], 0);
    assert!(world.ok(&["status"]).contains("Desk    on this computer alone"));
    assert_eq!(world.ok(&["conflicts", "list"]), "There are no conflicts.\n");
    assert_eq!(world.ok(&["outbox", "list"]), "Nothing waits.\n");
    assert_eq!(world.fails(&["conflicts", "resolve", "abc", "mine"]).0, 1);
}

#[test]
fn a_closed_pipe_is_no_accident() {
    let world = World::new();
    let script = r#""$PROGRAM" --data "$FOLDER" ticket list 2>"$ERRORS" | true; exit "${PIPESTATUS[0]}""#;
    let errors = world.place.path().join("errors");
    let status = Command::new("bash")
        .args(["-c", script])
        .env("PROGRAM", PROGRAM)
        .env("FOLDER", world.folder())
        .env("ERRORS", &errors)
        .env("TERN_PASSPHRASE", PASSPHRASE)
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(std::fs::read_to_string(errors).unwrap(), "");
}
