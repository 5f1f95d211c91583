//! Folders that somebody else has, or that one may only read, as Unix knows them.

use crate::world::{PROGRAM, World, contents};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Command, Stdio};

/// Who runs the program when root would be allowed too much.
const NOBODY: u32 = 65_534;

#[test]
fn a_second_process_is_told_who_has_the_folder() {
    let world = World::new();
    let pipe = world.place.path().join("pipe").display().to_string();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut holder = world
        .command(&["import", &pipe, "--preset", "servicenow"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Opens once somebody reads: by then the folder is taken, and stays so until the pipe ends.
    let writer = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let (code, said) = world.fails(&["ticket", "list"]);
    assert_eq!(code, 5, "{said}");
    assert!(said.contains(&holder.id().to_string()), "it names the process: {said}");
    drop(writer);
    holder.wait().unwrap();
    assert_eq!(world.tickets(), 0, "free again");
}

#[test]
fn a_read_only_folder_is_named_and_stays_as_it_was() {
    let world = World::new();
    world.ok(&["ticket", "new", "--subject", "Kept"]);
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if is_root {
        chown(world.place.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    set_modes(&world.folder(), 0o555, 0o444, is_root);
    let before = contents(&world.folder());
    for words in [["ticket", "list"].as_slice(), &["ticket", "new", "--subject", "Lost"]] {
        let mut command = if is_root { as_nobody() } else { Command::new(PROGRAM) };
        command
            .arg("--data")
            .arg(world.folder())
            .args(words)
            .env("TERN_PASSPHRASE", crate::world::PASSPHRASE);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(6), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("cannot be written"), "{said}");
    }
    assert_eq!(contents(&world.folder()), before);
    set_modes(&world.folder(), 0o755, 0o644, false);
}

fn as_nobody() -> Command {
    let nobody = NOBODY.to_string();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups", "--", PROGRAM]);
    command.env("HOME", "/nonexistent");
    command
}

fn set_modes(folder: &Path, folders: u32, files: u32, give_away: bool) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            set_modes(&path, folders, files, give_away);
        } else {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(files)).unwrap();
            if give_away {
                chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
    }
    if give_away {
        chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    std::fs::set_permissions(folder, PermissionsExt::from_mode(folders)).unwrap();
}
