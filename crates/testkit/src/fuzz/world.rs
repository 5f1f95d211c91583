//! A server in this process whose clock stands still and whose ids are the same in every run, and good requests to it.

use ::server::App;
use ::server::password::{Cost, Passwords};
use anyhow::{Context as _, Result};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use contract::wire::{HEADER_DEVICE, NumberedChange, PushRequest, SignInRequest, Tokens};
use desk::clock::{Clock, Ids};
use desk::{Desk, Seat};
use domain::change::{Act, Change, Edit, SetEdit};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::person::{Role, default_team};
use domain::record::Kind;
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::blobs::Blobs;
use store::{Db, Location};
use tower::ServiceExt as _;
use uuid::Uuid;

const PASSWORD: &str = "correct horse battery";
const EMAIL: &str = "ada@tern.example";
/// Monday, 2 March 2026, 09:00 in UTC.
const MONDAY: Timestamp = Timestamp(1_772_442_000_000);

/// A clock that stands still.
pub(super) struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        MONDAY
    }
}

/// Ids in the same order in every run.
pub(super) struct Counted(pub(super) AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let n = self.0.fetch_add(1, Ordering::SeqCst);
        uuid::Builder::from_unix_timestamp_millis(MONDAY.0.unsigned_abs() + n, &[7; 10]).into_uuid()
    }
}

pub(super) struct World {
    pub(super) router: Router,
    pub(super) app: App,
    pub(super) me: PersonId,
    pub(super) device: DeviceId,
    pub(super) tokens: Tokens,
    /// A device that an admin signed out for good, and its token.
    pub(super) leaving: (DeviceId, String),
    pub(super) ticket: Uuid,
    _folder: tempfile::TempDir,
}

/// A folder that lies in memory where there is one.
pub(super) fn folder() -> Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.context("making a folder")
}

impl World {
    pub(super) async fn open() -> Result<World> {
        let folder = folder()?;
        let db = Db::open(&Location::File(folder.path().join("tern.db")), None).await?;
        let blobs = Blobs::open(folder.path().join("blobs"), None);
        let clock: Arc<dyn Clock> = Arc::new(Still);
        let ids: Arc<dyn Ids> = Arc::new(Counted(AtomicU64::new(1)));
        let desk = Desk::open(db.clone(), blobs, Seat::Server, clock.clone(), ids.clone()).await?;
        let app = App::new(desk, db, clock, ids, Passwords::new(Cost::Least)?, false).await?;
        let added = ::server::account::add(&app, EMAIL, "Ada", Role::Admin, PASSWORD.to_owned()).await;
        let me = added.map_err(|error| anyhow::anyhow!("{error}"))?;
        let router = ::server::router(app.clone());
        let device = DeviceId(Uuid::from_u128(0xd1));
        let lost = DeviceId(Uuid::from_u128(0xd2));
        let tokens = sign_in(&router, device).await?;
        let leaving = (lost, sign_in(&router, lost).await?.access);
        let ticket = Uuid::from_u128(0x019c_0000_0000_7000_8000_0000_0000_0001);
        let world = World { router, app, me, device, tokens, leaving, ticket, _folder: folder };
        let path = format!("/api/v1/devices/{lost}/revoke");
        let revoked = world.send(world.request("POST", &path).body(Body::empty())?).await;
        anyhow::ensure!(revoked.status().is_success(), "revoking a device: {}", revoked.status());
        let pushed =
            world.app.desk().accept(world.device, me, vec![world.opening(1, ticket, "Standing")]).await?;
        anyhow::ensure!(pushed.results[0].refusal.is_none(), "the ticket that all is about: {pushed:?}");
        Ok(world)
    }

