//! The bare side of benchmarks: the same rows into the same kind of file by plain statements, with nothing of ours around.

mod multiply;

use crate::bulk;
use crate::db::Db;
use crate::entity;
use crate::tickets;
use crate::tx::{Tx, rows, run, write};
use domain::record::{Kind, Record};
pub use multiply::{multiply, shorten};
use sea_orm::{ColumnTrait as _, ColumnType, QueryResult, Value};
use std::str::FromStr as _;
use std::time::{Duration, Instant};

/// Makes the table that bare commits write to.
///
/// # Errors
/// When the database cannot be written.
pub async fn prepare(db: &Db) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    run(&tx, "CREATE TABLE IF NOT EXISTS bare (n INTEGER PRIMARY KEY, body TEXT NOT NULL)", Vec::new())
        .await?;
    tx.commit().await
}

/// A statement that was run, with its values.
type Heard = (String, Vec<Value>);

/// What was written since somebody began to listen.
static HEARD: std::sync::Mutex<Option<Vec<Heard>>> = std::sync::Mutex::new(None);

/// Begins to note every statement that writes, from an empty list.
pub fn listen() {
    *HEARD.lock().expect("no listener panics") = Some(Vec::new());
}

/// Ends that, and returns what was heard.
pub fn written() -> Writes {
    Writes(HEARD.lock().expect("no listener panics").take().unwrap_or_default())
}

pub(crate) fn heard(sql: &str, values: &[Value]) {
    if let Some(all) = HEARD.lock().expect("no listener panics").as_mut() {
        all.push((sql.to_owned(), values.to_vec()));
    }
}

/// The statements with which an edit writes.
pub struct Writes(Vec<Heard>);

impl Writes {
    pub fn statements(&self) -> usize {
        self.0.len()
    }

    /// What their values weigh, more or less: everything but texts and bytes counts for eight.
    pub fn bytes(&self) -> usize {
        let weight = |value: &Value| {
            let text = <Option<String> as sea_orm::sea_query::ValueType>::try_from(value.clone());
            text.ok().flatten().map_or(8, |text| text.len())
        };
        self.0.iter().flat_map(|(_, values)| values).map(weight).sum()
    }

    /// Commits the same writes durably to another file, on the connection that edits use, with nothing around them.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn commit(self, db: &Db) -> anyhow::Result<()> {
        let tx = db.begin().await?;
        for (sql, values) in self.0 {
            write(&tx, &sql, values).await?;
        }
        tx.commit().await
    }
}

/// Commits this text durably, on the connection that edits use.
///
/// # Errors
/// When the database cannot be written.
pub async fn commit(db: &Db, body: &str) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    run(&tx, "INSERT INTO bare (body) VALUES (?)", vec![body.into()]).await?;
    tx.commit().await
}

/// The rows of a database, ready to be inserted elsewhere.
pub struct Rows {
    tables: Vec<Table>,
}

