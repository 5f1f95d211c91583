//! What planners and leaders ask of the ticket table: whose instant comes next, and what is due when.

use crate::entity::ticket;
use crate::tickets::{Narrow, TicketRow};
use crate::tx::{Source, Tx, row, rows, write};
use anyhow::Context;
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tickets whose next turn has come by `now`, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn turning(source: &impl Source, now: i64, limit: u64) -> anyhow::Result<Vec<Uuid>> {
    let sql = "SELECT id FROM ticket WHERE next_turn <= ? ORDER BY next_turn LIMIT ?";
    let found = rows(source, sql, vec![now.into(), i64::try_from(limit)?.into()]).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// When the next ticket turns, if any does.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_turn(source: &impl Source) -> anyhow::Result<Option<i64>> {
    let found =
        row(source, "SELECT min(next_turn) FROM ticket WHERE next_turn IS NOT NULL", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten())
}

// A plus keeps SQLite from an index that begins with `deleted`: it would sort all tickets for every page.
const LIVE_AFTER: &str = "SELECT id FROM ticket WHERE id > ? AND +deleted = 0 ORDER BY id LIMIT ?";
const OPEN_AFTER: &str = "SELECT id FROM ticket WHERE id > ? AND +deleted = 0 \
                          AND category NOT IN ('resolved', 'closed') ORDER BY id LIMIT ?";

/// The ids of all live tickets behind `after`, in order, a page at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn ids_after(source: &impl Source, after: Uuid, limit: u64) -> anyhow::Result<Vec<Uuid>> {
    let found = rows(source, LIVE_AFTER, vec![after.into(), i64::try_from(limit)?.into()]).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// As `ids_after`, of tickets that somebody still works on.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_after(source: &impl Source, after: Uuid, limit: u64) -> anyhow::Result<Vec<Uuid>> {
    let found = rows(source, OPEN_AFTER, vec![after.into(), i64::try_from(limit)?.into()]).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// How many tickets there are, or how many that somebody still works on.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(source: &impl Source, only_open: bool) -> anyhow::Result<i64> {
    let open = if only_open { "AND category NOT IN ('resolved', 'closed')" } else { "" };
    let sql = format!("SELECT count(*) FROM ticket WHERE deleted = 0 {open}");
    let found = row(source, &sql, Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Tickets for which a server has something to do by `now`, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn stepping(source: &impl Source, now: i64, limit: u64) -> anyhow::Result<Vec<Uuid>> {
    let sql = "SELECT id FROM ticket WHERE next_step <= ? ORDER BY next_step LIMIT ?";
    let found = rows(source, sql, vec![now.into(), i64::try_from(limit)?.into()]).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// When a server next has something to do, if ever.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_step(source: &impl Source) -> anyhow::Result<Option<i64>> {
    let found =
        row(source, "SELECT min(next_step) FROM ticket WHERE next_step IS NOT NULL", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten())
}

/// Looks at a ticket again later: what was to be done for it could not be.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_off_step(tx: &Tx, id: Uuid, until: i64) -> anyhow::Result<()> {
    write(tx, "UPDATE ticket SET next_step = ? WHERE id = ?", vec![until.into(), id.into()]).await?;
    Ok(())
}

/// What of a list comes next: behind the moment and the id of the last one that was seen.
pub type After = (i64, Uuid);

