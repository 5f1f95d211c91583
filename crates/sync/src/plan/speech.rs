//! What is said to the plan and what it answers: moments, lanes, events, actions, and where things stand.

use crate::fault::Fault;
use domain::record::Seq;
use uuid::Uuid;

/// Milliseconds since the conversation began, by a clock that nobody can turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment(pub u64);

impl Moment {
    #[must_use]
    pub fn plus(self, ms: u64) -> Self {
        Moment(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to here.
    pub fn since(self, earlier: Moment) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// One kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Learns the server's history, protocol and time.
    Greet,
    Push,
    Pull,
    Blobs,
    Refresh,
    /// Waits for news with a request that the server holds, where a proxy holds the live stream back.
    Wait,
    /// Forgets the feed of an old history; no request, but nothing may run beside it.
    Forget,
}

/// What the driver is to do; every action but `Hush` is answered by events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Answered by `Greeted`.
    Greet,
    /// One batch of the queue. Answered by `Pushed`.
    Push,
    /// Pages until there are no more. Answered by `Paged` for each and `Pulled`.
    Pull,
    /// Files that the server does not have. Answered by `Sent`.
    SendBlobs,
    /// New tokens. Answered by `Refreshed`.
    Refresh,
    /// A request that ends when there is something after this commit. Answered by `Waited`.
    Wait(Seq),
    /// The server has this history: forget the cursor, keep the outbox. Answered by `Forgot`.
    Forget(Uuid),
    /// Opens live stream number `id`. Answered by `Opened`, `Byte`, `Heard`, `Bye`, `Closed` with that number.
    Listen(u32),
    /// Drops the live stream.
    Hush,
}

/// What a push leaves in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Nothing,
    /// Changes that may go at once.
    Ready,
    /// Changes that may still be taken back, a reply in its first seconds; they are ready a little later.
    Held,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Time has come; see `Plan::next_wake`.
    Tick,
    /// A person changed something.
    Edited,
    /// A person wants it done now.
    Nudged,
    /// The network is another one, or the computer woke up: open connections cannot be trusted.
    Roused,
    /// There are fresh tokens from a sign-in.
    SignedIn,
    Greeted {
        head: Seq,
    },
    /// `sent` changes got their outcome; with 0 there was nothing to send and nothing was asked.
    Pushed {
        sent: usize,
        left: Left,
        head: Seq,
    },
    Paged,
    /// The feed is known up to `known`.
    Pulled {
        known: Seq,
        rows: usize,
    },
    Sent {
        files: usize,
    },
    Refreshed,
    /// The newest commit that concerns this device, as far as the wait told.
    Waited {
        head: Seq,
    },
    Forgot,
    Failed {
        lane: Lane,
        fault: Fault,
    },
    Opened {
        id: u32,
    },
    /// Anything at all came through the stream.
    Byte {
        id: u32,
    },
    Heard {
        id: u32,
        head: Seq,
    },
    /// The server is going to restart and asks everybody to return within this time.
    Bye {
        id: u32,
        spread_ms: u64,
    },
    Closed {
        id: u32,
        fault: Fault,
    },
}

/// Where the conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Connecting,
    Online,
    Offline,
    SignIn,
    /// An admin signed this device out for good; what waits is to be handed over.
    Revoked,
    /// The server wants a newer version; the outbox is kept.
    Upgrade,
}

/// The part of the status that the plan knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub phase: Phase,
    /// Whether something is being fetched that a person would want to know of.
    pub busy: bool,
    /// Whether nothing is left to do but wait for news.
    pub quiet: bool,
    pub next_try: Option<Moment>,
    pub last_success: Option<Moment>,
    pub error: Option<String>,
}
