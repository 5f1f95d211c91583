//! People and organisations.

use super::{done, trimmed};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::card_of;
use contract::people::*;
use contract::session::{Done, Empty, Made};
use domain::ids::PersonId;
use domain::person::{Organisation, Person, Role};
use domain::record::Kind;
use domain::refusal::Refusal;
use store::tickets::{Narrow, Sort};
use store::tx::Source;

pub(crate) async fn person_search(
    desk: &Desk,
    _: PersonId,
    input: PersonSearch,
) -> Result<Vec<PersonCard>, Fault> {
    let db = &desk.inner.db;
    let count = input.count.clamp(1, 100).cast_unsigned();
    let rows = store::people::search(db, &input.text, count).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let records = store::records::get_many(db, Kind::Person, &ids).await?;
    let rules = desk.inner.rules();
    let mut cards = Vec::new();
    for row in rows {
        if let Some(record) = records.get(&row.id) {
            cards.push(card_of(&rules, row.id, &record.read::<Person>()?));
        }
    }
    Ok(cards)
}

pub(crate) async fn person_get(desk: &Desk, me: PersonId, input: PersonPick) -> Result<PersonView, Fault> {
    let db = &desk.inner.db;
    let rules = desk.inner.rules();
    let PersonId(id) = input.person;
    let record = store::records::get(db, Kind::Person, id).await?.ok_or(Refusal::Missing(Kind::Person))?;
    let person: Person = record.read()?;
    let narrow = Narrow { requester: Some(id), scopes: desk.inner.scopes(me), ..Narrow::default() };
    let rows = store::tickets::page(db, &narrow, Sort::Created, true, 0, 50).await?;
    let page = desk.page_of(me, &rows).await?;
    Ok(PersonView {
        card: card_of(&rules, id, &person),
        teams: person.teams.iter().copied().collect(),
        organisation: person.organisation,
        retired: person.retired,
        tickets: rows.iter().map(|row| page.row(&rules, row)).collect(),
    })
}

pub(crate) async fn person_save(desk: &Desk, me: PersonId, input: PersonSave) -> Result<Made, Fault> {
    // So that somebody is left who can make admins.
    let gives_up = input.role < Role::Admin && desk.staff(me).is_some_and(|own| own.role == Role::Admin);
    if input.person == Some(me) && (input.retired || gives_up) {
        let rule = "your own role, and whether you work here, is for another admin to change";
        return Err(Refusal::Forbidden(rule.to_owned()).into());
    }
    let mut acting = desk.act(me).await?;
    if let Some(email) = trimmed(input.email.clone()).filter(|_| !input.retired) {
        let had = match input.person {
            Some(PersonId(id)) => acting.door.need(Kind::Person, id).await?.read::<Person>()?.email,
            None => None,
        };
        // Two that stood side by side already can still be put right, one after the other.
        if !had.is_some_and(|had| had.eq_ignore_ascii_case(&email)) {
            alone(&acting.door.tx, &email, input.person).await?;
        }
    }
    let apply = |person: &mut Person| {
        person.name = input.name.trim().to_owned();
        person.email = trimmed(input.email.clone());
        person.phone = trimmed(input.phone.clone());
        person.role = input.role;
        person.organisation = input.organisation;
        person.teams = input.teams.iter().copied().collect();
        person.tier = trimmed(input.tier.clone());
        person.location = trimmed(input.location.clone());
        person.retired = input.retired;
    };
    let id = match input.person {
        Some(PersonId(id)) => {
            acting
                .edit::<Person>(id, |person, _| {
                    apply(person);
                    Ok(())
                })
                .await?;
            id
        }
        None => {
            let id = desk.inner.ids.next();
            let mut person = Person::default();
            apply(&mut person);
            acting.create(id, None, &person).await?;
            id
        }
    };
    acting.commit(&format!("Saved {}", input.name)).await?;
    Ok(Made { id: id.to_string(), label: input.name })
}

/// Mail is told apart by its address, so nobody is made who has that of another one. It is no rule of records: two
/// devices may each have met the same person.
async fn alone(source: &impl Source, email: &str, than: Option<PersonId>) -> Result<(), Fault> {
    let other = store::people::by_email(source, email).await?;
    match other.filter(|other| Some(PersonId(other.id)) != than && other.retired == 0) {
        Some(other) => {
            let reason =
                format!("{} has this address already: open them, or take another address", other.name);
            Err(Refusal::invalid("email", reason).into())
        }
        None => Ok(()),
    }
}

pub(crate) async fn profile_get(desk: &Desk, me: PersonId, _: Empty) -> Result<ProfileView, Fault> {
    let person = desk.staff(me).ok_or(Refusal::Missing(Kind::Person))?;
    let rules = desk.inner.rules();
    let teams = person.teams.iter().filter_map(|team| rules.house.teams.get(team));
    Ok(ProfileView {
        teams: teams.map(|team| team.name.clone()).collect(),
        name: person.name,
        phone: person.phone,
        location: person.location,
        email: person.email,
        role: person.role,
    })
}

pub(crate) async fn profile_put(desk: &Desk, me: PersonId, input: ProfilePut) -> Result<Done, Fault> {
    let name = input.name.trim().to_owned();
    if name.is_empty() {
        return Err(Refusal::invalid("name", "it is empty").into());
    }
    let mut acting = desk.act(me).await?;
    acting
        .edit::<Person>(me.0, |person, _| {
            person.name = name;
            person.phone = trimmed(Some(input.phone));
            person.location = trimmed(Some(input.location));
            Ok(())
        })
        .await?;
    acting.commit("Changed the profile").await?;
    Ok(done("Changed the profile"))
}

pub(crate) async fn organisation_save(
    desk: &Desk,
    me: PersonId,
    input: OrganisationSave,
) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let apply = |organisation: &mut Organisation| {
        organisation.name = input.name.trim().to_owned();
        organisation.domain = trimmed(input.domain.clone());
        organisation.tier = trimmed(input.tier.clone());
    };
    let id = match input.organisation {
        Some(id) => {
            acting
                .edit::<Organisation>(id.0, |organisation, _| {
                    apply(organisation);
                    Ok(())
                })
                .await?;
            id.0
        }
        None => {
            let id = desk.inner.ids.next();
            let mut organisation = Organisation::default();
            apply(&mut organisation);
            acting.create(id, None, &organisation).await?;
            id
        }
    };
    acting.commit(&format!("Saved {}", input.name)).await?;
    Ok(Made { id: id.to_string(), label: input.name })
}

/// It is done, under the name of what was saved.
pub(crate) fn saved(name: &str) -> Done {
    done(format!("Saved {name}"))
}
