//! Several servers on one PostgreSQL database: no commit is passed over, no number is given twice, nothing waits for ever.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use contract::wire::{Cursor, NumberedChange};
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use desk::{AcceptError, Desk};
use domain::change::{Act, Change, SetEdit};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::{Kind, Seq};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use server::password::Cost;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::Location;
use tempfile::TempDir;
use tokio::task::JoinSet;
use uuid::Uuid;

const NODES: usize = 3;
const WRITERS: i64 = 12;
/// How long writers may wait for each other; a longer run takes longer.
const PATIENCE: Duration = Duration::from_secs(90);

/// Pushes of each writer: a few, or as many as somebody asks for who looks for rare things.
fn pushes() -> i64 {
    std::env::var("TERN_NODES_PUSHES").map_or(40, |count| count.parse().unwrap())
}

/// A database and the servers that share it.
struct Nodes {
    running: Vec<server::Running>,
    me: PersonId,
    tickets: Vec<Uuid>,
    url: String,
    _folders: Vec<TempDir>,
}

impl Nodes {
    async fn start() -> Nodes {
        let url = testkit::postgres::fresh_database().unwrap();
        let mut nodes = Nodes {
            running: Vec::new(),
            me: PersonId(Uuid::nil()),
            tickets: Vec::new(),
            url: url.clone(),
            _folders: Vec::new(),
        };
        for index in 0..NODES {
            let folder = TempDir::new().unwrap();
            let mut options = server::Options { cost: Cost::Least, ..server::Options::local(folder.path()) };
            options.database = Location::parse(&url).unwrap();
            let running = server::start(options).await.unwrap();
            if index == 0 {
                let password = "correct horse battery".to_owned();
                let added = server::account::add(running.app(), "a@b.example", "Ada", Role::Admin, password);
                nodes.me = added.await.unwrap();
                server::sample::fill(running.app(), 40).await.unwrap();
                nodes.tickets =
                    store::planning::ids_after(running.app().db(), Uuid::nil(), 40).await.unwrap();
            }
            nodes.running.push(running);
            nodes._folders.push(folder);
        }
        nodes
    }

    fn desk(&self, index: usize) -> Desk {
        self.running[index % NODES].app().desk().clone()
    }

    fn tag(&self, random: &mut StdRng, tag: String) -> Change {
        let ticket = self.tickets[random.random_range(0..self.tickets.len())];
        let sets = BTreeMap::from([("tags".to_owned(), SetEdit { add: [tag].into(), ..SetEdit::default() })]);
        Change {
            id: ChangeId(RandomIds.next()),
            kind: Kind::Ticket,
            entity: ticket,
            ticket: Some(ticket),
            by: self.me,
            at: SystemClock::default().now(),
            seen: 0,
            delivered_at: None,
            act: Act::Patch { fields: BTreeMap::new(), sets },
        }
    }