/// A table's name, its columns, and its rows.
type Table = (&'static str, &'static [&'static str], Vec<Vec<Value>>);

const RECORD: [&str; 9] = ["n", "kind", "id", "ticket", "doc", "ver", "first", "fver", "deleted"];
const PERSON: [&str; 8] = ["id", "name", "email", "phone", "role", "organisation", "haystack", "retired"];
const WORDS: [&str; 3] = ["rowid", "subject", "body"];

impl Rows {
    /// Reads all rows, with the words of the index, into memory.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(db: &Db) -> anyhow::Result<Self> {
        let mut tables = Vec::new();
        let mut words = Vec::new();
        let mut records = Vec::new();
        for row in
            rows(db, "SELECT n, kind, id, ticket, doc, ver, first, fver, deleted FROM record", Vec::new())
                .await?
        {
            let (n, kind): (i64, i16) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let doc: String = row.try_get_by_index(4)?;
            if let Some(kind) = Kind::from_code(kind).filter(|kind| crate::search::KINDS.contains(kind)) {
                let record = Record {
                    kind,
                    id: row.try_get_by_index(2)?,
                    ticket: None,
                    doc: serde_json::from_str(&doc)?,
                    ver: 0,
                    fver: Default::default(),
                    first: 0,
                    deleted: false,
                };
                let (subject, body) = crate::search::text(&record);
                words.push(vec![n.into(), subject.into(), body.into()]);
            }
            records.push(vec![
                n.into(),
                kind.into(),
                row.try_get_by_index::<uuid::Uuid>(2)?.into(),
                row.try_get_by_index::<Option<uuid::Uuid>>(3)?.into(),
                doc.into(),
                row.try_get_by_index::<i64>(5)?.into(),
                row.try_get_by_index::<i64>(6)?.into(),
                row.try_get_by_index::<String>(7)?.into(),
                row.try_get_by_index::<i16>(8)?.into(),
            ]);
        }
        tables.push(("record", &RECORD[..], records));
        let sql = format!("SELECT {} FROM ticket", tickets::COLUMNS.join(", "));
        let tickets = rows(db, &sql, Vec::new()).await?.iter().map(ticket).collect::<anyhow::Result<_>>()?;
        tables.push(("ticket", &tickets::COLUMNS[..], tickets));
        let sql = format!("SELECT {} FROM person", PERSON.join(", "));
        let people = rows(db, &sql, Vec::new()).await?.iter().map(person).collect::<anyhow::Result<_>>()?;
        tables.push(("person", &PERSON[..], people));
        tables.push(("words", &WORDS[..], words));
        Ok(Rows { tables })
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.tables.first().map_or(0, |(_, _, rows)| rows.len())
    }

    /// Inserts everything into an empty database, 2,000 rows in a transaction; returns how long that took.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn insert(self, db: &Db) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        for (table, columns, rows) in self.tables {
            let mut rows = rows.into_iter();
            loop {
                let chunk: Vec<Vec<Value>> = rows.by_ref().take(2_000).collect();
                if chunk.is_empty() {
                    break;
                }
                let tx: Tx = db.begin_apply().await?;
                bulk::insert(&tx, table, columns, "", chunk).await?;
                tx.commit().await?;
            }
        }
        Ok(begun.elapsed())
    }
}

/// Empties the tables of a fresh desk, so that bare rows find nothing in their way.
///
/// # Errors
/// When the database cannot be written.
pub async fn clear(db: &Db) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    for table in ["record", "ticket", "person", "tally"] {
        run(&tx, &format!("DELETE FROM {table}"), Vec::new()).await?;
    }
    tx.commit().await
}

fn ticket(row: &QueryResult) -> anyhow::Result<Vec<Value>> {
    let value = |(index, column)| -> anyhow::Result<Value> {
        let column = entity::ticket::Column::from_str(column)?;
        let definition = column.def();
        let is = definition.get_column_type();
        Ok(if matches!(is, ColumnType::Uuid) {
            row.try_get_by_index::<Option<uuid::Uuid>>(index)?.into()
        } else if matches!(is, ColumnType::Text | ColumnType::String(_)) {
            row.try_get_by_index::<Option<String>>(index)?.into()
        } else if matches!(is, ColumnType::SmallInteger) {
            row.try_get_by_index::<Option<i16>>(index)?.into()
        } else {
            row.try_get_by_index::<Option<i64>>(index)?.into()
        })
    };
    tickets::COLUMNS.into_iter().enumerate().map(value).collect()
}

fn person(row: &QueryResult) -> anyhow::Result<Vec<Value>> {
    PERSON
        .iter()
        .enumerate()
        .map(|(index, column)| {
            Ok(match *column {
                "id" | "organisation" => row.try_get_by_index::<Option<uuid::Uuid>>(index)?.into(),
                "retired" => row.try_get_by_index::<i64>(index)?.into(),
                _ => row.try_get_by_index::<Option<String>>(index)?.into(),
            })
        })
        .collect()
}

/// Notes a migration as done, whatever it is: what a database of another version looks like.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_migration(db: &Db, name: &str) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    run(&tx, "INSERT INTO seaql_migrations (version, applied_at) VALUES (?, 0)", vec![name.into()]).await?;
    // Into the main file, so that a look at it sees the same.
    tx.commit().await?;
    run(db, "PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await?;
    Ok(())
}
