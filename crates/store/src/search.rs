//! The full-text index over tickets and messages, on SQLite.

use crate::tx::{Source, Tx, rows, write};
use anyhow::Context;
use domain::record::{Kind, Record};
use sea_orm::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Writes the words of records into the index, in place of what it had of them.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, records: &[&Record]) -> anyhow::Result<()> {
    if tx.backend() != sea_orm::DbBackend::Sqlite {
        return Ok(());
    }
    let mut by_kind: BTreeMap<Kind, Vec<&Record>> = BTreeMap::new();
    for record in records {
        if matches!(record.kind, Kind::Ticket | Kind::Message) {
            by_kind.entry(record.kind).or_default().push(record);
        }
    }
    for (kind, records) in by_kind {
        for chunk in records.chunks(200) {
            let marks = crate::bulk::marks(chunk.len());
            let mut values: Vec<Value> = vec![kind.code().into()];
            values.extend(chunk.iter().map(|record| Value::from(record.id)));
            let sql = format!("SELECT id, n FROM record WHERE kind = ? AND id IN ({marks})");
            let mut rowids: BTreeMap<Uuid, i64> = BTreeMap::new();
            for row in rows(tx, &sql, values).await? {
                rowids.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            }
            let mut inserts = Vec::new();
            for record in chunk {
                let Some(n) = rowids.get(&record.id) else { continue };
                if record.deleted {
                    write(tx, "DELETE FROM words WHERE rowid = ?", vec![(*n).into()]).await?;
                } else {
                    let (subject, body) = text(record);
                    inserts.push(vec![(*n).into(), subject.into(), body.into()]);
                }
            }
            // The index deletes and inserts under one rowid.
            let columns = ["rowid", "subject", "body"];
            crate::bulk::replace(tx, "words", &columns, inserts).await.context("indexing words")?;
        }
    }
    Ok(())
}

/// What of a record people search for: the heading, and everything else.
pub(crate) fn text(record: &Record) -> (String, String) {
    let field = |name: &str| record.field(name).as_str().unwrap_or_default().to_owned();
    if record.kind == Kind::Message {
        return (String::new(), field("body"));
    }
    let number = record.field("number").as_i64().map(|number| number.to_string()).unwrap_or_default();
    let heading = format!("{} {} {} {}", field("subject"), number, field("provisional"), field("external"));
    let rest =
        ["description", "resolution", "root_cause", "workaround", "error_messages", "component", "service"];
    let mut body: String = rest.iter().map(|name| field(name) + " ").collect();
    for tag in domain::change::elements(record.field("tags")) {
        body.push_str(&tag);
        body.push(' ');
    }
    (heading, body)
}

/// Turns what a person typed into a question for the index: every word, the last one as a beginning,
/// words in quotes as they stand together. `None` when nothing is asked.
pub fn pattern(typed: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (index, piece) in typed.split('"').enumerate() {
        let words: Vec<String> = piece
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            continue;
        }
        if index % 2 == 1 {
            parts.push(format!("\"{}\"", words.join(" ")));
        } else {
            parts.extend(words.into_iter().map(|word| format!("\"{word}\"*")));
        }
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// How many of the newest matches are weighed against each other: a word that stands everywhere would otherwise be
/// weighed in every ticket there is, and the older ones are not what is looked for by it.
const WEIGHED: i64 = 2_000;
/// How many of those can be paged through.
const SHOWN: i64 = 500;

/// The best hits of a question: ticket, and the record in which the words stand.
///
/// Of a question with more than 2,000 matches only the newest are looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn hits(
    source: &impl Source,
    pattern: &str,
    from: u64,
    count: u64,
) -> anyhow::Result<Vec<(Uuid, Kind, Uuid)>> {
    // One row for each ticket, by its best record; headings weigh more than bodies. The index walks by rowid, so that
    // the newest come first without sorting, and records are read for what is shown only.
    let sql = "SELECT record.ticket, record.kind, record.id, min(hit.weight) AS best FROM \
               (SELECT n, weight FROM (SELECT rowid AS n, bm25(words, 8.0, 1.0) AS weight FROM words \
                WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY weight LIMIT ?) AS hit \
               JOIN record ON record.n = hit.n GROUP BY record.ticket ORDER BY best LIMIT ? OFFSET ?";
    let values = vec![
        pattern.into(),
        WEIGHED.into(),
        SHOWN.into(),
        i64::try_from(count)?.into(),
        i64::try_from(from)?.into(),
    ];
    let mut found = Vec::new();
    for row in rows(source, sql, values).await.context("searching")? {
        let kind: i16 = row.try_get_by_index(1)?;
        let kind = Kind::from_code(kind).context("an unknown kind in the index")?;
        found.push((row.try_get_by_index(0)?, kind, row.try_get_by_index(2)?));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_never_breaks_the_question() {
        let check =
            |typed: &str, expected: Option<&str>| assert_eq!(pattern(typed).as_deref(), expected, "{typed}");
        check("printer jam", Some("\"printer\"* \"jam\"*"));
        check("\"paper jam\" tray", Some("\"paper jam\" \"tray\"*"));
        check("AND OR NOT (", Some("\"AND\"* \"OR\"* \"NOT\"*"));
        check("  \"  ", None);
        check("naïve*", Some("\"naïve\"*"));
    }

    #[tokio::test]
    async fn a_word_that_stands_everywhere_finds_the_newest_and_a_rare_one_the_oldest() {
        let folder = tempfile::tempdir().unwrap();
        let db = crate::Db::open(&crate::Location::File(folder.path().join("desk.db")), None).await.unwrap();
        let message = |n: u128, body: &str| Record {
            kind: Kind::Message,
            id: Uuid::from_u128(n),
            ticket: Some(Uuid::from_u128(n)),
            doc: serde_json::from_value(serde_json::json!({ "body": body })).unwrap(),
            ver: 0,
            fver: BTreeMap::new(),
            first: 0,
            deleted: false,
        };
        let mut records = vec![message(1, "the printer with the zebra")];
        records.extend((2..2_500).map(|n| message(n, "the printer")));
        let tx = db.begin().await.unwrap();
        crate::records::put(&tx, &records).await.unwrap();
        put(&tx, &records.iter().collect::<Vec<_>>()).await.unwrap();
        tx.commit().await.unwrap();
        let found = async |typed: &str| {
            let hits = hits(&db, &pattern(typed).unwrap(), 0, 1_000).await.unwrap();
            hits.into_iter().map(|(ticket, _, _)| ticket.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(found("zebra").await, [1]);
        let everywhere = found("printer").await;
        assert_eq!(everywhere.len(), usize::try_from(SHOWN).unwrap());
        assert!(everywhere.iter().all(|n| *n > 499), "one of the 2,000 newest");
    }
}
