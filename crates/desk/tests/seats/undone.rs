//! Whatever somebody does, in whatever order: taken back step by step, the desk is as it was, and done again it is as it became.

use crate::seated::{Seated, local};
use serde_json::{Value, json};

/// Chance that is the same each time: Marsaglia's xorshift64 (https://doi.org/10.18637/jss.v008.i14).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What of a ticket's view moves by itself, or says only that something was done.
const MOVES: [&str; 5] = ["updated_at", "ver", "clocks", "last_said_at", "since"];

/// All that somebody can see of the work: the tickets with what hangs on them.
async fn seen(world: &Seated) -> Value {
    let page = world.call("ticket_list", json!({ "from": 0, "count": 50 })).await;
    let mut ids: Vec<String> =
        page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    let mut all = Vec::new();
    for id in ids {
        let mut view = world.got(&id).await;
        let fields = view.as_object_mut().unwrap();
        fields.retain(|field, _| !MOVES.contains(&field.as_str()));
        let thread = world.call("ticket_thread", json!({ "ticket": id, "count": 200 })).await;
        let entries = thread["entries"].as_array().unwrap().iter();
        let said: Vec<Value> = entries
            .filter(|entry| entry["entry"] == "message")
            .map(|entry| json!([entry["kind"], entry["body"]]))
            .collect();
        let time = world.call("time_list", json!({ "ticket": id })).await;
        let reminders = world.call("reminder_list", json!({ "ticket": id })).await;
        all.push(json!([view, said, time, reminders]));
    }
    let board = world.call("board_get", json!({})).await;
    let counts: Vec<&Value> =
        board["columns"].as_array().unwrap().iter().map(|column| &column["count"]).collect();
    json!([all, counts])
}

/// Something that a person could do next; `None` where there is nothing to do it to.
async fn act(world: &Seated, chance: &mut Chance, number: usize) -> Option<(&'static str, Value)> {
    let page = world.call("ticket_list", json!({ "from": 0, "count": 50 })).await;
    let rows = page["rows"].as_array().unwrap();
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    let kind = chance.below(12);
    if ids.is_empty() || (kind == 0 && ids.len() < 8) {
        let lines = if chance.below(2) == 0 { json!("One\nTwo") } else { Value::Null };
        let input = json!({ "subject": format!("Ticket {number}"), "checklist": lines, "fields": {} });
        return Some(("ticket_new", input));
    }
    let ticket = (*chance.one_of(&ids)).clone();
    let other = (*chance.one_of(&ids)).clone();
    let view = world.got(ticket.as_str().unwrap()).await;
    let set = |fields: Value| ("ticket_set", json!({ "tickets": [ticket], "fields": fields }));
    Some(match kind {
        1 => set(json!({ "subject": format!("Named {number}") })),
        2 => set(json!({ "status": chance.one_of(&["new", "open", "in_progress", "waiting", "resolved"]) })),
        3 => set(
            json!({ "impact": chance.one_of(&["low", "medium"]), "description": format!("**{number}**") }),
        ),
        4 => {
            let tags = json!([chance.one_of(&["a", "b", "c"])]);
            (
                "ticket_set",
                json!({ "tickets": ids, "add_tags": tags, "remove_tags": [chance.one_of(&["d", "e"])] }),
            )
        }
        5 => {
            let place = json!({ "column": chance.one_of(&["new", "open", "in_progress"]) });
            let board = world.call("board_list", json!({})).await[0]["id"].clone();
            ("ticket_move", json!({ "tickets": [ticket], "board": board, "place": place }))
        }
        6 => ("message_add", json!({ "ticket": ticket, "kind": "note", "body": format!("Note {number}") })),
        7 if ticket != other && view["links"].as_array().unwrap().is_empty() => {
            ("link_add", json!({ "ticket": ticket, "other": other, "relation": "related" }))
        }
        8 => ("time_add", json!({ "ticket": ticket, "seconds": 60 * (number + 1) })),
        9 => ("checklist_add", json!({ "ticket": ticket, "text": format!("Item {number}") })),
        10 => ("ticket_delete", json!({ "tickets": [ticket] })),
        11 => {
            let steps = json!({ "status": "waiting", "add_tags": ["m"], "note": "From a macro" });
            ("macro_run", json!({ "name": "Chase", "steps": steps, "tickets": [ticket] }))
        }
        _ => set(json!({ "assignee": world.me })),
    })
}

#[tokio::test]
async fn whatever_was_done_is_taken_back_step_by_step_and_done_again() {
    for seed in 1..=6_u64 {
        let world = Seated::alone(local(), None).await;
        let mut chance = Chance(seed * 0x9E37_79B9);
        for subject in ["Printer", "Scanner"] {
            world.ticket(subject).await;
        }
        let mut states = vec![seen(&world).await];
        let mut done = Vec::new();
        for number in 0..25 {
            world.clock.wait(1_000);
            let Some((command, input)) = act(&world, &mut chance, number).await else { continue };
            let before = world.call("undo_peek", json!({})).await;
            if let Err(problem) = world.desk.call(world.me, command, input.clone()).await {
                panic!("seed {seed}: {command} {input}: {problem}");
            }
            let state = seen(&world).await;
            // What changed nothing is no step; that it has a label of its own says nothing here.
            if state == *states.last().unwrap() && world.call("undo_peek", json!({})).await == before {
                continue;
            }
            states.push(state);
            done.push(format!("{command} {input}"));
        }
        assert!(done.len() > 10, "seed {seed} did too little: {done:?}");
        for (at, state) in states.iter().enumerate().rev().skip(1) {
            world.clock.wait(1_000);
            world.call("undo", json!({})).await;
            assert_eq!(&seen(&world).await, state, "seed {seed}: undoing {}", done[at]);
        }
        for (at, state) in states.iter().enumerate().skip(1) {
            world.clock.wait(1_000);
            world.call("redo", json!({})).await;
            assert_eq!(&seen(&world).await, state, "seed {seed}: redoing {}", done[at - 1]);
        }
    }
}
