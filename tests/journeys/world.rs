//! A server that can be stopped and started again, and desks that speak with it.

use contract::problem::Problem;
use domain::ids::PersonId;
use domain::person::Role;
use host::{Host, Options};
use serde_json::{Value, json};
use server::password::Cost;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "correct horse battery";
const PASSPHRASE: &str = "a passphrase for tests";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on loopback, on the database that the run asks for.
pub(crate) struct Server {
    folder: TempDir,
    options: server::Options,
    running: Option<server::Running>,
}

impl Server {
    /// Starts a server with these people: address, name, role.
    pub(crate) async fn start(people: &[(&str, &str, Role)]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = server::Options { cost: Cost::Least, ..server::Options::local(folder.path()) };
        if let Some(url) = postgres() {
            options.database = store::Location::parse(&url).unwrap();
        }
        let running = server::start(options.clone()).await.unwrap();
        // The same address after a restart, so that desks find it again.
        options.listen = running.address();
        let server = Server { folder, options, running: Some(running) };
        for (email, name, role) in people {
            server.person(email, name, *role).await;
        }
        server
    }

    pub(crate) async fn person(&self, email: &str, name: &str, role: Role) -> PersonId {
        server::account::add(self.app(), email, name, role, PASSWORD.to_owned()).await.unwrap()
    }

    pub(crate) fn app(&self) -> &server::App {
        self.running.as_ref().expect("the server runs").app()
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.options.listen
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    pub(crate) async fn stop(&mut self) {
        self.running.take().expect("the server runs").stop().await.unwrap();
        assert!(self.folder.path().exists());
    }

    /// Copies the database aside, as a keeper does at night; `None` where that is not the keeper's way.
    pub(crate) async fn backup(&mut self) -> Option<TempDir> {
        let store::Location::File(database) = self.options.database.clone() else { return None };
        self.stop().await;
        let backup = TempDir::new().unwrap();
        std::fs::copy(&database, backup.path().join("tern.db")).unwrap();
        self.again().await;
        Some(backup)
    }

    /// Puts a backup in the database's place and begins a new history, as docs/operations.md says.
    pub(crate) async fn restore(&mut self, backup: &TempDir) {
        let store::Location::File(database) = self.options.database.clone() else { unreachable!() };
        self.stop().await;
        for end in ["-wal", "-shm"] {
            let beside = format!("{}{end}", database.display());
            // A database that was closed well has neither.
            let _ = std::fs::remove_file(beside);
        }
        std::fs::copy(backup.path().join("tern.db"), &database).unwrap();
        server::restore_epoch(&self.options.database, &self.options.data).await.unwrap();
        self.again().await;
    }

    /// The disk with the bytes of attachments dies.
    pub(crate) fn lose_files(&self) {
        std::fs::remove_dir_all(self.options.data.join("blobs")).unwrap();
    }

    pub(crate) async fn again(&mut self) {
        self.running = Some(server::start(self.options.clone()).await.unwrap());
    }
}

#[cfg(target_os = "linux")]
fn postgres() -> Option<String> {
    std::env::var("TERN_JOURNEYS_ON").ok().filter(|on| on == "postgres")?;
    Some(testkit::postgres::fresh_database().unwrap())
}

#[cfg(not(target_os = "linux"))]
fn postgres() -> Option<String> {
    None
}

/// Somebody's desk, under a passphrase, with nothing in the background but what a test asks for.
pub(crate) struct Desk {
    pub(crate) host: Arc<Host>,
    folder: TempDir,
}

impl Desk {
    pub(crate) async fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        Desk { host: host_on(folder.path()).await, folder }
    }

    pub(crate) async fn local(name: &str) -> Self {
        let desk = Desk::empty().await;
        desk.call("host_work_locally", json!({ "name": name })).await;
        desk
    }

    pub(crate) async fn at(server: &Server, email: &str) -> Self {
        let desk = Desk::empty().await;
        desk.connect(server, email).await;
        desk
    }

