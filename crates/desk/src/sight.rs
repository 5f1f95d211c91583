//! Where people may look, kept on the server beside the records: noted with every commit that moves a ticket or
//! changes a person's reach, asked by the feed, by copies, by lists and for files.

use crate::desk::{Desk, Inner, Seat};
use crate::feed::FeedError;
use contract::wire::Cursor;
use domain::access::{Who, scopes_of};
use domain::ids::{PersonId, TeamId};
use domain::person::{Person, Role, Team};
use domain::record::{Kind, Record, Seq};
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::tx::Source;
use uuid::Uuid;

const NOTED: &str = "sight_noted";
/// The fields of a ticket that `scopes_of` looks at.
const SCOPING: [&str; 3] = ["team", "assignee", "created_by"];

/// Who somebody is, if a device that stands at this cursor can be told what changed since.
pub(crate) async fn of(tx: &Tx, by: PersonId, after: Cursor) -> Result<Who, FeedError> {
    let who = now(tx, by).await?.ok_or(FeedError::NotStaff)?;
    let known_from = store::sight::reach(tx, by.0).await?.max(store::retention::forgotten(tx).await?);
    if known_from > 0 && after != Cursor::default() && after < Cursor::after(known_from) {
        return Err(FeedError::Expired);
    }
    Ok(who)
}

/// Who somebody is, and where they may look, by what stands in the database; `None` for somebody who does not work here.
pub(crate) async fn now(source: &impl Source, by: PersonId) -> anyhow::Result<Option<Who>> {
    let Some(record) = store::records::get(source, Kind::Person, by.0).await? else { return Ok(None) };
    let person: Person = record.read()?;
    if record.deleted || person.retired || !person.role.is_staff() {
        return Ok(None);
    }
    let mut teams = BTreeMap::new();
    for team in store::records::all(source, Kind::Team).await? {
        teams.insert(TeamId(team.id), team.read::<Team>()?);
    }
    Ok(Some(Who::new(by, &person, &teams)))
}

impl Inner {
    /// The scopes that a command reads within; `None` when nothing is hidden, as on a device, which has only what
    /// its person may see.
    pub(crate) fn scopes(&self, me: PersonId) -> Option<Vec<Uuid>> {
        match self.seat() {
            Seat::Device { .. } => None,
            Seat::Server => {
                let house = &self.rules().house;
                let person = house.staff.get(&me);
                person.map_or(Some(Vec::new()), |person| Who::new(me, person, &house.teams).sight.scopes())
            }
        }
    }

    /// Refuses a ticket that this person may not see, in the words for one that is not there.
    pub(crate) async fn check_sight(&self, me: PersonId, ticket: Uuid) -> Result<(), crate::Fault> {
        let Some(scopes) = self.scopes(me) else { return Ok(()) };
        let seen = store::sight::seen(&self.db, &[ticket], &scopes).await?;
        if seen.contains_key(&ticket) { Ok(()) } else { Err(Refusal::Missing(Kind::Ticket).into()) }
    }
}

impl Desk {
    /// Whether a person may see this ticket, on a server.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn may_see(&self, by: PersonId, ticket: Uuid) -> anyhow::Result<bool> {
        if self.inner.seat() == Seat::Server && !self.inner.rules().house.staff.contains_key(&by) {
            // Another node may have taken them on a moment ago.
            self.inner.follow_rules(&self.inner.db).await?;
        }
        match self.inner.scopes(by) {
            None => Ok(true),
            Some(scopes) => {
                Ok(store::sight::seen(&self.inner.db, &[ticket], &scopes).await?.contains_key(&ticket))
            }
        }
    }
}

/// Notes what a commit of the server did to sight.
pub(crate) async fn note(tx: &Tx, seq: Seq, written: &[(Option<&Record>, &Record)]) -> anyhow::Result<()> {
    let (mut made, mut entered, mut left) = (Vec::new(), Vec::new(), Vec::new());
    let mut reached: BTreeSet<Uuid> = BTreeSet::new();
    let mut agents_too = false;
    for (before, after) in written {
        let before = before.filter(|before| before.ver > 0);
        match after.kind {
            Kind::Ticket => {
                let stays = |before: &Record| SCOPING.iter().all(|it| before.field(it) == after.field(it));
                if before.is_some_and(stays) {
                    continue;
                }
                let now = scopes_of(&after.read::<Ticket>()?);
                let Some(before) = before else {
                    made.extend(now.into_iter().map(|scope| (scope, after.id)));
                    continue;
                };
                let then = scopes_of(&before.read::<Ticket>()?);
                entered.extend(now.difference(&then).map(|scope| (*scope, after.id)));
                left.extend(then.difference(&now).map(|scope| (*scope, after.id)));
            }
            Kind::Person => {
                let Some(before) = before else { continue };
                let reach = |record: &Record| -> anyhow::Result<_> {
                    let person: Person = record.read()?;
                    Ok((person.role, person.teams, person.retired, record.deleted))
                };
                if reach(before)? != reach(after)? {
                    reached.insert(after.id);
                }
            }
            Kind::Team => {
                let private = |record: &Record| record.field("private").as_bool().unwrap_or(false);
                agents_too |= before.is_some_and(|before| private(before) != private(after));
            }
            Kind::Setting
            | Kind::Status
            | Kind::Category
            | Kind::Organisation
            | Kind::Board
            | Kind::Message
            | Kind::Attachment
            | Kind::TimeEntry
            | Kind::Link
            | Kind::Event
            | Kind::Conflict
            | Kind::Reminder
            | Kind::View
            | Kind::CannedReply
            | Kind::Visit
            | Kind::Macro
            | Kind::Report
            | Kind::ChecklistItem
            | Kind::Template => {}
        }
    }
    if agents_too {
        for record in store::people::staff(tx).await? {
            if record.read::<Person>()?.role == Role::Agent {
                reached.insert(record.id);
            }
        }
    }
    store::sight::note(tx, &made, 0, true).await?;
    if !store::sim::planted("forget_scope_leave") {
        store::sight::note(tx, &left, seq, false).await?;
    }
    store::sight::note(tx, &entered, seq, true).await?;
    store::sight::note_reach(tx, &reached.into_iter().collect::<Vec<_>>(), seq).await
}

/// Notes everything from the records, once, on a server whose database is older than this.
pub(crate) async fn catch_up(db: &store::Db) -> anyhow::Result<()> {
    if store::state::get::<bool>(db, NOTED).await?.unwrap_or(false) {
        return Ok(());
    }
    let tx = db.begin().await?;
    store::sight::clear(&tx).await?;
    let mut below = Uuid::max();
    loop {
        let found = store::snapshot::tickets_below(&tx, below, None, None, 500).await?;
        let Some((last, _)) = found.last() else { break };
        below = *last;
        let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
        let records = store::records::get_many(&tx, Kind::Ticket, &ids).await?;
        let written: Vec<(Option<&Record>, &Record)> =
            records.values().map(|record| (None, record)).collect();
        note(&tx, 0, &written).await?;
    }
    let cells = store::digest::recount(&tx).await?;
    store::digest::add(&tx, &cells).await?;
    store::state::put(&tx, NOTED, &true).await?;
    tx.commit().await
}
