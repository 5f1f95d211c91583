//! The desk itself: a database, its rules, and whoever listens.

use crate::accept::Queue;
use crate::clock::{Clock, Ids};
use crate::rules::Rules;
use crate::undo::Undo;
use anyhow::Context;
use contract::commands::Tag;
use domain::board::{default_board, status_id};
use domain::ids::{DeviceId, PersonId};
use domain::person::{Person, default_team};
use domain::record::{Kind, Record, Seq};
use domain::status::default_statuses;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, RwLock, Weak};
use store::Db;
use store::blobs::Blobs;
use store::state::Head;
use tokio::sync::{Mutex, broadcast, watch};
use uuid::Uuid;

/// What this desk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seat {
    /// It judges what devices send, and numbers it.
    Server,
    /// It keeps what a person does until the server has it. Without a server its word is final.
    Device { device: DeviceId, connected: bool },
}

/// An open desk; clones share it.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    /// The desk itself, for work in the background that must not keep it open.
    pub me: Weak<Inner>,
    pub db: Db,
    pub blobs: Blobs,
    pub seat: RwLock<Seat>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub rules: RwLock<Arc<Rules>>,
    /// The commit of a server up to which nothing is missing from the rules.
    pub ruled: AtomicI64,
    /// Pushes that wait to be judged.
    pub queue: Queue,
    pub changed: broadcast::Sender<BTreeSet<Tag>>,
    pub head: watch::Sender<Seq>,
    /// How far clocks are counted again.
    pub recount: watch::Sender<contract::sla::RecountView>,
    /// One writer at a time on a file: waiting here is fairer than SQLite's busy loop.
    pub turn: Mutex<()>,
    pub undo: std::sync::Mutex<Undo>,
    /// How long a server keeps deleted records.
    pub keep_deleted_ms: AtomicI64,
    /// When what is here was last found to be what the server has.
    pub checked: std::sync::Mutex<Option<domain::time::Timestamp>>,
    /// How long a public reply waits in the outbox, so that it can be taken back.
    pub send_delay_ms: AtomicI64,
    /// Larger files are not sent for now.
    pub largest_sent_bytes: AtomicI64,
    /// Whether this computer was signed out for good and hands over what it has; read and written with the turn held.
    pub is_shut: AtomicBool,
}

impl Desk {
    /// Opens a desk on a database, and furnishes it when it is empty.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn open(
        db: Db,
        blobs: Blobs,
        seat: Seat,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> anyhow::Result<Self> {
        furnish(&db, &seat, ids.as_ref()).await.context("furnishing the desk")?;
        if seat == Seat::Server {
            crate::sight::catch_up(&db).await.context("noting who sees which tickets")?;
        }
        crate::recount::note_old_rows(&db).await.context("noting what is to be counted again")?;
        crate::refill::note_old_words(&db).await.context("noting what the index lacks")?;
        // In this order: what comes between the two is read again rather than missed.
        let head = store::state::head(&db).await?.map_or(0, |head| head.seq);
        let rules = Rules::load(&db).await.context("reading the rules of the desk")?;
        let desk = Desk {
            inner: Arc::new_cyclic(|me| Inner {
                me: me.clone(),
                db,
                blobs,
                seat: RwLock::new(seat),
                clock,
                ids,
                rules: RwLock::new(rules),
                ruled: AtomicI64::new(head),
                queue: Queue::default(),
                changed: broadcast::channel(64).0,
                head: watch::channel(head).0,
                recount: watch::channel(contract::sla::RecountView::default()).0,
                turn: Mutex::new(()),
                undo: std::sync::Mutex::new(Undo::default()),
                keep_deleted_ms: AtomicI64::new(crate::retention::KEPT_MS),
                checked: std::sync::Mutex::new(None),
                send_delay_ms: AtomicI64::new(0),
                largest_sent_bytes: AtomicI64::new(i64::MAX),
                is_shut: AtomicBool::new(false),
            }),
        };
        desk.recount_noted().await.context("looking for what is to be counted again")?;
        desk.refill_noted().await.context("looking for what the index lacks")?;
        Ok(desk)
    }

    /// Hears what changes, as tags of what to read again. A listener that is too slow hears `Lagged`
    /// and reads everything again.
    pub fn changed(&self) -> broadcast::Receiver<BTreeSet<Tag>> {
        self.inner.changed.subscribe()
    }

    /// The number of the last commit of a server; it rises after each.
    pub fn head(&self) -> watch::Receiver<Seq> {
        self.inner.head.subscribe()
    }

    /// The database, for what keeps its own tables in it.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The bytes of attachments.
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    pub fn seat(&self) -> Seat {
        self.inner.seat()
    }

    /// Says that this desk has a server from now on.
    pub fn set_connected(&self, device: DeviceId) {
        *self.inner.seat.write().expect("no holder of the seat panics") =
            Seat::Device { device, connected: true };
    }

    /// Sets how long a public reply waits before it is sent.
    pub fn set_send_delay_ms(&self, delay_ms: i64) {
        self.inner.send_delay_ms.store(delay_ms, Ordering::Relaxed);
    }

