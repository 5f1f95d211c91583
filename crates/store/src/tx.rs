//! A transaction, and the one way in which queries reach whichever database it is.

use crate::db::Db;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, Statement, Value};

/// An open transaction; dropping it without `commit` rolls back.
#[derive(Debug)]
pub struct Tx {
    tx: DatabaseTransaction,
    backend: DbBackend,
    durable: bool,
}

impl Tx {
    /// `durable` says whether its commit returns only when the bytes are on the disk.
    pub(crate) fn new(tx: DatabaseTransaction, backend: DbBackend, durable: bool) -> Self {
        Tx { tx, backend, durable }
    }

    /// Makes everything durable.
    ///
    /// # Errors
    /// When the database could not; then nothing happened.
    pub async fn commit(self) -> anyhow::Result<()> {
        self.tx.commit().await?;
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
}

/// Something that answers queries: a transaction, or the database outside of one.
pub trait Source: Sync {
    type Connection: ConnectionTrait + Sync;
    fn connection(&self) -> &Self::Connection;
    fn backend(&self) -> DbBackend;
}

impl Source for Tx {
    type Connection = DatabaseTransaction;
    fn connection(&self) -> &DatabaseTransaction {
        &self.tx
    }
    fn backend(&self) -> DbBackend {
        self.backend
    }
}

impl Source for Db {
    type Connection = sea_orm::DatabaseConnection;
    fn connection(&self) -> &sea_orm::DatabaseConnection {
        self.reader()
    }
    fn backend(&self) -> DbBackend {
        Db::backend(self)
    }
}

/// Writes `?` as `$1`, `$2`, ... where the database wants that. No statement of ours has `?` in a string.
fn numbered(sql: &str, backend: DbBackend) -> String {
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

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn run(source: &impl Source, sql: &str, values: Vec<Value>) -> anyhow::Result<u64> {
    let statement = statement(source.backend(), sql, values);
    Ok(source.connection().execute_raw(statement).await?.rows_affected())
}

pub(crate) async fn rows(
    source: &impl Source,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Vec<QueryResult>> {
    let statement = statement(source.backend(), sql, values);
    Ok(source.connection().query_all_raw(statement).await?)
}

pub(crate) async fn row(
    source: &impl Source,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Option<QueryResult>> {
    let statement = statement(source.backend(), sql, values);
    Ok(source.connection().query_one_raw(statement).await?)
}
