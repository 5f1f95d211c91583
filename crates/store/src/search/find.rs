//! Finds tickets by words and by what they are, best or newest first; what a search costs has a bound.

use super::across::{Look, across};
use super::belongs;
use super::words::{Piece, Words};
use crate::entity::ticket;
use crate::tickets::Narrow;
use crate::tx::{Source, row, rows};
use anyhow::Context;
use domain::record::Kind;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Order as Direction, Query, SelectStatement};
use sea_orm::{Condition, DbBackend, Statement, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many places of words, or tickets, are looked at: the newest. A word that stands everywhere would otherwise be
/// looked for in every ticket there is, and the older ones are not what is looked for by it. Each ticket is a page of the file or two
/// to read, some twenty microseconds, and the first letters of a word stand everywhere.
pub(super) const LOOKED_AT: i64 = 2_000;
/// So few tickets are looked through for words that stand everywhere, instead of the newest places.
const FEW: i64 = 1_000;
/// How good it is that words are the name of who asked; as good as a word in a short heading.
const BY_PERSON: &str = "-4.0";

/// Which comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Best,
    Newest,
}

/// Where the words of a ticket stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In this record.
    Record(Kind, Uuid),
    /// In the name of who asked.
    Requester,
    /// There were no words.
    Nowhere,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub tickets: Vec<(Uuid, Place)>,
    /// How many there are, of those that were looked at.
    pub total: i64,
    /// Whether there may be more than were looked at.
    pub more: bool,
}

/// Finds a page of tickets. `narrow.words` is what is looked for.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(
    source: &impl Source,
    narrow: &Narrow,
    order: Order,
    from: u64,
    count: u64,
) -> anyhow::Result<Found> {
    let base = Base::of(source, narrow).await?;
    let (sql, values) = base.page(source.backend(), order);
    let sql = format!("{sql} LIMIT {count} OFFSET {from}");
    let (mut tickets, mut total) = (Vec::new(), 0);
    for row in rows(source, &sql, values).await.context("searching")? {
        let id: Uuid = row.try_get_by_index(0)?;
        tickets.push((id, row.try_get_by_index::<Option<i64>>(1)?));
        total = row.try_get_by_index(2)?;
    }
    if tickets.is_empty() && from > 0 {
        // Behind the last page; how many there are is still asked.
        let first = Box::pin(find(source, narrow, order, 0, 1)).await?;
        return Ok(Found { tickets: Vec::new(), ..first });
    }
    let numbers: Vec<i64> = tickets.iter().filter_map(|(_, n)| *n).collect();
    let places = if base.has_words() { records(source, &numbers).await? } else { BTreeMap::new() };
    let place = |n: Option<i64>| match n {
        _ if !base.has_words() => Place::Nowhere,
        None => Place::Requester,
        Some(n) => places.get(&n).map_or(Place::Nowhere, |(kind, id)| Place::Record(*kind, *id)),
    };
    let more = base.cut || (!base.has_words() && total > LOOKED_AT);
    let total = if total > LOOKED_AT { LOOKED_AT } else { total };
    Ok(Found { tickets: tickets.into_iter().map(|(id, n)| (id, place(n))).collect(), total, more })
}

/// The statement of a search, for those who look how the database goes about it.
#[cfg(test)]
pub(super) async fn asks(
    source: &impl Source,
    narrow: &Narrow,
    order: Order,
) -> anyhow::Result<(String, Vec<Value>)> {
    Ok(Base::of(source, narrow).await?.page(source.backend(), order))
}

/// The records behind numbers of the index.
async fn records(source: &impl Source, numbers: &[i64]) -> anyhow::Result<BTreeMap<i64, (Kind, Uuid)>> {
    let mut found = BTreeMap::new();
    for chunk in numbers.chunks(500) {
        let sql = format!("SELECT n, kind, id FROM record WHERE n IN ({})", crate::bulk::marks(chunk.len()));
        for row in rows(source, &sql, chunk.iter().copied().map(Value::from).collect()).await? {
            let kind = Kind::from_code(row.try_get_by_index(1)?).context("an unknown kind in the index")?;
            found.insert(row.try_get_by_index(0)?, (kind, row.try_get_by_index(2)?));
        }
    }
    Ok(found)
}

/// What a search looks at: every ticket, or where words stand.
pub(super) struct Base {
    /// The places of words as `hit(ticket, n, weight)`.
    hits: Option<(String, Vec<Value>)>,
    narrow: Narrow,
    /// Whether words stand in more places than are looked at.
    pub cut: bool,
}

