//! The rules of one particular desk: its statuses, matrix, teams and staff, and what they make of a change.

use crate::access::{self, Who};
use crate::canned::{CANNED_LIMIT_BYTES, CannedReply, SIGNATURE_LIMIT_BYTES};
use crate::change::{Act, Change};
use crate::checklist::ChecklistItem;
use crate::form::Form;
use crate::ids::{CategoryId, PersonId, TeamId};
use crate::lifecycle::Closing;
use crate::macros::Macro;
use crate::merge::{FieldChange, Outcome, Side, Verdict, merge};
use crate::message::{
    ATTACHMENT_LIMIT_BYTES, Attachment, CATEGORY_LEVELS, Category, Link, Message, TimeEntry,
};
use crate::person::{Person, Team, default_team};
use crate::priority::{Matrix, Priority, UrgentGuard};
use crate::record::{Entity, Kind, Record};
use crate::refusal::Refusal;
use crate::reminder::{NOTE_LIMIT_BYTES, Reminder};
use crate::report::Report;
use crate::status::{Status, StatusCategory, StatusKey, default_statuses};
use crate::template::Template;
use crate::ticket::{SUBJECT_LIMIT_BYTES, TEXT_LIMIT_BYTES, Ticket};
use crate::ticket_type::TicketTypes;
use crate::view::View;
use crate::visit::Visit;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a rule may ask about the desk's configuration; loaded once, replaced when edited.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct House {
    pub statuses: Vec<Status>,
    pub matrix: Matrix,
    pub teams: BTreeMap<TeamId, Team>,
    /// The people who work here; requesters are too many to hold.
    pub staff: BTreeMap<PersonId, Person>,
    pub categories: BTreeMap<CategoryId, Category>,
    pub form: Form,
    pub types: TicketTypes,
    pub urgent_guard: UrgentGuard,
    pub closing: Closing,
}

impl House {
    /// The house that nobody has edited yet.
    pub fn fresh() -> Self {
        let (id, team) = crate::person::default_team();
        House { statuses: default_statuses(), teams: BTreeMap::from([(id, team)]), ..House::default() }
    }

    pub fn status(&self, key: &StatusKey) -> Option<&Status> {
        self.statuses.iter().find(|status| &status.key == key)
    }

    /// The team of a ticket that somebody opens without naming one: a team of theirs, or one that everybody sees.
    pub fn team_of_new(&self, by: PersonId) -> Option<TeamId> {
        let stands = |id: &&TeamId| self.teams.get(id).is_some_and(|team| !team.retired);
        let own = self.staff.get(&by).and_then(|person| person.teams.iter().find(stands)).copied();
        own.or_else(|| self.open_team())
    }

    /// The team of tickets that name none: the one that every desk begins with, or another one that everybody sees.
    pub fn open_team(&self) -> Option<TeamId> {
        let stands = |id: &TeamId| self.teams.get(id).is_some_and(|team| !team.retired && !team.private);
        let (support, _) = default_team();
        Some(support).filter(stands).or_else(|| self.teams.keys().copied().find(stands))
    }

    pub fn category(&self, key: &StatusKey) -> Option<StatusCategory> {
        self.status(key).map(|status| status.category)
    }

