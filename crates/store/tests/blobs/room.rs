//! Room on the disk: what nobody refers to, what never came whole, and what was not used for longest.

use crate::{CHUNK, content, device, files, server, stores};
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, SystemTime};
use store::blobs::{BlobHash, Blobs};
use store::vault::Key;

#[tokio::test]
async fn only_old_files_that_nobody_refers_to_are_collected() {
    for (room, blobs) in stores() {
        let used = blobs.add_bytes(b"used").await.unwrap().hash;
        let orphan = blobs.add_bytes(b"orphan").await.unwrap().hash;
        let young = blobs.add_bytes(b"young").await.unwrap().hash;
        let again = blobs.add_bytes(b"again").await.unwrap().hash;
        fs::create_dir_all(room.path().join("blobs/incoming")).unwrap();
        fs::write(room.path().join("blobs/incoming/.tern-77.tmp"), "half").unwrap();
        let half = room.path().join("blobs/incoming/object#1");
        fs::write(&half, "what a killed process had begun").unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(48 * 3600);
        for place in files(room.path()) {
            fs::File::options().write(true).open(place).unwrap().set_modified(long_ago).unwrap();
        }
        blobs.remove(young).await.unwrap();
        blobs.add_bytes(b"young").await.unwrap();
        // Attached a second time: young once more, although the content was here.
        blobs.add_bytes(b"again").await.unwrap();

        let day_ago = SystemTime::now() - Duration::from_secs(24 * 3600);
        assert_eq!(blobs.collect(BTreeSet::from([used]), day_ago).await.unwrap(), 3);
        assert_eq!(blobs.list().await.unwrap().files, BTreeSet::from([used, young, again]));
        assert!(!blobs.has(orphan).await.unwrap());
        assert_eq!(files(room.path()).len(), 3, "the half files are gone too");
    }
}

#[tokio::test]
async fn the_beginning_of_a_file_waits_for_its_rest_but_not_for_ever() {
    let (room, blobs) = device();
    let hash = BlobHash::from(blake3::hash(&content(3 * CHUNK)));
    blobs.receive(hash).await.unwrap().write(content(2 * CHUNK)).await.unwrap();
    assert_eq!(files(room.path()).len(), 1);
    let hour = Duration::from_secs(3600);
    assert_eq!(blobs.forget_parts(SystemTime::now() - hour).await.unwrap(), 0);
    assert_eq!(blobs.forget_parts(SystemTime::now() + hour).await.unwrap(), 1);
    assert!(files(room.path()).is_empty());
}

#[tokio::test]
async fn what_a_killed_program_left_half_written_is_gone_at_the_next_start() {
    let (room, blobs) = device();
    let hash = BlobHash::from(blake3::hash(&content(3 * CHUNK)));
    blobs.receive(hash).await.unwrap().write(content(2 * CHUNK)).await.unwrap();
    drop(blobs);
    let incoming = room.path().join("blobs/incoming");
    fs::write(incoming.join(".tern-77.tmp"), "half").unwrap();

    let blobs = Blobs::open(room.path().join("blobs"), Some(&Key::from_bytes([3; 32])));
    let left = files(&incoming);
    assert!(left.len() == 1 && left[0].extension().is_some_and(|end| end == "part"), "{left:?}");
    assert!(
        blobs.receive(hash).await.unwrap().size_bytes() > 0,
        "a beginning that can be gone on with stays"
    );
}

#[tokio::test]
async fn files_that_were_used_longest_ago_make_room() {
    let (room, blobs) = device();
    let mut hashes = Vec::new();
    for (age_hours, byte) in [(4, 1_u8), (3, 2), (2, 3), (1, 4)] {
        let before = files(room.path());
        hashes.push(blobs.add_bytes(&vec![byte; CHUNK]).await.unwrap().hash);
        let fresh = files(room.path()).into_iter().find(|path| !before.contains(path)).unwrap();
        let used_at = SystemTime::now() - Duration::from_secs(age_hours * 3600 + 60);
        fs::File::options().write(true).open(fresh).unwrap().set_modified(used_at).unwrap();
    }
    let whole = blobs.trim(BTreeSet::new(), u64::MAX).await.unwrap();
    assert_eq!((whole.removed, whole.left_bytes > 4 * CHUNK as u64), (0, true));

    // The oldest has to stay, the next was opened just now: of the two others one goes.
    blobs.read_range(hashes[1], 0..10).await.unwrap();
    let left = blobs.trim(BTreeSet::from([hashes[0]]), whole.left_bytes - 1).await.unwrap();
    assert_eq!((left.removed, left.left_bytes), (1, whole.left_bytes / 4 * 3));
    assert!(!blobs.has(hashes[2]).await.unwrap());
    let left = blobs.trim(BTreeSet::from([hashes[0]]), 0).await.unwrap();
    assert_eq!((left.removed, left.left_bytes), (2, whole.left_bytes / 4), "what has to stay stays");
    assert_eq!(blobs.list().await.unwrap().files, BTreeSet::from([hashes[0]]));

    let (_room, server) = server();
    let kept = server.add_bytes(b"kept").await.unwrap().hash;
    server.trim(BTreeSet::new(), 0).await.unwrap();
    assert!(server.has(kept).await.unwrap(), "a server keeps everything");
}