impl Base {
    pub(super) async fn of(source: &impl Source, narrow: &Narrow) -> anyhow::Result<Self> {
        let pattern = narrow.words.as_ref().and_then(Words::pattern);
        let (Some(words), Some(pattern), DbBackend::Sqlite) = (&narrow.words, pattern, source.backend())
        else {
            return Ok(Base { hits: None, narrow: narrow.clone(), cut: false });
        };
        let rest = Narrow { words: words.only_without(), ..narrow.clone() };
        let mut looks = Vec::new();
        for piece in words.pieces() {
            looks.push(look(source, piece).await?);
        }
        looks.sort_by_key(|(places, _)| *places);
        let is_everywhere = |places: i64| places > LOOKED_AT;
        let everywhere = looks.first().is_some_and(|(places, _)| is_everywhere(*places));
        let few = if everywhere { few(source, &rest).await? } else { None };
        let cut = everywhere && few.is_none();
        let weighed = !looks.iter().any(|(places, _)| is_everywhere(*places));
        // Of words that stand apart the rarest that is written somewhere says where: the name of who asked is on every row.
        let shown = looks.iter().position(|(places, _)| *places > 0).unwrap_or_default();
        let apart = looks.len() > 1;
        let looks: Vec<Look> = looks
            .into_iter()
            // Of what stands everywhere the newest places are not all of them.
            .map(
                |(places, look)| {
                    if is_everywhere(places) && !cut { Look { places: None, ..look } } else { look }
                },
            )
            .collect();
        let across = across(&looks, few);
        let word = if weighed {
            "SELECT rowid AS n, bm25(words, 8.0, 1.0) AS weight FROM words WHERE words MATCH ?".to_owned()
        } else {
            // How rare words are says nothing of what stands everywhere, and costs more than all else: what stands in a
            // heading comes first, also where that is old, and then the newest.
            let all: Vec<String> = (0..looks.len()).map(|at| format!("SELECT n FROM place_{at}")).collect();
            format!(
                "SELECT * FROM (SELECT rowid AS n, {BY_PERSON} AS weight FROM words WHERE words MATCH ? \
                 ORDER BY rowid DESC LIMIT {LOOKED_AT}) UNION ALL SELECT n, -1.0 FROM ({})",
                all.join(" INTERSECT ")
            )
        };
        let mut values = across.values.clone();
        values.push(if weighed { pattern } else { format!("{{subject}} : ({pattern})") }.into());
        let (people, named) = people(&words.plain());
        values.extend(named);
        let apart = if apart { format!(" UNION ALL {}", across.places(shown)) } else { String::new() };
        let hits = format!(
            "{}, word AS MATERIALIZED ({word}), \
             hit AS MATERIALIZED (SELECT record.ticket AS ticket, word.n AS n, word.weight AS weight FROM word {} \
             UNION ALL SELECT * FROM (SELECT ticket.id, NULL, {BY_PERSON} FROM ticket WHERE requester IN ({people}) \
             LIMIT {LOOKED_AT}){apart})",
            across.tables,
            belongs("word.n")
        );
        Ok(Base { hits: Some((hits, values)), narrow: rest, cut })
    }

    pub(super) fn has_words(&self) -> bool {
        self.hits.is_some()
    }

    /// Asks for tickets that are looked at and fit.
    pub(super) fn query(&self, backend: DbBackend) -> SelectStatement {
        let mut query = Query::select();
        if self.has_words() {
            // A cross join is walked as it is written: from what was found to its tickets, never the other way.
            query
                .from(Alias::new("hit"))
                .join(JoinType::CrossJoin, ticket::Entity, Condition::all())
                .and_where(
                    Expr::col((ticket::Entity, ticket::Column::Id))
                        .equals((Alias::new("hit"), Alias::new("ticket"))),
                );
        } else {
            query.from(ticket::Entity);
            // The newest, and one more so that it is known whether there are others.
            query.order_by(ticket::Column::UpdatedAt, Direction::Desc);
            query.order_by(ticket::Column::Id, Direction::Desc);
            query.limit(u64::try_from(LOOKED_AT + 1).unwrap_or(u64::MAX));
        }
        query.cond_where(self.narrow.condition(backend));
        query
    }

