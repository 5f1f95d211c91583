//! Connections that met a failing disk are not used again: SQLCipher keeps the error of a page that it could not read,
//! and answers everything that comes later with it.

use crate::trouble;
use sea_orm::DbErr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// When a disk last failed under any connection of this process, in nanoseconds since the beginning; 0 is never.
static LAST: AtomicU64 = AtomicU64::new(0);

fn since_beginning(moment: Instant) -> u64 {
    u64::try_from(moment.saturating_duration_since(*BEGINNING).as_nanos()).unwrap_or(u64::MAX)
}

/// Remembers an error that taints the connections which are open now; passes it on.
pub(crate) fn heed(error: DbErr) -> DbErr {
    if trouble::taints(&error) {
        LAST.fetch_max(since_beginning(Instant::now()).max(1), Ordering::SeqCst);
    }
    error
}

/// Whether a connection that was opened then has to be closed, since a disk has failed meanwhile.
pub(crate) fn is_tainted(opened: Instant) -> bool {
    match LAST.load(Ordering::SeqCst) {
        0 => false,
        last => since_beginning(opened) <= last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ConnAcquireErr;

    #[test]
    fn what_says_nothing_about_the_disk_taints_nothing() {
        let opened = Instant::now();
        heed(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        heed(DbErr::RecordNotFound("a row".to_owned()));
        assert!(!is_tainted(opened));
    }
}