/// Tickets that are work again by `now`, each with its moment, in their order behind `after`, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn returning(
    source: &impl Source,
    now: i64,
    after: After,
    limit: u64,
) -> anyhow::Result<Vec<After>> {
    let values = vec![now.into(), after.0.into(), after.1.into(), i64::try_from(limit)?.into()];
    let found = rows(source, RETURNING, values).await.context("reading which tickets come back")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

const RETURNING: &str = "SELECT postponed_until, id FROM ticket WHERE postponed_until <= ? \
                         AND (postponed_until, id) > (?, ?) ORDER BY postponed_until, id LIMIT ?";

/// Tickets that have stood in a status since before `until`, each with its moment, in their order behind `after`, at
/// most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing_since(
    source: &impl Source,
    status: &str,
    until: i64,
    after: After,
    limit: u64,
) -> anyhow::Result<Vec<After>> {
    let values =
        vec![status.into(), until.into(), after.0.into(), after.1.into(), i64::try_from(limit)?.into()];
    let found = rows(source, STANDING, values).await.context("reading how long tickets stand")?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

const STANDING: &str = "SELECT since, ticket FROM gauge WHERE status = ? AND since <= ? AND (since, ticket) > (?, ?) \
                        ORDER BY since, ticket LIMIT ?";

/// Since when a ticket stands in its status.
///
/// # Errors
/// When the database cannot be read.
pub async fn stands_since(source: &impl Source, ticket: Uuid) -> anyhow::Result<Option<i64>> {
    let found = row(source, "SELECT since FROM gauge WHERE ticket = ?", vec![ticket.into()]).await?;
    found.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}

/// Rows with an open clock that may be due in a range of time, or with a date of their own in it; soonest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn due_between(
    source: &impl Source,
    narrow: &Narrow,
    from: i64,
    to: i64,
    limit: u64,
) -> anyhow::Result<Vec<TicketRow>> {
    use ticket::Column;
    let clocks = Condition::all().add(Column::NextDue.lt(to)).add(Column::LastDue.gte(from));
    let date = Condition::all().add(Column::Due.gte(from)).add(Column::Due.lt(to));
    ticket::Entity::find()
        .filter(narrow.condition(source.backend()))
        .filter(Condition::any().add(clocks).add(date))
        .order_by_asc(Column::NextDue)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(source.ready().await?)
        .await
        .context("reading what is due")
}

/// Tickets whose own date comes after one instant and before another, and that are not done; soonest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn deadlines(
    source: &impl Source,
    after: Timestamp,
    before: Timestamp,
    limit: i64,
) -> anyhow::Result<Vec<Uuid>> {
    let sql = format!("SELECT id FROM ticket WHERE {DATED} AND due > ? AND due < ? ORDER BY due, id LIMIT ?");
    let found = rows(source, &sql, vec![after.0.into(), before.0.into(), limit.into()]).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// When the next such date comes, after an instant.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_deadline(source: &impl Source, after: Timestamp) -> anyhow::Result<Option<Timestamp>> {
    let sql = format!("SELECT min(due) FROM ticket WHERE {DATED} AND due > ?");
    let found = row(source, &sql, vec![after.0.into()]).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().map(Timestamp))
}

/// A date of its own, on a ticket that is not done.
const DATED: &str = "due IS NOT NULL AND deleted = 0 AND category NOT IN ('resolved', 'closed')";

/// How the open tickets of one team and one owner stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub team: Uuid,
    pub assignee: Option<Uuid>,
    pub open: i64,
    pub at_risk: i64,
    pub breached: i64,
}

/// Counts the open tickets by team and owner.
///
/// # Errors
/// When the database cannot be read.
pub async fn shares(source: &impl Source, scopes: Option<&[Uuid]>) -> anyhow::Result<Vec<Share>> {
    let (seen, values) = in_sight(scopes);
    let sql = format!(
        "SELECT team, assignee, count(*), sum(CASE WHEN alarm = 1 THEN 1 ELSE 0 END), \
         sum(CASE WHEN alarm = 2 THEN 1 ELSE 0 END) FROM ticket \
         WHERE deleted = 0 AND category NOT IN ('resolved', 'closed') {seen} GROUP BY team, assignee"
    );
    rows(source, &sql, values)
        .await?
        .iter()
        .map(|row| {
            Ok(Share {
                team: row.try_get_by_index(0)?,
                assignee: row.try_get_by_index(1)?,
                open: row.try_get_by_index(2)?,
                at_risk: row.try_get_by_index(3)?,
                breached: row.try_get_by_index(4)?,
            })
        })
        .collect()
}

