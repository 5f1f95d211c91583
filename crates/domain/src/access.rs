//! Who may do what: the only place that decides, on the device and again on the server.

use crate::change::{Act, Change};
use crate::history::is_own_given_up;
use crate::ids::{PersonId, TeamId};
use crate::person::{Person, Role, Team};
use crate::record::{Kind, Record, SCOPE};
use crate::refusal::Refusal;
use crate::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The person who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub id: PersonId,
    pub role: Role,
    pub teams: BTreeSet<TeamId>,
    pub sight: Sight,
}

impl Who {
    /// Somebody of a desk with these teams.
    pub fn new(id: PersonId, person: &Person, teams: &BTreeMap<TeamId, Team>) -> Self {
        let role = if person.retired { Role::Requester } else { person.role };
        let own = person.teams.iter().map(|team| team.0).chain([id.0]);
        let sight = match role {
            Role::Requester => Sight::Scopes(BTreeSet::new()),
            Role::Technician => Sight::Scopes(own.collect()),
            Role::Agent => {
                let open = teams.iter().filter(|(_, team)| !team.private).map(|(id, _)| id.0);
                Sight::Scopes(own.chain(open).collect())
            }
            Role::Manager | Role::Admin => Sight::Everything,
        };
        Who { id, role, teams: person.teams.clone(), sight }
    }

    /// Whom what belongs to no ticket may be for so that this person sees it: themselves and their teams.
    pub fn own(&self) -> BTreeSet<Uuid> {
        self.teams.iter().map(|team| team.0).chain([self.id.0]).collect()
    }

    /// Whether this person may see a record that belongs to no ticket. What is somebody's own stays their own:
    /// managers and admins do not see it either.
    ///
    /// Scopes are compared as they are written, as the database does.
    pub fn may_see_loose(&self, record: &Record) -> bool {
        record.scope().is_none_or(|scope| self.own().iter().any(|own| own.to_string() == scope))
    }

    /// Whether this person may see this ticket and what belongs to it, and work on it.
    ///
    /// Managers and admins see everything. Everybody sees what they own or made themselves and what their teams
    /// have; agents also what teams have that are not private.
    pub fn may_see(&self, ticket: &Ticket) -> bool {
        match &self.sight {
            Sight::Everything => true,
            Sight::Scopes(scopes) => !scopes_of(ticket).is_disjoint(scopes),
        }
    }
}

/// The scopes in which a ticket lies: its team, whoever owns it, whoever made it.
pub fn scopes_of(ticket: &Ticket) -> BTreeSet<Uuid> {
    let people = [ticket.assignee, ticket.created_by].into_iter().flatten().map(|person| person.0);
    people.chain([ticket.team.0]).collect()
}

/// Where a person may look. A scope is a team or a person; a ticket lies in that of its team, of whoever owns it
/// and of whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    Everything,
    Scopes(BTreeSet<Uuid>),
}

impl Sight {
    /// The scopes to look for; `None` when nothing is hidden.
    pub fn scopes(&self) -> Option<Vec<Uuid>> {
        match self {
            Sight::Everything => None,
            Sight::Scopes(scopes) => Some(scopes.iter().copied().collect()),
        }
    }
}