    /// Begins a request in the device's name.
    pub(super) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.tokens.access))
            .header(HEADER_DEVICE, self.device.to_string())
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {})
    }

    fn change(&self, n: i64, kind: Kind, entity: Uuid, ticket: Option<Uuid>, act: Act) -> NumberedChange {
        // An id of its own for each number, the same in every run.
        let id =
            ChangeId(Uuid::from_u128(0x019c_0000_0000_7000_9000_0000_0000_0000 + n.unsigned_abs() as u128));
        let change =
            Change { id, kind, entity, ticket, by: self.me, at: MONDAY, seen: 0, delivered_at: None, act };
        NumberedChange { n, change }
    }

    pub(super) fn opening(&self, n: i64, ticket: Uuid, subject: &str) -> NumberedChange {
        let doc = json!({
            "subject": subject, "status": "new", "team": default_team().0, "created_at": MONDAY, "created_by": self.me,
        });
        self.change(n, Kind::Ticket, ticket, Some(ticket), create(doc))
    }

    /// A push that would be fine: every kind of change that devices send, numbered from 1.
    pub(super) fn push(&self) -> PushRequest {
        let ticket = Uuid::from_u128(self.ticket.as_u128() + 0x1000);
        let (standing, on) = (self.ticket, Some(ticket));
        let team = default_team().0;
        let field =
            |name: &str, value: Value| (name.to_owned(), Edit { base: 0, old: Value::Null, new: value });
        let fields = BTreeMap::from([
            field("subject", json!("Plotter")),
            field("status", json!("open")),
            field("priority", json!("high")),
            field("assignee", json!(self.me)),
            field("due", json!(MONDAY)),
            field("description", json!("It\nsmokes\n")),
            field("rank", json!(7)),
        ]);
        let sets = BTreeMap::from([(
            "tags".to_owned(),
            SetEdit { add: ["vip".to_owned()].into(), remove: ["old".to_owned()].into() },
        )]);
        let id = |n: u128| Uuid::from_u128(ticket.as_u128() + n);
        let seed = domain::sample::seeded(1, 7, MONDAY);
        let house = domain::house::House::fresh();
        let import = domain::import::Import::of(seed.frame(), &house);
        // A ticket with its whole life: history with times of its own reaches the clocks in no other way.
        let mut records = import.ticket(&seed.ticket(0));
        records.extend(import.shared().into_iter().take(3));
        let changes = vec![
            self.opening(1, ticket, "Printer"),
            self.change(2, Kind::Message, id(1), on, create(json!({
                "ticket": ticket, "kind": "reply", "side": "agent", "author": self.me, "body": "Hello", "at": MONDAY,
            }))),
            self.change(3, Kind::Ticket, standing, Some(standing), Act::Patch { fields, sets }),
            self.change(4, Kind::Attachment, id(2), on, create(json!({
                "ticket": ticket, "name": "a.txt", "mime": "text/plain", "size_bytes": 3, "hash": hash(), "author": self.me, "at": MONDAY,
            }))),
            self.change(5, Kind::TimeEntry, id(3), on, create(json!({
                "ticket": ticket, "author": self.me, "seconds": 600, "at": MONDAY, "note": "Looked",
            }))),
            self.change(6, Kind::Link, id(4), on, create(json!({
                "ticket": ticket, "other": standing, "relation": "related", "author": self.me, "at": MONDAY,
            }))),
            self.change(7, Kind::Person, id(5), None, create(json!({
                "name": "Bob", "email": "bob@tern.example", "role": "requester", "teams": [team],
            }))),
            self.change(8, Kind::Setting, domain::record::setting_id("offline_lease"), None, create(json!({ "days": 30 }))),
            self.change(9, Kind::Ticket, id(6), None, Act::Import { batch: id(6), part: 1, parts: 1, records }),
            self.change(10, Kind::Message, id(1), on, Act::Delete),
            self.change(11, Kind::Message, id(1), on, Act::Restore),
        ];
        PushRequest { device: self.device, changes }
    }
}

fn create(doc: Value) -> Act {
    match doc {
        Value::Object(doc) => Act::Create { doc },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Act::Create { doc: domain::record::Doc::new() }
        }
    }
}

/// The hash of the file that the good push names.
pub(super) fn hash() -> String {
    blake3::hash(b"abc").to_hex().to_string()
}

async fn sign_in(router: &Router, device: DeviceId) -> Result<Tokens> {
    let (email, password, device_name) = (EMAIL.to_owned(), PASSWORD.to_owned(), "fuzz".to_owned());
    let request = SignInRequest { email, password, device, device_name };
    let request = Request::post("/api/v1/sign-in")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(serde_json::to_vec(&request)?))?;
    let response = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 16).await?;
    serde_json::from_slice(&bytes).context("signing in")
}
