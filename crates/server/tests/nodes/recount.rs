//! Counting clocks again after an edit of policies, where servers die over it and connections break.

use crate::Nodes;
use desk::clock::{Clock as _, SystemClock};
use domain::history::{Event, What};
use domain::ids::TicketId;
use domain::person::default_team;
use domain::record::Record;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

const TICKETS: usize = 450;
/// What a batch is; the note of a dead server stands at the end of one.
const DONE: usize = 100;
const PATIENCE: Duration = Duration::from_secs(90);

impl Nodes {
    /// Our tickets' rows, to compare: when each is due and turns next.
    fn rows(&self, of: &str) -> Vec<String> {
        let sql = "SELECT concat_ws(' ', id, next_due, next_turn) FROM ticket WHERE id <";
        self.ask(&format!("{sql} '{}' {of} ORDER BY id", id(TICKETS))).lines().map(str::to_owned).collect()
    }

    fn is_noted(&self) -> bool {
        self.ask("SELECT count(*) FROM state WHERE name = 'recount'") == "1"
    }

    /// All rows counted by a policy that lets nothing turn while a test runs.
    async fn with_far_targets(&self) {
        let desk = self.desk(0);
        desk.seed((0..TICKETS).flat_map(opened).collect()).await.unwrap();
        let mut policies = desk.call(self.me, "policy_list", json!({})).await.unwrap();
        policies["policies"][0]["targets"] = json!({ "normal": { "resolution": 5_000_000 } });
        policies["policies"][0]["escalation"] = json!([]);
        desk.call(self.me, "policy_save", policies).await.unwrap();
        self.until("the clocks are counted", || !self.is_noted()).await;
    }

    async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let waited = tokio::time::timeout(PATIENCE, async {
            while !holds() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        waited.await.unwrap_or_else(|_| panic!("{what}: not within {PATIENCE:?}"));
    }
}

/// Ours come first in every order by id.
fn id(n: usize) -> Uuid {
    Uuid::from_u128(0x1000 + n as u128)
}

/// A ticket and the line of history that opens it.
fn opened(n: usize) -> [Record; 2] {
    let at = SystemClock::default().now();
    let ticket = Ticket::opened(&format!("Ticket {n}"), default_team().0, at);
    let what = What::Created {
        status: ticket.status.clone(),
        category: StatusCategory::New,
        priority: ticket.priority,
    };
    let line = Event { ticket: TicketId(id(n)), at, received_at: None, by: None, what };
    let line_id = Uuid::from_u128(0x9000_0000 + n as u128);
    [Record::new(id(n), Some(id(n)), &ticket), Record::new(line_id, Some(id(n)), &line)]
}

/// Says the first row that is another one.
fn assert_same(rows: &[String], expected: &[String], what: &str) {
    assert_eq!(rows.len(), expected.len(), "{what}");
    if let Some((is, was)) = rows.iter().zip(expected).find(|(is, was)| is != was) {
        panic!("{what}:\n{is}\n{was}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_server_left_to_count_is_taken_over_by_one_that_runs() {
    let nodes = Nodes::start().await;
    nodes.with_far_targets().await;
    let border = id(DONE - 1);
    let (ours, theirs) = (format!("AND id > '{border}'"), format!("AND id <= '{border}'"));
    let true_rows = nodes.rows(&ours);
    // A server that died after its first batch: the rest of the rows are those of before, and a note says where it
    // stood. What it had done is spoiled, too, to see that nobody does that again.
    nodes.ask("UPDATE ticket SET next_due = 1");
    let spoiled = nodes.rows(&theirs);
    let note = json!({ "only_open": false, "after": border, "done": DONE, "total": TICKETS });
    nodes.ask(&format!("INSERT INTO state (name, value) VALUES ('recount', '{note}')"));

    // Each looks by itself every half a minute; a commit lets all of them look.
    nodes.desk(1).call(nodes.me, "ticket_new", json!({ "subject": "Made meanwhile" })).await.unwrap();
    nodes.until("somebody takes it over to the end", || !nodes.is_noted()).await;
    assert_same(&nodes.rows(&theirs), &spoiled, "what was done is not done again");
    let counted_rows = nodes.rows(&ours);
    assert_same(&counted_rows, &true_rows, "every row that was left is as it would have been");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_over_a_batch_costs_a_pause_and_nothing_else() {
    let mut nodes = Nodes::start().await;
    nodes.with_far_targets().await;
    let true_rows = nodes.rows("");
    // One server alone: nobody else could go on in its place.
    for other in nodes.running.drain(1..).collect::<Vec<_>>() {
        other.stop().await.unwrap();
    }
    nodes.ask("UPDATE ticket SET next_due = 1");
    let note = json!({ "only_open": false, "after": Uuid::nil(), "done": 0, "total": TICKETS });
    nodes.ask(&format!("INSERT INTO state (name, value) VALUES ('recount', '{note}')"));
    // Whoever counts waits for the note's row; there the connection breaks under it.
    let held = std::process::Command::new("psql")
        .args(["-qtA", "-d", &nodes.url, "-c"])
        .arg("BEGIN; SELECT 1 FROM state WHERE name = 'recount' FOR UPDATE; SELECT pg_sleep(3); COMMIT")
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let counting = "FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'psql' \
                    AND wait_event_type = 'Lock'";
    nodes.desk(0).call(nodes.me, "ticket_new", json!({ "subject": "Made meanwhile" })).await.unwrap();
    nodes
        .until("the server waits for the note", || {
            nodes.ask(&format!("SELECT count(*) > 0 {counting}")) == "t"
        })
        .await;
    let killed = nodes.ask(&format!("SELECT count(pg_terminate_backend(pid)) {counting}"));
    assert_ne!(killed, "0", "its connection is broken");
    let mut held = held;
    tokio::task::spawn_blocking(move || held.wait()).await.unwrap().unwrap();
    assert!(nodes.is_noted(), "nothing was counted yet");
    nodes.until("it tries again by itself", || !nodes.is_noted()).await;
    assert_same(&nodes.rows(""), &true_rows, "every row is counted, once the connection is back");
}
