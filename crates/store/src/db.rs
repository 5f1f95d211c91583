//! Opens a database and hands out transactions: SQLite (encrypted on a device) or PostgreSQL.

use crate::migration::Migrator;
use crate::open_error::OpenError;
use crate::readers::{Reader, Readers};
use crate::tx::Tx;
use crate::vault::Key;
use crate::wal::{KEPT_BYTES, LONGEST_PAGES, Wal};
use crate::{ill, trouble};
use anyhow::Context;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; it is made when it is not there.
    File(PathBuf),
    /// A PostgreSQL database, by its URL.
    Postgres(String),
}

impl Location {
    /// Reads `sqlite:PATH`, `sqlite://PATH` or `postgres://...`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Location::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            Some(path) => Ok(Location::File(PathBuf::from(path.split('?').next().unwrap_or(path)))),
            None => Err(format!("`{url}` is neither sqlite://PATH nor postgres://USER@HOST/NAME")),
        }
    }
}

/// The pages that a connection may keep in memory, in KiB; of those that read there are several, and each forgets its pages
/// whenever anything was written.
const CACHE_KIB: i64 = 64 * 1024;
const READER_CACHE_KIB: i64 = 16 * 1024;

/// An open database.
#[derive(Debug, Clone)]
pub struct Db {
    /// Edits: a commit returns when the bytes are on the disk.
    edit: DatabaseConnection,
    /// What came from the server: may be lost at a power cut together with its cursor, never by itself.
    apply: DatabaseConnection,
    /// Reads never wait for writes.
    read: Reader,
    /// Several questions of one moment.
    still: DatabaseConnection,
    /// SQLite's write-ahead log, unless a simulator says when it is moved.
    wal: Option<Wal>,
    backend: DbBackend,
}

impl Db {
    /// Opens the database and brings its schema up to date. `key` is the raw 256-bit key of a device's file.
    ///
    /// # Errors
    /// See `OpenError`; a file that is not ours, is newer, or does not fit the key stays untouched.
    pub async fn open(location: &Location, key: Option<&Key>) -> Result<Self, OpenError> {
        match location {
            Location::File(path) => Db::open_file(path, key).await,
            Location::Postgres(url) => Db::open_postgres(url).await,
        }
    }

    async fn open_file(path: &Path, key: Option<&Key>) -> Result<Self, OpenError> {
        let fresh = inspect(path, key.is_some())?;
        if !fresh {
            // Judged on a connection that cannot write, so that a file which is not ours stays as it is.
            let look = connect(path, key, Sqlite::Look).await.map_err(|error| fault(path, error))?;
            let known = judge(&look).await;
            look.close().await.context("closing the first look")?;
            known.map_err(|error| match error {
                Judged::Newer(name) => newer(&name),
                Judged::Foreign => OpenError::ForeignFile { path: path.to_owned() },
                Judged::Db(error) => fault(path, error),
            })?;
        }
        let edit = connect(path, key, Sqlite::Edit).await.map_err(|error| fault(path, error))?;
        migrate(&edit).await.map_err(|error| fault(path, error))?;
        let apply = connect(path, key, Sqlite::Apply).await.map_err(|error| fault(path, error))?;
        let readers = Readers::open(options(path, key, Sqlite::Read)).await;
        let read = Reader::Sqlite(readers.map_err(|error| fault(path, error))?);
        let still = connect(path, key, Sqlite::Read).await.map_err(|error| fault(path, error))?;
        let wal = match crate::sim::staged() {
            true => None,
            false => Some(Wal::keep(path, key).await.map_err(|error| fault(path, error))?),
        };
        Ok(Db { edit, apply, read, still, wal, backend: DbBackend::Sqlite })
    }