    /// Asks for what is found in its order: the ticket, where its best words stand, and how many there are.
    fn page(&self, backend: DbBackend, order: Order) -> (String, Vec<Value>) {
        let mut query = self.query(backend);
        query.column((ticket::Entity, ticket::Column::Id));
        let tail = match order {
            _ if !self.has_words() => "ORDER BY at DESC, id DESC",
            Order::Best => "ORDER BY weight, at DESC, id DESC",
            Order::Newest => "ORDER BY at DESC, id DESC",
        };
        query.expr_as(Expr::col(ticket::Column::UpdatedAt), Alias::new("at"));
        if self.has_words() {
            // SQLite takes `place` from the row that has the smallest weight.
            query.expr_as(Expr::cust("min(hit.weight)"), Alias::new("weight"));
            query.expr_as(Expr::cust("hit.n"), Alias::new("place"));
            query.group_by_col((ticket::Entity, ticket::Column::Id));
        } else {
            query.expr_as(Expr::cust("0"), Alias::new("weight"));
            query.expr_as(Expr::cust("CAST(0 AS BIGINT)"), Alias::new("place"));
        }
        self.statement(&query, backend, &format!("SELECT id, place, count(*) OVER () FROM found {tail}"))
    }

    /// A statement that reads what a query finds as `found`.
    pub(super) fn statement(
        &self,
        query: &SelectStatement,
        backend: DbBackend,
        reads: &str,
    ) -> (String, Vec<Value>) {
        let Statement { sql, values, .. } = backend.build(query);
        let (hits, before) = match &self.hits {
            Some((hits, values)) => (format!("{hits}, "), values.clone()),
            None => (String::new(), Vec::new()),
        };
        let values = before.into_iter().chain(values.into_iter().flat_map(|values| values.0)).collect();
        (format!("WITH {hits}found AS MATERIALIZED ({sql}) {reads}"), values)
    }
}

/// Looks for a word or phrase: in how many places it stands, up to one more than are looked at, and the newest of those.
async fn look<'a>(source: &impl Source, piece: &'a Piece) -> anyhow::Result<(i64, Look<'a>)> {
    let sql = format!(
        "SELECT count(*), json_group_array(n) FROM (SELECT rowid AS n FROM words WHERE words MATCH ? \
         ORDER BY rowid DESC LIMIT {})",
        LOOKED_AT + 1
    );
    let found =
        row(source, &sql, vec![piece.pattern().into()]).await?.context("a count without an answer")?;
    Ok((found.try_get_by_index(0)?, Look { piece, places: Some(found.try_get_by_index(1)?) }))
}

/// Whether a statement has so many rows; no more of them are read.
async fn at_least(source: &impl Source, sql: &str, values: Vec<Value>, many: i64) -> anyhow::Result<bool> {
    let sql = format!("SELECT count(*) FROM ({sql} LIMIT {many})");
    let found = row(source, &sql, values).await?.context("a count without an answer")?;
    Ok(found.try_get_by_index::<i64>(0)? >= many)
}

/// The tickets that something narrows to, where those are few: their ids as a statement.
async fn few(source: &impl Source, narrow: &Narrow) -> anyhow::Result<Option<(String, Vec<Value>)>> {
    if narrow.is_everything() {
        return Ok(None);
    }
    let mut query = Query::select();
    query.column(ticket::Column::Id).from(ticket::Entity).cond_where(narrow.condition(source.backend()));
    let Statement { sql, values, .. } = source.backend().build(&query);
    let values: Vec<Value> = values.into_iter().flat_map(|values| values.0).collect();
    let many = at_least(source, &sql, values.clone(), FEW + 1).await?;
    Ok((!many).then_some((sql, values)))
}

/// Who has all words of a text at the beginning of one of their own; so many at most.
///
/// # Errors
/// When the database cannot be read.
pub async fn people_named(source: &impl Source, text: &str, limit: u64) -> anyhow::Result<Vec<Uuid>> {
    let (sql, values) = people(&words_of(text));
    let found = rows(source, &format!("{sql} LIMIT {limit}"), values).await.context("looking for people")?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// The words of a name, in lower case.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric());
    split.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Who has all of these words at the beginning of one of their own, as a statement.
pub(crate) fn people(words: &[String]) -> (String, Vec<Value>) {
    let name = "(' ' || replace(replace(replace(haystack, '.', ' '), '@', ' '), '-', ' '))";
    let each = format!("{name} LIKE ?");
    let all = vec![each.as_str(); words.len()].join(" AND ");
    let values = words.iter().map(|word| format!("% {word}%").into()).collect();
    (format!("SELECT id FROM person WHERE {}", if words.is_empty() { "1 = 0" } else { &all }), values)
}
