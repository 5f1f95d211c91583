//! Who is on a ticket: said to the server while there is one that passes it on, heard over the live stream, never kept.

use crate::client::Client;
use crate::fault::Fault;
use crate::lanes::Lanes;
use crate::plan::{Phase, Standing};
use contract::wire::{PresenceRequest, Present};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{broadcast, watch};

/// So many turns wait for whoever hears them; the next answer makes up for those that are lost.
const TURNS: usize = 64;

/// What a conversation knows of presence.
pub(crate) struct Turns {
    /// Whether the server passes on who is where; one of before does not, and is not asked.
    spread: AtomicBool,
    heard: broadcast::Sender<Present>,
}

impl Default for Turns {
    fn default() -> Self {
        Turns { spread: AtomicBool::new(false), heard: broadcast::channel(TURNS).0 }
    }
}

impl Turns {
    pub(crate) fn spread(&self, spread: bool) {
        self.spread.store(spread, Ordering::Relaxed);
    }

    pub(crate) fn hear(&self, present: Present) {
        // Nobody listening is fine: no window has a ticket open.
        let _ = self.heard.send(present);
    }

    /// Takes in an event of the live stream.
    pub(crate) fn read(&self, data: &str) {
        match serde_json::from_str(data) {
            Ok(present) => self.hear(present),
            Err(error) => tracing::debug!(error = %error, "The server says more than this version knows"),
        }
    }
}

/// Says where this person is, and hears who else is there. It asks only when somebody speaks: a conversation by
/// itself says nothing, and the time between two words is for the window to count.
#[derive(Clone)]
pub struct Presence {
    pub(crate) lanes: Arc<Lanes>,
    pub(crate) standing: watch::Receiver<Standing>,
}

impl Presence {
    /// Says what this person does on a ticket; answers who else is there, or `None` when nobody can tell.
    pub async fn say(&self, word: PresenceRequest) -> Option<Present> {
        let online = self.standing.borrow().phase == Phase::Online;
        if !online || !self.lanes.turns.spread.load(Ordering::Relaxed) {
            return None;
        }
        match self.lanes.say(word).await {
            Ok(present) => Some(present),
            Err(fault) => {
                // A ticket that the server does not have yet, a line that broke: nobody is there as far as one knows.
                tracing::debug!(error = %fault, "Nobody says who is on the ticket");
                None
            }
        }
    }

    /// Hears of every change on the tickets where this person said to be.
    pub fn hear(&self) -> broadcast::Receiver<Present> {
        self.lanes.turns.heard.subscribe()
    }
}

impl Lanes {
    async fn say(&self, word: PresenceRequest) -> Result<Present, Fault> {
        self.signed(|token| async move { self.client.say(&token, word).await }).await
    }
}

impl Client {
    async fn say(&self, token: &str, word: PresenceRequest) -> Result<Present, Fault> {
        self.post("sync/v1/presence", Some(token), &word).await.map(|(present, _)| present)
    }
}
