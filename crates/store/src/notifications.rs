//! What this device told its user: warnings that were shown, news that waits to be told, the notification centre.

use crate::bulk;
use crate::tx::{Source, Tx, row, rows, run};
use domain::ids::TicketId;
use domain::notify::{Mark, News, Shown, Told};
use domain::time::Timestamp;
use sea_orm::Value;
use uuid::Uuid;

/// The warnings that were shown of these tickets, and all that were shown since `since`.
///
/// # Errors
/// When the database cannot be read.
pub async fn marks(source: &impl Source, tickets: &[Uuid], since: Timestamp) -> anyhow::Result<Vec<Mark>> {
    let mut found = Vec::new();
    for chunk in tickets.chunks(500) {
        let sql = format!("SELECT mark FROM shown WHERE at < ? AND ticket IN ({})", bulk::marks(chunk.len()));
        let mut values: Vec<Value> = vec![since.0.into()];
        values.extend(chunk.iter().copied().map(Value::from));
        found.extend(read_marks(source, &sql, values).await?);
    }
    found.extend(marks_since(source, since).await?);
    Ok(found)
}

/// All warnings that were shown since `since`.
///
/// # Errors
/// When the database cannot be read.
pub async fn marks_since(source: &impl Source, since: Timestamp) -> anyhow::Result<Vec<Mark>> {
    read_marks(source, "SELECT mark FROM shown WHERE at >= ?", vec![since.0.into()]).await
}

async fn read_marks(source: &impl Source, sql: &str, values: Vec<Value>) -> anyhow::Result<Vec<Mark>> {
    rows(source, sql, values)
        .await?
        .iter()
        .map(|row| {
            let text: String = row.try_get_by_index(0)?;
            Ok(serde_json::from_str(&text)?)
        })
        .collect()
}

/// Remembers warnings as shown; each once.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_marks(tx: &Tx, marks: &[Mark]) -> anyhow::Result<()> {
    let mut values = Vec::with_capacity(marks.len());
    for mark in marks {
        values.push(vec![
            mark.key.to_string().into(),
            mark.key.ticket.0.into(),
            serde_json::to_string(mark)?.into(),
            mark.shown_at.0.into(),
        ]);
    }
    let tail = "ON CONFLICT (key) DO NOTHING";
    bulk::insert(tx, "shown", &["key", "ticket", "mark", "at"], tail, values).await
}

/// Forgets warnings and news from before `until`: nobody would be told of them again in any case.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget_marks(tx: &Tx, until: Timestamp) -> anyhow::Result<()> {
    run(tx, "DELETE FROM shown WHERE at < ?", vec![until.0.into()]).await?;
    run(tx, "DELETE FROM news WHERE at < ? AND told = 1", vec![until.0.into()]).await?;
    Ok(())
}

/// Whom the alarms of a device concern, so that only their tickets are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// Assigned to this person.
    Mine(Uuid),
    /// Assigned to this person, or to nobody in these teams; no team stands for all of them.
    Unowned(Uuid, Vec<Uuid>),
    /// In these teams, or assigned to this person.
    Teams(Uuid, Vec<Uuid>),
    All,
}

/// Tickets with a clock that turned after `since` and of which the user has not been told yet, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn unheeded(
    source: &impl Source,
    concern: &Concern,
    since: Timestamp,
    limit: i64,
) -> anyhow::Result<Vec<Uuid>> {
    let (sql, mut values) = unheeded_query(concern, since);
    values.push(limit.into());
    rows(source, &sql, values).await?.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

fn unheeded_query(concern: &Concern, since: Timestamp) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![since.0.into()];
    let teams = |teams: &[Uuid]| match teams.len() {
        0 => "1 = 1".to_owned(),
        count => format!("team IN ({})", bulk::marks(count)),
    };
    let whose = match concern {
        Concern::Mine(me) => {
            values.push((*me).into());
            "assignee = ?".to_owned()
        }
        Concern::Unowned(me, of) => {
            values.push((*me).into());
            values.extend(of.iter().copied().map(Value::from));
            format!("(assignee = ? OR (assignee IS NULL AND {}))", teams(of))
        }
        Concern::Teams(me, of) => {
            values.push((*me).into());
            values.extend(of.iter().copied().map(Value::from));
            format!("(assignee = ? OR {})", teams(of))
        }
        Concern::All => "1 = 1".to_owned(),
    };
    // The condition begins with that of the index, word for word. The index is named, since SQLite, the database of
    // every device, takes one with `deleted = 0` for as good, and would read what somebody was told of long ago.
    let sql = format!(
        "SELECT id FROM ticket INDEXED BY ticket_unheeded \
         WHERE alarm > 0 AND deleted = 0 AND last_turn IS NOT NULL AND (heeded IS NULL OR heeded <> last_turn) \
         AND last_turn > ? AND {whose} ORDER BY last_turn LIMIT ?"
    );
    (sql, values)
}

