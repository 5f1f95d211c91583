//! How a command can go wrong, and the exit code that says so.

use contract::problem::{Code, Problem};
use std::io;

#[derive(Debug)]
pub(crate) enum Failure {
    Problem(Problem),
    /// The words are understood one by one, but not together.
    Usage(String),
    /// The answer could not be written.
    Output(io::Error),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Problem(problem)
    }
}

impl Failure {
    pub(crate) fn invalid(field: &str, why: String) -> Self {
        Failure::Problem(Problem::new(Code::Invalid, why).with(serde_json::json!({ "field": field })))
    }

    pub(crate) fn missing(why: String) -> Self {
        Failure::Problem(Problem::new(Code::Missing, why))
    }

    /// A file that was named on the command line and cannot be read.
    pub(crate) fn unreadable(path: &str, error: &io::Error) -> Self {
        Failure::Problem(Problem::new(Code::BadInput, format!("{path} cannot be read: {error}.")))
    }
}

/// The exit code of a problem, as `--help` lists them.
pub(crate) fn exit_code(code: Code) -> u8 {
    match code {
        Code::Forbidden
        | Code::Missing
        | Code::Gone
        | Code::AlreadyThere
        | Code::Transition
        | Code::Invalid
        | Code::PriorityReason
        | Code::Urgent
        | Code::Limit
        | Code::Placeholders
        | Code::Fields
        | Code::NothingToUndo
        | Code::AlreadySent
        | Code::Stale
        | Code::BadInput
        | Code::BadServer
        | Code::Upgrade
        | Code::Busy => 1,
        Code::Offline => 3,
        Code::Locked
        | Code::DeviceRevoked
        | Code::WrongKey
        | Code::NoKeyring
        | Code::SignIn
        | Code::WrongPassword
        | Code::TooManyTries => 4,
        Code::FolderInUse => 5,
        Code::ReadOnly | Code::DiskFull | Code::DiskFailing | Code::NewerSchema | Code::ForeignFile => 6,
        Code::NoDesk => 7,
        Code::Internal => 70,
        Code::Cancelled => 130,
    }
}
