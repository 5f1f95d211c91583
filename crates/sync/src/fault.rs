//! What goes wrong between a device and a server, sorted by what the device does about it.

use contract::problem::{Code, Problem};
use contract::wire::ErrorCode;
use uuid::Uuid;

/// Why one attempt came to nothing. Nothing queued is ever lost by any of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No name, no route, nobody who listens: no connection came about, and nothing has left this device.
    #[error("the server cannot be reached ({0})")]
    Unreached(String),
    /// A connection that broke: what was sent over it may have arrived.
    #[error("the server cannot be reached ({0})")]
    Offline(String),
    /// The connection stands and says nothing: the commonest real failure.
    #[error("the server did not answer in time ({0})")]
    Timeout(&'static str),
    /// An answer that no Tern server gave, a network's sign-in page for one.
    #[error(
        "something else answered in the server's place ({0}); this network may want a sign-in of its own"
    )]
    Portal(String),
    /// Cut off, damaged, or not what the protocol says.
    #[error("the server's answer makes no sense ({0})")]
    Garbage(String),
    /// More bytes than a body may have once unpacked.
    #[error("the server's answer is larger than {0} bytes")]
    TooLarge(usize),
    /// The server asks to come back later; `too_many` when it is for asking too often.
    #[error("the server is busy ({detail})")]
    Busy { retry_after_ms: Option<u64>, too_many: bool, detail: String },
    /// The access token is old or missing.
    #[error("the session has expired; sign in again, nothing is lost")]
    Unauthorised,
    /// An admin signed this device out for good.
    #[error("an admin signed this computer out for good")]
    Revoked,
    /// The server does not speak this version's protocol.
    #[error(
        "this version of Tern does not fit the server ({0}); what you do here is kept and sent after the update"
    )]
    Upgrade(String),
    /// The server understood and said no.
    #[error("the server refused ({detail})")]
    Refused { code: ErrorCode, detail: String },
    /// The server's history is another one: it was restored or made anew.
    #[error("the server starts a new history")]
    History(Uuid),
    /// The trouble is on this device.
    #[error("this device cannot store what came ({0})")]
    Local(String),
    /// There is no room on this device for what came.
    #[error("{0}")]
    DiskFull(String),
}

impl Fault {
    /// Whether the network, and not what was said over it, is the trouble.
    pub fn is_network(&self) -> bool {
        match self {
            Fault::Unreached(_) | Fault::Offline(_) | Fault::Timeout(_) | Fault::Portal(_) => true,
            Fault::Garbage(_)
            | Fault::TooLarge(_)
            | Fault::Busy { .. }
            | Fault::Unauthorised
            | Fault::Revoked
            | Fault::Upgrade(_)
            | Fault::Refused { .. }
            | Fault::History(_)
            | Fault::Local(_)
            | Fault::DiskFull(_) => false,
        }
    }

    pub(crate) fn local(error: &anyhow::Error) -> Self {
        Fault::Local(format!("{error:#}"))
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let code = match &fault {
            Fault::Unreached(_) | Fault::Offline(_) | Fault::Timeout(_) => Code::Offline,
            Fault::Portal(_) | Fault::Garbage(_) | Fault::TooLarge(_) | Fault::History(_) => Code::BadServer,
            Fault::Busy { too_many: true, .. } => Code::TooManyTries,
            Fault::Busy { too_many: false, .. } => Code::Busy,
            Fault::Unauthorised => Code::SignIn,
            Fault::Revoked => Code::DeviceRevoked,
            Fault::Upgrade(_) => Code::Upgrade,
            Fault::Refused { code, .. } => refused(*code),
            Fault::Local(_) => Code::Internal,
            Fault::DiskFull(_) => Code::DiskFull,
        };
        Problem::new(code, fault.to_string())
    }
}

fn refused(code: ErrorCode) -> Code {
    match code {
        ErrorCode::Unauthorised => Code::SignIn,
        ErrorCode::WrongPassword => Code::WrongPassword,
        ErrorCode::TooManyTries => Code::TooManyTries,
        ErrorCode::Forbidden => Code::Forbidden,
        ErrorCode::NotFound => Code::Missing,
        ErrorCode::Upgrade => Code::Upgrade,
        ErrorCode::DeviceRevoked => Code::DeviceRevoked,
        ErrorCode::Busy => Code::Busy,
        ErrorCode::BadRequest
        | ErrorCode::TooLarge
        | ErrorCode::DeviceForked
        | ErrorCode::Gap
        | ErrorCode::Conflict
        | ErrorCode::CursorExpired
        | ErrorCode::Internal => Code::BadServer,
    }
}
