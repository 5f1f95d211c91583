//! Tickets that may be about the same thing: any of the words, those that few have first; what it costs has a bound.

use super::belongs;
use super::find::LOOKED_AT;
use crate::entity::ticket;
use crate::tickets::Narrow;
use crate::tx::{Source, row, rows};
use anyhow::Context;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{Condition, DbBackend, Statement, Value};
use uuid::Uuid;

/// So many places of words are weighed before common words are left to those that have them all.
const WEIGHED: i64 = 2 * LOOKED_AT;

/// In how many places each word begins one, up to a bound, and how many places there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    pub words: Vec<(String, u32)>,
    pub all: u32,
}

/// Counts the places of words, each of letters and figures alone.
///
/// # Errors
/// When the database cannot be read.
pub async fn places(source: &impl Source, words: &[String]) -> anyhow::Result<Places> {
    let indexed = source.backend() == DbBackend::Sqlite;
    let (every, each) = match indexed {
        true => ("SELECT 1 FROM words", "SELECT 1 FROM words WHERE words MATCH ?"),
        false => ("SELECT 1 FROM ticket", "SELECT 1 FROM ticket WHERE lower(subject) LIKE ?"),
    };
    let all = up_to_bound(source, every, Vec::new()).await?;
    let mut counted = Vec::new();
    for word in words {
        let sought = if indexed { quoted(word) } else { format!("%{word}%") };
        counted.push((word.clone(), up_to_bound(source, each, vec![sought.into()]).await?));
    }
    Ok(Places { words: counted, all })
}

/// The tickets in which any of these words stands, the best first.
///
/// # Errors
/// When the database cannot be read.
pub async fn alike(
    source: &impl Source,
    places: &Places,
    narrow: &Narrow,
    limit: u64,
) -> anyhow::Result<Vec<Uuid>> {
    let mut known: Vec<&(String, u32)> = places.words.iter().filter(|(_, places)| *places > 0).collect();
    known.sort_by_key(|(_, places)| *places);
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let (backend, mut query) = (source.backend(), Query::select());
    query.column((ticket::Entity, ticket::Column::Id)).cond_where(narrow.condition(backend)).limit(limit);
    let (with, before) = if backend == DbBackend::Sqlite {
        let hits = format!(
            "WITH word AS MATERIALIZED (SELECT rowid AS n, bm25(words, 8.0, 1.0) AS weight FROM words \
             WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?), \
             hit AS MATERIALIZED (SELECT record.ticket AS ticket, min(word.weight) AS weight \
             FROM word {} GROUP BY record.ticket) ",
            belongs("word.n")
        );
        query
            .from(Alias::new("hit"))
            .join(JoinType::CrossJoin, ticket::Entity, Condition::all())
            .and_where(
                Expr::col((ticket::Entity, ticket::Column::Id))
                    .equals((Alias::new("hit"), Alias::new("ticket"))),
            )
            .order_by((Alias::new("hit"), Alias::new("weight")), Order::Asc);
        (hits, vec![Value::from(pattern(&known)), WEIGHED.into()])
    } else {
        let mut any = Condition::any();
        let mut score = Expr::val(0);
        for (word, places) in &known {
            let stands = || Expr::cust_with_values("lower(subject) LIKE $1", [format!("%{word}%")]);
            any = any.add(stands());
            // As rarity weighs a word: twice as rare is one step more.
            let weight = i32::try_from(places.leading_zeros().saturating_sub(16)).unwrap_or(0) + 1;
            score = score.add(Expr::case(stands(), weight).finally(0));
        }
        query.from(ticket::Entity).cond_where(any).order_by_expr(score, Order::Desc);
        (String::new(), Vec::new())
    };
    query.order_by((ticket::Entity, ticket::Column::UpdatedAt), Order::Desc);
    query.order_by((ticket::Entity, ticket::Column::Id), Order::Desc);
    let Statement { sql, values, .. } = backend.build(&query);
    let values = before.into_iter().chain(values.into_iter().flat_map(|values| values.0)).collect();
    let found = rows(source, &format!("{with}{sql}"), values).await.context("looking for what is alike")?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Any of the rare words, or all of the common ones together: a word that stands everywhere finds nothing alone.
fn pattern(known: &[&(String, u32)]) -> String {
    let mut left = WEIGHED;
    let (mut any, mut together) = (Vec::new(), Vec::new());
    for (word, places) in known {
        left -= i64::from(*places);
        if left >= 0 || any.is_empty() { &mut any } else { &mut together }.push(quoted(word));
    }
    if !together.is_empty() {
        any.push(format!("({})", together.join(" AND ")));
    }
    any.join(" OR ")
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"*")
}

/// How many rows a statement has; no more than the bound are read.
async fn up_to_bound(source: &impl Source, sql: &str, values: Vec<Value>) -> anyhow::Result<u32> {
    let sql = format!("SELECT count(*) FROM ({sql} LIMIT {}) AS few", LOOKED_AT + 1);
    let found = row(source, &sql, values).await?.context("a count without an answer")?;
    Ok(u32::try_from(found.try_get_by_index::<i64>(0)?)?)
}
