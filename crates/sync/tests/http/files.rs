//! Files over real TCP: what a line cut short goes on, and what a lying server sends is kept by nobody.

use crate::bad::Reply;
use crate::desk::change;
use crate::{PATIENCE, World};
use contract::problem::Code;
use contract::session::SyncState;
use std::time::Duration;

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[tokio::test]
async fn files_follow_the_rows_and_come_when_asked_for() {
    let bytes = content(300_000);
    let hash = hash(&bytes);
    let world = World::new(|_, desk| {
        desk.queue([change(1)]);
        desk.attach(&bytes);
    })
    .await;
    world.quiet().await;
    assert_eq!(world.server.file(&hash), Some(bytes.clone()));
    assert_eq!(world.desk.unsent(), 0);
    let asked = world.server.asked();
    let push = asked.iter().position(|path| path.starts_with("/sync/v1/push"));
    assert!(push < asked.iter().position(|path| path.contains("/uploads")), "{asked:?}");

    world.desk.lose_files();
    world.sync.fetch_blob(&hash).await.unwrap();
    assert_eq!(world.desk.file(&hash), Some(bytes));
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_tried_again_while_rows_go_on() {
    let bytes = content(100_000);
    let hash = hash(&bytes);
    let world = World::new(|server, desk| {
        desk.attach(&bytes);
        server.misbehave("/sync/v1/uploads", Reply::Close);
        server.misbehave("/sync/v1/uploads", Reply::Close);
        desk.queue([change(1)]);
    })
    .await;
    world.quiet().await;
    assert_eq!((world.server.file(&hash), world.server.judged()), (Some(bytes), 1));
}

#[tokio::test]
async fn chunks_are_as_large_as_the_line_carries() {
    let bytes = content(9_000_000);
    let hash = hash(&bytes);
    let world = World::new(|server, desk| {
        desk.attach(&bytes);
        for _ in 0..3 {
            server.misbehave("/sync/v1/uploads/", Reply::Close);
        }
    })
    .await;
    world.quiet().await;
    assert_eq!(world.server.file(&hash), Some(bytes));
    let chunks = world.server.chunks();
    // Chunks that the server did not look at are not among them.
    assert_eq!(chunks[..4], [512 << 10; 4], "halved for each break");
    assert_eq!(chunks[4], 1 << 20, "doubled when it holds");
}

#[tokio::test]
async fn files_go_no_faster_than_they_may() {
    let bytes = content(160 << 10);
    let hash = hash(&bytes);
    let options = crate::options();
    options.pace.set(Some(320 << 10));
    let begun = std::time::Instant::now();
    let world = World::with(options, |_, desk| desk.attach(&bytes)).await;
    // The first part of a second's worth goes at once.
    world.quiet().await;
    assert_eq!(world.server.file(&hash), Some(bytes.clone()));
    world.desk.lose_files();
    let up = begun.elapsed();
    world.sync.fetch_blob(&hash).await.unwrap();
    let down = begun.elapsed() - up;
    assert_eq!(world.desk.file(&hash), Some(bytes));
    assert!(down >= Duration::from_millis(450), "half a second's worth came in {down:?}");
}

#[tokio::test]
async fn chunks_are_no_larger_than_a_seconds_worth() {
    let bytes = content(300_000);
    let options = crate::options();
    options.pace.set(Some(100_000));
    let begun = std::time::Instant::now();
    let world = World::with(options, |_, desk| desk.attach(&bytes)).await;
    world.quiet().await;
    assert_eq!(world.server.chunks(), [100_000; 3]);
    assert!(begun.elapsed() >= Duration::from_millis(1_900), "three seconds' worth, the last not waited for");
}

#[tokio::test]
async fn a_chunk_whose_answer_was_lost_is_not_sent_twice() {
    let bytes = content(200_000);
    let hash = hash(&bytes);
    let world = World::new(|server, desk| {
        desk.attach(&bytes);
        server.misbehave("/sync/v1/uploads/", Reply::Lost);
    })
    .await;
    world.quiet().await;
    assert_eq!(world.server.file(&hash), Some(bytes));
    assert_eq!((world.server.chunks().len(), world.desk.unsent()), (1, 0));
}

#[tokio::test]
async fn two_files_at_most_go_up_at_once() {
    let files: Vec<Vec<u8>> = (0..6).map(|n| content(50_000 + n)).collect();
    let world = World::new(|_, desk| files.iter().for_each(|bytes| desk.attach(bytes))).await;
    world.quiet().await;
    assert!(files.iter().all(|bytes| world.server.file(&hash(bytes)).as_ref() == Some(bytes)));
    assert_eq!(world.server.most_at_once(), 2);
}

#[tokio::test]
async fn a_small_file_does_not_wait_for_a_large_one() {
    let (large, small) = (content(3_000_000), content(1_000));
    let world = World::new(|server, desk| {
        desk.attach(&large);
        server.misbehave("/sync/v1/uploads/", Reply::Stall);
    })
    .await;
    while world.server.bad_left() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.desk.attach(&small);
    let name = hash(&small);
    tokio::time::timeout(PATIENCE, async {
        while world.server.file(&name).is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("it passes the large one by");
    assert!(world.server.file(&hash(&large)).is_none());
}

#[tokio::test]
async fn a_file_that_goes_on_where_it_cannot_is_not_taken_for_sent() {
    let bytes = content(100_000);
    let hash = hash(&bytes);
    let world = World::new(|server, desk| {
        desk.attach(&bytes);
        let lies = [
            r#"{"state":"wanted","upload":"00000000-0000-0000-0000-000000000001","offset_bytes":100000}"#,
            r#"{"state":"wanted","upload":"00000000-0000-0000-0000-000000000001","offset_bytes":-1}"#,
        ];
        for lie in lies {
            server.misbehave("/sync/v1/uploads", Reply::json(200, lie));
        }
    })
    .await;
    world.quiet().await;
    assert_eq!(
        (world.server.file(&hash), world.server.bad_left()),
        (Some(bytes), 0),
        "tried until it was true"
    );
}

#[tokio::test]
async fn a_file_lost_before_it_was_sent_is_told_of_and_holds_nothing_up() {
    let (gone, here) = (content(70_000), content(80_000));
    let world = World::new(|_, desk| {
        desk.attach(&gone);
        desk.lose_files();
        desk.attach(&here);
    })
    .await;
    world.quiet().await;
    assert_eq!((world.desk.lost(), world.desk.unsent()), (1, 1), "it is not dropped");
    assert_eq!(world.server.file(&hash(&here)), Some(here));
    // Somebody attaches it again.
    world.desk.attach(&gone);
    world.sync.now();
    tokio::time::timeout(PATIENCE, async {
        while world.server.file(&hash(&gone)).is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("it is sent when it is back");
}

#[tokio::test]
async fn a_download_goes_on_at_the_byte_where_the_line_broke() {
    let bytes = content(700_000);
    let hash = hash(&bytes);
    let world = World::new(|server, _| server.keep_file(&hash, bytes.clone())).await;
    world.quiet().await;
    let path = format!("/sync/v1/blobs/{hash}");
    for (from, to) in [(0, 300_000), (300_000, 300_001), (300_001, 650_000)] {
        let part = bytes[from..to].to_vec();
        world.server.misbehave(&path, Reply::Part { from, size_bytes: bytes.len(), bytes: part });
    }
    world.sync.fetch_blob(&hash).await.unwrap();
    assert_eq!(world.desk.file(&hash), Some(bytes));
    assert_eq!(world.server.ranges(), ["bytes=0-", "bytes=300000-", "bytes=300001-", "bytes=650000-"]);
}

#[tokio::test]
async fn a_part_outlives_the_conversation_that_began_it() {
    let bytes = content(400_000);
    let hash = hash(&bytes);
    let world = World::new(|server, _| server.keep_file(&hash, bytes.clone())).await;
    world.quiet().await;
    let path = format!("/sync/v1/blobs/{hash}");
    let part = bytes[..100_000].to_vec();
    world.server.misbehave(&path, Reply::Part { from: 0, size_bytes: bytes.len(), bytes: part.clone() });
    world.server.misbehave(&path, Reply::Stall);
    let fetched = tokio::time::timeout(Duration::from_millis(300), world.sync.fetch_blob(&hash)).await;
    assert!(fetched.is_err(), "it is still at it");
    assert_eq!((world.desk.part(&hash), world.desk.file(&hash)), (Some(part), None), "and shows nothing");
    world.sync.fetch_blob(&hash).await.unwrap();
    assert_eq!(world.desk.file(&hash), Some(bytes));
    assert_eq!(world.server.ranges().last().unwrap(), "bytes=100000-");
}

#[tokio::test]
async fn a_lying_server_leaves_nothing_behind() {
    let bytes = content(50_000);
    let hash = hash(&bytes);
    let world = World::new(|server, _| server.keep_file(&hash, bytes.clone())).await;
    world.quiet().await;
    let path = format!("/sync/v1/blobs/{hash}");
    let size_bytes = bytes.len();
    let mut flipped = bytes.clone();
    flipped[49_999] ^= 1;
    let longer = [bytes.as_slice(), b"more"].concat();
    let lies = [
        ("other bytes", Reply::Part { from: 0, size_bytes, bytes: flipped }),
        ("another part", Reply::Part { from: 7, size_bytes, bytes: bytes[7..].to_vec() }),
        ("more than said", Reply::Part { from: 0, size_bytes, bytes: longer }),
        (
            "less than the file has",
            Reply::Part { from: 0, size_bytes: 40_000, bytes: bytes[..40_000].to_vec() },
        ),
        ("no file at all", Reply::json(200, "other bytes")),
    ];
    for (lie, reply) in lies {
        world.server.misbehave(&path, reply);
        assert_eq!(world.sync.fetch_blob(&hash).await.unwrap_err().code, Code::BadServer, "{lie}");
        assert_eq!(world.desk.file(&hash), None, "{lie}");
    }
    world.server.expire_access();
    world.sync.fetch_blob(&hash).await.expect("an old token is renewed on the way");
    assert_eq!(world.desk.file(&hash), Some(bytes));
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    let bytes = content(50_000);
    let hash = hash(&bytes);
    let world = World::new(|server, _| server.keep_file(&hash, bytes.clone())).await;
    world.quiet().await;
    world.desk.fill(true);
    let problem = world.sync.fetch_blob(&hash).await.unwrap_err();
    assert_eq!((problem.code, problem.message.as_str()), (Code::DiskFull, "there is no space left"));
    assert_eq!(world.server.ranges().len(), 1, "trying again makes no room");
    world.desk.fill(false);
    world.sync.fetch_blob(&hash).await.unwrap();
    assert_eq!(world.desk.file(&hash), Some(bytes));
}

#[tokio::test]
async fn rows_do_not_wait_for_files() {
    let bytes = content(5_000_000);
    let world = World::new(|server, desk| {
        desk.attach(&bytes);
        for _ in 0..4 {
            server.misbehave("/sync/v1/uploads/", Reply::Stall);
        }
    })
    .await;
    world.state(SyncState::Syncing).await;
    while world.server.chunks().is_empty() && world.server.bad_left() == 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.desk.queue([change(1)]);
    tokio::time::timeout(PATIENCE, world.desk.until_settled(1)).await.expect("a row passes a file by");
    assert!(world.server.file(&hash(&bytes)).is_none());
}
