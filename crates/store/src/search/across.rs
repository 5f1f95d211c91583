//! Tickets that have every word of a search, wherever in them each one stands: in the subject, in another message, in the
//! name of who asked.

use super::find::{LOOKED_AT, people};
use super::words::Piece;
use sea_orm::Value;

/// Where one looks for the first of the words.
pub(crate) enum Reach {
    /// Everywhere, and for each further word where those before were found.
    Everywhere,
    /// The same, among the records that a statement finds.
    Among(String, Vec<Value>),
    /// For each word in the newest of its places: of words that all stand everywhere the rest costs too much.
    Newest,
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
            "SELECT record.ticket, place_{piece}.n, -1e-9 FROM place_{piece} JOIN record ON record.n = place_{piece}.n \
             WHERE record.ticket IN (SELECT ticket FROM {last}) UNION ALL SELECT ticket, NULL, 0.0 FROM {last}"
        )
    }
}

/// Looks for all of these; the first should be the one that stands in the fewest places, for the others are looked for only in
/// the tickets that have it.
pub(crate) fn across(pieces: &[&Piece], reach: &Reach) -> Across {
    let mut found = Across { tables: String::new(), values: Vec::new(), last: String::new() };
    for (at, piece) in pieces.iter().enumerate() {
        found.values.push(piece.pattern().into());
        let before = (at > 0).then(|| format!("SELECT ticket FROM {}", found.last));
        let records = match (reach, &before) {
            (Reach::Newest, _) | (Reach::Everywhere, None) => String::new(),
            (Reach::Among(sql, values), None) => {
                found.values.extend(values.iter().cloned());
                // A plus keeps SQLite from asking the index anew for each of them.
                format!("AND +rowid IN ({sql})")
            }
            (Reach::Everywhere | Reach::Among(..), Some(before)) => {
                format!("AND +rowid IN (SELECT n FROM record WHERE ticket IN ({before}))")
            }
        };
        let newest = match reach {
            Reach::Newest => format!("ORDER BY rowid DESC LIMIT {LOOKED_AT}"),
            Reach::Everywhere | Reach::Among(..) => String::new(),
        };
        let (people, named) = people(&piece.plain());
        found.values.extend(named);
        let theirs = before.map(|before| format!("AND other.id IN ({before})")).unwrap_or_default();
        let comma = if at == 0 { "" } else { ", " };
        found.last = format!("having_{at}");
        found.tables.push_str(&format!(
            "{comma}place_{at} AS MATERIALIZED (SELECT rowid AS n FROM words WHERE words MATCH ? {records} {newest}), \
             having_{at} AS MATERIALIZED (SELECT record.ticket AS ticket FROM place_{at} JOIN record ON record.n = place_{at}.n \
             WHERE record.ticket IS NOT NULL \
             UNION SELECT other.id FROM ticket AS other WHERE other.requester IN ({people}) {theirs})"
        ));
    }
    found
}
