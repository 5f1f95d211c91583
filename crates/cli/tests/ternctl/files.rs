//! Files in and out: the published log, broken rows, a cancelled import, and exports.

use crate::world::{World, incidents, text};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

fn import(world: &World, file: &str) -> serde_json::Value {
    world.json(&["import", file, "--preset", "servicenow", "--zone", "UTC"])
}

#[test]
fn the_published_log_goes_in_once() {
    let world = World::new();
    let file = incidents().display().to_string();
    let report = import(&world, &file);
    assert_eq!(report["added"], 594);
    assert_eq!(report["rejected"], serde_json::json!([]));
    assert_eq!(world.tickets(), 594);
    let before = world.ok(&["export", "--format", "json"]);
    let again = import(&world, &file);
    assert_eq!((again["added"].as_i64(), again["known"].as_i64()), (Some(0), Some(594)));
    assert_eq!(world.ok(&["export", "--format", "json"]), before, "importing again changes nothing");

    let tickets: Vec<serde_json::Value> = serde_json::from_str(&before).unwrap();
    assert_eq!(tickets.len(), 594);
    assert!(tickets.iter().all(|ticket| ticket["attribution"].is_string()), "the source stays with the data");
    let sheet = world.place.path().join("out.csv").display().to_string();
    assert_eq!(world.json(&["export", "--format", "csv", "--out", &sheet])["tickets"], 594);
    let sheet = std::fs::read_to_string(sheet).unwrap();
    assert!(sheet.starts_with("number,subject,"));
}

#[test]
fn a_bad_row_is_told_by_its_line_and_the_rest_goes_in() {
    let world = World::new();
    let log = std::fs::read_to_string(incidents()).unwrap();
    let mut lines: Vec<String> = log.lines().take(40).map(str::to_owned).collect();
    lines[16] = "only,three,fields".to_owned();
    lines[29] = lines[29].replacen("INC", "", 1).split(',').map(|_| "nonsense").collect::<Vec<_>>().join(",");
    let file = world.file("broken.csv", lines.join("\n"));
    let output = world.run(&["import", &file, "--preset", "servicenow"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output.stdout);
    let told: Vec<&str> =
        said.lines().filter_map(|line| line.split_once(": ").map(|(line, _)| line)).collect();
    assert_eq!(told, ["line 17", "line 30"], "{said}");
    assert!(said.contains("2 rows rejected"), "{said}");
    assert!(text(&output.stderr).contains("Times in the file are read in"), "{output:?}");
    assert!(world.tickets() > 0);
}

#[test]
fn a_file_that_is_no_log_changes_nothing() {
    let world = World::new();
    let file = world.file("poem.txt", "Roses are red\n");
    assert_eq!(world.fails(&["import", &file, "--preset", "servicenow"]).0, 1);
    assert_eq!(world.fails(&["import", "/no/such/file", "--preset", "servicenow"]).0, 1);
    let (code, said) = world.fails(&["import", &file, "--preset", "carrier-pigeon"]);
    assert_eq!(code, 1);
    assert!(said.contains("servicenow"), "it names what there is: {said}");
    let log = incidents().display().to_string();
    assert_eq!(world.fails(&["import", &log, "--preset", "servicenow", "--zone", "Mars/Base"]).0, 1);
    assert_eq!(world.tickets(), 0);
}

#[test]
fn control_c_leaves_the_desk_as_it_was() {
    let world = World::new();
    let log = incidents().display().to_string();
    let mut import = world
        .command(&["import", &log, "--preset", "servicenow", "--zone", "UTC"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(import.stderr.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Importing") {
        line.clear();
        assert_ne!(told.read_line(&mut line).unwrap(), 0, "it ended before it could be stopped");
    }
    assert!(Command::new("kill").args(["-INT", &import.id().to_string()]).status().unwrap().success());
    let mut rest = String::new();
    told.read_to_string(&mut rest).unwrap();
    assert_eq!(import.wait().unwrap().code(), Some(130), "{rest}");
    assert_eq!(world.tickets(), 0);
    assert_eq!(import_added(&world, &log), 594, "and it can be imported afterwards");
}

fn import_added(world: &World, log: &str) -> i64 {
    import(world, log)["added"].as_i64().unwrap()
}

#[test]
fn a_calendar_is_written_for_others_to_read() {
    let world = World::new();
    let made = world.json(&["rpc", "ticket_new", r#"{ "subject": "Mail, down" }"#]);
    let due = |ticket: &str| {
        let at = 4_102_488_000_000_i64;
        serde_json::json!({ "ticket": ticket, "at": at, "note": "Call back" }).to_string()
    };
    world.ok(&["rpc", "reminder_add", &due(made["id"].as_str().unwrap())]);
    let file = world.place.path().join("mine.ics").display().to_string();
    let days = ["calendar", "--from", "2100-01-01", "--to", "2100-01-01", "--out", &file];
    assert_eq!(world.json(&days)["entries"], 1);
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("SUMMARY:Call back · L-1 Mail\\, down\r\n"), "{text}");
    assert!(!world.ok(&["calendar", "--from", "2100-01-02"]).contains("VEVENT"));
    assert_eq!(world.fails(&["calendar", "--from", "tomorrow"]).0, 2);
}
