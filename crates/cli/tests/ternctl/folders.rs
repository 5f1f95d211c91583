//! Folders that cannot be used as they are: each says so in its own way, and stays as it was.

use crate::world::World;

#[test]
fn a_folder_without_a_desk_says_how_to_make_one() {
    let world = World::empty();
    let (code, said) = world.fails(&["ticket", "list"]);
    assert_eq!(code, 7);
    assert!(said.contains("ternctl init"), "{said}");
    world.ok(&["init", "--name", "Ada"]);
    let (code, said) = world.fails(&["init", "--name", "Eve"]);
    assert_eq!(code, 1);
    assert!(said.contains("already"), "{said}");
    assert_eq!(world.json(&["status"])["session"]["name"], "Ada");
}

#[test]
fn without_a_keyring_it_says_what_to_do() {
    let world = World::empty();
    let output = world.command(&["init", "--name", "Ada"]).env_remove("TERN_PASSPHRASE").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("TERN_PASSPHRASE"), "{said}");
    world.ok(&["init", "--name", "Ada"]);
}

#[test]
fn a_missing_or_wrong_passphrase_opens_nothing() {
    let world = World::new();
    world.ok(&["ticket", "new", "--subject", "Kept"]);
    let said = |passphrase: Option<&str>| {
        let mut list = world.command(&["ticket", "list"]);
        match passphrase {
            Some(text) => list.env("TERN_PASSPHRASE", text),
            None => list.env_remove("TERN_PASSPHRASE"),
        };
        let output = list.output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(None).contains("TERN_PASSPHRASE"));
    assert!(said(Some("wrong")).contains("does not open this desk"));
    assert_eq!(world.tickets(), 1);
}

#[test]
fn a_foreign_file_is_left_alone() {
    let world = World::empty();
    std::fs::create_dir(world.folder()).unwrap();
    let database = world.folder().join("tern.db");
    std::fs::write(&database, b"somebody's diary").unwrap();
    for words in [["ticket", "list"].as_slice(), &["init", "--name", "Ada"]] {
        let (code, said) = world.fails(words);
        assert_eq!(code, 6, "{said}");
        assert_eq!(std::fs::read(&database).unwrap(), b"somebody's diary");
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let world = World::new();
    testkit::age::write_from_the_future(&world.folder(), crate::world::PASSPHRASE).await.unwrap();
    let database = world.folder().join("tern.db");
    let before = std::fs::read(&database).unwrap();
    let (code, said) = world.fails(&["ticket", "new", "--subject", "Lost"]);
    assert_eq!(code, 6);
    assert!(said.contains("newer"), "{said}");
    assert_eq!(std::fs::read(&database).unwrap(), before);
}