    pub(crate) async fn connect(&self, server: &Server, email: &str) {
        let input = json!({ "url": server.url(), "email": email, "password": PASSWORD });
        self.call("host_connect", input).await;
        self.sync().await;
    }

    /// Ends the process, as far as the files can tell, and starts it again.
    pub(crate) async fn restart(self) -> Self {
        self.host.stop().await;
        let Desk { folder, host } = self;
        drop(host);
        Desk { host: host_on(folder.path()).await, folder }
    }

    /// Ends the process, copies its folder, and starts one on each of the two.
    pub(crate) async fn copy(self) -> (Self, Self) {
        self.host.stop().await;
        let Desk { folder, host } = self;
        drop(host);
        let other = TempDir::new().unwrap();
        copy_folder(&folder.path().join("desk"), &other.path().join("desk"));
        let copy = Desk { host: host_on(other.path()).await, folder: other };
        (Desk { host: host_on(folder.path()).await, folder }, copy)
    }

    /// Restarts the process, and hands out what the database was when nobody had it open.
    pub(crate) async fn database(self) -> (Self, Vec<u8>) {
        self.host.stop().await;
        let Desk { folder, host } = self;
        drop(host);
        let bytes = std::fs::read(folder.path().join("desk/tern.db")).unwrap();
        (Desk { host: host_on(folder.path()).await, folder }, bytes)
    }

    /// Restarts the process on this database.
    pub(crate) async fn restored(self, database: &[u8]) -> Self {
        self.host.stop().await;
        let Desk { folder, host } = self;
        drop(host);
        std::fs::write(folder.path().join("desk/tern.db"), database).unwrap();
        Desk { host: host_on(folder.path()).await, folder }
    }

    /// Restarts the process this many days after it last heard from its server.
    pub(crate) async fn aged(self, days: u64) -> Self {
        self.host.stop().await;
        let Desk { folder, host } = self;
        drop(host);
        testkit::age::without_server_for(days, &folder.path().join("desk"), PASSPHRASE).await.unwrap();
        Desk { host: host_on(folder.path()).await, folder }
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) async fn attempt(&self, command: &str, input: Value) -> Result<Value, Problem> {
        self.host.call(command, input).await
    }

    pub(crate) async fn call(&self, command: &str, input: Value) -> Value {
        self.attempt(command, input).await.unwrap_or_else(|problem| panic!("{command}: {problem:?}"))
    }

    pub(crate) async fn sync(&self) {
        self.host.sync_until_quiet(PATIENCE).await.unwrap();
    }

    pub(crate) async fn new_ticket(&self, subject: &str) -> String {
        self.call("ticket_new", json!({ "subject": subject })).await["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn set(&self, ticket: &str, fields: Value) {
        self.call("ticket_set", json!({ "tickets": [ticket], "fields": fields })).await;
    }

    pub(crate) async fn ticket(&self, ticket: &str) -> Value {
        self.call("ticket_get", json!({ "ticket": ticket })).await
    }

    /// The texts of a ticket's messages.
    pub(crate) async fn messages(&self, ticket: &str) -> Vec<String> {
        let thread = self.call("ticket_thread", json!({ "ticket": ticket, "count": 100 })).await;
        let entries = thread["entries"].as_array().unwrap().iter();
        entries
            .filter(|entry| entry["entry"] == "message")
            .map(|e| e["body"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) async fn pending(&self) -> i64 {
        self.call("sync_status", json!({})).await["pending"].as_i64().unwrap()
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, name) = {
            let entry = entry.unwrap();
            (entry.path(), entry.file_name())
        };
        if entry.is_dir() {
            copy_folder(&entry, &to.join(name));
        } else {
            std::fs::copy(&entry, to.join(name)).unwrap();
        }
    }
}

async fn host_on(folder: &std::path::Path) -> Arc<Host> {
    let options = Options {
        folder: folder.join("desk"),
        sample: false,
        passphrase: Some(PASSPHRASE.to_owned()),
        background: false,
        engine: None,
    };
    Host::start(options).await.unwrap()
}