/// How many open tickets have their next clock due in each hour from `from` on, by the number of the hour.
///
/// # Errors
/// When the database cannot be read.
pub async fn due_by_hour(
    source: &impl Source,
    scopes: Option<&[Uuid]>,
    from: i64,
    hours: i64,
) -> anyhow::Result<Vec<(i64, i64)>> {
    const HOUR_MS: i64 = 3_600_000;
    let (seen, more) = in_sight(scopes);
    let sql = format!(
        "SELECT (next_due - {from}) / {HOUR_MS} AS hour, count(*) FROM ticket \
         WHERE deleted = 0 AND next_due >= ? AND next_due < ? {seen} GROUP BY hour ORDER BY hour"
    );
    let mut values: Vec<sea_orm::Value> = vec![from.into(), (from + hours * HOUR_MS).into()];
    values.extend(more);
    rows(source, &sql, values)
        .await?
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}

/// Tickets on which something may have been decided in a range of time, behind an id, a page at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn decided_after(
    source: &impl Source,
    scopes: Option<&[Uuid]>,
    (from, to): (i64, i64),
    after: Uuid,
    limit: u64,
) -> anyhow::Result<Vec<Uuid>> {
    let (seen, more) = in_sight(scopes);
    let sql = format!(
        "SELECT id FROM ticket WHERE id > ? AND deleted = 0 AND created_at < ? \
         AND (updated_at >= ? OR category NOT IN ('resolved', 'closed')) {seen} ORDER BY id LIMIT ?"
    );
    let mut values: Vec<sea_orm::Value> = vec![after.into(), to.into(), from.into()];
    values.extend(more);
    values.push(i64::try_from(limit)?.into());
    rows(source, &sql, values).await?.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// The tags in use, most used first.
///
/// # Errors
/// When the database cannot be read.
pub async fn tags_in_use(source: &impl Source, limit: usize) -> anyhow::Result<Vec<String>> {
    // The newest tickets say what is in use today; reading all of them would cost more than it tells.
    let sql = "SELECT tags FROM ticket WHERE tags <> '' AND deleted = 0 ORDER BY id DESC LIMIT 2000";
    let mut uses: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(source, sql, Vec::new()).await? {
        let tags: String = row.try_get_by_index(0)?;
        for tag in tags.split('\u{1f}').filter(|tag| !tag.is_empty()) {
            *uses.entry(tag.to_owned()).or_default() += 1;
        }
    }
    let mut tags: Vec<(String, i64)> = uses.into_iter().collect();
    tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(tags.into_iter().take(limit).map(|(tag, _)| tag).collect())
}

/// The condition that a ticket lies in sight of one of these scopes; none when nothing is hidden.
fn in_sight(scopes: Option<&[Uuid]>) -> (String, Vec<sea_orm::Value>) {
    let Some(scopes) = scopes else { return (String::new(), Vec::new()) };
    let marks = crate::bulk::marks(scopes.len());
    let sql = format!("AND id IN (SELECT sight.ticket FROM sight WHERE live = 1 AND scope IN ({marks}))");
    (sql, scopes.iter().copied().map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    #[tokio::test]
    async fn a_page_of_tickets_is_read_where_the_last_one_ended() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        for sql in [LIVE_AFTER, OPEN_AFTER] {
            let asked = format!("EXPLAIN QUERY PLAN {sql}");
            let plan = rows(&db, &asked, vec![Uuid::nil().into(), 16_i64.into()]).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
            assert_eq!(steps, ["SEARCH ticket USING INDEX sqlite_autoindex_ticket_1 (id>?)"], "{sql}");
        }
    }
    #[tokio::test]
    async fn whose_day_has_come_is_found_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        for (sql, index) in [(RETURNING, "ticket_postponed"), (STANDING, "gauge_status")] {
            let values = (0..sql.matches('?').count()).map(|_| 0_i64.into()).collect();
            let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
            assert!(steps[0].contains(index), "{steps:?}");
        }
    }
}
