//! Migrations, append-only: the schema of every database that ever was grows by these steps.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

/// One step, in the dialect of both databases: `{uuid}`, `{bytes}`, `{serial}`, `{doc.FIELD}` and `{number.FIELD}` stand for what
/// differs.
struct Step {
    name: &'static str,
    both: &'static str,
    /// What only SQLite has, such as the full-text index.
    sqlite: &'static str,
}

/// The oldest app that can open a database of the newest step is the one that brought that step.
const STEPS: [Step; 28] = [
    Step {
        name: "0001_start",
        both: include_str!("migration/0001_start.sql"),
        sqlite: include_str!("migration/0001_start_sqlite.sql"),
    },
    Step {
        name: "0002_links",
        both: "CREATE INDEX record_other ON record ({doc.other}) WHERE kind = 12",
        sqlite: "",
    },
    Step { name: "0003_held", both: include_str!("migration/0003_held.sql"), sqlite: "" },
    Step { name: "0004_feed", both: include_str!("migration/0004_feed.sql"), sqlite: "" },
    Step { name: "0005_known", both: include_str!("migration/0005_known.sql"), sqlite: "" },
    Step { name: "0006_clocks", both: include_str!("migration/0006_clocks.sql"), sqlite: "" },
    Step { name: "0007_reports", both: include_str!("migration/0007_reports.sql"), sqlite: "" },
    Step { name: "0008_views", both: include_str!("migration/0008_views.sql"), sqlite: "" },
    Step { name: "0009_heeded", both: include_str!("migration/0009_heeded.sql"), sqlite: "" },
    Step { name: "0010_visits", both: include_str!("migration/0010_visits.sql"), sqlite: "" },
    Step { name: "0011_boards", both: include_str!("migration/0011_boards.sql"), sqlite: "" },
    Step { name: "0012_macros", both: include_str!("migration/0012_macros.sql"), sqlite: "" },
    Step { name: "0013_merged", both: include_str!("migration/0013_merged.sql"), sqlite: "" },
    Step { name: "0014_checklists", both: include_str!("migration/0014_checklists.sql"), sqlite: "" },
    Step { name: "0015_templates", both: include_str!("migration/0015_templates.sql"), sqlite: "" },
    Step { name: "0016_filled", both: include_str!("migration/0016_filled.sql"), sqlite: "" },
    Step { name: "0017_confirmed", both: include_str!("migration/0017_confirmed.sql"), sqlite: "" },
    Step { name: "0018_answered", both: include_str!("migration/0018_answered.sql"), sqlite: "" },
    Step { name: "0019_news", both: include_str!("migration/0019_news.sql"), sqlite: "" },
    Step { name: "0020_covered", both: include_str!("migration/0020_covered.sql"), sqlite: "" },
    Step { name: "0021_queues", both: include_str!("migration/0021_queues.sql"), sqlite: "" },
    Step { name: "0022_seen", both: include_str!("migration/0022_seen.sql"), sqlite: "" },
    Step {
        name: "0023_places",
        both: include_str!("migration/0023_places.sql"),
        sqlite: include_str!("migration/0023_places_sqlite.sql"),
    },
    Step { name: "0024_counted", both: include_str!("migration/0024_counted.sql"), sqlite: "" },
    Step { name: "0025_held_found", both: include_str!("migration/0025_held_found.sql"), sqlite: "" },
    Step { name: "0026_deadline", both: include_str!("migration/0026_deadline.sql"), sqlite: "" },
    Step { name: "0027_sync_log", both: include_str!("migration/0027_sync_log.sql"), sqlite: "" },
    Step { name: "0028_wall", both: include_str!("migration/0028_wall.sql"), sqlite: "" },
];

/// The names of all steps that this version knows.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = STEPS.iter().map(|step| step.name.to_owned()).collect();
    names.extend(crate::server::migrations().iter().map(|step| step.name().to_owned()));
    names
}

pub(crate) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all: Vec<Box<dyn MigrationTrait>> =
            STEPS.iter().map(|step| Box::new(Sql(step)) as Box<dyn MigrationTrait>).collect();
        all.extend(crate::server::migrations());
        all
    }
}

struct Sql(&'static Step);

impl MigrationName for Sql {
    fn name(&self) -> &str {
        self.0.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Sql {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        connection.execute_unprepared(&dialect(self.0.both, backend)).await?;
        if backend == DbBackend::Sqlite && !self.0.sqlite.trim().is_empty() {
            connection.execute_unprepared(self.0.sqlite).await?;
        }
        Ok(())
    }
}

/// Writes a step in the words of one database.
pub(crate) fn dialect(sql: &str, backend: DbBackend) -> String {
    let (uuid, bytes, serial) = if backend == DbBackend::Sqlite {
        ("BLOB", "BLOB", "INTEGER PRIMARY KEY")
    } else {
        ("UUID", "BYTEA", "BIGSERIAL PRIMARY KEY")
    };
    let mut sql = sql.to_owned();
    type Spelt = fn(DbBackend, &str) -> String;
    for (opening, spelt) in [("{doc.", crate::named::field as Spelt), ("{number.", crate::named::number)] {
        while let Some((before, rest)) = sql.split_once(opening) {
            let (name, after) = rest.split_once('}').expect("a placeholder is closed");
            sql = format!("{before}{}{after}", spelt(backend, name));
        }
    }
    sql.replace("{uuid}", uuid).replace("{bytes}", bytes).replace("{serial}", serial)
}
