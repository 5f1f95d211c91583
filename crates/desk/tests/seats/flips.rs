//! Bits that flip on the disk: a desk says that its file is damaged, or tells what it always told; it never tells
//! anything else.

use crate::seated::{Seated, local};
use contract::problem::Code;
use desk::Desk;
use domain::ids::PersonId;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use store::vault::Key;

/// How many bits are tried, spread over the whole of a file.
const FLIPS: usize = 64;

/// What a desk answers to each of the same questions.
async fn told(desk: &Desk, me: PersonId, tickets: &[String]) -> Vec<Result<Value, (Code, String)>> {
    let mut told = Vec::new();
    let mut ask = async |command: &str, input: Value| {
        told.push(desk.call(me, command, input).await.map_err(|problem| (problem.code, problem.message)));
    };
    for ticket in tickets {
        ask("ticket_get", json!({ "ticket": ticket })).await;
    }
    ask("ticket_list", json!({ "from": 0, "count": 50 })).await;
    ask("board_get", json!({})).await;
    told
}

/// A desk with a dozen tickets, each with an edit; their ids in the order in which they were made.
async fn worked_at() -> (Seated, Vec<String>) {
    let world = Seated::alone(local(), Some(Key::random())).await;
    let mut tickets = Vec::new();
    for number in 0..12 {
        let ticket = world.ticket(&format!("Printer {number}")).await;
        world.change(&ticket, json!({ "description": "The tray is stuck. ".repeat(60) })).await;
        tickets.push(ticket);
    }
    (world, tickets)
}

/// Copies a desk's files, with one bit of this file the other way round.
fn flipped(world: &Seated, file: &str, at: usize, to: &Path) {
    for name in ["tern.db", "tern.db-wal"].iter().filter(|name| world.folder().join(name).exists()) {
        let mut bytes = fs::read(world.folder().join(name)).unwrap();
        if *name == file {
            bytes[at] ^= 1 << (at % 8);
        }
        fs::write(to.join(name), bytes).unwrap();
    }
}

/// Places spread over a file, none of them the same within its page.
fn places(world: &Seated, file: &str) -> Vec<usize> {
    let length = usize::try_from(fs::metadata(world.folder().join(file)).unwrap().len()).unwrap();
    (0..FLIPS).map(|flip| flip * length / FLIPS + flip * 61 % 997).filter(|at| *at < length).collect()
}

#[tokio::test]
async fn a_flipped_bit_of_the_database_is_noticed_and_changes_no_answer() {
    let (world, tickets) = worked_at().await;
    let whole = told(&world.desk, world.me, &tickets).await;
    assert!(whole.iter().all(Result::is_ok), "{whole:?}");
    world.desk.db().run_script("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    let (mut unopened, mut noticed) = (0, 0);
    for at in places(&world, "tern.db") {
        let folder = tempfile::tempdir().unwrap();
        flipped(&world, "tern.db", at, folder.path());
        let desk = match world.opened_in(folder.path()).await {
            Ok(desk) => desk,
            Err(said) => {
                assert!(said.contains("damaged") || said.contains("does not open"), "byte {at}: {said}");
                unopened += 1;
                continue;
            }
        };
        for (then, now) in whole.iter().zip(told(&desk, world.me, &tickets).await) {
            match now {
                Ok(_) => assert_eq!(then, &now, "byte {at}: another answer"),
                Err((code, said)) => {
                    // Of a page whose sum is wrong, SQLCipher says that there was no memory for it, as of a failing disk.
                    assert!(
                        matches!(code, Code::ForeignFile | Code::DiskFailing),
                        "byte {at}: {code:?} {said}"
                    );
                    noticed += 1;
                }
            }
        }
        desk.db().clone().close().await.unwrap();
    }
    assert!(unopened > 0 && noticed > 0, "{unopened} not opened, {noticed} answers refused");
}

#[tokio::test]
async fn a_flipped_bit_of_the_log_takes_the_last_edits_at_most_and_breaks_none_in_two() {
    let (world, tickets) = worked_at().await;
    let whole = told(&world.desk, world.me, &tickets).await;
    let mut shorter = 0;
    for at in places(&world, "tern.db-wal") {
        let folder = tempfile::tempdir().unwrap();
        flipped(&world, "tern.db-wal", at, folder.path());
        let Ok(desk) = world.opened_in(folder.path()).await else { continue };
        let now = told(&desk, world.me, &tickets).await;
        let there = now.iter().take(tickets.len()).take_while(|answer| answer.is_ok()).count();
        let missing = now[there..tickets.len()].iter().all(|it| matches!(it, Err((Code::Missing, _))));
        assert!(missing, "byte {at}: tickets that are not the last ones are gone, or broken: {now:?}");
        // The newest that is there may be without its edit; all before are as they were.
        let before = there.saturating_sub(1);
        assert_eq!(now[..before], whole[..before], "byte {at}");
        shorter += usize::from(there < tickets.len());
        desk.db().clone().close().await.unwrap();
    }
    assert!(shorter > 0, "no flip reached the log");
}
