//! What was found, divided by what one can narrow it to, each value as it is written in a line.

use super::{narrow, on_ground};
use crate::desk::Desk;
use crate::fault::Fault;
use contract::search::{SearchFacet, SearchFacetQuery, SearchFacetValue};
use domain::house::House;
use domain::ids::{PersonId, TeamId};
use domain::priority::Priority;
use domain::query::{Key, Test, What};
use domain::status::StatusKey;
use domain::ticket_type::TicketType;
use std::collections::BTreeMap;
use store::search::{Counted, FACETS, Facet};
use store::tickets::{Asked, Narrow};
use uuid::Uuid;

/// How many values of a facet are shown.
const VALUES: usize = 12;

pub(crate) async fn search_facets(
    desk: &Desk,
    me: PersonId,
    input: SearchFacetQuery,
) -> Result<Vec<SearchFacet>, Fault> {
    let Some(whole) = narrow(desk, me, &input.text) else { return Ok(Vec::new()) };
    let db = &desk.inner.db;
    // The terms that name a value of a facet, which is then counted as if they were not there.
    let by_key = on_ground(desk, &input.text, |line, _| {
        let mut named: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (index, item) in line.items.iter().enumerate() {
            if let What::Term(term) = &item.what
                && !item.not
                && !term.values.is_empty()
            {
                named.entry(term.key).or_default().push(index);
            }
        }
        named
    });
    // Tickets have several tags: those beside the named ones are counted with them.
    let alone: Vec<Facet> = FACETS
        .into_iter()
        .filter(|facet| *facet != Facet::Tag && by_key.contains_key(&key_of(*facet)))
        .collect();
    let together: Vec<Facet> = FACETS.into_iter().filter(|facet| !alone.contains(facet)).collect();
    let mut counted = store::search::facets(db, &whole, &together).await?;
    for facet in alone {
        let items = by_key.get(&key_of(facet)).cloned().unwrap_or_default();
        let without = |asked: Asked| Asked {
            clauses: asked
                .clauses
                .into_iter()
                .filter(|clause| !clause.items.iter().any(|item| items.contains(item)))
                .collect(),
            ..asked
        };
        let narrow = Narrow { asked: whole.asked.clone().map(without), ..whole.clone() };
        counted.extend(store::search::facets(db, &narrow, &[facet]).await?);
    }
    let clauses = whole.asked.map(|asked| asked.clauses).unwrap_or_default();
    let tests: Vec<&Test> =
        clauses.iter().filter(|clause| !clause.not).flat_map(|clause| &clause.any).collect();
    let rules = desk.inner.rules();
    let facet = |(facet, values): (Facet, Counted)| SearchFacet {
        key: key_of(facet),
        values: values
            .into_iter()
            .filter_map(|(value, count)| {
                let Named { text, name } = named(&rules.house, me, facet, value.as_deref())?;
                let chosen = is_asked(&tests, me, facet, value.as_deref());
                Some(SearchFacetValue { text, name, count, chosen })
            })
            .enumerate()
            .filter(|(place, value)| *place < VALUES || value.chosen)
            .map(|(_, value)| value)
            .collect(),
    };
    Ok(counted.into_iter().map(facet).collect())
}

fn key_of(facet: Facet) -> Key {
    match facet {
        Facet::Status => Key::Status,
        Facet::Assignee => Key::Assignee,
        Facet::Team => Key::Team,
        Facet::Priority => Key::Priority,
        Facet::Type => Key::Type,
        Facet::Tag => Key::Tag,
    }
}

/// A value of a facet: how it is written, and what it is called.
struct Named {
    text: String,
    name: String,
}

/// Names a value; what the desk knows nothing of is left out.
fn named(house: &House, me: PersonId, facet: Facet, value: Option<&str>) -> Option<Named> {
    let both = |text: &str, name: &str| Some(Named { text: text.to_owned(), name: name.to_owned() });
    match facet {
        Facet::Status => {
            let key = StatusKey::new(value?);
            both(&key.0, house.status(&key).map_or(key.0.as_str(), |status| status.name.as_str()))
        }
        Facet::Assignee => match value {
            None => both("none", ""),
            Some(id) => {
                let id = PersonId(id.parse().ok()?);
                let name = house.staff.get(&id).map(|person| person.name.as_str())?;
                both(if id == me { "me" } else { name }, name)
            }
        },
        Facet::Team => {
            let name = house.teams.get(&TeamId(value?.parse().ok()?))?.name.as_str();
            both(name, name)
        }
        Facet::Priority => {
            let rank: i32 = value?.parse().ok()?;
            let key = Priority::ALL.into_iter().find(|one| one.rank() == rank)?.key();
            both(key, key)
        }
        Facet::Type => {
            let key = value?;
            let known = house.types.get(&TicketType::new(key)).and_then(|one| one.name.as_deref());
            both(key, known.unwrap_or(key))
        }
        Facet::Tag => both(value?, value?),
    }
}

/// Whether a line asks for this value.
fn is_asked(tests: &[&Test], me: PersonId, facet: Facet, value: Option<&str>) -> bool {
    let id = || value.and_then(|value| value.parse::<Uuid>().ok());
    tests.iter().any(|test| match (facet, test) {
        (Facet::Status, Test::Statuses(keys)) => value.is_some_and(|key| keys.contains(&StatusKey::new(key))),
        (Facet::Assignee, Test::Mine) => id() == Some(me.0),
        (Facet::Assignee, Test::Unassigned) => value.is_none(),
        (Facet::Assignee, Test::Assignees(people)) => id().is_some_and(|id| people.contains(&PersonId(id))),
        (Facet::Team, Test::Teams(teams)) => id().is_some_and(|id| teams.contains(&TeamId(id))),
        (Facet::Priority, Test::Priorities(keys)) => {
            keys.iter().any(|key| value == Some(key.rank().to_string().as_str()))
        }
        (Facet::Type, Test::Types(types)) => types.iter().any(|one| value == Some(one.key())),
        (Facet::Tag, Test::Tag(tag)) => value == Some(tag.as_str()),
        _ => false,
    })
}
