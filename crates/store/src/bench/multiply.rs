//! A server's database with many more tickets than anybody would wait for: copies of a few whose histories are short.

use super::{WORDS, ticket};
use crate::bulk;
use crate::db::Db;
use crate::tickets;
use crate::tx::{Tx, rows, run};
use domain::record::{Kind, Record};
use sea_orm::{QueryResult, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines of history that each ticket keeps.
const EVENTS: usize = 3;

/// Copies in one transaction: each page of an index is then written once for all of them.
const AT_ONCE: usize = 20;

/// Takes from every ticket all but itself and the beginning of its history, so that a million of them fit a disk. The rows
/// made of them are to be made again before they are copied.
///
/// # Errors
/// When the database cannot be written.
pub async fn shorten(db: &Db) -> anyhow::Result<()> {
    let tickets = crate::planning::ids_after(db, Uuid::nil(), u64::from(u32::MAX)).await?;
    let mut kept = Vec::new();
    for mut events in crate::records::of_tickets(db, &tickets, Kind::Event).await?.into_values() {
        events.sort_by_key(|event| (event.ver, event.id));
        kept.extend(events.into_iter().take(EVENTS));
    }
    let tx = db.begin_apply().await?;
    let sql = format!("DELETE FROM record WHERE ticket IS NOT NULL AND kind <> {}", Kind::Ticket.code());
    run(&tx, &sql, Vec::new()).await?;
    crate::records::put(&tx, &kept).await?;
    tx.commit().await
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Is {
    Id,
    Text,
    Small,
    Whole,
}

/// What reports ask of tickets: their tables, whose rows all begin with the ticket, and their columns.
const BESIDE: [(&str, &[(&str, Is)]); 3] = [
    (
        "gauge",
        &[
            ("ticket", Is::Id),
            ("team", Is::Id),
            ("assignee", Is::Id),
            ("organisation", Is::Id),
            ("topic", Is::Id),
            ("kind", Is::Text),
            ("channel", Is::Text),
            ("priority", Is::Small),
            ("status", Is::Text),
            ("done", Is::Small),
            ("tags", Is::Text),
            ("opened", Is::Whole),
            ("answered", Is::Whole),
            ("answer_ms", Is::Whole),
            ("resolved", Is::Whole),
            ("work_ms", Is::Whole),
            ("resolver", Is::Id),
            ("replies", Is::Whole),
            ("reopened", Is::Whole),
            ("since", Is::Whole),
            ("print", Is::Whole),
        ],
    ),
    (
        "moved",
        &[
            ("ticket", Is::Id),
            ("n", Is::Whole),
            ("at", Is::Whole),
            ("was", Is::Text),
            ("became", Is::Text),
            ("was_done", Is::Small),
            ("is_done", Is::Small),
            ("stood_ms", Is::Whole),
        ],
    ),
    (
        "outcome",
        &[
            ("ticket", Is::Id),
            ("metric", Is::Text),
            ("cycle", Is::Whole),
            ("at", Is::Whole),
            ("met", Is::Small),
            ("team", Is::Id),
            ("priority", Is::Small),
        ],
    ),
];

/// Copies the tickets of a server's database `times` over, each with its history, its words, its place in sight and what
/// lists and reports ask of it, so that an edit of a copy is one like any other; returns the ids of the copies.
///
/// # Errors
/// When the database cannot be written.
pub async fn multiply(db: &Db, times: u32) -> anyhow::Result<Vec<Uuid>> {
    let tickets = crate::planning::ids_after(db, Uuid::nil(), u64::from(u32::MAX)).await?;
    let mut records: Vec<Record> =
        crate::records::get_many(db, Kind::Ticket, &tickets).await?.into_values().collect();
    let words: Vec<_> = records.iter().map(|record| (record.id, crate::search::text(record))).collect();
    records.extend(crate::records::of_tickets(db, &tickets, Kind::Event).await?.into_values().flatten());
    let sql = format!("SELECT {} FROM ticket WHERE deleted = 0", tickets::COLUMNS.join(", "));
    let faces = rows(db, &sql, Vec::new()).await?.iter().map(ticket).collect::<anyhow::Result<Vec<_>>>()?;
    let mut tables = vec![("ticket", tickets::COLUMNS.to_vec(), faces)];
    for (table, columns) in BESIDE {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let found = rows(db, &format!("SELECT {} FROM {table}", names.join(", ")), Vec::new()).await?;
        let found = found.iter().map(|row| values(row, columns)).collect::<anyhow::Result<Vec<_>>>()?;
        tables.push((table, names, found));
    }
    let mut places: Vec<(Uuid, Uuid)> = Vec::new();
    for row in rows(db, "SELECT scope, ticket FROM sight", Vec::new()).await? {
        places.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    }
    let times: Vec<u128> = (1..=u128::from(times)).collect();
    let mut copies = Vec::new();
    for some in times.chunks(AT_ONCE) {
        let tx = db.begin_apply().await?;
        if db.is_sqlite() {
            // Whoever edits does so on another connection, with as much as it always has.
            run(&tx, "PRAGMA cache_size = -1500000", Vec::new()).await?;
        }
        // Spread over all ids, as random ones are.
        let other = |time: u128, id: Uuid| {
            Uuid::from_u128(id.as_u128() ^ time.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
        };
        let fresh = |(time, record): (u128, &Record)| Record {
            id: other(time, record.id),
            ticket: record.ticket.map(|id| other(time, id)),
            ..record.clone()
        };
        let each = |time: &u128| records.iter().map(|record| (*time, record)).collect::<Vec<_>>();
        let mut fresh: Vec<Record> = some.iter().flat_map(each).map(fresh).collect();
        fresh.sort_by_key(|record| (record.kind, record.id));
        crate::records::put(&tx, &fresh).await?;
        for (table, columns, rows) in &tables {
            let mut copied = Vec::with_capacity(rows.len() * some.len());
            for (time, row) in some.iter().flat_map(|time| rows.iter().map(move |row| (*time, row))) {
                let mut row = row.clone();
                let Value::Uuid(Some(id)) = &mut row[0] else {
                    anyhow::bail!("a row of {table} has no ticket")
                };
                *id = other(time, *id);
                copied.push((*id, row));
            }
            copied.sort_by_key(|(id, _)| *id);
            let copied = copied.into_iter().map(|(_, row)| row).collect();
            bulk::insert(&tx, table, columns, "", copied).await?;
        }
        for time in some {
            let places: Vec<_> =
                places.iter().map(|(scope, ticket)| (*scope, other(*time, *ticket))).collect();
            crate::sight::note(&tx, &places, 0, true).await?;
            let chosen: Vec<Uuid> = tickets.iter().map(|id| other(*time, *id)).collect();
            if db.is_sqlite() {
                let rowids = rowids(&tx, &chosen).await?;
                let indexed = words.iter().filter_map(|(id, (subject, body))| {
                    let n = rowids.get(&other(*time, *id))?;
                    Some(vec![(*n).into(), subject.clone().into(), body.clone().into()])
                });
                bulk::insert(&tx, "words", &WORDS, "", indexed.collect()).await?;
            }
            copies.extend(chosen);
        }
        tx.commit().await?;
    }
    if !db.is_sqlite() {
        // As a database that has been there for a while, and whose housekeeping is not under way.
        run(db, "VACUUM (ANALYZE)", Vec::new()).await?;
    }
    Ok(copies)
}

fn values(row: &QueryResult, columns: &[(&str, Is)]) -> anyhow::Result<Vec<Value>> {
    let value = |(index, (_, is)): (usize, &(&str, Is))| -> anyhow::Result<Value> {
        Ok(match is {
            Is::Id => row.try_get_by_index::<Option<Uuid>>(index)?.into(),
            Is::Text => row.try_get_by_index::<Option<String>>(index)?.into(),
            Is::Small => row.try_get_by_index::<Option<i16>>(index)?.into(),
            Is::Whole => row.try_get_by_index::<Option<i64>>(index)?.into(),
        })
    };
    columns.iter().enumerate().map(value).collect()
}

async fn rowids(tx: &Tx, tickets: &[Uuid]) -> anyhow::Result<BTreeMap<Uuid, i64>> {
    let mut found = BTreeMap::new();
    for chunk in tickets.chunks(500) {
        let marks = bulk::marks(chunk.len());
        let sql =
            format!("SELECT id, n FROM record WHERE kind = {} AND id IN ({marks})", Kind::Ticket.code());
        for row in rows(tx, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            found.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(found)
}