/// Remembers that the user has been told of the last turn of these tickets, as their rows have it.
///
/// # Errors
/// When the database cannot be written.
pub async fn heed(tx: &Tx, tickets: &[Uuid]) -> anyhow::Result<()> {
    for chunk in tickets.chunks(500) {
        let sql = format!(
            "UPDATE ticket SET heeded = last_turn WHERE last_turn IS NOT NULL AND id IN ({})",
            bulk::marks(chunk.len())
        );
        run(tx, &sql, chunk.iter().copied().map(Value::from).collect()).await?;
    }
    Ok(())
}

/// Keeps news to be told; what is there already is not news.
///
/// # Errors
/// When the database cannot be written.
pub async fn put_news(tx: &Tx, news: &[News]) -> anyhow::Result<()> {
    let mut values: Vec<Vec<Value>> = Vec::with_capacity(news.len());
    for news in news {
        let body = serde_json::to_string(news)?;
        values.push(vec![news.key.clone().into(), news.at.0.into(), 0_i16.into(), body.into()]);
    }
    bulk::insert(tx, "news", &["key", "at", "told", "body"], "ON CONFLICT (key) DO NOTHING", values).await
}

/// The news that was not told yet, oldest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn untold(source: &impl Source, limit: i64) -> anyhow::Result<Vec<News>> {
    let sql = "SELECT body FROM news WHERE told = 0 ORDER BY at, key LIMIT ?";
    rows(source, sql, vec![limit.into()])
        .await?
        .iter()
        .map(|row| {
            let text: String = row.try_get_by_index(0)?;
            Ok(serde_json::from_str(&text)?)
        })
        .collect()
}

/// The news that was told since `since`, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn told_since(source: &impl Source, since: Timestamp) -> anyhow::Result<Vec<Told>> {
    let sql = "SELECT body, shown_at, storm FROM news WHERE shown_at >= ? ORDER BY shown_at, at, key";
    rows(source, sql, vec![since.0.into()])
        .await?
        .iter()
        .map(|row| {
            let text: String = row.try_get_by_index(0)?;
            let storm: Option<i64> = row.try_get_by_index(2)?;
            let shown = Shown { at: Timestamp(row.try_get_by_index(1)?), storm: storm.map(Timestamp) };
            Ok(Told { news: serde_json::from_str(&text)?, shown })
        })
        .collect()
}

/// Remembers news as told.
///
/// # Errors
/// When the database cannot be written.
pub async fn tell(tx: &Tx, keys: &[&str], shown: Shown) -> anyhow::Result<()> {
    for chunk in keys.chunks(500) {
        let sql = format!(
            "UPDATE news SET told = 1, shown_at = ?, storm = ? WHERE key IN ({})",
            bulk::marks(chunk.len())
        );
        let mut values: Vec<Value> = vec![shown.at.0.into(), shown.storm.map(|at| at.0).into()];
        values.extend(chunk.iter().map(|key| Value::from((*key).to_owned())));
        run(tx, &sql, values).await?;
    }
    Ok(())
}

/// An entry of the notification centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub n: i64,
    pub at: Timestamp,
    pub kind: String,
    pub ticket: Option<TicketId>,
    pub tickets: Vec<TicketId>,
    pub title: String,
    pub body: String,
    pub seen: bool,
}

/// Keeps what was shown; `n` is given by the table.
///
/// # Errors
/// When the database cannot be written.
pub async fn add(tx: &Tx, entries: &[Entry]) -> anyhow::Result<()> {
    let columns = ["at", "kind", "ticket", "tickets", "title", "body", "seen"];
    let mut values = Vec::with_capacity(entries.len());
    for entry in entries {
        values.push(vec![
            entry.at.0.into(),
            entry.kind.clone().into(),
            entry.ticket.map(|ticket| ticket.0).into(),
            serde_json::to_string(&entry.tickets)?.into(),
            entry.title.clone().into(),
            entry.body.clone().into(),
            i16::from(entry.seen).into(),
        ]);
    }
    bulk::insert(tx, "notification", &columns, "", values).await
}

/// Takes away what was shown of these kinds since an instant: something newer stands for all of it.
///
/// # Errors
/// When the database cannot be written.
pub async fn stand_for(tx: &Tx, kinds: &[&str], since: Timestamp) -> anyhow::Result<()> {
    let sql = format!("DELETE FROM notification WHERE at >= ? AND kind IN ({})", bulk::marks(kinds.len()));
    let mut values: Vec<Value> = vec![since.0.into()];
    values.extend(kinds.iter().map(|kind| Value::from((*kind).to_owned())));
    run(tx, &sql, values).await?;
    Ok(())
}

