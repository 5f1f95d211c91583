//! Attachments on the disk: what goes in comes out, and what was damaged never does.

#![expect(clippy::unwrap_used, reason = "a test that cannot set the scene has failed")]

mod room;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use store::blobs::{BlobError, BlobHash, Blobs};
use store::vault::Key;
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const HEAD: usize = 107;

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// A store on a device and one on a server, each in a folder of its own.
fn stores() -> Vec<(tempfile::TempDir, Blobs)> {
    let key = Key::from_bytes([3; 32]);
    [Some(&key), None]
        .into_iter()
        .map(|key| {
            let room = tempfile::tempdir().unwrap();
            let blobs = Blobs::open(room.path().join("blobs"), key);
            (room, blobs)
        })
        .collect()
}

fn device() -> (tempfile::TempDir, Blobs) {
    stores().remove(0)
}

fn server() -> (tempfile::TempDir, Blobs) {
    stores().remove(1)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

fn only_file(room: &tempfile::TempDir) -> PathBuf {
    let found = files(room.path());
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

#[tokio::test]
async fn every_size_comes_back_whole_in_parts_and_as_a_stream() {
    for (_room, blobs) in stores() {
        for size in [0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 17] {
            let bytes = content(size);
            let added = blobs.add(bytes.as_slice()).await.unwrap();
            assert_eq!((added.hash, added.size_bytes), (BlobHash::of(&bytes), size as u64));
            assert!(blobs.has(added.hash).await.unwrap());
            assert_eq!(blobs.size_bytes(added.hash).await.unwrap(), size as u64);
            assert_eq!(blobs.read(added.hash).await.unwrap(), bytes);

            let mut streamed = Vec::new();
            let mut stream = blobs.stream(added.hash).await.unwrap();
            assert_eq!(stream.left_bytes(), size as u64);
            stream.read_to_end(&mut streamed).await.unwrap();
            assert_eq!((streamed, stream.left_bytes()), (bytes.clone(), 0));

            for (from, to) in
                [(0, 0), (0, 1), (1, size), (CHUNK - 3, CHUNK + 3), (size / 2, size * 2), (size, size + 9)]
            {
                let wanted = &bytes[from.min(size)..to.clamp(from.min(size), size)];
                let range = from as u64..to as u64;
                assert_eq!(blobs.read_range(added.hash, range.clone()).await.unwrap(), wanted);
                let mut part = Vec::new();
                blobs.stream_range(added.hash, range).await.unwrap().read_to_end(&mut part).await.unwrap();
                assert_eq!(part, wanted);
            }
        }
    }
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_mends_a_damaged_copy() {
    for (room, blobs) in stores() {
        let bytes = content(3 * CHUNK);
        let hash = blobs.add_bytes(&bytes).await.unwrap().hash;
        let place = only_file(&room);
        fs::write(&place, "torn").unwrap();
        assert_eq!(blobs.add_bytes(&bytes).await.unwrap().hash, hash);
        assert_eq!(only_file(&room), place);
        assert_eq!(blobs.read(hash).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_stolen_disk_shows_neither_content_nor_hash() {
    let (room, blobs) = device();
    let bytes = b"a sentence that must not be found on the disk".repeat(5000);
    let hash = blobs.add_bytes(&bytes).await.unwrap().hash;
    let place = only_file(&room);
    let name = place.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(!name.contains(&hash.to_string()[..8]));
    let stored = fs::read(&place).unwrap();
    assert!(!stored.windows(16).any(|window| window == &bytes[..16]));
    let raw: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&hash.to_string()[at * 2..at * 2 + 2], 16).unwrap()).collect();
    assert!(!stored.windows(32).any(|window| window == raw));

    // The same content under another key looks different and is out of reach.
    let other = Blobs::open(room.path().join("blobs"), Some(&Key::from_bytes([4; 32])));
    assert!(!other.has(hash).await.unwrap());
    assert_eq!(other.list().await.unwrap().unreadable.len(), 1);
}

#[tokio::test]
async fn no_changed_byte_on_a_device_goes_unnoticed() {
    let (room, blobs) = device();
    let bytes = content(2 * CHUNK + 100);
    let hash = blobs.add_bytes(&bytes).await.unwrap().hash;
    let place = only_file(&room);
    let whole = fs::read(&place).unwrap();
    assert_eq!(whole.len(), HEAD + bytes.len() + 3 * TAG);
    for at in [0, 8, 30, 60, HEAD, HEAD + CHUNK, HEAD + CHUNK + TAG, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&place, changed).unwrap();
        let read = blobs.read(hash).await;
        assert!(matches!(read, Err(BlobError::Broken { .. })), "byte {at}: {read:?}");
        let mut stream = match blobs.stream(hash).await {
            Ok(stream) => stream,
            Err(error) => {
                assert!(matches!(error, BlobError::Broken { .. }));
                continue;
            }
        };
        let mut streamed = Vec::new();
        let error = stream.read_to_end(&mut streamed).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert!(bytes.starts_with(&streamed), "only checked bytes were given");
    }
}

#[tokio::test]
async fn a_file_that_was_cut_grown_or_reordered_is_broken() {
    let (room, blobs) = device();
    let bytes = content(3 * CHUNK);
    let hash = blobs.add_bytes(&bytes).await.unwrap().hash;
    let place = only_file(&room);
    let whole = fs::read(&place).unwrap();
    let sealed = CHUNK + TAG;
    let chunk = |index: usize| &whole[HEAD + index * sealed..HEAD + (index + 1) * sealed];
    let reordered = [&whole[..HEAD], chunk(1), chunk(0), chunk(2)].concat();
    let replaced_last = [&whole[..HEAD], chunk(0), chunk(1), chunk(1)].concat();
    for damaged in [
        Vec::new(),
        whole[..HEAD - 1].to_vec(),
        whole[..HEAD].to_vec(),
        whole[..HEAD + sealed].to_vec(),
        whole[..HEAD + 2 * sealed].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        [whole.as_slice(), b"more"].concat(),
        reordered,
        replaced_last,
        vec![0; whole.len()],
    ] {
        fs::write(&place, &damaged).unwrap();
        assert!(matches!(blobs.read(hash).await, Err(BlobError::Broken { .. })), "{} bytes", damaged.len());
        let part = blobs.read_range(hash, 0..3 * CHUNK as u64).await;
        assert!(matches!(part, Err(BlobError::Broken { .. })), "{} bytes", damaged.len());
        assert_eq!(fs::read(&place).unwrap(), damaged, "reading repairs nothing and removes nothing");
    }
}

#[tokio::test]
async fn a_file_under_the_name_of_another_is_broken() {
    let (room, blobs) = device();
    let one = blobs.add_bytes(b"one").await.unwrap().hash;
    let place_of_one = only_file(&room);
    let two = blobs.add_bytes(b"two").await.unwrap().hash;
    let place_of_two = files(room.path()).into_iter().find(|place| *place != place_of_one).unwrap();
    fs::copy(place_of_one, place_of_two).unwrap();
    assert_eq!(blobs.read(one).await.unwrap(), b"one");
    assert!(matches!(blobs.read_range(two, 0..1).await, Err(BlobError::Broken { .. })));
    assert!(!blobs.has(two).await.unwrap());
}

#[tokio::test]
async fn a_damaged_file_of_a_server_is_never_given_whole() {
    let (room, blobs) = server();
    let bytes = content(6 * CHUNK);
    let hash = blobs.add_bytes(&bytes).await.unwrap().hash;
    let place = only_file(&room);
    assert!(place.ends_with(format!("{}/{hash}", &hash.to_string()[..2])));
    assert_eq!(fs::read(&place).unwrap(), bytes);
    let mut flipped = bytes.clone();
    flipped[5 * CHUNK] ^= 1;
    for damaged in [flipped, bytes[..CHUNK].to_vec(), Vec::new()] {
        fs::write(&place, &damaged).unwrap();
        assert!(matches!(blobs.read(hash).await, Err(BlobError::Broken { .. })));
        let whole = 0..6 * CHUNK as u64;
        assert!(matches!(blobs.read_range(hash, whole).await, Err(BlobError::Broken { .. })));
        let mut streamed = Vec::new();
        let error = blobs.stream(hash).await.unwrap().read_to_end(&mut streamed).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}

#[tokio::test]
async fn a_file_that_is_not_here_is_missing() {
    for (_room, blobs) in stores() {
        let hash = BlobHash::of(b"never stored");
        assert!(matches!(blobs.read(hash).await, Err(BlobError::Missing { .. })));
        assert!(matches!(blobs.stream(hash).await, Err(BlobError::Missing { .. })));
        assert!(!blobs.has(hash).await.unwrap());
        assert!(!blobs.remove(hash).await.unwrap());
        assert!(blobs.list().await.unwrap().files.is_empty());
        assert_eq!(blobs.collect(BTreeSet::new(), SystemTime::now()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn only_what_was_announced_is_taken_in() {
    for (room, blobs) in stores() {
        let wanted = BlobHash::of(b"announced");
        let refused = blobs.add_expected(b"something else".as_slice(), wanted).await;
        assert!(matches!(refused, Err(BlobError::Mismatch { .. })));
        assert!(files(room.path()).is_empty());
        blobs.add_expected(b"announced".as_slice(), wanted).await.unwrap();
        assert_eq!(blobs.read(wanted).await.unwrap(), b"announced");
    }
}

/// Gives some bytes and breaks off.
struct BreaksOff(usize);

impl AsyncRead for BreaksOff {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let length = self.0.min(out.remaining());
        self.0 -= length;
        out.put_slice(&vec![9; length]);
        Poll::Ready(if length == 0 { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) })
    }
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing_behind() {
    for (room, blobs) in stores() {
        let result = blobs.add(BreaksOff(10 * CHUNK)).await;
        assert!(matches!(result, Err(BlobError::Source(_))), "{result:?}");
        assert!(files(room.path()).is_empty());

        // The task that stores is dropped in the middle.
        let endless = tokio::io::repeat(1);
        let cut = tokio::time::timeout(Duration::from_millis(50), blobs.add(endless)).await;
        assert!(cut.is_err());
        let begun = std::time::Instant::now();
        while !files(room.path()).is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", files(room.path()));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn a_list_names_what_it_cannot_read() {
    let (room, blobs) = device();
    let hash = blobs.add_bytes(b"mine").await.unwrap().hash;
    let stranger = room.path().join("blobs/ab/abcd");
    fs::create_dir_all(stranger.parent().unwrap()).unwrap();
    fs::write(&stranger, "not ours").unwrap();
    let stored = blobs.list().await.unwrap();
    assert_eq!(stored.files, BTreeSet::from([hash]));
    assert_eq!(stored.unreadable, BTreeSet::from([stranger]));
}

#[tokio::test]
async fn what_came_before_a_line_or_a_process_ended_is_not_fetched_again() {
    let (room, blobs) = device();
    let bytes = content(5 * CHUNK + 17);
    let hash = BlobHash::of(&bytes);
    let mut arriving = blobs.receive(hash).await.unwrap();
    arriving.write(bytes[..3 * CHUNK + 100].to_vec()).await.unwrap();
    drop(arriving);
    assert!(!blobs.has(hash).await.unwrap(), "nobody sees a part of it");
    assert_eq!(blobs.list().await.unwrap().files.len(), 0);

    // Another process, with the key and nothing else.
    let blobs = Blobs::open(room.path().join("blobs"), Some(&Key::from_bytes([3; 32])));
    let mut arriving = blobs.receive(hash).await.unwrap();
    let from = usize::try_from(arriving.size_bytes()).unwrap();
    assert_eq!(from, 3 * CHUNK, "whole chunks stay");
    for piece in bytes[from..].chunks(10_000) {
        arriving.write(piece.to_vec()).await.unwrap();
    }
    assert_eq!(arriving.finish().await.unwrap().size_bytes, bytes.len() as u64);
    assert_eq!(blobs.read(hash).await.unwrap(), bytes);
    assert_eq!(files(room.path()).len(), 1, "nothing is left of the part");
}

#[tokio::test]
async fn a_part_with_a_torn_or_changed_end_goes_on_before_it() {
    let bytes = content(4 * CHUNK);
    let hash = BlobHash::of(&bytes);
    let sealed = CHUNK + TAG;
    for (damage, left) in [(Some(HEAD + 2 * sealed - 1), 1), (Some(HEAD + 5), 0), (Some(0), 0), (None, 2)] {
        let (room, blobs) = device();
        let mut arriving = blobs.receive(hash).await.unwrap();
        arriving.write(bytes[..3 * CHUNK + 1].to_vec()).await.unwrap();
        drop(arriving);
        let part = only_file(&room);
        let mut stored = fs::read(&part).unwrap();
        assert!(!stored.windows(16).any(|window| window == &bytes[..16]), "a part is sealed as well");
        match damage {
            Some(at) => stored[at] ^= 1,
            None => stored.truncate(HEAD + 2 * sealed + 7),
        }
        fs::write(&part, stored).unwrap();
        let mut arriving = blobs.receive(hash).await.unwrap();
        assert_eq!(arriving.size_bytes(), left * CHUNK as u64, "{damage:?}");
        arriving.write(bytes[usize::try_from(left).unwrap() * CHUNK..].to_vec()).await.unwrap();
        arriving.finish().await.unwrap();
        assert_eq!(blobs.read(hash).await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_file_that_arrives_as_another_leaves_nothing() {
    let (room, blobs) = device();
    let hash = BlobHash::of(b"announced");
    let mut arriving = blobs.receive(hash).await.unwrap();
    arriving.write(content(2 * CHUNK)).await.unwrap();
    assert!(matches!(arriving.finish().await, Err(BlobError::Mismatch { .. })));
    assert_eq!(files(room.path()), Vec::<PathBuf>::new());
    assert_eq!(blobs.receive(hash).await.unwrap().size_bytes(), 0);
}

#[tokio::test]
async fn one_file_does_not_come_twice_at_a_time() {
    let (_room, blobs) = device();
    let hash = BlobHash::of(b"wanted by two windows");
    let first = blobs.receive(hash).await.unwrap();
    let second = blobs.receive(hash);
    let waited = tokio::time::timeout(Duration::from_millis(50), second).await;
    assert!(waited.is_err());
    blobs.receive(BlobHash::of(b"another")).await.unwrap();
    drop(first);
    blobs.receive(hash).await.unwrap();
}

/// What has to hold whatever keeps a server's objects.
async fn pieces_make_a_file(blobs: &Blobs) {
    let pieces = blobs.pieces().unwrap();
    let bytes = content(20 * CHUNK + 5);
    let hash = BlobHash::of(&bytes);
    let (upload, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    let mut kept = Vec::new();
    for piece in bytes.chunks(7 * CHUNK) {
        kept.push(pieces.keep(upload, piece.to_vec()).await.unwrap());
    }
    let strange = pieces.keep(other, b"of somebody else".to_vec()).await.unwrap();
    assert!(blobs.list().await.unwrap().files.is_empty(), "pieces are no file");

    let reversed: Vec<_> = kept.iter().rev().copied().collect();
    let joined = pieces.join(upload, &reversed, hash).await;
    assert!(matches!(joined, Err(BlobError::Mismatch { .. })), "{joined:?}");
    let joined = pieces.join(upload, &[kept[0], strange], hash).await;
    assert!(matches!(joined, Err(BlobError::Missing { .. })), "{joined:?}");
    assert!(!blobs.has(hash).await.unwrap());

    pieces.join(upload, &kept, hash).await.unwrap();
    assert_eq!(blobs.read(hash).await.unwrap(), bytes);
    assert_eq!(blobs.read_range(hash, 3..9).await.unwrap(), bytes[3..9]);
    let mut rest = Vec::new();
    let from = 19 * CHUNK;
    blobs.stream_range(hash, from as u64..u64::MAX).await.unwrap().read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, bytes[from..]);
    pieces.forget(upload).await.unwrap();
    assert!(matches!(pieces.join(upload, &kept, hash).await, Err(BlobError::Missing { .. })));
    pieces.join(other, &[strange], BlobHash::of(b"of somebody else")).await.unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(48 * 3600);
    assert_eq!(
        pieces.collect(&BTreeSet::new(), long_ago).await.unwrap(),
        0,
        "what is young may still be needed"
    );
    let soon = SystemTime::now() + Duration::from_secs(3600);
    assert_eq!(pieces.collect(&BTreeSet::from([other]), soon).await.unwrap(), 0, "and so may what is alive");
    assert_eq!(pieces.collect(&BTreeSet::new(), soon).await.unwrap(), 1);
    assert_eq!(blobs.list().await.unwrap().files.len(), 2, "files stay");
    assert!(blobs.remove(hash).await.unwrap());
    assert!(!blobs.has(hash).await.unwrap());
}

#[tokio::test]
async fn pieces_in_a_folder_make_a_file() {
    let (room, blobs) = server();
    pieces_make_a_file(&blobs).await;
    assert_eq!(files(room.path()).len(), 1);
}

#[tokio::test]
async fn pieces_in_memory_make_a_file() {
    pieces_make_a_file(&Blobs::in_memory()).await;
}

#[test]
fn a_device_takes_no_pieces() {
    assert!(device().1.pieces().is_none());
}

/// Written once and never again: an attachment stored by the first release opens with every later one.
#[tokio::test]
async fn a_file_of_the_first_format_still_opens() {
    let (room, blobs) = device();
    let hash = blobs.add_bytes(b"stored long ago").await.unwrap().hash;
    fs::write(only_file(&room), include_bytes!("../formats/blob-1.bin")).unwrap();
    assert_eq!(blobs.read(hash).await.unwrap(), b"stored long ago");
}

/// Enough to notice if it were in memory together; more would only take longer. A process of its own, since the peak of
/// this one tells of every test beside it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_large_file_is_not_held_in_memory() {
    const ALONE: &str = "TERN_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "a_large_file_is_not_held_in_memory"]).env(ALONE, "1");
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    fn peak_kib() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
    let (_room, blobs) = device();
    let before = peak_kib();
    let size = 128 << 20;
    let added = blobs.add(tokio::io::repeat(42).take(size)).await.unwrap();
    assert_eq!(added.size_bytes, size);
    let mut stream = blobs.stream(added.hash).await.unwrap();
    let passed = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await.unwrap();
    assert_eq!(passed, size);
    let grown = peak_kib() - before;
    assert!(grown < 64 * 1024, "memory grew by {grown} KiB");
}
