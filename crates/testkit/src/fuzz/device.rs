//! A server that lies: what a real server answers, broken on its way to a real device that holds a conversation with it.

use super::corpus::shape;
use super::world::{Counted, World, folder};
use super::{Report, Run, mutate};
use crate::pocket::Pocket;
use anyhow::{Context as _, Result};
use async_trait::async_trait;
use axum::body::Body;
use bytes::Bytes;
use contract::problem::Code;
use contract::wire::{
    Cursor, DigestRange, HEADER_EPOCH, NumberedChange, Part, Place, PullPage, PushAnswer, SnapshotPage,
};
use desk::clock::RandomIds;
use desk::{Desk, Seat};
use domain::ids::DeviceId;
use domain::record::{Kind, Record};
use futures::StreamExt as _;
use http::{HeaderValue, Request, Response, StatusCode, header};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::blobs::Blobs;
use store::{Db, Location};
use sync::fault::Fault;
use sync::transport::{Chunks, Payload, Transport};
use sync::{Limits, Options, REFRESH_TOKEN, Secrets, Sync};
use tower::ServiceExt as _;
use url::Url;
use uuid::Uuid;

/// After so many conversations device and server are others.
const LIFE: u64 = 40;
/// How long one conversation is lied to.
const TALK: Duration = Duration::from_millis(60);
/// How much it is told past the conversation for each of them.
const TOLD: usize = 40;
const PATIENCE: Duration = Duration::from_secs(20);

/// The line between device and server, and what is done to it.
struct Line {
    world: Arc<World>,
    random: Mutex<StdRng>,
    lies: AtomicBool,
    /// What was said instead, since the last look: its sort, and the answer itself.
    said: Mutex<Vec<(String, String)>>,
}

#[async_trait]
impl Transport for Line {
    async fn send(&self, request: Request<Payload>) -> Result<Response<Chunks>, Fault> {
        let (head, payload) = request.into_parts();
        let route = head.uri.path().to_owned();
        let body = match payload {
            Payload::Empty => Body::empty(),
            Payload::Whole(bytes) => Body::from(bytes),
            Payload::Stream { bytes, .. } => Body::from_stream(bytes),
        };
        let mut asked = Request::builder()
            .method(head.method)
            .uri(head.uri.path_and_query().map_or("/", |path| path.as_str()));
        for (name, value) in &head.headers {
            asked = asked.header(name, value);
        }
        let asked = asked.body(body).map_err(|error| Fault::Local(error.to_string()))?;
        let answer = self.world.router.clone().oneshot(asked).await.unwrap_or_else(|never| match never {});
        let (mut head, body) = answer.into_parts();
        // Without a token there is no conversation that one could lie in.
        let spared = route.ends_with("/refresh")
            && self.random.lock().unwrap_or_else(PoisonError::into_inner).random_bool(0.9);
        if spared || !self.lies.load(Ordering::SeqCst) {
            return Ok(Response::from_parts(head, chunks(body)));
        }
        let streams = route.ends_with("/events");
        let bytes = if streams {
            Bytes::from_static(b"event: head\nid: 3\ndata: {\"head\":3,\"time\":5}\n\nevent: bye\ndata: {\"spread_ms\":7}\n\n")
        } else {
            axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default()
        };
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        let (sort, bytes, breaks_off) = lie(&mut head, bytes.to_vec(), &mut random);
        drop(random);
        let text =
            format!("{} {route} {}", head.status, String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)]));
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((format!("{} {sort}", shape(&route)), text));
        let mut pieces: Vec<Result<Bytes, Fault>> =
            bytes.chunks(4_096).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        if breaks_off {
            pieces.push(Err(Fault::Offline("cut".to_owned())));
        }
        Ok(Response::from_parts(head, futures::stream::iter(pieces).boxed()))
    }

    fn renew(&self) {}
}

fn chunks(body: Body) -> Chunks {
    body.into_data_stream().map(|piece| piece.map_err(|error| Fault::Offline(error.to_string()))).boxed()
}

