//! The benchmark runs: what it copies by hand still fits the tables, and every part that is promised has its figures.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::Value;
use std::process::Command;

fn measured(words: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_tern-bench")).args(words).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_first_sync_is_held_against_bare_inserts_of_the_same_rows() {
    let found = measured(&["60", "first-sync,wire,calendar"]);
    assert!(found["first_sync"]["records"].as_u64().unwrap() > 60, "{found}");
    assert!(found["first_sync"]["share_of_bare"].as_f64().unwrap() > 0.0, "{found}");
    assert!(found["wire"].is_object(), "{found}");
    assert!(found["calendar"]["years_per_second"].as_f64().unwrap() > 0.0, "{found}");
}

#[test]
fn a_part_that_there_is_not_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_tern-bench")).arg("everything").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("PARTS"));
}
