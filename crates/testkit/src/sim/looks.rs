//! The promises that hold at every moment, looked at in the middle of everything.

use super::eyes::{self, Row, Rows};
use super::world::{Stop, Violation, World};
use anyhow::Context;
use contract::wire::Cursor;
use domain::access::Sight;
use domain::change::{Act, Change, Class, class};
use domain::record::Kind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use uuid::Uuid;

impl World {
    /// Looks at every desk.
    pub(crate) fn look(&mut self) -> Result<(), Stop> {
        let Some(rows) = self.server_rows()? else { return Ok(()) };
        for desk in 0..self.desks.len() {
            self.look_at(desk, &rows)?;
        }
        Ok(())
    }

    /// Looks at one desk.
    pub(crate) fn look_at_one(&mut self, desk: usize) -> Result<(), Stop> {
        let Some(rows) = self.server_rows()? else { return Ok(()) };
        self.look_at(desk, &rows)
    }

    fn server_rows(&mut self) -> Result<Option<Rows>, Stop> {
        self.on_server(async |app| eyes::records(app.db()).await)
    }

    /// A desk has every row up to its cursor that its person may see, and shows its own edits.
    fn look_at(&mut self, desk: usize, rows: &Rows) -> Result<(), Stop> {
        let (eyes, person) = (self.eyes()?, self.desks[desk].person);
        // Whoever sees a part only is looked at where nobody's sight ever changed: later ones do not say what was seen then.
        let still = ["reach", "privacy"].iter().all(|deed| !self.floor.tally.borrow().contains_key(*deed));
        let who = eyes.who(person).filter(|who| still || who.sight == Sight::Everything);
        // Who became a leader, or came into a team, has copied it all once that commit was read.
        let since = rows.get(&(Kind::Person, person.0)).map_or(0, |row| row.ver);
        let epoch = self.on_server(async |app| Ok(app.epoch()))?;
        let looked = self.on_desk(desk, async |desk| {
            anyhow::Ok((desk.cursor().await?, desk.epoch().await?, desk.copying().await?.is_some()))
        })?;
        let Some((cursor, known, copying)) = looked.transpose()? else { return Ok(()) };
        if known != epoch || copying || cursor != Cursor::after(cursor.seq) {
            return Ok(());
        }
        self.floor.count("looked");
        if let Some(who) = who.filter(|_| since <= cursor.seq)
            && !self.ledger.forgot
            && !self.rotten.contains(&desk)
        {
            let outbox = self.outbox(desk)?.unwrap_or_default();
            let over: BTreeSet<Uuid> = outbox.values().map(|(change, _)| change.entity).collect();
            let Some(here) = self.on_desk(desk, async |desk| eyes::records(desk.db()).await)? else {
                return Ok(());
            };
            let here = here?;
            // A ticket that moved since was perhaps not for these eyes.
            let rests = |row: &Row| {
                let ticket = row.ticket.and_then(|id| rows.get(&(Kind::Ticket, id)));
                who.sight == Sight::Everything || ticket.is_none_or(|ticket| ticket.ver <= cursor.seq)
            };
            let seen = |row: &Row| row.ver <= cursor.seq && eyes.sees(&who, row) && rests(row);
            self.floor.count(if who.sight == Sight::Everything {
                "looked at all"
            } else {
                "looked at a part"
            });
            for (key, row) in rows.iter().filter(|(_, row)| seen(row)) {
                let same = here.get(key).is_some_and(|mine| mine.ver == row.ver);
                if !same && !over.contains(&key.1) {
                    let what =
                        format!("desk {desk} stands at {} and lacks {key:?} of {}", cursor.seq, row.ver);
                    return Err(Violation::new(6, what).into());
                }
            }
        }
        self.look_at_edits(desk)
    }

    /// What waits is what its author sees.
    pub(crate) fn look_at_edits(&mut self, desk: usize) -> Result<(), Stop> {
        let sql = "SELECT change FROM outbox WHERE state < 2 ORDER BY n";
        let found = self.on_desk(desk, async |desk| {
            anyhow::Ok((store::sim::dump(desk.db(), sql, 1).await?, desk.copying().await?.is_some()))
        })?;
        // In the middle of a copy, what was sent before and goes again has not met its row yet.
        let Some((waits, false)) = found.transpose()? else { return Ok(()) };
        let mut last: BTreeMap<(Kind, Uuid, String), Value> = BTreeMap::new();
        let mut gone: BTreeSet<Uuid> = BTreeSet::new();
        for row in waits {
            let change: Change = serde_json::from_str(&row[0]).context("reading a change")?;
            match change.act {
                Act::Patch { fields, .. } => {
                    for (field, edit) in fields {
                        last.insert((change.kind, change.entity, field), edit.new);
                    }
                }
                Act::Delete | Act::Restore => {
                    gone.insert(change.entity);
                }
                Act::Create { .. } | Act::Import { .. } => {}
            }
        }
        last.retain(|(kind, id, field), _| {
            matches!(class(*kind, field), Class::Ask | Class::Last) && !gone.contains(id)
        });
        if last.is_empty() {
            return Ok(());
        }
        let mut among = String::new();
        for (_, id, _) in last.keys() {
            let comma = if among.is_empty() { "" } else { ", " };
            let _ = write!(among, "{comma}x'{}'", id.simple());
        }
        let here = self.on_desk(desk, async |desk| {
            eyes::records_where(desk.db(), &format!("WHERE id IN ({among})")).await
        })?;
        let Some(here) = here.transpose()? else { return Ok(()) };
        for ((kind, entity, field), value) in last {
            let Some(row) = here.get(&(kind, entity)).filter(|row| !row.deleted) else { continue };
            let shown = row.doc.get(&field).cloned().unwrap_or_default();
            if shown != value {
                let what = format!("desk {desk} has {field} = {value} waiting and shows {shown}");
                return Err(Violation::new(7, what).into());
            }
        }
        Ok(())
    }
}
