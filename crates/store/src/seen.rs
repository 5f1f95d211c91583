//! How far people have read tickets at this desk, and the one rule that says what is unread. None of it is ever synced.
//!
//! A ticket is unread for somebody whom it concerns (its owner, whoever watches it, wrote in it or was named in it) when
//! somebody else said something in it after they read it last; one that they never opened was read last when this desk began
//! to look for them, so that what was there before is no news. What somebody marked by hand is unread, whomever it concerns.

use crate::bulk;
use crate::tx::{Source, Tx, rows, run};
use anyhow::Context;
use domain::time::Timestamp;
use sea_orm::{DbBackend, Value};
use uuid::Uuid;

/// What is kept of one ticket for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub ticket: Uuid,
    /// Nothing is kept of one that was never opened.
    pub kept: Option<Kept>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub until: Timestamp,
    /// Marked by hand.
    pub marked: bool,
}

/// How a ticket stands to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub seen: Seen,
    pub unread: bool,
    /// When somebody else spoke last.
    pub heard: Option<Timestamp>,
    /// From when on what others say is new to them; nothing where they never opened it and it does not concern them.
    pub since: Option<Timestamp>,
}

/// Pieces of SQL over a row of `ticket`, with what stands for their `?`.
struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Whether it concerns this person.
    fn concerns(person: Uuid, backend: DbBackend) -> Self {
        let position = if backend == DbBackend::Sqlite { "instr" } else { "strpos" };
        Sql {
            text: format!("(ticket.assignee = ? OR {position}(ticket.concerns, ?) > 0)"),
            values: vec![person.into(), mark(person).into()],
        }
    }

    /// When somebody else than this person spoke last.
    fn heard(person: Uuid) -> Self {
        Sql {
            text: "CASE WHEN ticket.said_by = ? THEN ticket.said_before ELSE ticket.said_at END".to_owned(),
            values: vec![person.into()],
        }
    }

    /// Until when this person has read it, as far as it is kept.
    fn kept(person: Uuid) -> Self {
        Sql {
            text: "(SELECT until FROM seen WHERE seen.person = ? AND seen.ticket = ticket.id)".to_owned(),
            values: vec![person.into()],
        }
    }

    /// From when on anything counts for this person at this desk.
    fn beginning(person: Uuid) -> Self {
        Sql {
            text: "(SELECT until FROM seen WHERE seen.person = ? AND seen.ticket = ?)".to_owned(),
            values: vec![person.into(), Uuid::nil().into()],
        }
    }
}

/// Whether a ticket is unread for a person: 1 or 0, as SQL over a row of `ticket`, with what stands for its `?`.
pub(crate) fn unread(person: Uuid, backend: DbBackend) -> (String, Vec<Value>) {
    let (concerns, heard) = (Sql::concerns(person, backend), Sql::heard(person));
    let (kept, beginning) = (Sql::kept(person), Sql::beginning(person));
    let text = format!(
        "CASE WHEN {} AND {} > COALESCE({}, {}) THEN 1 \
         WHEN ticket.id IN (SELECT seen.ticket FROM seen WHERE seen.person = ? AND seen.marked = 1) THEN 1 ELSE 0 END",
        concerns.text, heard.text, kept.text, beginning.text
    );
    let parts = [concerns, heard, kept, beginning].into_iter().flat_map(|part| part.values);
    (text, parts.chain([person.into()]).collect())
}

/// A person as the column `concerns` holds them.
pub(crate) fn mark(person: Uuid) -> String {
    crate::tickets::marked(person.simple())
}

/// Looks for what is unread for somebody from an instant on: what was said until then counts as read.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin(tx: &Tx, person: Uuid, from: Timestamp) -> anyhow::Result<()> {
    let sql = "INSERT INTO seen (person, ticket, until) VALUES (?, ?, ?) \
               ON CONFLICT (person, ticket) DO UPDATE SET until = excluded.until";
    run(tx, sql, vec![person.into(), Uuid::nil().into(), from.0.into()])
        .await
        .context("beginning to read")?;
    Ok(())
}