    /// A device that pushes to one node after the other, and now and then the same twice. Returns its commits.
    async fn write(self: Arc<Self>, seed: u64, pushes: i64) -> Vec<Seq> {
        let mut random = StdRng::seed_from_u64(seed);
        let device = DeviceId(RandomIds.next());
        let (mut n, mut commits) = (0, Vec::new());
        for _ in 0..pushes {
            let count = random.random_range(1..5);
            let changes: Vec<NumberedChange> = (1..=count)
                .map(|more| NumberedChange {
                    n: n + more,
                    change: self.tag(&mut random, format!("d{seed}n{}", n + more)),
                })
                .collect();
            n += count;
            let mut answers = Vec::new();
            while answers.len() <= usize::from(random.random_bool(0.2)) {
                let node = self.desk(random.random_range(0..NODES));
                match node.accept(device, self.me, changes.clone()).await {
                    // Asked to come again: the change met a connection that had been killed.
                    Ok(answer) if answer.results.len() < changes.len() => {}
                    Ok(answer) => answers.push(answer.results),
                    // As a device does: the same push again, to whichever node answers.
                    Err(AcceptError::Broken(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
                    Err(refused) => panic!("{refused}"),
                }
            }
            assert!(
                answers.iter().all(|results| *results == answers[0]),
                "a repeated push is answered as before"
            );
            for result in &answers[0] {
                assert!(matches!(result.outcome, Outcome::Applied | Outcome::Merged), "{result:?}");
                commits.push(result.seq);
            }
            tokio::time::sleep(Duration::from_millis(random.random_range(0..6))).await;
        }
        commits
    }

    /// A device that follows the feed in tiny pages, from one node after the other, and never goes back.
    async fn read(self: Arc<Self>, seed: u64, over: Arc<AtomicBool>) -> BTreeMap<(Kind, Uuid), Seq> {
        let mut random = StdRng::seed_from_u64(seed);
        let mut cursor = Cursor::default();
        let mut rows = BTreeMap::new();
        loop {
            let last_look = over.load(Ordering::SeqCst);
            let node = self.desk(random.random_range(0..NODES));
            let Ok(page) = node.feed(self.me, cursor, random.random_range(1..40)).await else { continue };
            assert!(page.next >= cursor, "the feed went back");
            rows.extend(page.records.iter().map(|record| ((record.kind, record.id), record.ver)));
            cursor = page.next;
            if page.done && last_look {
                return rows;
            }
        }
    }

    /// Everything that the database holds, read from the start when nobody writes any more.
    async fn all(&self) -> BTreeMap<(Kind, Uuid), Seq> {
        let mut rows = BTreeMap::new();
        let mut cursor = Cursor::default();
        loop {
            let page = self.desk(0).feed(self.me, cursor, 1_000).await.unwrap();
            rows.extend(page.records.iter().map(|record| ((record.kind, record.id), record.ver)));
            cursor = page.next;
            if page.done {
                return rows;
            }
        }
    }

    /// Lets writers and readers loose until all is written; returns the commits of all writers.
    async fn work(self: &Arc<Self>, writers: i64, pushes: i64) -> Vec<Seq> {
        let over = Arc::new(AtomicBool::new(false));
        let mut reading = JoinSet::new();
        for seed in 0..3 {
            reading.spawn(Arc::clone(self).read(900 + seed, Arc::clone(&over)));
        }
        let mut writing = JoinSet::new();
        for seed in 0..writers {
            writing.spawn(Arc::clone(self).write(seed.unsigned_abs(), pushes));
        }
        let patience = PATIENCE * u32::try_from(1 + pushes / 100).unwrap();
        let written = tokio::time::timeout(patience, writing.join_all()).await;
        let commits = written.expect("no writer waits for ever").concat();
        over.store(true, Ordering::SeqCst);
        let all = self.all().await;
        for seen in reading.join_all().await {
            let missed = all.iter().filter(|(key, ver)| seen.get(key) != Some(ver)).count();
            assert_eq!(missed, 0, "a reader passed over {missed} of {} records", all.len());
        }
        commits
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reader_passes_over_a_commit_of_another_node() {
    let nodes = Arc::new(Nodes::start().await);
    let before = nodes.desk(0).hello().await.unwrap().head;
    let commits = nodes.work(WRITERS, pushes()).await;
    let different: BTreeSet<Seq> = commits.iter().copied().collect();
    let count = usize::try_from(WRITERS * pushes()).unwrap();
    assert_eq!(different.len(), count, "each push is one commit, with a number of its own");
    let head = nodes.desk(1).hello().await.unwrap().head;
    assert_eq!(different, (before + 1..=head).collect(), "and no number is left out");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_killed_cost_no_edit() {
    let nodes = Arc::new(Nodes::start().await);
    let over = Arc::new(AtomicBool::new(false));
    let (stop, url) = (Arc::clone(&over), nodes.url.clone());
    let killing = tokio::task::spawn_blocking(move || {
        let mut killed = 0;
        while !stop.load(Ordering::SeqCst) {
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
                       AND pid <> pg_backend_pid() AND state <> 'idle' ORDER BY random() LIMIT 1";
            let output = Command::new("psql").args(["-qtA", "-d", &url, "-c", sql]).output().unwrap();
            killed += String::from_utf8_lossy(&output.stdout).lines().filter(|line| *line == "t").count();
            std::thread::sleep(Duration::from_millis(60));
        }
        killed
    });
    nodes.work(8, 30).await;
    over.store(true, Ordering::SeqCst);
    assert!(killing.await.unwrap() >= 5, "too few connections were killed to prove anything");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_heard_of_on_the_other_nodes() {
    let nodes = Arc::new(Nodes::start().await);
    let mut heads: Vec<_> = (1..NODES).map(|index| nodes.desk(index).head()).collect();
    let change = nodes.tag(&mut StdRng::seed_from_u64(1), "heard".to_owned());
    let changes = vec![NumberedChange { n: 1, change }];
    let answer = nodes.desk(0).accept(DeviceId(RandomIds.next()), nodes.me, changes).await.unwrap();
    for head in &mut heads {
        let seq = answer.results[0].seq;
        let heard = tokio::time::timeout(PATIENCE, head.wait_for(|head| *head >= seq)).await;
        assert!(heard.is_ok(), "a device on another node hears of commit {seq}");
    }
}