/// Reads entries, newest first: those before `before` if it is there, only unseen ones if so asked.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    source: &impl Source,
    before: Option<i64>,
    unseen: bool,
    limit: i64,
) -> anyhow::Result<Vec<Entry>> {
    let sql = format!(
        "SELECT n, at, kind, ticket, tickets, title, body, seen FROM notification WHERE n < ? {} \
         ORDER BY n DESC LIMIT ?",
        if unseen { "AND seen = 0" } else { "" }
    );
    let found = rows(source, &sql, vec![before.unwrap_or(i64::MAX).into(), limit.into()]).await?;
    found
        .iter()
        .map(|row| {
            let tickets: String = row.try_get_by_index(4)?;
            Ok(Entry {
                n: row.try_get_by_index(0)?,
                at: Timestamp(row.try_get_by_index(1)?),
                kind: row.try_get_by_index(2)?,
                ticket: row.try_get_by_index::<Option<Uuid>>(3)?.map(TicketId),
                tickets: serde_json::from_str(&tickets)?,
                title: row.try_get_by_index(5)?,
                body: row.try_get_by_index(6)?,
                seen: row.try_get_by_index::<i16>(7)? != 0,
            })
        })
        .collect()
}

/// How many entries are unseen.
///
/// # Errors
/// When the database cannot be read.
pub async fn unseen(source: &impl Source) -> anyhow::Result<i64> {
    let found = row(source, "SELECT count(*) FROM notification WHERE seen = 0", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Marks entries as seen, or as unseen; `None` stands for all.
///
/// # Errors
/// When the database cannot be written.
pub async fn see(tx: &Tx, which: Option<&[i64]>, seen: bool) -> anyhow::Result<()> {
    let value = Value::from(i16::from(seen));
    let Some(which) = which else {
        run(tx, "UPDATE notification SET seen = ?", vec![value]).await?;
        return Ok(());
    };
    for chunk in which.chunks(500) {
        let sql = format!("UPDATE notification SET seen = ? WHERE n IN ({})", bulk::marks(chunk.len()));
        let values = std::iter::once(value.clone()).chain(chunk.iter().copied().map(Value::from));
        run(tx, &sql, values.collect()).await?;
    }
    Ok(())
}

/// Keeps the newest `keep` entries.
///
/// # Errors
/// When the database cannot be written.
pub async fn trim(tx: &Tx, keep: i64) -> anyhow::Result<()> {
    let sql = "DELETE FROM notification WHERE n <= (SELECT max(n) FROM notification) - ?";
    run(tx, sql, vec![keep.into()]).await?;
    Ok(())
}

/// Records of a kind that came to this device after a place in its table, in the order in which they came, each
/// with its place.
///
/// # Errors
/// When the database cannot be read or holds what this version cannot.
pub async fn arrived(
    source: &impl Source,
    kinds: &[domain::record::Kind],
    after: i64,
    limit: i64,
) -> anyhow::Result<Vec<(i64, domain::record::Kind, Uuid)>> {
    let sql = arrived_sql(kinds.len());
    let mut values: Vec<Value> = vec![after.into()];
    values.extend(kinds.iter().map(|kind| Value::from(kind.code())));
    values.push(limit.into());
    let mut found = Vec::new();
    for row in rows(source, &sql, values).await? {
        let kind: i16 = row.try_get_by_index(1)?;
        if let Some(kind) = domain::record::Kind::from_code(kind) {
            found.push((row.try_get_by_index(0)?, kind, row.try_get_by_index(2)?));
        }
    }
    Ok(found)
}

/// By the place: the sign keeps SQLite off the index by kind, in which it would read every event of the desk and sort.
fn arrived_sql(kinds: usize) -> String {
    format!(
        "SELECT n, kind, id FROM record WHERE n > ? AND +kind IN ({}) ORDER BY n LIMIT ?",
        bulk::marks(kinds)
    )
}

/// The last place in the table of records.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_place(source: &impl Source) -> anyhow::Result<i64> {
    let found = row(source, "SELECT max(n) FROM record", Vec::new()).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Location};

    #[tokio::test]
    async fn only_what_is_still_to_be_told_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let (me, team) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for concern in [
            Concern::Mine(me),
            Concern::Unowned(me, vec![team]),
            Concern::Teams(me, vec![team]),
            Concern::All,
        ] {
            let (sql, mut values) = unheeded_query(&concern, Timestamp(0));
            values.push(10_i64.into());
            let plan = rows(&db, &format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
            assert_eq!(
                steps,
                ["SEARCH ticket USING COVERING INDEX ticket_unheeded (last_turn>?)"],
                "{concern:?}"
            );
        }
    }

    #[tokio::test]
    async fn what_came_is_read_by_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let asked = format!("EXPLAIN QUERY PLAN {}", arrived_sql(2));
        let values: Vec<Value> = vec![0_i64.into(), 13_i16.into(), 14_i16.into(), 10_i64.into()];
        let plan = rows(&db, &asked, values).await.unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        assert_eq!(steps, ["SEARCH record USING INTEGER PRIMARY KEY (rowid>?)"]);
    }
}
