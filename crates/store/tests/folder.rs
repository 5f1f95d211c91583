//! The data folder under pressure: a second owner, missing rights, a full disk, no keyring, and a real keyring.
//!
//! Rights mean nothing to the root user, and a disk fills up only if it is small: such tests run themselves again in
//! a process that is an ordinary user, or that has a small disk of its own.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set the scene has failed")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use store::OpenError;
use store::blobs::{BlobError, Blobs};
#[cfg(target_os = "linux")]
use store::vault::keyring_usable;
use store::vault::{Folder, KeyState};

/// Says to a test that it is the second process, and which folder it is about.
const ROLE: &str = "TERN_TEST_FOLDER";

fn role() -> Option<PathBuf> {
    std::env::var_os(ROLE).map(PathBuf::from)
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0\n")
}

/// Prepares to run one test of this program again, by way of `before` (a program and its arguments).
fn again(before: &[&str], program: &Path, test: &str, folder: &Path) -> Command {
    let mut words = before.iter().map(PathBuf::from).chain([program.to_path_buf()]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).args(["--exact", test, "--nocapture"]).env(ROLE, folder);
    command
}

fn expect_success(what: &str, output: &Output) {
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&said));
}

/// Runs a test again as a user that may not do everything; gives that user the folder first.
fn as_ordinary_user(test: &str, folder: &Path) {
    let program = std::env::current_exe().unwrap();
    if !is_root() {
        expect_success("the ordinary user", &again(&[], &program, test, folder).output().unwrap());
        return;
    }
    // The build folder may lie where other users cannot go.
    let room = tempfile::tempdir().unwrap();
    fs::set_permissions(room.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = room.path().join("test");
    fs::copy(program, &copy).unwrap();
    let given = Command::new("chown").args(["-R", "65534:65534"]).arg(folder).output().unwrap();
    expect_success("chown", &given);
    let become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let output = again(&become_nobody, &copy, test, folder).current_dir("/").output().unwrap();
    expect_success("the ordinary user", &output);
}

/// Runs a test again with a disk of this size as its folder; the disk is gone with the process.
#[cfg(target_os = "linux")]
fn on_a_small_disk(test: &str, kib: u32) {
    let program = std::env::current_exe().unwrap();
    let room = tempfile::tempdir().unwrap();
    let disk = room.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let unshare: &[&str] =
        if is_root() { &["unshare", "--mount"] } else { &["unshare", "--mount", "--map-root-user"] };
    let mount = format!("mount -t tmpfs -o size={kib}k none {} && exec \"$@\"", disk.display());
    let before = [unshare, &["sh", "-c", &mount, "sh"]].concat();
    expect_success("on a small disk", &again(&before, &program, test, &disk).output().unwrap());
}

#[cfg(target_os = "linux")]
fn fill(disk: &Path) {
    let filler = disk.join("filler");
    let mut size = 1 << 20;
    let mut file = fs::File::create(filler).unwrap();
    while size > 0 {
        if std::io::Write::write(&mut file, &vec![1; size]).unwrap_or(0) < size {
            size /= 2;
        }
    }
}

fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn the_passphrase_opens_the_folder_again_and_no_other_does() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("desk");
    let folder = Folder::open(&path).unwrap();
    assert_eq!(folder.key_state(), KeyState::None);
    let key = folder.create_key(Some("correct horse")).await.unwrap();
    folder.put_secret("refresh", "r-1").await.unwrap();
    drop(folder);

    let folder = Folder::open(&path).unwrap();
    assert_eq!(folder.key_state(), KeyState::Passphrase);
    assert!(matches!(folder.get_secret("refresh").await, Err(OpenError::Locked)));
    assert!(matches!(folder.load_key(None).await, Err(OpenError::Locked)));
    assert!(matches!(folder.load_key(Some("battery staple")).await, Err(OpenError::WrongKey)));
    assert!(matches!(folder.load_key(Some("")).await, Err(OpenError::WrongKey)));
    let back = folder.load_key(Some("correct horse")).await.unwrap();
    assert_eq!(back.pragma(), key.pragma());
    assert_eq!(folder.get_secret("refresh").await.unwrap().unwrap().as_str(), "r-1");
    folder.delete_secret("refresh").await.unwrap();
    assert_eq!(folder.get_secret("refresh").await.unwrap(), None);
    for (name, bytes) in listing(&path) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(&key.pragma()[3..67]), "{name} shows the key");
    }
}

