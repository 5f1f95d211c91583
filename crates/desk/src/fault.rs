//! Why a command did nothing, on its way out of the desk.

use contract::problem::{Code, Problem};
use domain::refusal::Refusal;

/// A rule said no, a screen has to act, or something of ours is broken.
#[derive(Debug)]
pub enum Fault {
    Refused(Refusal),
    Problem(Problem),
    Broken(anyhow::Error),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::Refused(refusal)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Fault::Problem(problem)
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Fault::Broken(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Fault::Problem(Problem::new(Code::BadInput, error.to_string()))
    }
}

impl Fault {
    /// What broke, as far as people can do something about it.
    pub fn explain(error: &anyhow::Error) -> Problem {
        if store::trouble::is_disk_full(error) {
            return Problem::new(
                Code::DiskFull,
                "The disk is full. Nothing was changed; make room and try again.",
            );
        }
        if store::trouble::is_read_only(error) {
            return Problem::new(
                Code::ReadOnly,
                "The data folder cannot be written. Nothing was changed; check its permissions.",
            );
        }
        tracing::error!("{error:#}");
        if store::trouble::is_disk_failing(error) {
            return Problem::new(
                Code::DiskFailing,
                "The disk answered with an error. What was saved before is safe, this may not be; try again, and if it \
                 happens again, synchronise and have the disk looked at.",
            );
        }
        if store::trouble::is_damaged(error) {
            return Problem::new(
                Code::ForeignFile,
                format!("The database file {}.", store::trouble::DAMAGED),
            );
        }
        Problem::new(Code::Internal, format!("Something broke inside Tern: {error:#}"))
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(refusal) => refusal.into(),
            Fault::Problem(problem) => problem,
            Fault::Broken(error) => Fault::explain(&error),
        }
    }
}