    async fn open_postgres(url: &str) -> Result<Self, OpenError> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(16).sqlx_logging(false).connect_timeout(Duration::from_secs(10));
        // Among a million tickets PostgreSQL expects more of a question than there is, and starts workers for it: ten milliseconds
        // for what takes three.
        options.map_sqlx_postgres_opts(|options| options.options([("max_parallel_workers_per_gather", "0")]));
        let connection = Database::connect(options).await.context("connecting to PostgreSQL")?;
        if let Err(Judged::Newer(name)) = judge(&connection).await {
            return Err(newer(&name));
        }
        Migrator::up(&connection, None).await.context("bringing the schema up to date")?;
        Ok(Db {
            edit: connection.clone(),
            apply: connection.clone(),
            read: Reader::Postgres(connection.clone()),
            still: connection,
            wal: None,
            backend: DbBackend::Postgres,
        })
    }

    /// Begins a transaction that is durable once `commit` returns.
    ///
    /// On SQLite it takes the write lock at once, so that what it reads cannot move under it.
    ///
    /// # Errors
    /// When the database cannot be locked or reached.
    pub async fn begin(&self) -> anyhow::Result<Tx> {
        self.begin_on(&self.edit, true).await
    }

    /// Begins a transaction for what can be fetched again after a power cut.
    ///
    /// # Errors
    /// As `begin`.
    pub async fn begin_apply(&self) -> anyhow::Result<Tx> {
        self.begin_on(&self.apply, false).await
    }

    /// Begins a transaction that only reads, and sees the database as it stands now until it ends.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn snapshot(&self) -> anyhow::Result<Tx> {
        let postgres = self.backend == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: postgres.then_some(sea_orm::IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(sea_orm::AccessMode::ReadOnly),
            sqlite_transaction_mode: (!postgres).then_some(sea_orm::SqliteTransactionMode::Deferred),
        };
        let tx =
            self.still.begin_with_options(options).await.map_err(ill::heed).context("beginning to read")?;
        Ok(Tx::new(tx, self.backend, false, None))
    }

    async fn begin_on(&self, connection: &DatabaseConnection, durable: bool) -> anyhow::Result<Tx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: (self.backend == DbBackend::Sqlite)
                .then_some(sea_orm::SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = connection.begin_with_options(options).await.map_err(ill::heed);
        let tx = tx.context("beginning a transaction")?;
        Ok(Tx::new(tx, self.backend, durable, self.wal.clone()))
    }

    pub(crate) fn reader(&self) -> &Reader {
        &self.read
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.backend
    }

    /// Whether this is SQLite, which has the full-text index.
    pub fn is_sqlite(&self) -> bool {
        self.backend == DbBackend::Sqlite
    }

    /// Runs statements as they are, for tests that break a database on purpose.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn run_script(&self, sql: &str) -> anyhow::Result<()> {
        self.edit.execute_unprepared(sql).await.context("running a script")?;
        Ok(())
    }

    /// Whoever writes finds the disk full beyond so many pages: each connection has a limit of its own.
    #[cfg(feature = "sim")]
    pub(crate) async fn limit_pages(&self, pages: u64) -> anyhow::Result<()> {
        let limit = format!("PRAGMA max_page_count = {pages}");
        self.edit.execute_unprepared(&limit).await.context("limiting the database")?;
        self.apply.execute_unprepared(&limit).await.context("limiting the database")?;
        Ok(())
    }

    /// Closes all connections, so that the file can be moved or removed.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(self) -> anyhow::Result<()> {
        if let Some(wal) = &self.wal {
            wal.close().await?;
        }
        self.read.close().await?;
        self.still.close().await?;
        self.apply.close().await?;
        self.edit.close().await?;
        Ok(())
    }
}

/// Takes all steps that are missing, or none: what is cut off in the middle is opened as if it had never begun.
async fn migrate(edit: &DatabaseConnection) -> Result<(), DbErr> {
    let steps = edit.begin().await?;
    Migrator::up(&steps, None).await?;
    steps.commit().await
}

/// What a SQLite connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sqlite {
    Look,
    Edit,
    Apply,
    Read,
    /// Moves the log, and neither reads nor writes anything else.
    Wal,
}

pub(crate) async fn connect(
    path: &Path,
    key: Option<&Key>,
    purpose: Sqlite,
) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let sqlite = options(path, key, purpose);
    let mut pool = ConnectOptions::new("sqlite://");
    let is_seldom = matches!(purpose, Sqlite::Read | Sqlite::Wal);
    pool.max_connections(if purpose == Sqlite::Read { 4 } else { 1 })
        .min_connections(u32::from(!is_seldom))
        // The questions of one moment are few on a desk, and what asks them finds the connection then.
        .connect_lazy(is_seldom)
        .sqlx_logging(false)
        // No line to a file breaks; to ask would be a way to another thread and back before every query.
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(60))
        .idle_timeout(None)
        .max_lifetime(None)
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.before_acquire(|connection, known| {
                let opened = Instant::now().checked_sub(known.age);
                let good = is_outside(connection) && !opened.is_none_or(ill::is_tainted);
                Box::pin(std::future::ready(Ok(good)))
            })
        })
        .map_sqlx_sqlite_opts(move |_| sqlite.clone());
    Database::connect(pool).await
}