/// Judges a change: `current` is the record as it stands, `ticket` the ticket that it belongs to.
///
/// # Errors
/// `Refusal::Forbidden`, with the rule in words.
pub fn judge(
    who: &Who,
    change: &Change,
    current: Option<&Record>,
    ticket: Option<&Ticket>,
) -> Result<(), Refusal> {
    let no = |rule: &str| Err(Refusal::Forbidden(rule.to_owned()));
    if !who.role.is_staff() {
        return no("only staff work on the desk");
    }
    if matches!(change.act, Act::Import { .. }) {
        return may_configure(who);
    }
    if let Some(hidden) = current.filter(|record| !who.may_see_loose(record)) {
        return Err(Refusal::Missing(hidden.kind));
    }
    match change.kind {
        Kind::Ticket
        | Kind::Message
        | Kind::Attachment
        | Kind::TimeEntry
        | Kind::Link
        | Kind::Conflict
        | Kind::Reminder
        | Kind::Visit
        | Kind::ChecklistItem => {
            if let Some(ticket) = ticket
                && !who.may_see(ticket)
            {
                return no(match who.role {
                    Role::Technician => "technicians work on their own tickets and their teams'",
                    Role::Requester | Role::Agent | Role::Manager | Role::Admin => {
                        "the tickets of a private team are for its members"
                    }
                });
            }
            match (&change.act, change.kind) {
                (Act::Delete | Act::Restore, Kind::Ticket) if who.role < Role::Manager => {
                    // Undoing one's own new ticket is the one deletion that everybody has.
                    let own = ticket.is_some_and(|ticket| ticket.created_by == Some(who.id));
                    if own { Ok(()) } else { no("managers delete tickets") }
                }
                (Act::Delete | Act::Patch { .. }, Kind::Message | Kind::TimeEntry | Kind::Attachment) => {
                    let me = serde_json::Value::String(who.id.to_string());
                    // What somebody wrote down for the requester is theirs, too.
                    let own = current.is_some_and(|record| {
                        record.field("author") == &me || record.field("entered_by") == &me
                    });
                    if own || who.role >= Role::Manager {
                        Ok(())
                    } else {
                        no("people change what they wrote themselves")
                    }
                }
                (Act::Create { .. } | Act::Patch { .. } | Act::Delete | Act::Restore, Kind::Reminder) => {
                    let own = |person: &serde_json::Value| person.as_str() == Some(&who.id.to_string());
                    let mine = match (&change.act, current) {
                        (Act::Create { doc }, None) => doc.get("person").is_some_and(own),
                        (Act::Patch { fields, .. }, Some(record)) => {
                            own(record.field("person")) && !fields.contains_key("person")
                        }
                        (_, current) => current.is_none_or(|record| own(record.field("person"))),
                    };
                    if mine { Ok(()) } else { no("people keep their own reminders") }
                }
                (Act::Patch { sets, .. }, Kind::Visit)
                    if sets.get("steps").is_some_and(|edit| !edit.remove.is_empty()) =>
                {
                    no("what happened on a visit stays; a step back is one more step")
                }
                (act, Kind::ChecklistItem) if ticks_for_another(who, act) => {
                    no("people tick in their own name")
                }
                _ => Ok(()),
            }
        }
        Kind::Event => match (&change.act, ticket) {
            (Act::Create { doc }, Some(ticket))
                if current.is_none() && who.may_see(ticket) && is_own_given_up(change, doc) =>
            {
                Ok(())
            }
            _ => no("history is written by the desk itself"),
        },
        Kind::Person => judge_person(who, change, current),
        Kind::Organisation if who.role >= Role::Agent => Ok(()),
        Kind::Organisation => no("agents edit organisations"),
        Kind::Board => judge_board(who, change, current),
        Kind::View | Kind::CannedReply | Kind::Macro | Kind::Report | Kind::Template => {
            judge_kept(who, change, current)
        }
        Kind::Setting | Kind::Status | Kind::Category | Kind::Team => may_configure(who),
    }
}

/// Whether an act says that somebody else ticked an item.
fn ticks_for_another(who: &Who, act: &Act) -> bool {
    let tick = match act {
        Act::Create { doc } => doc.get("done"),
        Act::Patch { fields, .. } => fields.get("done").map(|edit| &edit.new),
        Act::Delete | Act::Restore | Act::Import { .. } => None,
    };
    tick.filter(|tick| !tick.is_null())
        .is_some_and(|tick| tick.get("by").and_then(|by| by.as_str()) != Some(&who.id.to_string()))
}

