//! What was shown as saved is saved: the program is killed at random moments of its work, again and again.

use crate::world::{World, incidents};
use rand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 54;

/// Runs a command, kills it after a while with SIGKILL, and gives back what it had printed by then.
fn killed_after(world: &World, words: &[&str], while_ms: u64) -> String {
    let mut child = world.command(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(while_ms));
    end(&mut child)
}

/// The same, in the instant in which it prints.
fn killed_when_it_shows(world: &World, words: &[&str]) -> String {
    let mut child = world.command(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut first = [0];
    let read = child.stdout.as_mut().unwrap().read(&mut first).unwrap();
    String::from_utf8_lossy(&first[..read]).into_owned() + &end(&mut child)
}

fn end(child: &mut Child) -> String {
    // It may have ended by itself.
    let _ = child.kill();
    let mut shown = String::new();
    child.stdout.take().unwrap().read_to_string(&mut shown).unwrap();
    child.wait().unwrap();
    shown
}

#[test]
fn nothing_that_was_shown_as_saved_is_lost_by_a_kill() {
    let world = World::new();
    world.ok(&["ticket", "new", "--subject", "The edited one"]);
    let started = Instant::now();
    world.ok(&["ticket", "list"]);
    let whole_ms = u64::try_from(started.elapsed().as_millis()).unwrap().max(100);

    let mut random = rand::rng();
    let (mut made, mut tagged) = (BTreeMap::new(), BTreeSet::new());
    for round in 0..KILLS {
        let subject = format!("round {round}");
        let tag = format!("t{round}");
        let new = format!(r#"{{"subject":"{subject}"}}"#);
        let makes = round % 2 == 0;
        let plus = format!("+{tag}");
        let words: Vec<&str> =
            if makes { vec!["rpc", "ticket_new", &new] } else { vec!["ticket", "set", "L-1", &plus] };
        let shown = match round % 3 {
            0 => killed_when_it_shows(&world, &words),
            // From the first instruction to the last, however fast this computer is.
            _ => killed_after(&world, &words, random.random_range(0..whole_ms.max(150) * 5 / 4)),
        };
        // A line that was cut off in the middle was shown to nobody.
        if makes && shown.ends_with('\n') {
            let answer: serde_json::Value = serde_json::from_str(&shown).unwrap();
            let label = answer["label"].as_str().unwrap().to_owned();
            assert!(made.insert(label, subject).is_none(), "a number was given twice");
        } else if !makes && shown.ends_with('\n') {
            tagged.insert(tag);
        }
    }

    let page = world.json(&["ticket", "list", "--limit", "1000"]);
    let rows = page["rows"].as_array().unwrap();
    let there: BTreeMap<&str, &str> =
        rows.iter().map(|row| (row["number"].as_str().unwrap(), row["subject"].as_str().unwrap())).collect();
    for (label, subject) in &made {
        assert_eq!(there.get(label.as_str()), Some(&subject.as_str()), "{label} was shown as saved");
    }
    let edited = world.json(&["ticket", "show", "L-1"]);
    let tags: BTreeSet<&str> =
        edited["ticket"]["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
    for tag in &tagged {
        assert!(tags.contains(tag.as_str()), "{tag} was shown as saved; there is {tags:?}");
    }
    assert!(made.len() + tagged.len() >= 10, "the kills came too early to prove anything");
    world.ok(&["ticket", "new", "--subject", "And work goes on"]);
}

#[test]
fn a_killed_import_brings_everything_or_nothing() {
    let world = World::new();
    let log = incidents().display().to_string();
    let words = ["import", log.as_str(), "--preset", "servicenow", "--zone", "UTC"];
    let mut random = rand::rng();
    for _ in 0..3 {
        killed_after(&world, &words, random.random_range(0..4_000));
        let there = world.tickets();
        assert!(there == 0 || there == 594, "{there} of 594 tickets");
    }
    world.ok(&words);
    assert_eq!(world.tickets(), 594);
}
