//! The schema as it stands after all migrations, for people to read: `schema.sql`.

use crate::db::{Db, Location};
use crate::tx::rows;

/// Returns the SQL of a fresh SQLite database.
///
/// # Errors
/// When a fresh database cannot be made in `folder`.
pub async fn schema_sql(folder: &std::path::Path) -> anyhow::Result<String> {
    let db = Db::open(&Location::File(folder.join("schema.db")), None).await?;
    let sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' \
               AND name NOT LIKE 'words_%' AND name <> 'seaql_migrations' ORDER BY tbl_name, type DESC, name";
    let mut text =
        String::from("-- The schema after all migrations, written by `cargo xtask gen`; do not edit.\n");
    for row in rows(&db, sql, Vec::new()).await? {
        text.push('\n');
        text.push_str(&row.try_get_by_index::<String>(0)?);
        text.push_str(";\n");
    }
    db.close().await?;
    Ok(text)
}
