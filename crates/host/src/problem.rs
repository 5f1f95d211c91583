//! What opening a desk can run into, as codes that screens act on.

use contract::problem::{Code, Problem};
use store::OpenError;

/// Turns what the store says into a problem for a person.
pub(crate) fn of_open(error: &OpenError) -> Problem {
    let code = match error {
        OpenError::FolderInUse { .. } => Code::FolderInUse,
        OpenError::ReadOnly { .. } => Code::ReadOnly,
        OpenError::DiskFull { .. } => Code::DiskFull,
        OpenError::WrongKey => Code::WrongKey,
        OpenError::Locked => Code::Locked,
        OpenError::EmptyPassphrase => Code::Invalid,
        OpenError::NoKeyring { .. } => Code::NoKeyring,
        OpenError::KeyGone { .. }
        | OpenError::KeyExists { .. }
        | OpenError::ForeignFile { .. }
        | OpenError::Damaged { .. } => Code::ForeignFile,
        OpenError::NewerSchema { .. } => Code::NewerSchema,
        OpenError::Io(error) if store::trouble::is_disk_failing(error) => Code::DiskFailing,
        OpenError::Io(_) => Code::Internal,
    };
    let mut message = error.to_string();
    if let Some(first) = message.get(..1) {
        message = first.to_uppercase() + &message[1..];
    }
    if !message.ends_with('.') {
        message.push('.');
    }
    Problem::new(code, message)
}

/// A fault of ours, with what we were doing.
pub(crate) fn internal(error: &anyhow::Error) -> Problem {
    desk::Fault::explain(error)
}