#[tokio::test]
async fn a_key_is_never_replaced() {
    let room = tempfile::tempdir().unwrap();
    let folder = Folder::open(room.path()).unwrap();
    assert!(matches!(folder.create_key(Some("")).await, Err(OpenError::EmptyPassphrase)));
    assert_eq!(folder.key_state(), KeyState::None);
    let key = folder.create_plain_key().await.unwrap();
    assert!(matches!(folder.create_key(Some("other")).await, Err(OpenError::KeyExists { .. })));
    assert!(matches!(folder.create_plain_key().await, Err(OpenError::KeyExists { .. })));
    assert_eq!(folder.load_key(None).await.unwrap().pragma(), key.pragma());
}

#[tokio::test]
async fn a_database_without_its_key_is_left_alone() {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("tern.db"), "ciphertext").unwrap();
    let folder = Folder::open(room.path()).unwrap();
    assert!(matches!(folder.create_key(Some("new")).await, Err(OpenError::KeyGone { .. })));
    assert!(matches!(folder.load_key(Some("old")).await, Err(OpenError::KeyGone { .. })));
    assert_eq!(fs::read(room.path().join("tern.db")).unwrap(), b"ciphertext");
}

#[tokio::test]
async fn the_key_of_the_sample_lies_open_under_a_name_that_says_so() {
    let room = tempfile::tempdir().unwrap();
    let folder = Folder::open(room.path()).unwrap();
    let key = folder.create_plain_key().await.unwrap();
    assert_eq!(folder.key_state(), KeyState::Plain);
    assert!(room.path().join("unprotected-sample-key.json").exists());
    drop(folder);
    let folder = Folder::open(room.path()).unwrap();
    assert_eq!(folder.load_key(None).await.unwrap().pragma(), key.pragma());
}

#[tokio::test]
async fn a_wipe_leaves_nothing_that_could_open_the_data() {
    let room = tempfile::tempdir().unwrap();
    let folder = Folder::open(room.path()).unwrap();
    let key = folder.create_key(Some("correct horse")).await.unwrap();
    folder.put_secret("refresh", "r-1").await.unwrap();
    fs::write(folder.database(), "ciphertext").unwrap();
    Blobs::open(folder.blobs(), Some(&key)).add_bytes(b"attachment").await.unwrap();
    folder.destroy_key().await.unwrap();
    assert_eq!(folder.key_state(), KeyState::None);
    assert!(matches!(folder.load_key(Some("correct horse")).await, Err(OpenError::KeyGone { .. })));
    folder.wipe().await.unwrap();
    let left: Vec<String> = listing(room.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, ["tern.lock"]);
    folder.create_key(Some("a new start")).await.unwrap();
}

/// Written once and never again: a desk made with the first release opens with every later one.
#[tokio::test]
async fn a_key_file_of_the_first_format_still_opens() {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("key.json"), include_bytes!("formats/key-1.json")).unwrap();
    let folder = Folder::open(room.path()).unwrap();
    let key = folder.load_key(Some("correct horse battery staple")).await.unwrap();
    let fingerprint = blake3::hash(key.pragma().as_bytes()).to_hex();
    assert_eq!(&fingerprint[..16], include_str!("formats/key-1.fingerprint").trim());
}

#[tokio::test]
async fn a_damaged_key_file_is_named_and_left_alone() {
    let room = tempfile::tempdir().unwrap();
    Folder::open(room.path()).unwrap().create_key(Some("correct horse")).await.unwrap();
    let place = room.path().join("key.json");
    let whole = fs::read_to_string(&place).unwrap();
    let at = whole.find("\"sealed_key\": \"").unwrap() + 20;
    let mut tampered = whole.clone().into_bytes();
    tampered[at] = if tampered[at] == b'A' { b'B' } else { b'A' };
    fs::write(&place, &tampered).unwrap();
    assert!(matches!(Folder::open(room.path()), Err(OpenError::ForeignFile { path }) if path == place));
    assert_eq!(fs::read(&place).unwrap(), tampered);
    fs::write(&place, whole).unwrap();
    let folder = Folder::open(room.path()).unwrap();
    folder.load_key(Some("correct horse")).await.unwrap();
}

