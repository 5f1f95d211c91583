//! What was found, counted by what one can narrow it to.

use super::find::{Base, LOOKED_AT};
use crate::entity::ticket::{self, Column};
use crate::tickets::Narrow;
use crate::tx::{Source, rows};
use anyhow::Context;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Expr};
use std::collections::BTreeMap;

/// By what tickets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Status,
    Assignee,
    Team,
    Priority,
    Type,
    Tag,
}

pub const FACETS: [Facet; 6] =
    [Facet::Status, Facet::Assignee, Facet::Team, Facet::Priority, Facet::Type, Facet::Tag];

/// How many tickets have a value, the most first: a key, an id, or a rank; `None` where there is none.
pub type Counted = Vec<(Option<String>, i64)>;

/// Counts what was found by each of these facets, of the tickets that are looked at.
///
/// # Errors
/// When the database cannot be read.
pub async fn facets(
    source: &impl Source,
    narrow: &Narrow,
    which: &[Facet],
) -> anyhow::Result<BTreeMap<Facet, Counted>> {
    let backend = source.backend();
    let base = Base::of(source, narrow).await?;
    let mut query = base.query(backend);
    for column in [Column::Status, Column::Assignee, Column::Team, Column::Priority, Column::Tags] {
        query.column((ticket::Entity, column));
    }
    let kind = "(SELECT gauge.kind FROM gauge WHERE gauge.ticket = ticket.id)";
    query.expr_as(Expr::cust(kind), Alias::new("kind"));
    if base.has_words() {
        // The words of a ticket stand in several places.
        query.group_by_col((ticket::Entity, Column::Id));
    }
    let each: Vec<String> = which
        .iter()
        .enumerate()
        .map(|(place, facet)| {
            let value = facet.value(backend);
            format!("SELECT {place}, {value}, count(*) FROM (SELECT * FROM found LIMIT {LOOKED_AT}) AS f GROUP BY 2")
        })
        .collect();
    let (sql, values) = base.statement(&query, backend, &each.join(" UNION ALL "));
    let mut found: BTreeMap<Facet, BTreeMap<Option<String>, i64>> =
        which.iter().map(|facet| (*facet, BTreeMap::new())).collect();
    for row in rows(source, &sql, values).await.context("counting what was found")? {
        let place: i32 = row.try_get_by_index(0)?;
        let value: Option<String> = row.try_get_by_index(1)?;
        let count: i64 = row.try_get_by_index(2)?;
        let facet = usize::try_from(place).ok().and_then(|place| which.get(place));
        let facet = *facet.context("a facet that nobody asked for")?;
        let counts = found.entry(facet).or_default();
        if facet == Facet::Tag {
            let tags = value.unwrap_or_default();
            for tag in tags.split('\u{1f}').filter(|tag| !tag.is_empty()) {
                *counts.entry(Some(tag.to_owned())).or_default() += count;
            }
        } else {
            *counts.entry(value).or_default() += count;
        }
    }
    let sorted = |counts: BTreeMap<Option<String>, i64>| {
        let mut counts: Counted = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    };
    Ok(found.into_iter().map(|(facet, counts)| (facet, sorted(counts))).collect())
}

impl Facet {
    /// The value of a ticket as a text.
    fn value(self, backend: DbBackend) -> &'static str {
        let lite = backend == DbBackend::Sqlite;
        match self {
            Facet::Status => "status",
            Facet::Assignee if lite => "CASE WHEN assignee IS NOT NULL THEN lower(hex(assignee)) END",
            Facet::Assignee => "CAST(assignee AS TEXT)",
            Facet::Team if lite => "lower(hex(team))",
            Facet::Team => "CAST(team AS TEXT)",
            Facet::Priority => "CAST(priority AS TEXT)",
            Facet::Type => "kind",
            Facet::Tag => "tags",
        }
    }
}
