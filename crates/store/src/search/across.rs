//! Tickets that have every word of a search, wherever in them each one stands: in the subject, in another message, in the
//! name of who asked.

use super::belongs;
use super::find::people;
use super::words::Piece;
use sea_orm::Value;

/// A word or phrase, and its places where those have been looked up: a JSON array of numbers. Each look at the index costs what
/// the beginnings of its words come to, so none is made twice.
pub(crate) struct Look<'a> {
    pub piece: &'a Piece,
    pub places: Option<String>,
}

/// Tables of a statement, one after the other; `last` has the tickets.
pub(crate) struct Across {
    pub tables: String,
    pub values: Vec<Value>,
    pub last: String,
}

impl Across {
    /// The tickets with the places where one of the pieces stands in them, as rows of `hit`: less good than any place where
    /// everything stands together, and not weighed, for that would look at the index once more.
    pub(crate) fn places(&self, piece: usize) -> String {
        let last = &self.last;
        format!(
            "SELECT record.ticket, place_{piece}.n, -1e-9 FROM place_{piece} {} \
             WHERE +record.ticket IN (SELECT ticket FROM {last}) UNION ALL SELECT ticket, NULL, 0.0 FROM {last}",
            belongs(&format!("place_{piece}.n"))
        )
    }
}

/// Looks for all of these. The first should be the one that stands in the fewest places, for the others are looked for only in
/// the tickets that have it; it is looked for in the tickets that a statement finds, if there is one.
pub(crate) fn across(looks: &[Look<'_>], mut within: Option<(String, Vec<Value>)>) -> Across {
    let mut found = Across { tables: String::new(), values: Vec::new(), last: String::new() };
    for (at, look) in looks.iter().enumerate() {
        let before = (at > 0).then(|| format!("SELECT ticket FROM {}", found.last));
        if let Some(before) = &before {
            within = Some((before.clone(), Vec::new()));
        }
        let places = match &look.places {
            Some(places) => {
                found.values.push(places.clone().into());
                "SELECT value AS n FROM json_each(?)".to_owned()
            }
            None => {
                found.values.push(look.piece.pattern().into());
                let (among, values) = within.take().map_or_else(Default::default, |(tickets, values)| {
                    // A plus keeps SQLite from asking the index anew for each of them.
                    (format!("AND +rowid IN (SELECT n FROM record WHERE ticket IN ({tickets}))"), values)
                });
                found.values.extend(values);
                format!("SELECT rowid AS n FROM words WHERE words MATCH ? {among}")
            }
        };
        let (people, named) = people(&look.piece.plain());
        found.values.extend(named);
        let (of_these, theirs) = match &before {
            Some(before) => (format!("+record.ticket IN ({before})"), format!("AND other.id IN ({before})")),
            None => ("record.ticket IS NOT NULL".to_owned(), String::new()),
        };
        let comma = if at == 0 { "" } else { ", " };
        found.last = format!("having_{at}");
        found.tables.push_str(&format!(
            "{comma}place_{at} AS MATERIALIZED ({places}), \
             having_{at} AS MATERIALIZED (SELECT record.ticket AS ticket FROM place_{at} {} WHERE {of_these} \
             UNION SELECT other.id FROM ticket AS other WHERE other.requester IN ({people}) {theirs})",
            belongs(&format!("place_{at}.n"))
        ));
    }
    found
}