/// People make boards for themselves and their teams; what everybody has in sight is made by managers.
fn judge_board(who: &Who, change: &Change, current: Option<&Record>) -> Result<(), Refusal> {
    let no = |rule: &str| Err(Refusal::Forbidden(rule.to_owned()));
    let leads = who.role >= Role::Manager;
    let owned = match (&change.act, current) {
        (Act::Create { doc }, None) => doc.contains_key("owner"),
        (_, current) => current.is_some_and(|record| !record.field("owner").is_null()),
    };
    let scope = match &change.act {
        Act::Create { doc } => Some(doc.get(SCOPE).unwrap_or(&serde_json::Value::Null)),
        Act::Patch { fields, .. } => fields.get(SCOPE).map(|edit| &edit.new),
        Act::Delete | Act::Restore | Act::Import { .. } => None,
    };
    if scope.is_some_and(serde_json::Value::is_null) && !leads {
        return no("managers make boards for everybody");
    }
    if owned {
        return judge_kept(who, change, current);
    }
    if !leads || scope.is_some_and(|scope| !scope.is_null()) {
        return no("the boards of the desk are everybody's, and managers edit them");
    }
    Ok(())
}

/// People keep views, reports, canned replies, macros and templates of their own and share them with their teams or with everybody; what is
/// shared is edited by its owner and by managers.
fn judge_kept(who: &Who, change: &Change, current: Option<&Record>) -> Result<(), Refusal> {
    let no = |rule: &str| Err(Refusal::Forbidden(rule.to_owned()));
    let me = who.id.to_string();
    let is_me = |owner: &serde_json::Value| owner.as_str() == Some(&me);
    if let Some(record) = current
        && !is_me(record.field("owner"))
        && who.role < Role::Manager
    {
        return no("what is shared is edited by its owner and by managers");
    }
    let owner = match (&change.act, current) {
        (Act::Create { doc }, None) if !doc.get("owner").is_some_and(is_me) => {
            return no("people save what is their own");
        }
        (Act::Create { .. }, None) => &serde_json::Value::Null,
        (_, current) => current.map_or(&serde_json::Value::Null, |record| record.field("owner")),
    };
    let scope = match &change.act {
        Act::Create { doc } => doc.get(SCOPE),
        Act::Patch { fields, sets } => {
            if fields.contains_key("owner") || sets.contains_key("owner") || sets.contains_key(SCOPE) {
                return no("whose it is does not change");
            }
            fields.get(SCOPE).map(|edit| &edit.new)
        }
        Act::Delete | Act::Restore | Act::Import { .. } => None,
    };
    let allowed = match scope {
        None | Some(serde_json::Value::Null) => true,
        // Whoever makes somebody else's view their own would take it from all the others.
        Some(scope) if is_me(scope) => owner.is_null() || is_me(owner),
        Some(scope) => who.teams.iter().any(|team| scope.as_str() == Some(&team.to_string())),
    };
    if allowed { Ok(()) } else { no("people share with their own teams, or with everybody") }
}

/// Judges whether a person may configure the desk and import into it.
///
/// # Errors
/// `Refusal::Forbidden` for everybody but admins.
pub fn may_configure(who: &Who) -> Result<(), Refusal> {
    if who.role == Role::Admin {
        Ok(())
    } else {
        Err(Refusal::Forbidden("admins configure the desk".to_owned()))
    }
}

/// Whether a person may see what single people did and how fast: whoever leads sees everybody, others themselves.
pub fn may_measure(who: &Who, person: PersonId) -> bool {
    who.role >= Role::Manager || who.id == person
}

/// Staff know requesters; only admins decide who is staff, and people keep their own details.
fn judge_person(who: &Who, change: &Change, current: Option<&Record>) -> Result<(), Refusal> {
    if who.role == Role::Admin {
        return Ok(());
    }
    let role = |doc: &crate::record::Doc| {
        doc.get("role").and_then(|role| role.as_str()).unwrap_or("requester") == "requester"
    };
    let requester_now = current.is_none_or(|record| role(&record.doc));
    let allowed = match &change.act {
        Act::Create { doc } => role(doc),
        Act::Patch { fields, sets } => {
            let own = change.entity == who.id.0;
            (requester_now || own) && !fields.contains_key("role") && !sets.contains_key("teams")
        }
        Act::Delete | Act::Restore | Act::Import { .. } => false,
    };
    if allowed { Ok(()) } else { Err(Refusal::Forbidden("admins decide who is staff".to_owned())) }
}
