//! What an error of the database means for whoever asked: try again, make room, ask for help.

/// Whether an error says that the disk is full, wherever in the chain it says so.
pub fn is_disk_full(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        if let Some(blob) = cause.downcast_ref::<crate::blobs::BlobError>() {
            return matches!(blob, crate::blobs::BlobError::DiskFull { .. });
        }
        let text = cause.to_string();
        text.contains("disk is full") || text.contains("No space left")
    })
}

/// Whether an error says that the disk did not do what it was asked. What was asked for is not there, or all of it is
/// when Tern starts again; half of it never is.
pub fn is_disk_failing(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        matches!(of_sqlite(cause), Some(NOMEM | IOERR))
            || cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.raw_os_error() == Some(EIO))
    })
}

/// Whether an error of a statement says that its connection cannot be trusted any more.
pub(crate) fn taints(error: &sea_orm::DbErr) -> bool {
    matches!(of_sqlite(error), Some(NOMEM | IOERR | CORRUPT | NOTADB))
}

/// Whether an error says that what stands in the file cannot have been written so.
pub(crate) fn is_malformed(error: &sea_orm::DbErr) -> bool {
    of_sqlite(error) == Some(CORRUPT)
}

/// Also what SQLCipher says of every statement after a page that could not be read.
const NOMEM: u32 = 7;
const IOERR: u32 = 10;
const CORRUPT: u32 = 11;
const NOTADB: u32 = 26;

/// What kind of error SQLite says that this is.
fn of_sqlite(cause: &(dyn std::error::Error + 'static)) -> Option<u32> {
    primary(&said(cause)?.as_database_error()?.code()?)
}

/// What systems of this family answer when a disk fails; others have words of their own for it.
const EIO: i32 = 5;

/// Whether an error says nothing about what was to be written: the database was out of reach, busy or full.
pub fn is_passing(error: &anyhow::Error) -> bool {
    if is_disk_full(error) || is_read_only(error) {
        return true;
    }
    error.chain().any(|cause| match cause.downcast_ref::<sea_orm::DbErr>() {
        Some(sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_)) => true,
        Some(
            sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error))
            | sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error)),
        ) => match error.as_database_error() {
            // SQLite: busy, locked, I/O. PostgreSQL: deadlock, serialisation, a server that stops or is full.
            Some(error) => error.code().is_some_and(|code| {
                primary(&code).is_some_and(|code| matches!(code, 5 | 6 | NOMEM | IOERR))
                    || matches!(&*code, "40001" | "40P01" | "55P03")
                    || ["53", "57", "58", "08"].iter().any(|class| code.len() == 5 && code.starts_with(class))
            }),
            // Whatever is no answer of the database: the connection, the pool, the worker.
            None => true,
        },
        Some(_) | None => false,
    })
}

/// What the database itself, or the way to it, said in this error.
fn said<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a sea_orm::sqlx::Error> {
    match cause.downcast_ref::<sea_orm::DbErr>() {
        Some(
            sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error))
            | sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error))
            | sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error)),
        ) => Some(error),
        Some(_) | None => None,
    }
}

/// Whether a transaction that ended so can be expected to go well when it is tried again at once: it lost against
/// another one, or its connection was cut.
pub fn is_transient(error: &anyhow::Error) -> bool {
    error.chain().filter_map(said).any(|error| match error.as_database_error() {
        // Serialisation, deadlock, a connection that an administrator ended.
        Some(error) => error.code().is_some_and(|code| matches!(&*code, "40001" | "40P01" | "57P01")),
        None => matches!(error, sea_orm::sqlx::Error::Io(_) | sea_orm::sqlx::Error::Protocol(_)),
    })
}

/// What is said of a database file whose bits are not what was written there, wherever that is noticed.
pub const DAMAGED: &str = "is damaged, probably by the disk; it was left as it is. Put the data folder back from a copy, or \
    sign in to the server from another folder: what was synced is there";

/// Whether an error says that the file holds what SQLite cannot have written there.
pub fn is_damaged(error: &anyhow::Error) -> bool {
    error.chain().filter_map(of_sqlite).any(|code| matches!(code, CORRUPT | NOTADB))
}

/// Whether an error says that the database cannot be written.
pub fn is_read_only(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let text = cause.to_string();
        text.contains("readonly database") || text.contains("Read-only file system")
    })
}

/// What SQLite says by a code of its own; the upper bytes say more of where. The codes of PostgreSQL have five letters.
fn primary(code: &str) -> Option<u32> {
    code.parse::<u32>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff)
}

#[cfg(test)]
mod tests {
    use super::primary;

    #[test]
    fn the_codes_of_sqlite_are_known_whatever_more_they_say() {
        // SQLITE_IOERR_SHORT_READ and SQLITE_BUSY_SNAPSHOT; a deadlock of PostgreSQL is none of these.
        assert_eq!([primary("522"), primary("517"), primary("40001")], [Some(10), Some(5), None]);
    }
}
