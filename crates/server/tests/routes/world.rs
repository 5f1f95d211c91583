//! A server in memory with a database of its own, people of every role, and a clock that tests turn.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use desk::clock::{Clock, Ids, RandomIds};
use desk::{Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use domain::person::Role;
use domain::time::Timestamp;
use serde_json::{Value, json};
use server::password::{Cost, Passwords};
use server::{App, account, router};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::blobs::Blobs;
use store::{Db, Location};
use tower::ServiceExt;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "correct horse battery";
/// Monday, 2 March 2026, 09:00 in UTC.
pub(crate) const MONDAY: Timestamp = Timestamp(1_772_442_000_000);

/// A clock that stands still until a test turns it.
pub(crate) struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) router: Router,
    hands: Arc<Hands>,
    folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL when `TERN_TEST_POSTGRES` names one.
pub(crate) async fn for_each_database<F: Future<Output = ()>>(test: impl Fn(World) -> F) {
    test(World::fresh().await).await;
    if let Some(url) = postgres() {
        test(World::open(tempfile::tempdir().unwrap(), &Location::Postgres(url)).await).await;
    }
}

/// An empty PostgreSQL database, where there is a cluster to take it from.
#[cfg(target_os = "linux")]
fn postgres() -> Option<String> {
    std::env::var_os(testkit::postgres::CLUSTER_VARIABLE)?;
    Some(testkit::postgres::fresh_database().unwrap())
}

#[cfg(not(target_os = "linux"))]
fn postgres() -> Option<String> {
    None
}

/// Somebody with tokens.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) access: String,
    pub(crate) refresh: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    /// The JSON of a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, String::from_utf8_lossy(&self.bytes));
        if self.bytes.is_empty() { Value::Null } else { serde_json::from_slice(&self.bytes).unwrap() }
    }

    /// Checks that it failed as it should, in the one shape that errors have; returns the code.
    #[track_caller]
    pub(crate) fn failed(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/json");
        let body: contract::wire::ErrorBody = serde_json::from_slice(&self.bytes).unwrap();
        assert!(!body.detail.is_empty(), "an error says what is wrong");
        serde_json::to_value(body.code).unwrap().as_str().unwrap().to_owned()
    }
}

impl World {
    /// A server on SQLite.
    pub(crate) async fn fresh() -> World {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("tern.db"));
        World::open(folder, &location).await
    }

    async fn open(folder: tempfile::TempDir, location: &Location) -> World {
        let hands = Arc::new(Hands(AtomicI64::new(MONDAY.0)));
        let db = Db::open(location, None).await.unwrap();
        let blobs = Blobs::open(folder.path().join("blobs"), None);
        let clock: Arc<dyn Clock> = hands.clone();
        let ids: Arc<dyn Ids> = Arc::new(RandomIds);
        let desk = Desk::open(db.clone(), blobs, Seat::Server, clock.clone(), ids.clone()).await.unwrap();
        let passwords = Passwords::new(Cost::Least).unwrap();
        let app = App::new(desk, db, clock, ids, passwords, false).await.unwrap();
        World { router: router(app.clone()), app, hands, folder }
    }

    /// Where the bytes of attachments lie.
    pub(crate) fn blobs(&self) -> std::path::PathBuf {
        self.folder.path().join("blobs")
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.hands.now()
    }

    /// Turns the clock on.
    pub(crate) fn pass_ms(&self, ms: i64) {
        self.hands.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        assert!(parts.headers.contains_key("x-tern-time"), "every answer says what time it is");
        assert!(parts.headers.contains_key("x-tern-epoch"), "every answer says which history it is of");
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    /// Asks with or without a token, and with JSON unless `body` is null.
    pub(crate) async fn ask(&self, who: Option<&Signed>, method: Method, path: &str, body: Value) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(who) = who {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", who.access));
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn get(&self, who: &Signed, path: &str) -> Reply {
        self.ask(Some(who), Method::GET, path, Value::Null).await
    }

    pub(crate) async fn post(&self, who: &Signed, path: &str, body: Value) -> Reply {
        self.ask(Some(who), Method::POST, path, body).await
    }

    /// Makes an account, named after its role.
    pub(crate) async fn hire(&self, role: Role) -> PersonId {
        let email = email(role);
        account::add(&self.app, &email, role.key(), role, PASSWORD.to_owned()).await.unwrap()
    }

    /// Tries to sign in on a fresh device.
    pub(crate) async fn try_sign_in(&self, email: &str, password: &str, device: DeviceId) -> Reply {
        let body = json!({
            "email": email, "password": password, "device": device, "device_name": "a test's laptop",
        });
        self.ask(None, Method::POST, "/api/v1/sign-in", body).await
    }

    /// Makes an account and signs in with it.
    pub(crate) async fn signed(&self, role: Role) -> Signed {
        self.hire(role).await;
        self.sign_in(&email(role)).await
    }

    /// Signs in on a fresh device.
    pub(crate) async fn sign_in(&self, email: &str) -> Signed {
        let device = DeviceId(Uuid::new_v4());
        signed(&self.try_sign_in(email, PASSWORD, device).await.ok(), device)
    }

    /// Makes a ticket and returns its id.
    pub(crate) async fn ticket(&self, who: &Signed, subject: &str) -> String {
        let made = self.post(who, "/api/v1/tickets", json!({ "subject": subject })).await;
        made.ok()["id"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn email(role: Role) -> String {
    format!("{}@tern.example", role.key())
}

pub(crate) fn signed(tokens: &Value, device: DeviceId) -> Signed {
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    Signed {
        person: text("person").parse().unwrap(),
        device,
        access: text("access"),
        refresh: text("refresh"),
    }
}