    /// The person with this id, if they work here.
    pub fn staff(&self, id: PersonId) -> Option<Person> {
        self.inner.rules().house.staff.get(&id).cloned()
    }

    /// The priority matrix in force.
    pub fn matrix(&self) -> domain::priority::Matrix {
        self.inner.rules().house.matrix.clone()
    }

    /// How many days this desk may go without its server before its window locks; 0 for ever.
    pub fn lease_days(&self) -> i64 {
        self.inner.rules().lease_days
    }

    /// How many conflicts wait for a person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_conflicts(&self) -> anyhow::Result<i64> {
        store::records::open_conflicts(&self.inner.db).await
    }

    /// How many public replies wait for a person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn held_replies(&self) -> anyhow::Result<i64> {
        store::records::count_held(&self.inner.db).await
    }

    /// Writes every ticket's row again, after records came in that change what the clocks mean.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn refresh(&self) -> anyhow::Result<()> {
        self.inner.reload_rules().await?;
        self.recount_all().await?;
        self.recounted().await;
        Ok(())
    }

    /// The names behind the ids of a ticket.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn names_of(&self, ticket: &domain::ticket::Ticket) -> anyhow::Result<Names> {
        let rules = self.inner.rules();
        let ids: Vec<Uuid> =
            [ticket.requester, ticket.assignee].into_iter().flatten().map(|id| id.0).collect();
        let people = store::people::get_many(&self.inner.db, &ids).await?;
        let name =
            |id: Option<PersonId>| id.and_then(|id| people.get(&id.0)).map(|person| person.name.clone());
        Ok(Names {
            status: rules
                .house
                .status(&ticket.status)
                .map_or_else(|| ticket.status.0.clone(), |s| s.name.clone()),
            team: rules.house.teams.get(&ticket.team).map_or_else(String::new, |team| team.name.clone()),
            requester: name(ticket.requester),
            assignee: name(ticket.assignee),
        })
    }

    /// Tells everybody to read again what stands behind these tags.
    pub fn announce(&self, tags: impl IntoIterator<Item = Tag>) {
        self.inner.announce(tags.into_iter().collect());
    }
}

/// The names behind the ids of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub status: String,
    pub team: String,
    pub requester: Option<String>,
    pub assignee: Option<String>,
}

impl Inner {
    pub(crate) fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.read().expect("no holder of the rules panics"))
    }

    pub(crate) fn seat(&self) -> Seat {
        self.seat.read().expect("no holder of the seat panics").clone()
    }

    /// Whether nobody judges this desk's changes but itself.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.seat(), Seat::Server | Seat::Device { connected: false, .. })
    }

    pub(crate) fn announce(&self, tags: BTreeSet<Tag>) {
        if !tags.is_empty() {
            // Nobody listening is fine: a terminal has no windows.
            let _ = self.changed.send(tags);
        }
    }

    /// Says once more that something waits, when a reply may no longer be taken back.
    pub(crate) fn wake_for_replies(&self, changes: &[domain::change::Change]) {
        let delay_ms = self.send_delay_ms.load(Ordering::Relaxed);
        if delay_ms == 0
            || store::sim::staged()
            || self.is_final()
            || !changes.iter().any(|change| change.kind == Kind::Message)
        {
            return;
        }
        let changed = self.changed.clone();
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(delay_ms.unsigned_abs() + 20)).await;
            // Nobody listening is fine: the desk was closed, and what waits is sent next time.
            let _ = changed.send([Tag::Outbox].into());
        });
    }

    pub(crate) async fn reload_rules(&self) -> anyhow::Result<()> {
        let rules = Rules::load(&self.db).await.context("reading the rules of the desk")?;
        *self.rules.write().expect("no holder of the rules panics") = rules;
        Ok(())
    }
}

/// Puts in what every desk has from the start. Every desk gives it the same ids, so none of it is ever sent.
async fn furnish(db: &Db, seat: &Seat, ids: &dyn Ids) -> anyhow::Result<()> {
    if store::state::get::<bool>(db, "furnished").await?.unwrap_or(false) {
        return Ok(());
    }
    let statuses = default_statuses();
    let (team_id, team) = default_team();
    let (board_id, board) = default_board(&statuses);
    let mut records: Vec<Record> =
        statuses.iter().map(|status| Record::new(status_id(&status.key), None, status)).collect();
    records.push(Record::new(team_id.0, None, &team));
    records.push(Record::new(board_id.0, None, &board));
    let tx = db.begin().await?;
    if *seat == Seat::Server {
        let head = Head { seq: 1, next_number: 1001, epoch: ids.next() };
        store::state::put_head(&tx, head).await?;
        for record in &mut records {
            record.ver = 1;
            record.first = 1;
        }
    }
    let present: BTreeSet<Uuid> = {
        let keys: Vec<(Kind, Uuid)> = records.iter().map(|record| (record.kind, record.id)).collect();
        store::records::versions(&tx, &keys).await?.into_keys().map(|(_, id)| id).collect()
    };
    records.retain(|record| !present.contains(&record.id));
    store::records::put(&tx, &records).await?;
    store::state::put(&tx, "furnished", &true).await?;
    tx.commit().await
}
