//! Multi-row statements: one prepared text for each full chunk, so that a hundred thousand rows stay cheap.

use crate::tx::{Source, Tx, row, run, write};
use sea_orm::{DbBackend, Value};

/// Rows in one statement. Fifty rows of twenty-five columns stay far below every limit on parameters,
/// and larger chunks measured no faster.
const CHUNK: usize = 50;

/// So few rows are written without waiting: what a person does writes no more of a kind, and few texts stay prepared.
const FEW: usize = 4;

/// Inserts rows of `columns.len()` values each, with `tail` after the values (`ON CONFLICT ...`, or nothing).
pub(crate) async fn insert(
    tx: &Tx,
    table: &str,
    columns: &[&str],
    tail: &str,
    rows: Vec<Vec<Value>>,
) -> anyhow::Result<()> {
    put(tx, &format!("INSERT INTO {table}"), columns, tail, rows).await
}

/// As `insert`, in place of rows that are there: for the full-text index, which knows no conflicts.
pub(crate) async fn replace(
    tx: &Tx,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
) -> anyhow::Result<()> {
    put(tx, &format!("INSERT OR REPLACE INTO {table}"), columns, "", rows).await
}

async fn put(tx: &Tx, verb: &str, columns: &[&str], tail: &str, rows: Vec<Vec<Value>>) -> anyhow::Result<()> {
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let is_few = chunk.len() <= FEW;
        let one = format!("({})", vec!["?"; columns.len()].join(","));
        let all = vec![one; chunk.len()].join(",");
        let sql = format!("{verb} ({}) VALUES {all} {tail}", columns.join(","));
        let values = chunk.into_iter().flatten().collect();
        if is_few {
            write(tx, &sql, values).await?;
        } else {
            run(tx, &sql, values).await?;
        }
    }
}

/// SQL that lists the ids of all rows that are found, each with whole numbers beside it, in a single row: every row is
/// handed from the thread of its connection by itself, which takes longer than to find it. `listed` reads it.
pub(crate) fn in_one_row(backend: DbBackend, numbers: &[&str]) -> String {
    let (join, id) = joined(backend, "id");
    let numbers: String = numbers.iter().map(|number| format!(" || ',' || {number}")).collect();
    format!(r#"{join}('["' || {id} || '"'{numbers} || ']', ',')"#)
}

/// The name of the function that joins texts of rows, and an id as such a text.
pub(crate) fn joined(backend: DbBackend, id: &str) -> (&'static str, String) {
    match backend == DbBackend::Sqlite {
        true => ("group_concat", format!("lower(hex({id}))")),
        false => ("string_agg", format!("CAST({id} AS TEXT)")),
    }
}

/// Asks for what `in_one_row` lists.
pub(crate) async fn listed<T: serde::de::DeserializeOwned>(
    source: &impl Source,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Vec<T>> {
    let found: Option<String> = match row(source, sql, values).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => None,
    };
    Ok(serde_json::from_str(&format!("[{}]", found.unwrap_or_default()))?)
}

/// `?,?,?` for `count` parameters.
pub(crate) fn marks(count: usize) -> String {
    vec!["?"; count].join(",")
}
