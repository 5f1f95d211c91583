//! What the desk is configured with: statuses, teams, categories, the matrix, how long it may go without its server.

use super::done;
use super::people::saved;
use crate::change::Acting;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::{CLOSING, MATRIX, OFFLINE_LEASE, URGENT_GUARD, setting};
use crate::views::card_of;
use contract::devices::OfflineLease;
use contract::form::StandardAsk;
use contract::people::*;
use contract::session::{Done, Empty, Made};
use domain::board::status_id;
use domain::change::{Act, Edit};
use domain::ids::{OrganisationId, PersonId};
use domain::lifecycle::Closing;
use domain::message::Category;
use domain::person::{Person, Team};
use domain::priority::{Matrix, UrgentGuard};
use domain::record::{Doc, Kind, setting_id, to_doc};
use domain::refusal::Refusal;
use domain::status::Status;
use std::collections::BTreeMap;

pub(crate) async fn lookup_all(desk: &Desk, me: PersonId, _: Empty) -> Result<LookupsView, Fault> {
    let rules = desk.inner.rules();
    let house = &rules.house;
    let mut staff: Vec<PersonCard> = house
        .staff
        .iter()
        .filter(|(_, p)| !p.retired)
        .map(|(id, person)| card_of(&rules, id.0, person))
        .collect();
    staff.sort_by(|a, b| a.name.cmp(&b.name));
    let mut teams: Vec<TeamView> = house
        .teams
        .iter()
        .map(|(id, team)| TeamView {
            id: *id,
            name: team.name.clone(),
            retired: team.retired,
            private: team.private,
            stale_replies: team.stale_replies,
            level: team.level,
        })
        .collect();
    teams.sort_by(|a, b| a.name.cmp(&b.name));
    let mut categories: Vec<CategoryView> = house
        .categories
        .iter()
        .map(|(id, category)| CategoryView {
            id: *id,
            parent: category.parent,
            name: category.name.clone(),
            path: house.category_path(*id).into_iter().map(str::to_owned).collect(),
            retired: category.retired,
            position: category.position,
        })
        .collect();
    categories.sort_by(|a, b| a.path.cmp(&b.path));
    let mut organisations: Vec<OrganisationView> = rules
        .organisations
        .iter()
        .map(|(id, o)| OrganisationView {
            id: OrganisationId(*id),
            name: o.name.clone(),
            domain: o.domain.clone(),
            tier: o.tier.clone(),
        })
        .collect();
    organisations.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(LookupsView {
        new_team: house.team_of_new(me),
        statuses: house.statuses.clone(),
        teams,
        staff,
        categories,
        organisations,
        matrix: house.matrix.clone(),
        urgent_guard: house.urgent_guard,
        closing: house.closing,
        fields: house.form.fields().to_vec(),
        standard: house.form.standard.all().map(|(field, ask)| StandardAsk { field, ask }).collect(),
        types: house.types.all().to_vec(),
        tags: store::planning::tags_in_use(&desk.inner.db, 100).await?,
    })
}

pub(crate) async fn offline_lease_get(desk: &Desk, _: PersonId, _: Empty) -> Result<OfflineLease, Fault> {
    Ok(OfflineLease { days: desk.lease_days() })
}

pub(crate) async fn offline_lease_save(
    desk: &Desk,
    me: PersonId,
    input: OfflineLease,
) -> Result<Done, Fault> {
    if !(0..=3650).contains(&input.days) {
        return Err(Refusal::invalid("days", "between 0, which means for ever, and 3650").into());
    }
    save(desk, me, OFFLINE_LEASE, to_doc(&input)).await?;
    Ok(saved("the offline lease"))
}

pub(crate) async fn team_save(desk: &Desk, me: PersonId, input: TeamSave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let name = input.name.trim().to_owned();
    let id = match input.team {
        Some(id) => {
            let name = name.clone();
            acting
                .edit::<Team>(id.0, |team, _| {
                    team.name = name;
                    team.retired = input.retired;
                    team.stale_replies = input.stale_replies.unwrap_or(team.stale_replies);
                    team.private = input.private;
                    team.level = input.level;
                    Ok(())
                })
                .await?;
            id.0
        }
        None => {
            let id = desk.inner.ids.next();
            let stale_replies = input.stale_replies.unwrap_or_default();
            let team = Team {
                name: name.clone(),
                stale_replies,
                private: input.private,
                level: input.level,
                ..Team::default()
            };
            acting.create(id, None, &team).await?;
            id
        }
    };
    acting.commit(&format!("Saved {name}")).await?;
    Ok(Made { id: id.to_string(), label: name })
}

pub(crate) async fn status_save(desk: &Desk, me: PersonId, input: Status) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let id = status_id(&input.key);
    let name = input.name.clone();
    if acting.door.load(Kind::Status, id).await?.is_some() {
        acting
            .edit::<Status>(id, |status, _| {
                *status = input;
                Ok(())
            })
            .await?;
    } else {
        acting.create(id, None, &input).await?;
    }
    acting.commit(&format!("Saved {name}")).await?;
    Ok(saved(&name))
}

