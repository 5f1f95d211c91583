//! Multi-row statements: one prepared text for each full chunk, so that a hundred thousand rows stay cheap.

use crate::tx::{Source, run};
use sea_orm::Value;

/// Rows in one statement. Fifty rows of twenty-five columns stay far below every limit on parameters,
/// and larger chunks measured no faster.
const CHUNK: usize = 50;

/// Inserts rows of `columns.len()` values each, with `tail` after the values (`ON CONFLICT ...`, or nothing).
pub(crate) async fn insert(
    source: &impl Source,
    table: &str,
    columns: &[&str],
    tail: &str,
    rows: Vec<Vec<Value>>,
) -> anyhow::Result<()> {
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let one = format!("({})", vec!["?"; columns.len()].join(","));
        let all = vec![one; chunk.len()].join(",");
        let sql = format!("INSERT INTO {table} ({}) VALUES {all} {tail}", columns.join(","));
        run(source, &sql, chunk.into_iter().flatten().collect()).await?;
    }
}

/// `?,?,?` for `count` parameters.
pub(crate) fn marks(count: usize) -> String {
    vec!["?"; count].join(",")
}
