//! Saved views: kept, shared, put in order, and counted without reading a ticket.

use super::board::narrow;
use super::done;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::Rules;
use contract::session::{Done, Empty, Made};
use contract::ticket::{ClockState, Filter};
use contract::view::*;
use domain::ids::{PersonId, TeamId, ViewId};
use domain::person::Role;
use domain::record::{Entity, Kind, Record};
use domain::ticket::rank_between;
use domain::time::Timestamp;
use domain::view::{Alarm, BuiltIn, Narrows, View};
use store::tickets::{Narrow, Queue};
use uuid::Uuid;

pub(crate) async fn view_list(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<ViewView>, Fault> {
    let rules = desk.inner.rules();
    let built_in = BuiltIn::ALL.into_iter().map(|view| {
        let (sort, descending) = view.order();
        let content =
            ViewContent { filter: filter_of(&view.narrows()), sort, descending, ..ViewContent::default() };
        ViewView { key: view.key().to_owned(), what: ViewWhat::BuiltIn { view }, content }
    });
    let saved = saved(desk, me).await?.into_iter().map(|(id, view)| {
        let (share, owner, may_edit) = standing(&rules, me, view.owner, view.scope);
        let saved = SavedView { id, name: view.name, share, owner, may_edit };
        let content = ViewContent {
            filter: filter_of(&view.narrows),
            sort: view.sort,
            descending: view.descending,
            then: view.then,
            group: view.group,
            columns: view.columns,
        };
        ViewView { key: id.to_string(), what: ViewWhat::Saved(saved), content }
    });
    Ok(built_in.chain(saved).collect())
}

pub(crate) async fn view_counts(desk: &Desk, me: PersonId, _: Empty) -> Result<Vec<ViewCount>, Fault> {
    let built_in = BuiltIn::ALL.into_iter().map(|view| (view.key().to_owned(), view.narrows()));
    let saved = saved(desk, me).await?.into_iter().map(|(id, view)| (id.to_string(), view.narrows));
    let scopes = desk.inner.scopes(me);
    let mut counts = Vec::new();
    for (key, narrows) in built_in.chain(saved) {
        let narrow = Narrow { scopes: scopes.clone(), ..narrow(desk, me, &filter_of(&narrows)) };
        let Queue { count, breached, oldest, next_due } =
            store::tickets::queue(&desk.inner.db, &narrow).await?;
        let (oldest, next_due) = (oldest.map(Timestamp), next_due.map(Timestamp));
        counts.push(ViewCount { key, count, breached, oldest, next_due });
    }
    Ok(counts)
}

pub(crate) async fn view_add(desk: &Desk, me: PersonId, input: ViewAdd) -> Result<Made, Fault> {
    let last = saved(desk, me).await?.last().map(|(_, view)| view.position);
    let mut acting = desk.act(me).await?;
    let id = desk.inner.ids.next();
    let name = input.name.trim().to_owned();
    let content = input.content;
    let view = View {
        name: name.clone(),
        owner: me,
        scope: scope_of(me, input.share),
        position: rank_between(last, None),
        sort: content.sort,
        descending: content.descending,
        then: content.then,
        group: content.group,
        columns: content.columns,
        narrows: narrows_of(content.filter),
    };
    acting.create(id, None, &view).await?;
    let label = format!("Saved the view {name}");
    acting.commit(&label).await?;
    Ok(Made { id: id.to_string(), label })
}

pub(crate) async fn view_set(desk: &Desk, me: PersonId, input: ViewSet) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let mut name = String::new();
    acting
        .edit::<View>(input.view.0, |view, _| {
            if let Some(name) = input.name {
                view.name = name.trim().to_owned();
            }
            if let Some(share) = input.share {
                // Of somebody else's view the owner stays the one whom it may be for alone.
                view.scope = scope_of(view.owner, share);
            }
            if let Some(content) = input.content {
                (view.sort, view.descending, view.columns) =
                    (content.sort, content.descending, content.columns);
                (view.then, view.group) = (content.then, content.group);
                view.narrows = narrows_of(content.filter);
            }
            name.clone_from(&view.name);
            Ok(())
        })
        .await?;
    let label = format!("Changed the view {name}");
    acting.commit(&label).await?;
    Ok(done(label))
}

pub(crate) async fn view_move(desk: &Desk, me: PersonId, input: ViewMove) -> Result<Done, Fault> {
    let saved = saved(desk, me).await?;
    let position = |id: Option<ViewId>| {
        id.and_then(|id| saved.iter().find(|(known, _)| *known == id)).map(|(_, view)| view.position)
    };
    let between = rank_between(position(input.after), position(input.before));
    let mut acting = desk.act(me).await?;
    acting
        .edit::<View>(input.view.0, |view, _| {
            view.position = between;
            Ok(())
        })
        .await?;
    acting.commit("Moved a view").await?;
    Ok(done("Moved a view"))
}

pub(crate) async fn view_remove(desk: &Desk, me: PersonId, input: ViewPick) -> Result<Done, Fault> {
    forget(desk, me, Kind::View, input.view.0).await
}

