//! Accounts from the command line.

use super::{PASSWORD, add, run};

#[test]
fn an_account_is_added_listed_and_retired() {
    let data = tempfile::tempdir().unwrap();
    let added = add(data.path(), "ada@tern.example");
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let list = || {
        let output = run(data.path(), &["user", "list", "--json"], "");
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    assert_eq!(list()[0]["email"], "ada@tern.example");
    assert_eq!(list()[0]["role"], "admin");
    assert_eq!(list()[0]["retired"], false);
    assert!(run(data.path(), &["user", "retire", "--email", "ada@tern.example"], "").status.success());
    assert_eq!(list()[0]["retired"], true);
    assert!(
        add(data.path(), "ada@tern.example").status.success(),
        "whoever comes back gets an account again"
    );
    assert_eq!(list()[0]["retired"], false);
}

#[test]
fn mistakes_are_told_and_change_nothing() {
    let data = tempfile::tempdir().unwrap();
    add(data.path(), "ada@tern.example");
    let add = ["user", "add", "--name", "X", "--password-stdin"];
    let with = |more: &[&str], input: &str| {
        let output = run(data.path(), &[&add, more].concat(), input);
        assert!(output.stdout.is_empty());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, text) = with(&["--email", "ada@tern.example", "--role", "agent"], PASSWORD);
    assert_eq!(code, Some(1));
    assert!(text.contains("has an account"), "{text}");
    let (code, text) = with(&["--email", "x@tern.example", "--role", "agent"], "short\n");
    assert_eq!(code, Some(1));
    assert!(text.contains("fewer than"), "{text}");
    let (code, text) = with(&["--email", "x@tern.example", "--role", "emperor"], PASSWORD);
    assert_eq!(code, Some(2));
    assert!(text.contains("emperor"), "{text}");
    let (code, text) =
        with(&["--email", "x@tern.example", "--role", "agent", "--database", "mysql://x"], PASSWORD);
    assert_eq!(code, Some(2));
    assert!(text.contains("mysql://x"), "{text}");
    let list = run(data.path(), &["user", "list", "--json"], "");
    let accounts: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(accounts.as_array().unwrap().len(), 1);
}
