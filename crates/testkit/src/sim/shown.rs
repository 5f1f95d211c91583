//! The promise that lists, boards and reports show what the records say: rows are written when something moves them, and
//! what a page leaves alone must be what it would have written.

use super::checks::broken;
use super::world::{Stop, World};
use store::Db;

/// What is made from records alone. Alarms and what is planned next also go with the time, which nobody waits for here.
const MADE: [&str; 4] = [
    "SELECT lower(hex(id)), json_array(number, provisional, subject, status, category, priority, hex(team), \
     hex(assignee), hex(requester), hex(organisation), tags, filled, rank, due, created_at, updated_at, messages, \
     attachments, items, items_done, last_due, confirmed, answered, deleted, postponed_until, hex(said_by), said_at, \
     said_before) FROM ticket ORDER BY id",
    "SELECT lower(hex(ticket)), json_array(hex(team), hex(assignee), hex(organisation), hex(topic), kind, channel, \
     priority, status, done, tags, opened, answered, answer_ms, resolved, work_ms, hex(resolver), replies, reopened, \
     since) FROM gauge ORDER BY ticket",
    "SELECT lower(hex(ticket)), json_array(n, at, was, became, was_done, is_done, stood_ms) FROM moved ORDER BY ticket, n",
    "SELECT status, CAST(count AS TEXT) FROM tally WHERE count <> 0 ORDER BY status",
];

async fn made(db: &Db) -> anyhow::Result<Vec<Vec<String>>> {
    let mut all = Vec::new();
    for sql in MADE {
        all.extend(store::sim::dump(db, sql, 2).await?);
    }
    Ok(all)
}

impl World {
    /// Makes the rows of every desk again from its records, which must change nothing.
    pub(super) fn check_shown(&mut self) -> Result<(), Stop> {
        for desk in 0..self.desks.len() {
            let both = self.on_desk(desk, async |desk| {
                let shown = made(desk.db()).await?;
                desk.recount_all().await?;
                desk.recounted().await;
                anyhow::Ok((shown, made(desk.db()).await?))
            })?;
            let Some((shown, made)) = both.transpose()? else { continue };
            if shown != made {
                let differs = |one: &[Vec<String>], other: &[Vec<String>]| -> Vec<Vec<String>> {
                    one.iter().filter(|row| !other.contains(row)).cloned().collect()
                };
                let (shown, made) = (differs(&shown, &made), differs(&made, &shown));
                let what = format!("desk {desk} shows {shown:?} where its records make {made:?}");
                return Err(broken(17, what));
            }
        }
        Ok(())
    }
}