/// Whether that was begun for this person.
///
/// # Errors
/// When the database cannot be read.
pub async fn has_begun(source: &impl Source, person: Uuid) -> anyhow::Result<bool> {
    let sql = "SELECT 1 FROM seen WHERE person = ? AND ticket = ?";
    Ok(!rows(source, sql, vec![person.into(), Uuid::nil().into()]).await?.is_empty())
}

/// How these tickets stand to a person; those that are unknown here are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(source: &impl Source, person: Uuid, tickets: &[Uuid]) -> anyhow::Result<Vec<Standing>> {
    let backend = source.backend();
    let (concerns, heard) = (Sql::concerns(person, backend), Sql::heard(person));
    let (kept, beginning) = (Sql::kept(person), Sql::beginning(person));
    let (unread, unread_values) = unread(person, backend);
    let parts = [concerns, heard, kept, beginning];
    let [concerns, heard, kept, beginning] = parts.each_ref().map(|part| part.text.as_str());
    let select = format!(
        "SELECT ticket.id, CASE WHEN {concerns} THEN 1 ELSE 0 END, {heard}, {kept}, {beginning}, {unread}, \
         (SELECT marked FROM seen WHERE seen.person = ? AND seen.ticket = ticket.id) FROM ticket"
    );
    let mut found = Vec::new();
    for chunk in tickets.chunks(500) {
        let sql = format!("{select} WHERE ticket.id IN ({})", bulk::marks(chunk.len()));
        let mut values: Vec<Value> = parts.iter().flat_map(|part| part.values.iter().cloned()).collect();
        values.extend(unread_values.iter().cloned());
        values.push(person.into());
        values.extend(chunk.iter().copied().map(Value::from));
        for row in rows(source, &sql, values).await.context("reading how far tickets were read")? {
            let moment =
                |index: usize| anyhow::Ok(row.try_get_by_index::<Option<i64>>(index)?.map(Timestamp));
            let (concerns, unread): (i32, i32) = (row.try_get_by_index(1)?, row.try_get_by_index(5)?);
            let marked: Option<i16> = row.try_get_by_index(6)?;
            let (kept, beginning) = (moment(3)?, moment(4)?);
            let kept = kept.zip(marked).map(|(until, marked)| Kept { until, marked: marked != 0 });
            found.push(Standing {
                seen: Seen { ticket: row.try_get_by_index(0)?, kept },
                unread: unread != 0,
                heard: moment(2)?,
                since: kept.map(|kept| kept.until).or(beginning.filter(|_| concerns != 0)),
            });
        }
    }
    Ok(found)
}

/// Keeps how far a person has read tickets, or forgets it.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, person: Uuid, all: &[Seen]) -> anyhow::Result<()> {
    let gone: Vec<Uuid> = all.iter().filter(|seen| seen.kept.is_none()).map(|seen| seen.ticket).collect();
    for chunk in gone.chunks(500) {
        let sql = format!("DELETE FROM seen WHERE person = ? AND ticket IN ({})", bulk::marks(chunk.len()));
        let values = std::iter::once(person).chain(chunk.iter().copied()).map(Value::from).collect();
        run(tx, &sql, values).await?;
    }
    let values = all.iter().filter_map(|seen| {
        let Kept { until, marked } = seen.kept?;
        Some(vec![person.into(), seen.ticket.into(), until.0.into(), i16::from(marked).into()])
    });
    let tail = "ON CONFLICT (person, ticket) DO UPDATE SET until = excluded.until, marked = excluded.marked";
    let columns = ["person", "ticket", "until", "marked"];
    bulk::insert(tx, "seen", &columns, tail, values.collect())
        .await
        .context("keeping how far tickets were read")
}

/// Forgets tickets that are gone from here.
pub(crate) async fn forget(tx: &Tx, tickets: &[Uuid]) -> anyhow::Result<()> {
    let sql = format!("DELETE FROM seen WHERE ticket IN ({})", bulk::marks(tickets.len()));
    crate::tx::write(tx, &sql, tickets.iter().copied().map(Value::from).collect()).await
}
