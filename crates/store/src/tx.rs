//! A transaction, and the one way in which queries reach whichever database it is.
//!
//! A statement of SQLite runs on a thread of its own: to go there and back takes longer than most statements do. So
//! writes whose answer nobody reads wait in the transaction, and go together with what comes next.

use crate::db::Db;
use crate::ill::heed;
use crate::readers::Reader;
use crate::wal::Wal;
use anyhow::Context;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, Value};
use std::sync::Mutex;

/// An open transaction; dropping it without `commit` rolls back.
#[derive(Debug)]
pub struct Tx {
    tx: DatabaseTransaction,
    backend: DbBackend,
    durable: bool,
    wal: Option<Wal>,
    waiting: Mutex<Writes>,
}

/// Writes that wait to be sent together.
#[derive(Debug, Default)]
struct Writes {
    statements: Vec<String>,
    values: Vec<Value>,
}

/// So many writes wait at most, so that what is sent at once stays small.
const MOST_WAITING: usize = 16;

impl Tx {
    /// `durable` says whether its commit returns only when the bytes are on the disk.
    pub(crate) fn new(tx: DatabaseTransaction, backend: DbBackend, durable: bool, wal: Option<Wal>) -> Self {
        Tx { tx, backend, durable, wal, waiting: Mutex::default() }
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// When the database could not; then nothing happened.
    pub async fn commit(self) -> anyhow::Result<()> {
        self.send().await?;
        self.tx.commit().await.map_err(heed)?;
        if let Some(wal) = &self.wal {
            wal.written();
        }
        if self.durable {
            crate::sim::durable();
        }
        Ok(())
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// When the connection is gone; then nothing happened either.
    pub async fn rollback(self) -> anyhow::Result<()> {
        Ok(self.tx.rollback().await?)
    }

    /// Sends the writes that wait, in their order.
    async fn send(&self) -> anyhow::Result<()> {
        let Writes { statements, values } =
            std::mem::take(&mut *self.waiting.lock().expect("no holder of the writes panics"));
        if statements.is_empty() {
            return Ok(());
        }
        // SQLite's driver takes several statements in one text, and hands each the values that are its.
        let all = Statement::from_sql_and_values(self.backend, statements.join(";\n"), values);
        self.tx.execute_raw(all).await.map_err(heed).context("writing")?;
        Ok(())
    }
}

/// Something that answers queries: a transaction, or the database outside of one.
pub trait Source: Sync {
    type Connection: ConnectionTrait + Sync;
    /// The connection, with everything written that was to be written before.
    ///
    /// # Errors
    /// When what waited could not be written.
    fn ready(&self) -> impl Future<Output = anyhow::Result<&Self::Connection>> + Send;
    fn backend(&self) -> DbBackend;
}

impl Source for Tx {
    type Connection = DatabaseTransaction;
    async fn ready(&self) -> anyhow::Result<&DatabaseTransaction> {
        self.send().await?;
        Ok(&self.tx)
    }
    fn backend(&self) -> DbBackend {
        self.backend
    }
}

impl Source for Db {
    type Connection = Reader;
    async fn ready(&self) -> anyhow::Result<&Reader> {
        Ok(self.reader())
    }
    fn backend(&self) -> DbBackend {
        Db::backend(self)
    }
}

/// Writes `?` as `$1`, `$2`, ... where the database wants that. No statement of ours has `?` in a string.
pub(crate) fn numbered(sql: &str, backend: DbBackend) -> String {
    if backend == DbBackend::Sqlite {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len() + 16);
    let mut n = 0;
    for c in sql.chars() {
        if c == '?' {
            n += 1;
            out.push('$');
            out.push_str(&n.to_string());
        } else {
            out.push(c);
        }
    }
    out
}

pub(crate) fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(backend, numbered(sql, backend), values)
}

/// Writes what nobody has to wait for: it is done before the next statement is, or the commit.
///
/// # Errors
/// When the database cannot be written; the error may come from the next statement instead.
pub(crate) async fn write(tx: &Tx, sql: &str, values: Vec<Value>) -> anyhow::Result<()> {
    if tx.backend != DbBackend::Sqlite {
        run(tx, sql, values).await?;
        return Ok(());
    }
    #[cfg(feature = "bench")]
    crate::bench::heard(sql, &values);
    let full = {
        let mut waiting = tx.waiting.lock().expect("no holder of the writes panics");
        waiting.statements.push(sql.to_owned());
        waiting.values.extend(values);
        waiting.statements.len() >= MOST_WAITING
    };
    if full { tx.send().await } else { Ok(()) }
}

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn run(source: &impl Source, sql: &str, values: Vec<Value>) -> anyhow::Result<u64> {
    #[cfg(feature = "bench")]
    crate::bench::heard(sql, &values);
    let statement = statement(source.backend(), sql, values);
    Ok(source.ready().await?.execute_raw(statement).await.map_err(heed)?.rows_affected())
}

pub(crate) async fn rows(
    source: &impl Source,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Vec<QueryResult>> {
    let statement = statement(source.backend(), sql, values);
    Ok(source.ready().await?.query_all_raw(statement).await.map_err(heed)?)
}

pub(crate) async fn row(
    source: &impl Source,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Option<QueryResult>> {
    let statement = statement(source.backend(), sql, values);
    Ok(source.ready().await?.query_one_raw(statement).await.map_err(heed)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    async fn desk(folder: &std::path::Path) -> Db {
        Db::open(&Location::File(folder.join("desk.db")), None).await.unwrap()
    }

    async fn put(tx: &Tx, name: &str, value: &str) -> anyhow::Result<()> {
        let sql = "INSERT INTO state (name, value) VALUES (?, ?)";
        write(tx, sql, vec![name.into(), value.into()]).await
    }

    async fn values(source: &impl Source) -> Vec<String> {
        let found =
            rows(source, "SELECT value FROM state WHERE name LIKE 'x%' ORDER BY name", Vec::new()).await;
        found.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    #[tokio::test]
    async fn what_waits_is_written_before_anything_is_read_and_with_the_commit() {
        let folder = tempfile::tempdir().unwrap();
        let db = desk(folder.path()).await;
        let tx = db.begin().await.unwrap();
        put(&tx, "x1", "a").await.unwrap();
        put(&tx, "x2", "b; c").await.unwrap();
        assert_eq!(values(&tx).await, ["a", "b; c"], "each statement has the values that are its");
        write(&tx, "UPDATE state SET value = ? WHERE name = ?", vec!["d".into(), "x1".into()]).await.unwrap();
        put(&tx, "x3", "e").await.unwrap();
        let touched = run(&tx, "DELETE FROM state WHERE name = ?", vec!["x3".into()]).await.unwrap();
        assert_eq!(touched, 1, "only its own rows count");
        for n in 0..MOST_WAITING * 2 + 1 {
            put(&tx, &format!("y{n}"), "f").await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(values(&db).await, ["d", "b; c"]);
        let all = row(&db, "SELECT count(*) FROM state WHERE name LIKE 'y%'", Vec::new()).await.unwrap();
        assert_eq!(all.unwrap().try_get_by_index::<i64>(0).unwrap(), MOST_WAITING as i64 * 2 + 1);
    }

    #[tokio::test]
    async fn a_write_that_fails_later_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let db = desk(folder.path()).await;
        let tx = db.begin().await.unwrap();
        put(&tx, "x1", "a").await.unwrap();
        put(&tx, "x1", "twice").await.unwrap();
        assert!(tx.commit().await.is_err());
        let tx = db.begin().await.unwrap();
        put(&tx, "x1", "a").await.unwrap();
        put(&tx, "x2", "dropped").await.unwrap();
        drop(tx);
        assert!(values(&db).await.is_empty());
        let tx = db.begin().await.unwrap();
        put(&tx, "x3", "b").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(values(&db).await, ["b"]);
    }
}