fn options(path: &Path, key: Option<&Key>, purpose: Sqlite) -> SqliteConnectOptions {
    // SQLCipher's ciphers are OpenSSL's, which else would free what it holds when the process exits, under connections
    // that other threads still work with: a crash on the way out.
    openssl_sys::init();
    // The path goes in as it is: a URL would change what stands in it.
    let mut sqlite = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(purpose == Sqlite::Edit)
        .read_only(purpose == Sqlite::Look)
        .disable_statement_logging();
    if let Some(key) = key {
        sqlite = sqlite.pragma("key", key.pragma());
    }
    if purpose == Sqlite::Look {
        return sqlite;
    }
    sqlite = sqlite
        .pragma("journal_mode", "WAL")
        .pragma("synchronous", if purpose == Sqlite::Edit { "FULL" } else { "NORMAL" })
        .pragma("journal_size_limit", KEPT_BYTES.to_string())
        .pragma(
            "cache_size",
            format!("-{}", if purpose == Sqlite::Read { READER_CACHE_KIB } else { CACHE_KIB }),
        )
        .pragma("temp_store", "MEMORY")
        .pragma("foreign_keys", "OFF")
        .busy_timeout(Duration::from_secs(30))
        .statement_cache_capacity(256);
    // A simulator says itself when the log is moved into the database.
    let longest = if crate::sim::staged() { 0 } else { LONGEST_PAGES };
    sqlite = sqlite.pragma("wal_autocheckpoint", longest.to_string());
    if purpose == Sqlite::Read { sqlite.pragma("query_only", "ON") } else { fsync(sqlite) }
}

