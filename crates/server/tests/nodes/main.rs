//! Several servers on one PostgreSQL database: no commit is passed over, no number is given twice, nothing waits for ever.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod escalation;
mod files;
mod presence;
mod reading;
mod recount;

use axum::body::Body;
use axum::http::Request;
use contract::wire::{Cursor, News, NumberedChange, Tokens};
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use desk::{AcceptError, Desk};
use domain::change::{Act, Change, Edit, SetEdit};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::{Kind, Seq};
use futures::StreamExt;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use server::password::Cost;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::Location;
use store::blobs::Blobs;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tower::ServiceExt;
use uuid::Uuid;

const NODES: usize = 3;
const PASSWORD: &str = "correct horse battery";
const WRITERS: i64 = 12;
const READERS: u64 = 3;
/// How long writers may wait for each other; a longer run takes longer.
const PATIENCE: Duration = Duration::from_secs(90);

/// Pushes of each writer: a few, or as many as somebody asks for who looks for rare things.
fn pushes() -> i64 {
    std::env::var("TERN_NODES_PUSHES").map_or(40, |count| count.parse().unwrap())
}

/// Lets no ticket have a target: a server that tells of breaches makes commits that nobody here counts.
async fn promise_nothing(desk: &Desk, me: PersonId) {
    let mut policies = desk.call(me, "policy_list", json!({})).await.unwrap();
    policies["policies"][0]["targets"] = json!({});
    desk.call(me, "policy_save", policies).await.unwrap();
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
        Nodes::with_files_in(None).await
    }

    /// Starts the servers; they keep attachments in one store, or each in a folder of its own.
    async fn with_files_in(attachments: Option<Blobs>) -> Nodes {
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
            options.attachments = attachments.clone();
            let running = server::start(options).await.unwrap();
            if index == 0 {
                let password = PASSWORD.to_owned();
                let added = server::account::add(running.app(), "a@b.example", "Ada", Role::Admin, password);
                nodes.me = added.await.unwrap();
                promise_nothing(running.app().desk(), nodes.me).await;
                // A ticket that is edited a thousand times would be what takes the time.
                let tickets = u32::try_from(pushes().max(40)).unwrap();
                server::sample::fill(running.app(), tickets as usize).await.unwrap();
                let ids =
                    store::planning::ids_after(running.app().db(), Uuid::nil(), u64::from(tickets)).await;
                nodes.tickets = ids.unwrap();
            }
            nodes.running.push(running);
            nodes._folders.push(folder);
        }
        nodes
    }

    fn desk(&self, index: usize) -> Desk {
        self.running[index % self.running.len()].app().desk().clone()
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
            // Connections may still be killed.
            let Ok(page) = self.desk(0).feed(self.me, cursor, 1_000).await else { continue };
            rows.extend(page.records.iter().map(|record| ((record.kind, record.id), record.ver)));
            cursor = page.next;
            if page.done {
                return rows;
            }
        }
    }

    /// Asks the database behind the back of all servers.
    fn ask(&self, sql: &str) -> String {
        let output = Command::new("psql").args(["-qtA", "-d", &self.url, "-c", sql]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// How many tags of writers the tickets have; each edit set one of its own.
    async fn tags(&self) -> usize {
        let records = store::records::get_many(self.running[0].app().db(), Kind::Ticket, &self.tickets).await;
        let tags = |record: &domain::record::Record| domain::change::elements(record.field("tags"));
        let is_ours =
            |tag: &String| tag.starts_with('d') && tag[1..].starts_with(|first: char| first.is_ascii_digit());
        records.unwrap().values().map(|record| tags(record).iter().filter(|tag| is_ours(tag)).count()).sum()
    }

    /// Lets writers and readers loose until all is written; returns the commits of all writers.
    async fn work(self: &Arc<Self>, writers: i64, pushes: i64) -> Vec<Seq> {
        let over = Arc::new(AtomicBool::new(false));
        let mut reading = JoinSet::new();
        for seed in 0..READERS {
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
        let deadlocks = self.ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        assert_eq!(deadlocks, "0", "nobody waited for somebody who waited for them");
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
    let head = nodes.desk(1).hello().await.unwrap().head;
    assert_eq!(different, (before + 1..=head).collect(), "no number is left out or given to nothing");
    assert_eq!(nodes.tags().await, commits.len(), "every edit took effect, and once");
    let figures =
        format!("{} edits in {} commits, none missed by {READERS} readers\n", commits.len(), different.len());
    std::io::stderr().write_all(figures.as_bytes()).unwrap();
}

/// Ends what looks at it when it goes, also when a test fails: its thread would be waited for without an end.
struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_killed_cost_no_edit() {
    let nodes = Arc::new(Nodes::start().await);
    let before = nodes.desk(0).hello().await.unwrap().head;
    let over = Over(Arc::new(AtomicBool::new(false)));
    let (stop, url) = (Arc::clone(&over.0), nodes.url.clone());
    let killing = tokio::task::spawn_blocking(move || {
        let mut killed = 0;
        while !stop.load(Ordering::SeqCst) {
            // Whoever of the servers is in the middle of a transaction, or just about to be; what the test asks is spared.
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
                       AND application_name <> 'psql' AND state <> 'idle' ORDER BY random() LIMIT 1";
            let output = Command::new("psql").args(["-qtA", "-d", &url, "-c", sql]).output().unwrap();
            killed += String::from_utf8_lossy(&output.stdout).lines().filter(|line| *line == "t").count();
            std::thread::sleep(Duration::from_millis(60));
        }
        killed
    });
    let commits = nodes.work(8, 30).await;
    drop(over);
    assert!(killing.await.unwrap() >= 5, "too few connections were killed to prove anything");
    assert_eq!(nodes.tags().await, commits.len(), "every edit took effect, and once");
    let head = nodes.desk(1).hello().await.unwrap().head;
    let different: BTreeSet<Seq> = commits.into_iter().collect();
    assert_eq!(different, (before + 1..=head).collect(), "no commit is there that nobody was told of");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_one_node_hears_of_commits_on_another() {
    let nodes = Arc::new(Nodes::start().await);
    let device = DeviceId(RandomIds.next());
    let request = json!({
        "email": "a@b.example", "password": PASSWORD, "device": device, "device_name": "a test's laptop",
    });
    let body = Body::from(request.to_string());
    let request = Request::post("/api/v1/sign-in").header("content-type", "application/json").body(body);
    let tokens: Tokens = answer(&nodes, 0, request.unwrap()).await;
    let get = |path: &str| {
        let bearer = format!("Bearer {}", tokens.access);
        Request::get(path).header("authorization", bearer).body(Body::empty()).unwrap()
    };
    let known = nodes.desk(1).hello().await.unwrap().head;
    let listening =
        server::router(nodes.running[2].app().clone()).oneshot(get("/sync/v1/events")).await.unwrap();
    let mut events = listening.into_body().into_data_stream();
    let waiting = answer::<News>(&nodes, 1, get(&format!("/sync/v1/poll?seq={known}&wait=25")));
    let pushing = async {
        let changes = vec![NumberedChange {
            n: 1,
            change: nodes.tag(&mut StdRng::seed_from_u64(2), "told".to_owned()),
        }];
        nodes.desk(0).accept(device, nodes.me, changes).await.unwrap().results[0].seq
    };
    let (news, seq) = tokio::join!(waiting, pushing);
    assert_eq!(news.head, seq, "whoever waits on another node is told");
    let mut heard = String::new();
    while !heard.contains(&format!("\"head\":{seq}")) {
        let piece =
            tokio::time::timeout(PATIENCE, events.next()).await.expect("the stream of a third node tells it");
        heard.push_str(std::str::from_utf8(&piece.unwrap().unwrap()).unwrap());
    }
}

async fn answer<T: serde::de::DeserializeOwned>(nodes: &Nodes, node: usize, request: Request<Body>) -> T {
    let response = server::router(nodes.running[node].app().clone()).oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_is_taken_away_on_one_node_is_gone_on_all() {
    let nodes = Arc::new(Nodes::start().await);
    let app = nodes.running[0].app();
    let added = server::account::add(app, "bob@b.example", "Bob", Role::Agent, PASSWORD.to_owned()).await;
    let bob = added.unwrap();
    let mine = DeviceId(RandomIds.next());
    for round in 1..=20 {
        let (from, to) = if round % 2 == 1 { ("agent", "requester") } else { ("requester", "agent") };
        let edit = Edit { base: 0, old: from.into(), new: to.into() };
        let act = Act::Patch { fields: BTreeMap::from([("role".to_owned(), edit)]), sets: BTreeMap::new() };
        let change = Change {
            kind: Kind::Person,
            entity: bob.0,
            ticket: None,
            act,
            ..nodes.tag(&mut StdRng::seed_from_u64(3), "x".to_owned())
        };
        let answer =
            nodes.desk(0).accept(mine, nodes.me, vec![NumberedChange { n: round, change }]).await.unwrap();
        assert!(matches!(answer.results[0].outcome, Outcome::Applied | Outcome::Merged), "{answer:?}");
        // At once, without waiting until the other node looks by itself.
        let his = DeviceId(RandomIds.next());
        let change = Change { by: bob, ..nodes.tag(&mut StdRng::seed_from_u64(4), "y".to_owned()) };
        let judged = nodes.desk(1).accept(his, bob, vec![NumberedChange { n: 1, change }]).await;
        assert_eq!(matches!(judged, Err(AcceptError::NotStaff)), to == "requester", "{judged:?}");
    }
}