    /// The names from the root of the category tree down to this node.
    pub fn category_path(&self, id: CategoryId) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(category) = next.and_then(|id| self.categories.get(&id)) {
            path.insert(0, category.name.as_str());
            next = category.parent;
            if path.len() > CATEGORY_LEVELS {
                break;
            }
        }
        path
    }

    /// These categories with all that lies in them.
    pub fn branches(&self, tops: &BTreeSet<CategoryId>) -> BTreeSet<CategoryId> {
        let mut all = tops.clone();
        if tops.is_empty() {
            return all;
        }
        // A level for each pass: what lies in what was found by then.
        for _ in 1..CATEGORY_LEVELS {
            let within = |category: &Category| category.parent.is_some_and(|parent| all.contains(&parent));
            let found: Vec<CategoryId> =
                self.categories.iter().filter(|(_, one)| within(one)).map(|(id, _)| *id).collect();
            all.extend(found);
        }
        all
    }

    /// The category above each one, where there is one.
    pub fn above(&self) -> BTreeMap<CategoryId, CategoryId> {
        self.categories.iter().filter_map(|(id, category)| Some((*id, category.parent?))).collect()
    }

    /// Makes a ticket consistent with the matrix after somebody edited it.
    ///
    /// Impact and urgency carry the priority with them, unless the same edit names a priority; a
    /// priority that agrees with the matrix needs no reason, but why something is urgent stays with it.
    pub fn settle_priority(&self, before: Option<&Ticket>, after: &mut Ticket) {
        let by_matrix = self.matrix.priority(after.impact, after.urgency);
        let scale_moved = before.is_none_or(|b| (b.impact, b.urgency) != (after.impact, after.urgency));
        let priority_moved = before.is_some_and(|b| b.priority != after.priority);
        let overridden = before.is_some_and(|b| {
            b.priority_reason.is_some() && b.priority != self.matrix.priority(b.impact, b.urgency)
        });
        if scale_moved && !priority_moved && !overridden {
            after.priority = by_matrix;
        }
        let same_reason = before.is_some_and(|b| b.priority_reason == after.priority_reason);
        let agrees = after.priority == by_matrix;
        // What explained another priority, or why it was urgent before, explains nothing any more.
        let outlived = priority_moved && same_reason && (agrees || !overridden);
        if outlived || (agrees && after.priority != Priority::Urgent) {
            after.priority_reason = None;
        }
    }

    /// Judges a change on the record as it stands: access, merge, then the rules of its kind.
    ///
    /// `ticket` is the ticket that the record belongs to, as it stands.
    ///
    /// # Errors
    /// The refusal, when the change may not take effect at all.
    pub fn decide(
        &self,
        who: &Who,
        change: &Change,
        current: Option<&Record>,
        ticket: Option<&Ticket>,
    ) -> Result<Verdict, Refusal> {
        access::judge(who, change, current, ticket)?;
        let mut verdict = merge(current, change, Side::Judge)?;
        // Of a change to a ticket, the ticket is what stands there.
        if let (Kind::Ticket, Outcome::Merged, Some(before)) = (change.kind, verdict.outcome, ticket) {
            self.settle_merged(before, &mut verdict)?;
        }
        self.check(change, current, ticket, &verdict)?;
        Ok(verdict)
    }

    /// Two people may have moved impact and urgency at once, each with the priority that their own half made. The
    /// matrix says what both make together: neither of them chose another priority, so neither is asked for a reason.
    fn settle_merged(&self, before: &Ticket, verdict: &mut Verdict) -> Result<(), Refusal> {
        let after: Ticket = read(&verdict.record)?;
        if !matches!(self.check_priority(Some(before), &after), Err(Refusal::PriorityReason)) {
            return Ok(());
        }
        let value = |priority: Priority| Value::from(priority.key());
        let to = value(self.matrix.priority(after.impact, after.urgency));
        verdict.changed.retain(|change| change.field != "priority");
        let from = value(before.priority);
        if from != to {
            verdict.changed.push(FieldChange { field: "priority".to_owned(), from, to: to.clone() });
        }
        verdict.record.doc.insert("priority".to_owned(), to);
        Ok(())
    }

    /// Checks what a change made of a record.
    fn check(
        &self,
        change: &Change,
        current: Option<&Record>,
        ticket: Option<&Ticket>,
        verdict: &Verdict,
    ) -> Result<(), Refusal> {
        if let (Act::Delete, Kind::Visit, Some(current)) = (&change.act, change.kind, current) {
            // Whoever plans may not know yet that somebody is there.
            let began = !current.deleted && !read::<Visit>(current)?.steps.is_empty();
            if began {
                return Err(Refusal::invalid("visit", "began already: cancel it, what happened stays"));
            }
        }
        if matches!(change.act, Act::Delete | Act::Restore)
            || (current.is_some() && verdict.changed.is_empty())
        {
            return Ok(());
        }
        let record = &verdict.record;
        match change.kind {
            Kind::Ticket => {
                let after = read(record)?;
                self.check_ticket(ticket, &after)?;
                // Half of an edit may have lost to somebody else's: what is left is a question for a person,
                // who settles impact, urgency and priority together.
                if verdict.conflicts.is_empty() { self.check_priority(ticket, &after) } else { Ok(()) }
            }
            Kind::Message => {
                let message: Message = read(record)?;
                if message.author != change.by
                    && current.is_none()
                    && message.side == crate::message::Side::Agent
                {
                    return Err(Refusal::Forbidden("people write in their own name".to_owned()));
                }
                if message.entered_by.is_some_and(|by| by != change.by) && current.is_none() {
                    return Err(Refusal::Forbidden("people say themselves what they were told".to_owned()));
                }
                text("body", &message.body, TEXT_LIMIT_BYTES)?;
                filled("body", &message.body)
            }
            Kind::Attachment => {
                let attachment: Attachment = read(record)?;
                filled("name", &attachment.name)?;
                if attachment.size_bytes < 0 || attachment.size_bytes > ATTACHMENT_LIMIT_BYTES {
                    return Err(Refusal::invalid("size", "a file may have up to 100 MiB"));
                }
                Ok(())
            }
            Kind::TimeEntry => {
                let entry: TimeEntry = read(record)?;
                if !(1..=7 * 24 * 3600).contains(&entry.seconds) {
                    return Err(Refusal::invalid("seconds", "between one second and seven days"));
                }
                Ok(())
            }
            Kind::Link => {
                let link: Link = read(record)?;
                if link.ticket == link.other {
                    return Err(Refusal::invalid("other", "a ticket cannot be linked to itself"));
                }
                Ok(())
            }
            Kind::Person => {
                let person: Person = read(record)?;
                filled("name", &person.name)?;
                text("name", &person.name, SUBJECT_LIMIT_BYTES)?;
                text("signature", person.signature.as_deref().unwrap_or_default(), SIGNATURE_LIMIT_BYTES)?;
                match &person.email {
                    Some(email) if !email.contains('@') || email.contains(char::is_whitespace) => {
                        Err(Refusal::invalid("email", "not an e-mail address"))
                    }
                    _ => Ok(()),
                }
            }
            Kind::Team => {
                let team: Team = read(record)?;
                team.check_level()?;
                filled("name", &team.name)
            }
            Kind::Category => self.check_category(CategoryId(record.id), &read(record)?),
            Kind::Status => filled("name", &read::<Status>(record)?.name),
            Kind::Board => {
                let board: crate::board::Board = read(record)?;
                filled("name", &board.name)?;
                text("name", &board.name, SUBJECT_LIMIT_BYTES)?;
                board.check()
            }
            Kind::Organisation => filled("name", &read::<crate::person::Organisation>(record)?.name),
            Kind::Reminder => {
                let reminder: Reminder = read(record)?;
                text("note", reminder.note.as_deref().unwrap_or_default(), NOTE_LIMIT_BYTES)
            }
            Kind::View => {
                let view: View = read(record)?;
                filled("name", &view.name)?;
                text("name", &view.name, SUBJECT_LIMIT_BYTES)?;
                text("filter", &view.narrows.text, SUBJECT_LIMIT_BYTES)
            }
            Kind::CannedReply => {
                let reply: CannedReply = read(record)?;
                filled("name", &reply.name)?;
                text("name", &reply.name, SUBJECT_LIMIT_BYTES)?;
                text("folder", reply.folder.as_deref().unwrap_or_default(), SUBJECT_LIMIT_BYTES)?;
                filled("body", &reply.body)?;
                text("body", &reply.body, CANNED_LIMIT_BYTES)
            }
            Kind::Visit => self.check_visit(&read(record)?, ticket),
            Kind::Report => {
                let report: Report = read(record)?;
                filled("name", &report.name)?;
                text("name", &report.name, SUBJECT_LIMIT_BYTES)?;
                tags("tags", &report.asked.tags)?;
                report.asked.check()
            }
            Kind::Macro => {
                let one: Macro = read(record)?;
                filled("name", &one.name)?;
                text("name", &one.name, SUBJECT_LIMIT_BYTES)?;
                for (field, body) in [("reply", &one.steps.reply), ("note", &one.steps.note)] {
                    text(field, body.as_deref().unwrap_or_default(), CANNED_LIMIT_BYTES)?;
                }
                tags("add_tags", &one.steps.add_tags)?;
                one.steps.check()
            }
            Kind::Template => {
                let one: Template = read(record)?;
                filled("name", &one.name)?;
                text("name", &one.name, SUBJECT_LIMIT_BYTES)?;
                text("subject", one.fills.subject.as_deref().unwrap_or_default(), SUBJECT_LIMIT_BYTES)?;
                text("description", one.fills.description.as_deref().unwrap_or_default(), TEXT_LIMIT_BYTES)?;
                tags("tags", &one.fills.tags)?;
                one.fills.check()
            }
            Kind::ChecklistItem => read::<ChecklistItem>(record)?.check(),
            Kind::Setting | Kind::Event | Kind::Conflict => Ok(()),
        }
    }

    fn check_ticket(&self, before: Option<&Ticket>, after: &Ticket) -> Result<(), Refusal> {
        filled("subject", &after.subject)?;
        text("subject", &after.subject, SUBJECT_LIMIT_BYTES)?;
        text("description", &after.description, TEXT_LIMIT_BYTES)?;
        let changed = |same: fn(&Ticket, &Ticket) -> bool| before.is_none_or(|before| !same(before, after));

        if changed(|a, b| a.status == b.status) {
            // A merge closes from wherever a ticket stands, and taking it apart brings it back there.
            let goes = |it: &&Ticket| it.merged_into == after.merged_into && !self.unconfirms(it, after);
            self.check_transition(before.filter(goes), after)?;
        }
        if changed(|a, b| a.team == b.team) && self.teams.get(&after.team).is_none_or(|team| team.retired) {
            return Err(Refusal::invalid("team", "no such team"));
        }
        if let Some(assignee) = after.assignee
            && changed(|a, b| a.assignee == b.assignee)
            && self.staff.get(&assignee).is_none_or(|person| person.retired)
        {
            return Err(Refusal::invalid("assignee", "only staff can be assigned"));
        }
        if let Some(category) = after.category
            && changed(|a, b| a.category == b.category)
            && !self.categories.contains_key(&category)
        {
            return Err(Refusal::invalid("category", "no such category"));
        }
        // One that is retired is not offered; whoever chose it before heard of that has chosen it.
        if changed(|a, b| a.ticket_type == b.ticket_type) && self.types.get(&after.ticket_type).is_none() {
            return Err(Refusal::invalid("type", "no such type"));
        }
        self.form.check_values(before, after)?;
        tags("tags", &after.tags)
    }

    /// Whether everything is filled in that somebody who makes or edits a ticket is asked for. It is no part of
    /// `decide`: whoever was allowed to do something by the rules they had has done it.
    ///
    /// # Errors
    /// `Refusal::Fields` with what is missing.
    pub fn check_required(&self, before: Option<&Ticket>, after: &Ticket) -> Result<(), Refusal> {
        let done = |ticket: &Ticket| self.category(&ticket.status).is_some_and(StatusCategory::is_done);
        // A merge closes from wherever a ticket stands, and taking it apart brings it back there.
        if before.map_or(after.merged_into, |before| before.merged_into) != after.merged_into {
            return Ok(());
        }
        let missing = self.form.missing(before.map(|before| (before, done(before))), (after, done(after)));
        if missing.is_empty() { Ok(()) } else { Err(Refusal::Fields(missing)) }
    }

    /// A priority that differs from the matrix wants a reason.
    fn check_priority(&self, before: Option<&Ticket>, after: &Ticket) -> Result<(), Refusal> {
        let scales = |ticket: &Ticket| (ticket.priority, ticket.impact, ticket.urgency);
        let moved = before.is_none_or(|before| scales(before) != scales(after));
        let reason = after.priority_reason.as_deref().unwrap_or_default();
        let by_matrix = self.matrix.priority(after.impact, after.urgency);
        if moved && after.priority != by_matrix && reason.trim().is_empty() {
            return Err(Refusal::PriorityReason);
        }
        Ok(())
    }

    fn check_transition(&self, before: Option<&Ticket>, after: &Ticket) -> Result<(), Refusal> {
        let target = self.status(&after.status).filter(|status| !status.retired);
        if target.is_none() {
            return Err(Refusal::UnknownStatus(after.status.clone()));
        }
        // A status that was since deleted must not lock its tickets in.
        let Some(from) = before.and_then(|before| self.status(&before.status)) else { return Ok(()) };
        if from.may_become(&after.status) {
            Ok(())
        } else {
            Err(Refusal::Transition { from: from.key.clone(), to: after.status.clone() })
        }
    }

    /// Whoever shall go there has to see where that is: visits are seen with their ticket.
    fn check_visit(&self, visit: &Visit, ticket: Option<&Ticket>) -> Result<(), Refusal> {
        visit.check()?;
        let (Some(id), Some(ticket)) = (visit.technician, ticket) else { return Ok(()) };
        let technician = self.staff.get(&id).filter(|person| !person.retired && person.role.is_staff());
        let Some(technician) = technician else {
            return Err(Refusal::invalid("technician", "works here no more"));
        };
        if Who::new(id, technician, &self.teams).may_see(ticket) {
            Ok(())
        } else {
            Err(Refusal::invalid(
                "technician",
                "does not see this ticket: give it to one of their teams first, or to them",
            ))
        }
    }

    fn check_category(&self, id: CategoryId, category: &Category) -> Result<(), Refusal> {
        filled("name", &category.name)?;
        let Some(parent) = category.parent else { return Ok(()) };
        if self.branches(&BTreeSet::from([id])).contains(&parent) {
            return Err(Refusal::invalid("parent", "a category cannot lie in itself"));
        }
        if self.category_path(parent).len() + self.levels_of(id) > CATEGORY_LEVELS {
            return Err(Refusal::invalid("parent", "categories have up to five levels"));
        }
        Ok(())
    }

    /// How many levels a category and what lies in it have.
    fn levels_of(&self, id: CategoryId) -> usize {
        let mut all = BTreeSet::from([id]);
        for levels in 1..CATEGORY_LEVELS {
            let within = |category: &Category| category.parent.is_some_and(|parent| all.contains(&parent));
            let found: BTreeSet<CategoryId> =
                self.categories.iter().filter(|(_, category)| within(category)).map(|(id, _)| *id).collect();
            if found.is_empty() {
                return levels;
            }
            all = found;
        }
        CATEGORY_LEVELS
    }
}

