//! Tickets that read like one that is being written: any of its words, those that few have first.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::category;
use contract::search::AlikeQuery;
use contract::ticket::RowView;
use domain::alike;
use domain::ids::PersonId;
use domain::record::Kind;
use store::tickets::{Narrow, TicketRow};
use uuid::Uuid;

/// So many of the best are read and compared.
const COMPARED: u64 = 60;

pub(crate) async fn ticket_alike(
    desk: &Desk,
    me: PersonId,
    input: AlikeQuery,
) -> Result<Vec<RowView>, Fault> {
    let stems = alike::stems(&input.text);
    if stems.is_empty() {
        return Ok(Vec::new());
    }
    let db = &desk.inner.db;
    let narrow = Narrow { scopes: desk.inner.scopes(me), ..Narrow::default() };
    let places = store::search::places(db, &stems).await?;
    let ids = store::search::alike(db, &places, &narrow, COMPARED).await?;
    let asked = alike::weigh(&places.words, places.all);
    let (mut rows, records) =
        (store::tickets::get_many(db, &ids).await?, store::records::get_many(db, Kind::Ticket, &ids).await?);
    let rules = desk.inner.rules();
    let now = desk.inner.clock.now();
    let own = input.ticket.map(|id| id.0);
    let mut found: Vec<(f64, TicketRow)> = Vec::new();
    for id in ids.into_iter().filter(|id: &Uuid| Some(*id) != own) {
        let (Some(row), Some(record)) = (rows.remove(&id), records.get(&id)) else { continue };
        let description = record.field("description").as_str().unwrap_or_default();
        let Some(likeness) = alike::likeness(&asked, &row.subject, description) else { continue };
        let open = !category(&rules, &row).is_done();
        found.push((alike::standing(likeness, open, now.0 - row.updated_at), row));
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let shown: Vec<TicketRow> = found
        .into_iter()
        .map(|(_, row)| row)
        .take(usize::try_from(input.count.clamp(1, 50)).unwrap_or(50))
        .collect();
    let page = desk.page_of(me, &shown).await?;
    Ok(shown.iter().map(|row| page.row(&rules, row)).collect())
}