pub(crate) async fn status_order(desk: &Desk, me: PersonId, input: StatusOrder) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let mut order = acting.door.rules.house.statuses.clone();
    let place = |status: &Status| input.keys.iter().position(|key| *key == status.key).unwrap_or(usize::MAX);
    order.sort_by_key(|status| (place(status), status.position));
    for (position, status) in (0_i64..).zip(order) {
        if status.position == position {
            continue;
        }
        let id = status_id(&status.key);
        if acting.door.load(Kind::Status, id).await?.is_some() {
            acting
                .edit::<Status>(id, |status, _| {
                    status.position = position;
                    Ok(())
                })
                .await?;
        } else {
            // Nobody has edited this one yet: it is as every desk has it.
            acting.create(id, None, &Status { position, ..status }).await?;
        }
    }
    acting.commit("Ordered the statuses").await?;
    Ok(done("Ordered the statuses"))
}

pub(crate) async fn staff_list(desk: &Desk, _: PersonId, _: Empty) -> Result<Vec<StaffView>, Fault> {
    let rules = desk.inner.rules();
    let mut staff: Vec<StaffView> = rules
        .house
        .staff
        .iter()
        .filter(|(_, person)| person.role.is_staff())
        .map(|(id, person)| StaffView {
            card: card_of(&rules, id.0, person),
            teams: person.teams.iter().copied().collect(),
            retired: person.retired,
        })
        .collect();
    staff.sort_by(|a, b| (a.retired, &a.card.name).cmp(&(b.retired, &b.card.name)));
    Ok(staff)
}

pub(crate) async fn team_members(desk: &Desk, me: PersonId, input: TeamMembers) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    acting.door.need(Kind::Team, input.team.0).await?;
    for (people, joins) in [(&input.add, true), (&input.remove, false)] {
        for person in people {
            acting
                .edit::<Person>(person.0, |person, _| {
                    if joins {
                        person.teams.insert(input.team);
                    } else {
                        person.teams.remove(&input.team);
                    }
                    Ok(())
                })
                .await?;
        }
    }
    acting.commit("Changed the members of a team").await?;
    Ok(done("Changed the members of a team"))
}

pub(crate) async fn category_save(desk: &Desk, me: PersonId, input: CategorySave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let category = Category {
        name: input.name.trim().to_owned(),
        parent: input.parent,
        position: input.position,
        retired: input.retired,
    };
    let name = category.name.clone();
    let id = match input.category {
        Some(id) => {
            acting
                .edit::<Category>(id.0, |before, _| {
                    *before = category;
                    Ok(())
                })
                .await?;
            id.0
        }
        None => {
            let id = desk.inner.ids.next();
            acting.create(id, None, &category).await?;
            id
        }
    };
    acting.commit(&format!("Saved {name}")).await?;
    Ok(Made { id: id.to_string(), label: name })
}

pub(crate) async fn matrix_save(desk: &Desk, me: PersonId, input: Matrix) -> Result<Done, Fault> {
    save(desk, me, MATRIX, to_doc(&input)).await?;
    Ok(saved("the priority matrix"))
}

pub(crate) async fn urgent_guard_save(desk: &Desk, me: PersonId, input: UrgentGuard) -> Result<Done, Fault> {
    if !(0..=100).contains(&input.percent) {
        return Err(Refusal::invalid("percent", "between 0, which asks nobody, and 100").into());
    }
    save(desk, me, URGENT_GUARD, to_doc(&input)).await?;
    Ok(saved("the guard of urgent tickets"))
}

pub(crate) async fn closing_save(desk: &Desk, me: PersonId, input: Closing) -> Result<Done, Fault> {
    if !(0..=Closing::MOST_DAYS).contains(&input.days) {
        let text = format!("between 0, which leaves it to people, and {}", Closing::MOST_DAYS);
        return Err(Refusal::invalid("days", text).into());
    }
    save(desk, me, CLOSING, to_doc(&input)).await?;
    Ok(saved("when resolved tickets close"))
}

/// Replaces a setting, which has no type of its own among the records.
async fn save(desk: &Desk, me: PersonId, name: &str, doc: Doc) -> Result<(), Fault> {
    let mut acting = desk.act(me).await?;
    if put(&mut acting, name, doc).await? {
        acting.commit(&format!("Saved the {name}")).await?;
    }
    Ok(())
}

/// Replaces a setting within a transaction; returns whether it says anything new.
pub(super) async fn put(acting: &mut Acting<'_>, name: &str, doc: Doc) -> Result<bool, Fault> {
    let act = match setting(&acting.door.tx, name).await? {
        None => Act::Create { doc },
        Some(before) => {
            let mut fields = BTreeMap::new();
            for (field, value) in doc {
                if before.field(&field) != &value {
                    let edit = Edit {
                        base: before.field_ver(&field),
                        old: before.field(&field).clone(),
                        new: value,
                    };
                    fields.insert(field, edit);
                }
            }
            if fields.is_empty() {
                return Ok(false);
            }
            Act::Patch { fields, sets: BTreeMap::new() }
        }
    };
    acting.step(Kind::Setting, setting_id(name), None, act).await?;
    Ok(true)
}
