//! The connections that read a SQLite file: kept at hand, for a pool asks each one that comes back whether it still lives.
//!
//! That question is a task, a way to the connection's thread and back, and meanwhile the next statement goes to a colder
//! connection. A line to a file does not break, and a single statement leaves nothing behind that had to be looked for.

use crate::ill;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions as _, Connection as _};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement,
};
use sea_query_sqlx::SqlxValues;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::sync::{Semaphore, SemaphorePermit};

/// So many read at once at most; each keeps pages of its own in memory.
const MOST: u32 = 4;

/// Connections to one file, the one that was used last at hand first: its pages are warm and its statements prepared.
#[derive(Clone)]
pub struct Readers {
    inner: Arc<Inner>,
}

struct Inner {
    options: SqliteConnectOptions,
    idle: Mutex<Vec<Open>>,
    places: Semaphore,
}

struct Open {
    connection: SqliteConnection,
    since: Instant,
}

/// A connection on loan; it goes back when this is dropped, whatever became of the statement.
struct Lent<'a> {
    open: Option<Open>,
    inner: &'a Inner,
    // After the connection is back, not before.
    _place: SemaphorePermit<'a>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(open) = self.open.take() {
            self.inner.idle.lock().expect("no holder of the readers panics").push(open);
        }
    }
}

impl std::fmt::Debug for Readers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readers").finish_non_exhaustive()
    }
}

impl Readers {
    /// Opens the first; more come when several read at once.
    pub(crate) async fn open(options: SqliteConnectOptions) -> Result<Self, DbErr> {
        let first = Open::new(&options).await?;
        let inner = Inner { options, idle: Mutex::new(vec![first]), places: Semaphore::new(MOST as usize) };
        Ok(Readers { inner: Arc::new(inner) })
    }

    /// Waits for what still reads, and closes all; what is closed already stays so.
    pub(crate) async fn close(self) -> Result<(), DbErr> {
        let Ok(_all) = self.inner.places.acquire_many(MOST).await else { return Ok(()) };
        self.inner.places.close();
        let idle = std::mem::take(&mut *self.inner.idle.lock().expect("no holder of the readers panics"));
        for open in idle {
            open.connection.close().await.map_err(unreached)?;
        }
        Ok(())
    }

    async fn lend(&self) -> Result<Lent<'_>, DbErr> {
        let inner = &*self.inner;
        let place = inner.places.acquire().await.map_err(|_| closed())?;
        let warm = inner.idle.lock().expect("no holder of the readers panics").pop();
        let open = match warm {
            Some(open) if !ill::is_tainted(open.since) => open,
            Some(_) | None => Open::new(&inner.options).await?,
        };
        Ok(Lent { open: Some(open), inner, _place: place })
    }
}

impl Open {
    async fn new(options: &SqliteConnectOptions) -> Result<Self, DbErr> {
        Ok(Open { since: Instant::now(), connection: options.connect().await.map_err(unreached)? })
    }
}

impl Lent<'_> {
    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.open.as_mut().expect("a connection on loan is there until it goes back").connection
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Readers {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut lent = self.lend().await?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), values(statement.values));
        Ok(query.execute(lent.connection()).await.map_err(failed)?.into())
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut lent = self.lend().await?;
        let query = sqlx::raw_sql(AssertSqlSafe(sql));
        Ok(query.execute(lent.connection()).await.map_err(failed)?.into())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut lent = self.lend().await?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), values(statement.values));
        Ok(query.fetch_optional(lent.connection()).await.map_err(failed)?.map(Into::into))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut lent = self.lend().await?;
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), values(statement.values));
        let rows = query.fetch_all(lent.connection()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

fn values(values: Option<sea_orm::Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| sea_orm::Values(Vec::new())))
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn unreached(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

/// What answers single questions, whichever database it is.
#[derive(Clone, Debug)]
pub enum Reader {
    Sqlite(Readers),
    Postgres(DatabaseConnection),
}

impl Reader {
    pub(crate) async fn close(self) -> Result<(), DbErr> {
        match self {
            Reader::Sqlite(readers) => readers.close().await,
            Reader::Postgres(connection) => connection.close().await,
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Reader::Sqlite(_) => DbBackend::Sqlite,
            Reader::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Reader::Sqlite(readers) => readers.execute_raw(statement).await,
            Reader::Postgres(connection) => connection.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Reader::Sqlite(readers) => readers.execute_unprepared(sql).await,
            Reader::Postgres(connection) => connection.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Reader::Sqlite(readers) => readers.query_one_raw(statement).await,
            Reader::Postgres(connection) => connection.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Reader::Sqlite(readers) => readers.query_all_raw(statement).await,
            Reader::Postgres(connection) => connection.query_all_raw(statement).await,
        }
    }
}
