//! Who works at this desk, where the desk stands with its server, and how one starts.

use domain::ids::PersonId;
use domain::person::Role;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Empty {}

/// It is done; `undo` names what an undo would take back, for the toast.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    #[serde(default)]
    pub undo: Option<String>,
}

/// Something was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Made {
    pub id: String,
    /// What people call it, such as `#1042` or `draft-7F3A`.
    pub label: String,
}

/// Where this desk keeps its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Made-up tickets to try things on.
    Sample,
    /// This computer only.
    Local,
    /// A server, with a copy here.
    Connected,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SessionView {
    pub me: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub mode: Mode,
    pub server: Option<String>,
    pub device: String,
    pub may_configure: bool,
    /// Whether the person may delete tickets and decide what is stuck.
    pub may_manage: bool,
}

/// How far this start of the program has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// First start: choose how to work.
    Welcome,
    /// There is a desk, and it wants its passphrase.
    Locked,
    /// The desk is open.
    Open,
    /// The desk was without its server for too long: it opens after a sign-in, or once the server answers.
    Lapsed,
    /// The desk cannot be opened; `problem` says why.
    Stuck,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HostView {
    pub stage: Stage,
    pub mode: Option<Mode>,
    pub problem: Option<crate::problem::Problem>,
    /// Whether the system's keyring can hold the key; if not, starting wants a passphrase.
    pub keyring: bool,
    /// Whether the desk can be locked: only a passphrase can unlock one whose key no keyring gives out unasked.
    pub lockable: bool,
    pub folder: String,
    /// The name that this computer goes by among a person's devices.
    pub device: String,
    pub version: String,
    pub server: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WorkLocally {
    /// The name of the person who works here.
    pub name: String,
    #[serde(default)]
    pub passphrase: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Unlock {
    pub passphrase: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Connect {
    pub url: String,
    pub email: String,
    pub password: String,
    #[serde(default)]
    pub device_name: Option<String>,
    #[serde(default)]
    pub passphrase: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SignIn {
    pub password: String,
}

/// The shortest password that an account is given, in characters.
pub const PASSWORD_LEAST_CHARS: usize = 8;

/// Another password for whoever is signed in.
#[derive(Clone, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The one that counts until now.
    pub current: String,
    pub new: String,
}

/// Where the desk stands with its server; the names are those of the `sync-status` hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SyncState {
    Local,
    Online,
    Syncing,
    Offline,
    SignIn,
    Attention,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncView {
    pub state: SyncState,
    /// Changes that wait to be sent.
    pub pending: i64,
    pub conflicts: i64,
    pub rejected: i64,
    /// Public replies that wait for a person.
    #[serde(default)]
    pub held: i64,
    /// Files that were lost here before they were sent.
    #[serde(default)]
    pub broken: i64,
    pub cursor: i64,
    pub server: Option<String>,
    pub last_success: Option<Timestamp>,
    pub next_try: Option<Timestamp>,
    /// What went wrong last, in words.
    pub error: Option<String>,
    /// Server time minus device time.
    pub clock_offset_ms: i64,
    /// While the first copy is being fetched: how many of how many records are here.
    pub first_copy: Option<FirstCopy>,
    /// When this desk turned out to be a copy of another and went on as a device of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub copied_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FirstCopy {
    pub done: i64,
    pub total: i64,
}

/// The tickets that one notification stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Many {
    pub kind: domain::notify::NotificationKind,
    /// Up to [`Many::NAMED`] of them.
    pub tickets: Vec<domain::ids::TicketId>,
}

impl Many {
    /// Where a list shows all of them anyway, more names are of no use.
    pub const NAMED: usize = 50;

    /// What a notification stands for that is about no one ticket.
    pub fn of(showing: &domain::notify::Showing) -> Option<Self> {
        let tickets = showing.tickets.iter().copied().take(Self::NAMED).collect();
        showing.ticket.is_none().then_some(Many { kind: showing.kind, tickets })
    }
}

impl Notice {
    /// Shows in the window what the desktop does not.
    pub fn warned(showing: &domain::notify::Showing) -> Self {
        Notice::Warned {
            ticket: showing.ticket,
            many: Many::of(showing),
            title: showing.title.clone(),
            body: showing.body.clone(),
        }
    }
}

/// What the core tells every window by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// What these tags stand for has changed: read it again.
    Changed { tags: Vec<crate::commands::Tag> },
    /// An import has come this far.
    ImportProgress { done: i64, total: i64 },
    /// An import ended.
    ImportEnded { report: crate::import::ImportReport },
    /// A link, a notification or a second start asks for a ticket.
    Open { ticket: domain::ids::TicketId },
    /// A window that shows one ticket leads elsewhere: the main window goes there.
    Go { place: String },
    /// The tray or a link asks for the new-ticket sheet; a link may say what it is about.
    NewTicket { subject: Option<String> },
    /// The tray asks for this person's tickets that are missed or at risk.
    ShowDue,
    /// A row of a menu that the system shows was chosen: the command of the page with this name.
    Chosen { command: String },
    /// A notification that stands for several tickets was chosen.
    Show { many: Many },
    /// A clock ran out or is about to, and the desktop could not be told: the window shows it instead.
    Warned { ticket: Option<domain::ids::TicketId>, many: Option<Many>, title: String, body: String },
    /// Others came to a ticket that a window has open, left it, or do something else there now.
    Present { presence: crate::presence::PresenceView },
    /// This computer is in another time zone: what is made of wall time is made again.
    Travelled,
}
