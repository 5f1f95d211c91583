//! The conformance cases through the program: what passes, what fails, and how it is said.

use crate::world::{World, text};

fn cases(name: &str) -> String {
    testkit::root().join("crates/domain/tests/data").join(name).display().to_string()
}

#[test]
fn the_known_cases_pass_without_a_desk() {
    let world = World::empty();
    for (command, file) in [("check-time", "business_time.jsonl"), ("check", "timelines.json")] {
        let said = world.ok(&["sla", command, &cases(file)]);
        let last = said.lines().last().expect("a line");
        assert!(last.ends_with("passed, 0 failed"), "{said}");
        assert!(!last.starts_with("0 passed"), "{said}");
    }
    assert!(!world.folder().exists(), "no desk was made");
}

#[test]
fn a_failing_case_is_told_with_what_was_expected_and_what_came() {
    let world = World::empty();
    let all = std::fs::read_to_string(cases("business_time.jsonl")).unwrap();
    let mut case: serde_json::Value = all
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|case: &serde_json::Value| case["due"].is_string())
        .unwrap();
    let right = case["due"].as_str().unwrap().to_owned();
    case["due"] = "2001-01-01T00:00:00Z".into();
    let file = world.file("wrong.jsonl", format!("{case}\nnot json\n"));
    let output = world.run(&["sla", "check-time", &file]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(lines[0].contains("2001-01-01") && lines[0].contains(&right[..16]), "{said}");
    assert!(lines[1].starts_with("line 2"), "{said}");
    assert_eq!(lines[2], "0 passed, 2 failed");
    assert_eq!(world.fails(&["sla", "check", "no-such-file"]).0, 1);
}