/// Breaks an answer; returns how, what is left of it, and whether it breaks off.
fn lie(
    head: &mut http::response::Parts,
    mut body: Vec<u8>,
    random: &mut StdRng,
) -> (&'static str, Vec<u8>, bool) {
    head.headers.remove(header::CONTENT_LENGTH);
    match random.random_range(0..40) {
        0 => {
            let codes = [200_u16, 204, 206, 304, 400, 404, 409, 410, 429, 500, 502, 503, 511];
            head.status =
                StatusCode::from_u16(codes[random.random_range(0..codes.len())]).unwrap_or(StatusCode::OK);
            ("status", body, false)
        }
        1 => {
            head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
            ("kind", body, false)
        }
        2 => {
            head.headers
                .insert(HEADER_EPOCH, HeaderValue::from_static("00000000-0000-0000-0000-000000000009"));
            ("epoch", body, false)
        }
        3 => {
            let odd = ["", "-1", "99999999999999999999", "0", "9223372036854775807"];
            let odd = HeaderValue::from_static(odd[random.random_range(0..odd.len())]);
            let name =
                ["x-tern-time", "retry-after", "upload-offset", "content-range"][random.random_range(0..4)];
            head.headers.insert(name, odd);
            ("header", body, false)
        }
        4 => {
            body.truncate(random.random_range(0..=body.len()));
            ("cut", body, true)
        }
        5 if random.random_bool(0.2) => ("endless", vec![b'['; 17 * 1024 * 1024], false),
        6..10 => {
            mutate::bytes(&mut body, random);
            ("bytes", body, false)
        }
        10..13 => ("honest", body, false),
        _ => {
            let Ok(mut value) = serde_json::from_slice::<Value>(&body) else {
                mutate::bytes(&mut body, random);
                return ("bytes", body, false);
            };
            for _ in 0..random.random_range(1..4) {
                // Most lies are about the records; the rest of a page is small and soon broken.
                match value.get_mut("records").and_then(Value::as_array_mut).filter(|list| !list.is_empty()) {
                    Some(list) if random.random_bool(0.7) => {
                        let at = random.random_range(0..list.len());
                        mutate::value(&mut list[at], random);
                    }
                    _ => mutate::value(&mut value, random),
                }
            }
            ("json", value.to_string().into_bytes(), false)
        }
    }
}

/// A device and the server that it takes for one.
struct Pair {
    line: Arc<Line>,
    desk: Desk,
    pocket: Arc<Pocket>,
    folder: tempfile::TempDir,
    n: i64,
}

impl Pair {
    async fn open(seed: u64) -> Result<Pair> {
        let world = Arc::new(World::open().await?);
        let folder = folder()?;
        let line = Arc::new(Line {
            random: Mutex::new(StdRng::seed_from_u64(seed)),
            lies: AtomicBool::new(false),
            said: Mutex::default(),
            world,
        });
        let desk = Pair::desk(folder.path(), &line.world).await?;
        let pocket = Arc::new(Pocket::default());
        pocket.put(REFRESH_TOKEN, &line.world.tokens.refresh).await?;
        let mut pair = Pair { line, desk, pocket, folder, n: 1 };
        let sync = pair.talk()?;
        sync.until_quiet(PATIENCE).await.map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
        sync.stop().await;
        pair.edit_there().await?;
        pair.line.lies.store(true, Ordering::SeqCst);
        Ok(pair)
    }

    async fn desk(folder: &std::path::Path, world: &World) -> Result<Desk> {
        let db = Db::open(&Location::File(folder.join("tern.db")), None).await?;
        let blobs = Blobs::open(folder.join("blobs"), None);
        let seat = Seat::Device { device: world.device, connected: true };
        Desk::open(db, blobs, seat, Arc::new(super::world::Still), Arc::new(RandomIds)).await
    }

    fn talk(&self) -> Result<Sync> {
        let limits = Limits { connect: TALK, first_byte: TALK * 2, total: TALK * 4, ..Limits::default() };
        let options = Options { limits, page: 20, transport: Some(self.line.clone()), ..Options::default() };
        let url = Url::parse("http://server.invalid/").context("an address")?;
        let (desk, device) = (Arc::new(self.desk.clone()), self.line.world.device);
        Sync::start(desk, &url, device, self.pocket.clone(), &options)
            .map_err(|problem| anyhow::anyhow!("{problem:?}"))
    }

    /// Somebody else works on the server, so that there is something to tell lies about.
    async fn edit_there(&mut self) -> Result<()> {
        let mut push = self.line.world.push();
        push.changes.truncate(7);
        for numbered in &mut push.changes {
            let shift = Uuid::from_u128(u128::from(self.n.unsigned_abs()) << 32);
            let moved = |id: Uuid| Uuid::from_u128(id.as_u128() ^ shift.as_u128());
            numbered.change.id.0 = moved(numbered.change.id.0);
            if numbered.change.entity != self.line.world.ticket {
                numbered.change.entity = moved(numbered.change.entity);
                numbered.change.ticket = numbered.change.ticket.map(moved);
            }
            numbered.n += self.n - 1;
        }
        self.n += push.changes.len() as i64;
        let other = DeviceId(Uuid::from_u128(0xd3));
        self.line.world.app.desk().accept(other, self.line.world.me, push.changes).await?;
        Ok(())
    }