/// Whether this version can read a record as what it says it is.
///
/// # Errors
/// `Refusal::Invalid`, with what is wrong with it.
pub fn readable(record: &Record) -> Result<(), Refusal> {
    match record.kind {
        Kind::Ticket => read::<Ticket>(record).map(drop),
        Kind::Message => read::<Message>(record).map(drop),
        Kind::Attachment => read::<Attachment>(record).map(drop),
        Kind::TimeEntry => read::<TimeEntry>(record).map(drop),
        Kind::Link => read::<Link>(record).map(drop),
        Kind::Event => read::<crate::history::Event>(record).map(drop),
        Kind::Conflict => read::<crate::merge::Conflict>(record).map(drop),
        Kind::Person => read::<Person>(record).map(drop),
        Kind::Organisation => read::<crate::person::Organisation>(record).map(drop),
        Kind::Team => read::<Team>(record).map(drop),
        Kind::Category => read::<Category>(record).map(drop),
        Kind::Status => read::<Status>(record).map(drop),
        Kind::Board => read::<crate::board::Board>(record).map(drop),
        Kind::Reminder => read::<crate::reminder::Reminder>(record).map(drop),
        Kind::View => read::<View>(record).map(drop),
        Kind::CannedReply => read::<CannedReply>(record).map(drop),
        Kind::Visit => read::<Visit>(record).map(drop),
        Kind::Macro => read::<Macro>(record).map(drop),
        Kind::Report => read::<Report>(record).map(drop),
        Kind::ChecklistItem => read::<ChecklistItem>(record).map(drop),
        Kind::Template => read::<Template>(record).map(drop),
        // Each has a shape of its own, which the rules that are made of it know.
        Kind::Setting => Ok(()),
    }
}

fn read<T: Entity>(record: &Record) -> Result<T, Refusal> {
    record.read().map_err(|error| Refusal::invalid(record.kind.key(), error.to_string()))
}

fn tags(field: &str, tags: &BTreeSet<String>) -> Result<(), Refusal> {
    if tags.iter().any(|tag| tag.trim().is_empty() || tag.len() > 64) {
        return Err(Refusal::invalid(field, "a tag has 1 to 64 characters"));
    }
    Ok(())
}

fn filled(field: &str, value: &str) -> Result<(), Refusal> {
    if value.trim().is_empty() { Err(Refusal::invalid(field, "must not be empty")) } else { Ok(()) }
}

fn text(field: &str, value: &str, limit_bytes: usize) -> Result<(), Refusal> {
    if value.len() > limit_bytes {
        Err(Refusal::invalid(field, format!("is longer than {limit_bytes} bytes")))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