/// Whether a connection is outside of every transaction; one that is not is closed and replaced.
///
/// A full disk makes SQLite roll back by itself, which sqlx does not notice: it goes on to count a transaction that
/// is none, begins later ones as savepoints, and a commit that releases an inner savepoint makes nothing durable.
fn is_outside(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// On macOS a plain fsync leaves the bytes in the drive's cache.
#[cfg(target_os = "macos")]
fn fsync(
    options: sea_orm::sqlx::sqlite::SqliteConnectOptions,
) -> sea_orm::sqlx::sqlite::SqliteConnectOptions {
    options.pragma("fullfsync", "ON").pragma("checkpoint_fullfsync", "ON")
}

#[cfg(not(target_os = "macos"))]
fn fsync(
    options: sea_orm::sqlx::sqlite::SqliteConnectOptions,
) -> sea_orm::sqlx::sqlite::SqliteConnectOptions {
    options
}

/// Looks at the first bytes of the file. Returns whether a database has yet to be made.
fn inspect(path: &Path, encrypted: bool) -> Result<bool, OpenError> {
    use std::io::Read;
    let mut head = Vec::new();
    match std::fs::File::open(path) {
        Ok(file) => {
            file.take(16).read_to_end(&mut head).with_context(|| format!("reading {}", path.display()))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(OpenError::at(path, error)),
    }
    if head.is_empty() {
        return Ok(true);
    }
    let plain = head.starts_with(b"SQLite format 3\0");
    if plain == encrypted || head.len() < 16 {
        Err(OpenError::ForeignFile { path: path.to_owned() })
    } else {
        Ok(false)
    }
}

enum Judged {
    Newer(String),
    Foreign,
    Db(sea_orm::DbErr),
}

/// Whether the schema is one that this version knows.
async fn judge(connection: &DatabaseConnection) -> Result<(), Judged> {
    let backend = connection.get_database_backend();
    let tables = if backend == DbBackend::Sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    } else {
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()"
    };
    let names = |rows: Vec<sea_orm::QueryResult>| -> Result<Vec<String>, sea_orm::DbErr> {
        rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect()
    };
    let rows = connection.query_all_raw(Statement::from_string(backend, tables)).await.map_err(Judged::Db)?;
    let tables = names(rows).map_err(Judged::Db)?;
    if tables.is_empty() {
        return Ok(());
    }
    if !tables.iter().any(|name| name == "seaql_migrations") {
        return Err(Judged::Foreign);
    }
    let rows = connection
        .query_all_raw(Statement::from_string(
            backend,
            "SELECT version FROM seaql_migrations ORDER BY version",
        ))
        .await
        .map_err(Judged::Db)?;
    let known = crate::migration::names();
    match names(rows).map_err(Judged::Db)?.into_iter().find(|name| !known.contains(name)) {
        Some(newer) => Err(Judged::Newer(newer)),
        None => Ok(()),
    }
}

/// Turns what SQLite says into what a person can act on.
fn fault(path: &Path, error: sea_orm::DbErr) -> OpenError {
    let text = error.to_string();
    let path = path.to_owned();
    if text.contains("file is not a database") || text.contains("code: 26") {
        OpenError::WrongKey
    } else if trouble::is_malformed(&error) {
        OpenError::Damaged { path }
    } else if text.contains("readonly")
        || text.contains("read-only")
        || text.contains("unable to open database")
    {
        OpenError::ReadOnly { path }
    } else if text.contains("disk is full") {
        OpenError::DiskFull { path }
    } else {
        OpenError::Io(anyhow::Error::new(error).context(format!("opening {}", path.display())))
    }
}

/// What to say of a migration that this version does not know. What only servers have is numbered by itself.
fn newer(name: &str) -> OpenError {
    let series = |name: &str| name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let number = |name: &str| {
        let digits = name[series(name)..].chars().take_while(char::is_ascii_digit);
        digits.collect::<String>().parse().unwrap_or(0)
    };
    let names = crate::migration::names();
    let like = names.iter().filter(|known| known[..series(known)] == name[..series(name)]);
    let known = like.map(|known| number(known)).max().unwrap_or(0);
    OpenError::NewerSchema { found: number(name), known }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trouble::is_disk_full;
    use crate::tx::{row, run};

    async fn add(tx: &Tx, text: &str) -> anyhow::Result<u64> {
        run(tx, "INSERT INTO state (name, value) VALUES (?, ?)", vec![text.into(), text.into()]).await
    }

    async fn has(db: &Db, text: &str) -> bool {
        let sql = "SELECT 1 FROM state WHERE name = ?";
        row(db, sql, vec![text.into()]).await.unwrap().is_some()
    }

    #[tokio::test]
    async fn a_commit_after_a_full_disk_is_a_commit() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        for fails_at_commit in [false, true] {
            let tx = db.begin().await.unwrap();
            run(&tx, "PRAGMA max_page_count = 1", Vec::new()).await.unwrap();
            let text = "x".repeat(1_000_000);
            assert!(is_disk_full(&add(&tx, &text).await.unwrap_err()));
            if fails_at_commit {
                // The transaction is gone already; saying it was committed would be a lie.
                assert!(tx.commit().await.is_err());
            } else {
                drop(tx);
            }
            let tx = db.begin().await.unwrap();
            run(&tx, "PRAGMA max_page_count = 4294967294", Vec::new()).await.unwrap();
            add(&tx, "undone").await.unwrap();
            tx.rollback().await.unwrap();
            let saved = format!("saved {fails_at_commit}");
            let tx = db.begin().await.unwrap();
            add(&tx, &saved).await.unwrap();
            tx.commit().await.unwrap();
            // Another connection sees what is committed and nothing else.
            assert!(has(&db, &saved).await && !has(&db, "undone").await);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_is_told_with_the_number_of_both() {
        let last = crate::migration::names().len() as u32;
        for (name, found) in [("9999_later", 9_999), ("server_0999_later", 999)] {
            let OpenError::NewerSchema { found: told, known } = newer(name) else { panic!("{name}") };
            assert_eq!(told, found);
            assert!((1..=last).contains(&known), "{name}: {known}");
        }
    }

    #[tokio::test]
    async fn an_upgrade_that_breaks_off_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let place = Location::File(path.clone());
        let db = Db::open(&place, None).await.unwrap();
        // As two versions before left it, but for a column over which the last step stumbles.
        let older = "DROP INDEX news_shown; ALTER TABLE news DROP COLUMN shown_at; \
                     ALTER TABLE ticket DROP COLUMN answered; \
                     DELETE FROM seaql_migrations WHERE version IN ('0018_answered', '0019_news')";
        db.run_script(older).await.unwrap();
        db.close().await.unwrap();
        assert!(Db::open(&place, None).await.is_err());
        let file = connect(&path, None, Sqlite::Edit).await.unwrap();
        let sql = "SELECT 1 FROM pragma_table_info('ticket') WHERE name = 'answered'";
        let added = file.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        assert!(added.is_none(), "no step of it is there, the first no more than the last");
        file.execute_unprepared("ALTER TABLE news DROP COLUMN storm").await.unwrap();
        file.close().await.unwrap();
        Db::open(&place, None).await.unwrap().close().await.unwrap();
    }
}