#[test]
fn a_file_is_not_a_folder() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("desk");
    fs::write(&path, "mine").unwrap();
    assert!(matches!(Folder::open(&path), Err(OpenError::ForeignFile { .. })));
    assert!(Folder::open(&path.join("below")).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[test]
fn a_second_owner_hears_who_the_first_is() {
    const TEST: &str = "a_second_owner_hears_who_the_first_is";
    if let Some(path) = role() {
        match Folder::open(&path) {
            Err(OpenError::FolderInUse { pid, .. }) => assert_eq!(pid, Some(parent_pid())),
            other => panic!("the second owner got {other:?}"),
        }
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let first = Folder::open(room.path()).unwrap();
    let program = std::env::current_exe().unwrap();
    expect_success("the second owner", &again(&[], &program, TEST, room.path()).output().unwrap());
    // The same folder by another road, and in the same process.
    let other_road = room.path().join("road");
    symlink(room.path(), &other_road).unwrap();
    assert!(matches!(Folder::open(&other_road), Err(OpenError::FolderInUse { .. })));
    drop(first);
    Folder::open(room.path()).unwrap();
}

fn parent_pid() -> u32 {
    let asked = Command::new("ps").args(["-o", "ppid=", "-p", &std::process::id().to_string()]).output();
    String::from_utf8(asked.unwrap().stdout).unwrap().trim().parse().unwrap()
}

#[test]
fn a_folder_of_a_killed_owner_is_free() {
    const TEST: &str = "a_folder_of_a_killed_owner_is_free";
    if let Some(path) = role() {
        let _folder = Folder::open(&path).unwrap();
        fs::write(path.join(".tern-0123.tmp"), "half").unwrap();
        fs::write(path.join("ready"), "").unwrap();
        std::thread::sleep(Duration::from_secs(60));
        panic!("nobody killed this process");
    }
    let room = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let mut owner = again(&[], &program, TEST, room.path()).stdout(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !room.path().join("ready").exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the owner never came up");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(
        Folder::open(room.path()),
        Err(OpenError::FolderInUse { pid, .. }) if pid == Some(owner.id())
    ));
    owner.kill().unwrap();
    owner.wait().unwrap();
    Folder::open(room.path()).unwrap();
    assert!(!room.path().join(".tern-0123.tmp").exists(), "what the killed one left is swept away");
}

#[tokio::test]
async fn without_the_right_to_write_nothing_is_touched() {
    const TEST: &str = "without_the_right_to_write_nothing_is_touched";
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    if let Some(path) = role() {
        let folder = Folder::open(&path).unwrap();
        let key = folder.create_key(Some("correct horse")).await.unwrap();
        let blobs = Blobs::open(folder.blobs(), Some(&key));
        let kept = blobs.add_bytes(b"kept").await.unwrap();
        fs::write(folder.database(), "ciphertext").unwrap();

        // The rights go while the desk is open.
        set(&path, 0o500);
        set(&path.join("blobs/incoming"), 0o500);
        assert!(matches!(folder.put_secret("refresh", "r-1").await, Err(OpenError::ReadOnly { .. })));
        assert!(matches!(blobs.add_bytes(b"more").await, Err(BlobError::ReadOnly { .. })));
        assert_eq!(blobs.read(kept.hash).await.unwrap(), b"kept");
        drop(folder);

        // They are missing from the start.
        let before = listing(&path);
        assert!(matches!(Folder::open(&path), Err(OpenError::ReadOnly { path: named }) if named == path));
        assert!(matches!(Folder::open(&path.join("new")), Err(OpenError::ReadOnly { .. })));
        assert_eq!(listing(&path), before);

        // Only the database is protected.
        set(&path, 0o700);
        set(&path.join("tern.db"), 0o400);
        let database = path.join("tern.db");
        assert!(matches!(Folder::open(&path), Err(OpenError::ReadOnly { path: named }) if named == database));

        // The key file may not be read.
        set(&path.join("tern.db"), 0o600);
        set(&path.join("key.json"), 0o000);
        assert!(matches!(Folder::open(&path), Err(OpenError::ReadOnly { .. })));
        set(&path.join("key.json"), 0o600);
        Folder::open(&path).unwrap().load_key(Some("correct horse")).await.unwrap();
        return;
    }
    let room = tempfile::tempdir().unwrap();
    set(room.path(), 0o755);
    let path = room.path().join("desk");
    fs::create_dir(&path).unwrap();
    as_ordinary_user(TEST, &path);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_said_to_be_full_and_loses_nothing() {
    const TEST: &str = "a_full_disk_is_said_to_be_full_and_loses_nothing";
    if let Some(disk) = role() {
        let path = disk.join("desk");
        let folder = Folder::open(&path).unwrap();
        let key = folder.create_key(Some("correct horse")).await.unwrap();
        folder.put_secret("refresh", "r-1").await.unwrap();
        let blobs = Blobs::open(folder.blobs(), Some(&key));
        let kept = blobs.add_bytes(&[7; 100_000]).await.unwrap();
        let before = listing(&path);

        // The file is larger than what is left.
        let large = vec![1; 4 << 20];
        assert!(matches!(blobs.add_bytes(&large).await, Err(BlobError::DiskFull { .. })));
        assert_eq!(fs::read_dir(path.join("blobs/incoming")).unwrap().count(), 0, "no half file stays");

        // What arrives goes on when there is room again, if it has to from the start.
        let hash = store::blobs::BlobHash::of(&large);
        let mut arriving = blobs.receive(hash).await.unwrap();
        arriving.write(large[..1 << 20].to_vec()).await.unwrap();
        let full = arriving.write(large[1 << 20..].to_vec()).await;
        assert!(matches!(full, Err(BlobError::DiskFull { .. })), "{full:?}");
        drop(arriving);
        assert_eq!(
            fs::read_dir(path.join("blobs/incoming")).unwrap().count(),
            0,
            "the disk has its room back"
        );

        // Nothing is left.
        fill(&disk);
        assert!(matches!(folder.put_secret("refresh", "r-2").await, Err(OpenError::DiskFull { .. })));
        assert!(matches!(blobs.add_bytes(b"more").await, Err(BlobError::DiskFull { .. })));
        assert_eq!(folder.get_secret("refresh").await.unwrap().unwrap().as_str(), "r-1");
        assert_eq!(blobs.read(kept.hash).await.unwrap(), [7; 100_000]);
        assert_eq!(blobs.list().await.unwrap().files.len(), 1);
        assert_eq!(listing(&path), before);
        drop(folder);
        assert!(matches!(Folder::open(&path), Err(OpenError::DiskFull { .. })));
        assert!(matches!(Folder::open(&disk.join("other")), Err(OpenError::DiskFull { .. })));

        // Space is made, and everything is there.
        fs::remove_file(disk.join("filler")).unwrap();
        let folder = Folder::open(&path).unwrap();
        folder.load_key(Some("correct horse")).await.unwrap();
        assert_eq!(folder.get_secret("refresh").await.unwrap().unwrap().as_str(), "r-1");
        return;
    }
    on_a_small_disk(TEST, 2048);
}

/// Runs a test again on a session bus that does not exist, or that never answers.
#[cfg(target_os = "linux")]
fn on_the_bus(test: &str, address: &str) {
    let room = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let output = again(&[], &program, test, room.path())
        .env("DBUS_SESSION_BUS_ADDRESS", address)
        .env("XDG_RUNTIME_DIR", room.path())
        .output()
        .unwrap();
    expect_success("without a keyring", &output);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn without_a_keyring_the_answer_is_quick_and_nothing_is_made() {
    const TEST: &str = "without_a_keyring_the_answer_is_quick_and_nothing_is_made";
    if let Some(path) = role() {
        let begun = Instant::now();
        let why = keyring_usable().await.unwrap_err();
        assert!(!why.is_empty());
        let folder = Folder::open(&path).unwrap();
        assert!(matches!(folder.create_key(None).await, Err(OpenError::NoKeyring { .. })));
        assert_eq!(folder.key_state(), KeyState::None);
        assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
        folder.create_key(Some("instead")).await.unwrap();
        return;
    }
    on_the_bus(TEST, "unix:path=/nonexistent/bus");
}

#[cfg(target_os = "linux")]
#[test]
fn a_keyring_that_never_answers_does_not_hang_the_program() {
    const TEST: &str = "a_keyring_that_never_answers_does_not_hang_the_program";
    if role().is_some() {
        let begun = Instant::now();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let why = runtime.block_on(keyring_usable()).unwrap_err();
        assert!(why.contains("did not answer within 5 seconds"), "{why}");
        drop(runtime);
        assert!(begun.elapsed() < Duration::from_secs(25), "the end of the program waited for the keyring");
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let socket = room.path().join("bus");
    let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    // Takes every connection and says nothing; ends with this process.
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        while let Ok((connection, _)) = listener.accept() {
            kept.push(connection);
        }
    });
    on_the_bus(TEST, &format!("unix:path={}", socket.display()));
}

/// Runs a test again on a private desktop with a real keyring, never the one of whoever runs the tests.
#[cfg(target_os = "linux")]
fn on_a_desktop(test: &str, keyring: &str) {
    let room = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let desktop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/env/desktop.sh");
    let output = again(&["bash", desktop.to_str().unwrap(), "run"], &program, test, room.path())
        .env("TERN_DESKTOP_KEYRING", keyring)
        .env("TERN_DESKTOP_NOTIFICATIONS", "none")
        .output()
        .unwrap();
    expect_success("on a desktop with a keyring", &output);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_real_keyring_keeps_the_key_and_the_tokens() {
    let Some(path) = role() else {
        on_a_desktop("a_real_keyring_keeps_the_key_and_the_tokens", "unlocked");
        return;
    };
    keyring_usable().await.unwrap();
    let folder = Folder::open(&path).unwrap();
    let key = folder.create_key(None).await.unwrap();
    assert_eq!(folder.key_state(), KeyState::Keyring);
    folder.put_secret("refresh", "r-1").await.unwrap();
    folder.put_secret("refresh", "r-2").await.unwrap();
    folder.put_secret("access", "a-1").await.unwrap();
    drop(folder);

    for (name, bytes) in listing(&path) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for secret in [&key.pragma()[3..67], "r-1", "r-2", "a-1"] {
            assert!(!text.contains(secret), "{name} shows a secret");
        }
    }
    let folder = Folder::open(&path).unwrap();
    assert_eq!(folder.load_key(None).await.unwrap().pragma(), key.pragma());
    assert_eq!(folder.get_secret("refresh").await.unwrap().unwrap().as_str(), "r-2");
    folder.delete_secret("access").await.unwrap();
    assert_eq!(folder.get_secret("access").await.unwrap(), None);

    // A copy of the folder taken before the wipe is of no use after it.
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in listing(&path) {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    folder.destroy_key().await.unwrap();
    let copied = Folder::open(copy.path()).unwrap();
    assert!(matches!(copied.load_key(None).await, Err(OpenError::KeyGone { .. })));
    assert_eq!(copied.get_secret("refresh").await.unwrap(), None);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_locked_keyring_is_an_answer_and_not_a_hang() {
    let Some(path) = role() else {
        on_a_desktop("a_locked_keyring_is_an_answer_and_not_a_hang", "locked");
        return;
    };
    let begun = Instant::now();
    keyring_usable().await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    let folder = Folder::open(&path).unwrap();
    assert!(matches!(folder.create_key(None).await, Err(OpenError::NoKeyring { .. })));
    assert_eq!(folder.key_state(), KeyState::None);
}
