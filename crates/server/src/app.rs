//! What every route shares: the desk, the database, the clock, and what ends when.

use crate::password::Passwords;
use crate::presence::Presence;
use anyhow::Context;
use contract::wire::BODY_LIMIT_BYTES;
use desk::Desk;
use desk::clock::{Clock, Ids};
use domain::time::Timestamp;
use std::sync::Arc;
use store::Db;
use store::blobs::Pieces;
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

/// The server's state; cloning shares it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    desk: Desk,
    db: Db,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    epoch: Uuid,
    pieces: Pieces,
    passwords: Passwords,
    presence: Presence,
    trust_proxy: bool,
    /// Sessions that have just ended, so that their event streams end as well.
    ended: broadcast::Sender<Ended>,
    closing: watch::Sender<bool>,
    /// Bytes that the bodies of requests may still take up in memory.
    room: Arc<Semaphore>,
}

/// Bytes that the bodies of all requests together may take up once they are decompressed.
const ROOM_BYTES: usize = 8 * BODY_LIMIT_BYTES;

/// Which event streams have to look whether their session still lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended;

impl App {
    /// Puts a server together from an open desk.
    ///
    /// # Errors
    /// When the desk does not say which history it has, or keeps its files as a device does.
    pub async fn new(
        desk: Desk,
        db: Db,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        passwords: Passwords,
        trust_proxy: bool,
    ) -> anyhow::Result<Self> {
        let epoch = desk.hello().await.context("asking the desk for its history")?.epoch;
        let pieces = desk.blobs().pieces().context("a server keeps files where all its nodes find them")?;
        let (ended, _) = broadcast::channel(16);
        let (closing, _) = watch::channel(false);
        let room = Arc::new(Semaphore::new(ROOM_BYTES));
        let presence = Presence::new();
        let inner = Inner {
            desk,
            db,
            clock,
            ids,
            epoch,
            pieces,
            passwords,
            presence,
            trust_proxy,
            ended,
            closing,
            room,
        };
        Ok(App(Arc::new(inner)))
    }

    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// What has come of files that are on their way.
    pub(crate) fn pieces(&self) -> &Pieces {
        &self.0.pieces
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub fn epoch(&self) -> Uuid {
        self.0.epoch
    }

    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// Who is on which ticket.
    pub(crate) fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// An id for something new.
    pub(crate) fn next_id(&self) -> Uuid {
        self.0.ids.next()
    }

    /// What the bodies of requests share.
    pub(crate) fn room(&self) -> &Arc<Semaphore> {
        &self.0.room
    }

    /// Whether the address of a client is what a proxy in front says.
    pub(crate) fn trusts_proxy(&self) -> bool {
        self.0.trust_proxy
    }

    /// Tells event streams that some session has ended.
    pub(crate) fn session_ended(&self) {
        // Nobody listening is fine: then no stream has to end.
        let _ = self.0.ended.send(Ended);
    }

    pub(crate) fn ended(&self) -> broadcast::Receiver<Ended> {
        self.0.ended.subscribe()
    }

    /// Says goodbye to event streams, so that the server can stop.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// How many event streams are open.
    pub(crate) fn listeners(&self) -> usize {
        self.0.closing.receiver_count()
    }
}