    async fn call(&self, command: &str, input: Value) -> Result<(), String> {
        match self.desk.call(self.line.world.me, command, input).await {
            // A command that is none would be no check.
            Err(problem) if matches!(problem.code, Code::Internal | Code::BadInput) => {
                Err(format!("{command}: {}", problem.message))
            }
            // Whatever the server said of tickets and people, it is told in words.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Says something to the desk past the conversation, which refuses much of it: a page of the feed or of a copy, the
    /// answer to a push, the rows of a range.
    async fn tell(&self, random: &mut StdRng) -> Result<Option<(String, String)>> {
        let (me, server) = (self.line.world.me, self.line.world.app.desk());
        let kind = random.random_range(0..10);
        let mut value = match kind {
            0..5 => {
                serde_json::to_value(server.feed(me, Cursor::default(), random.random_range(1..60)).await?)?
            }
            5..8 => {
                let parts = [Part::Shared, Part::Open, Part::Tickets];
                let place = Place::beginning(parts[random.random_range(0..parts.len())]);
                let ask = desk::Ask { place, since: None, fresh: random.random_bool(0.5), max: 40 };
                serde_json::to_value(server.snapshot(me, ask).await?)?
            }
            8 => {
                let waiting = self.desk.outgoing(20).await?;
                let result = |numbered: &NumberedChange| {
                    json!({
                        "n": numbered.n, "id": numbered.change.id, "outcome": "applied", "seq": 3,
                    })
                };
                json!({ "results": waiting.iter().map(result).collect::<Vec<_>>(), "head": 3, "time": 1 })
            }
            _ => json!(server.feed(me, Cursor::default(), 60).await?.records),
        };
        for _ in 0..random.random_range(1..4) {
            match value.get_mut("records").and_then(Value::as_array_mut).filter(|list| !list.is_empty()) {
                Some(list) if random.random_bool(0.8) => {
                    let at = random.random_range(0..list.len());
                    mutate::value(&mut list[at], random);
                }
                _ => mutate::value(&mut value, random),
            }
        }
        let text = value.to_string();
        let sort = match kind {
            0..5 => {
                let Ok(mut page) = serde_json::from_value::<PullPage>(value) else { return Ok(None) };
                if random.random_bool(0.9) {
                    page.prev = self.desk.cursor().await?;
                }
                outcome("absorb", self.desk.absorb(page).await)
            }
            5..8 => {
                let Ok(mut page) = serde_json::from_value::<SnapshotPage>(value) else { return Ok(None) };
                if random.random_bool(0.2) {
                    self.desk.copy_again().await?;
                }
                if let Some(copying) = self.desk.copying().await? {
                    page.prev = copying.place;
                }
                outcome("absorb_snapshot", self.desk.absorb_snapshot(&page).await)
            }
            8 => {
                let Ok(answer) = serde_json::from_value::<PushAnswer>(value) else { return Ok(None) };
                outcome("settle", self.desk.settle(&answer).await)
            }
            _ => {
                let Ok(records) = serde_json::from_value::<Vec<Record>>(value) else { return Ok(None) };
                let kind = Kind::ALL[random.random_range(0..Kind::ALL.len())];
                let range = DigestRange { kind, after: Uuid::nil(), to: Uuid::max() };
                outcome("mend", self.desk.mend(&range, &records).await.map(|_| ()))
            }
        };
        Ok(Some((sort, text)))
    }

    /// Whether the desk can still be used, and opened again.
    async fn check(&mut self, reopen: bool) -> Result<(), String> {
        self.call("ticket_list", json!({ "from": 0, "count": 50 })).await?;
        self.call("board_get", json!({})).await?;
        self.call("ticket_get", json!({ "ticket": self.line.world.ticket })).await?;
        self.call("ticket_new", json!({ "subject": "Made whatever the server says" })).await?;
        if reopen {
            let desk = Pair::desk(self.folder.path(), &self.line.world).await;
            self.desk = desk.map_err(|error| format!("the desk cannot be opened any more: {error:#}"))?;
        }
        Ok(())
    }
}

fn outcome(door: &str, outcome: Result<()>) -> String {
    match outcome {
        Ok(()) => format!("{door} took it"),
        Err(error) => format!("{door} refused: {}", shape(&error.root_cause().to_string())),
    }
}

pub(super) async fn run(mut run: Run) -> Result<Report> {
    let seeds = Counted(AtomicU64::new(run.options.seed));
    let mut pair = Pair::open(seeds.0.fetch_add(1, Ordering::SeqCst)).await?;
    let mut life = 0;
    while run.goes_on() {
        if life >= LIFE {
            pair = Pair::open(seeds.0.fetch_add(1, Ordering::SeqCst)).await?;
            life = 0;
        }
        life += 1;
        pair.edit_there().await?;
        let sync = pair.talk()?;
        let over = tokio::time::Instant::now() + TALK;
        while tokio::time::Instant::now() < over {
            // A person who presses the button: back-off would make a long story of it.
            sync.now();
            tokio::time::sleep(TALK / 8).await;
        }
        // Without a farewell, as when the window is killed.
        drop(sync);
        let said = std::mem::take(&mut *pair.line.said.lock().unwrap_or_else(PoisonError::into_inner));
        let all = said.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        for (sort, _) in &said {
            run.tried(sort, || all.clone());
        }
        for _ in 0..TOLD {
            if let Some((sort, text)) = pair.tell(&mut run.random).await? {
                run.tried(&sort, || text.clone());
            }
        }
        if let Err(what) = pair.check(life.is_multiple_of(8)).await {
            run.found(shape(&what), format!("{what}\n{all}"));
            life = LIFE;
        }
    }
    Ok(run.end(0))
}