/// Keeps something under a name: anew, or in the place of what `id` names, as `again` lays it over that.
pub(crate) async fn keep<T: Entity>(
    desk: &Desk,
    me: PersonId,
    id: Option<Uuid>,
    name: &str,
    value: T,
    again: impl FnOnce(&T, T) -> T,
) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let id = match id {
        Some(id) => {
            acting
                .edit::<T>(id, |old, _| {
                    *old = again(old, value);
                    Ok(())
                })
                .await?;
            id
        }
        None => {
            let id = desk.inner.ids.next();
            acting.create(id, None, &value).await?;
            id
        }
    };
    let label = format!("Saved the {} {name}", T::KIND.key().replace('_', " "));
    acting.commit(&label).await?;
    Ok(Made { id: id.to_string(), label })
}

/// Deletes what somebody keeps under a name, such as a view or a macro.
pub(crate) async fn forget(desk: &Desk, me: PersonId, kind: Kind, id: Uuid) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let name = acting.door.need(kind, id).await?.field("name").as_str().unwrap_or_default().to_owned();
    acting.delete(kind, id).await?;
    let label = format!("Deleted the {} {name}", kind.key().replace('_', " "));
    acting.commit(&label).await?;
    Ok(done(label))
}

/// The saved views that somebody sees, in the order of the sidebar.
async fn saved(desk: &Desk, me: PersonId) -> Result<Vec<(ViewId, View)>, Fault> {
    let mut saved = Vec::new();
    for record in loose(desk, me, Kind::View).await? {
        saved.push((ViewId(record.id), record.read::<View>()?));
    }
    saved.sort_by_key(|(id, view)| (view.position, *id));
    Ok(saved)
}

/// The records of a kind that are for everybody, or for this person.
pub(crate) async fn loose(desk: &Desk, me: PersonId, kind: Kind) -> Result<Vec<Record>, Fault> {
    let rules = desk.inner.rules();
    let Some(person) = rules.house.staff.get(&me) else { return Ok(Vec::new()) };
    let who = domain::access::Who::new(me, person, &rules.house.teams);
    let records = store::records::all(&desk.inner.db, kind).await?;
    Ok(records.into_iter().filter(|record| who.may_see_loose(record)).collect())
}

/// Whom something is for, whose it is if not one's own, and whether one may edit it.
pub(crate) fn standing(
    rules: &Rules,
    me: PersonId,
    owner: PersonId,
    scope: Option<Uuid>,
) -> (Share, Option<String>, bool) {
    let share = match scope {
        None => Share::Everybody,
        Some(scope) if scope == owner.0 => Share::Nobody,
        Some(scope) => Share::Team { team: TeamId(scope) },
    };
    let staff = &rules.house.staff;
    let name = staff.get(&owner).map(|person| person.name.clone()).filter(|_| owner != me);
    let leads = staff.get(&me).is_some_and(|person| person.role >= Role::Manager);
    (share, name, owner == me || leads)
}

/// What a record says of whom it is for.
pub(crate) fn scope_of(owner: PersonId, share: Share) -> Option<Uuid> {
    match share {
        Share::Nobody => Some(owner.0),
        Share::Team { team } => Some(team.0),
        Share::Everybody => None,
    }
}

pub(crate) fn filter_of(narrows: &Narrows) -> Filter {
    let narrows = narrows.clone();
    Filter {
        text: narrows.text,
        statuses: narrows.statuses.into_iter().collect(),
        categories: narrows.categories.into_iter().collect(),
        priorities: narrows.priorities.into_iter().collect(),
        teams: narrows.teams.into_iter().collect(),
        assignees: narrows.assignees.into_iter().collect(),
        unassigned: narrows.unassigned,
        mine: narrows.mine,
        my_teams: narrows.my_teams,
        due_today: narrows.due_today,
        updated_hours: narrows.updated_hours,
        requester: narrows.requester,
        organisation: narrows.organisation,
        tags: narrows.tags.into_iter().collect(),
        fields: narrows.fields.into_iter().collect(),
        clocks: narrows
            .clocks
            .into_iter()
            .map(|alarm| match alarm {
                Alarm::AtRisk => ClockState::AtRisk,
                Alarm::Breached => ClockState::Breached,
            })
            .collect(),
        awake: narrows.awake,
        // What lies behind a figure of a report is looked at, not kept.
        cut: None,
    }
}

fn narrows_of(filter: Filter) -> Narrows {
    let alarm = |state: ClockState| match state {
        ClockState::AtRisk => Some(Alarm::AtRisk),
        ClockState::Breached => Some(Alarm::Breached),
        // Nothing else can be narrowed to.
        ClockState::None
        | ClockState::Idle
        | ClockState::Running
        | ClockState::Paused
        | ClockState::Met
        | ClockState::Cancelled => None,
    };
    Narrows {
        text: filter.text.trim().to_owned(),
        statuses: filter.statuses.into_iter().collect(),
        categories: filter.categories.into_iter().collect(),
        priorities: filter.priorities.into_iter().collect(),
        teams: filter.teams.into_iter().collect(),
        assignees: filter.assignees.into_iter().collect(),
        unassigned: filter.unassigned,
        mine: filter.mine,
        my_teams: filter.my_teams,
        due_today: filter.due_today,
        updated_hours: filter.updated_hours,
        requester: filter.requester,
        organisation: filter.organisation,
        tags: filter.tags.into_iter().collect(),
        fields: filter.fields.into_iter().collect(),
        clocks: filter.clocks.into_iter().filter_map(alarm).collect(),
        awake: filter.awake,
    }
}
