//! Values as people type them on a command line, turned into what the fields hold.

use super::custom;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::when;
use contract::people::{LookupsView, PersonCard, PersonSearch};
use contract::session::Empty;
use domain::form::{FieldIs, FormField, Holds};
use domain::ids::{PersonId, TeamId};
use domain::priority::Priority;
use domain::record::{Kind, custom_key};
use domain::status::{StatusCategory, StatusKey};
use serde_json::{Value, json};
use uuid::Uuid;

/// The names that this desk knows.
pub(crate) struct Values<'a> {
    desk: &'a Desk,
    lookups: LookupsView,
    me: PersonId,
}

impl<'a> Values<'a> {
    pub(crate) async fn read(desk: &'a Desk) -> Result<Self, Failure> {
        let lookups = desk.call("lookup_all", Empty {}).await?;
        let me = desk.session().await?.me;
        Ok(Values { desk, lookups, me })
    }

    /// What a field holds for this text; nothing and `none` clear it.
    pub(crate) async fn value(&self, field: &str, text: &str) -> Result<Value, Failure> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Value::Null);
        }
        Ok(match field {
            "assignee" | "team" | "requester" | "category" | "organisation" | "due" | "estimated"
            | "postponed_until"
                if text.eq_ignore_ascii_case("none") =>
            {
                Value::Null
            }
            "status" => json!(self.status(text)?),
            "priority" | "impact" | "urgency" | "type" | "channel" => {
                json!(text.to_lowercase().replace([' ', '-'], "_"))
            }
            "team" => json!(self.team(text)?),
            "assignee" => json!(self.staff(text)?),
            "requester" => json!(self.person(text).await?),
            "watchers" | "cc" => {
                let mut people = Vec::new();
                for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    people.push(self.person(name).await?);
                }
                json!(people)
            }
            "category" => {
                let named = self.lookups.categories.iter().filter(|one| !one.retired);
                let named = named.map(|one| (one.id.0, vec![one.path.join(" / "), one.name.clone()]));
                json!(one_of(field, text, named.collect())?)
            }
            "organisation" => {
                let named = self.lookups.organisations.iter().map(|one| (one.id.0, vec![one.name.clone()]));
                json!(one_of(field, text, named.collect())?)
            }
            "tags" => json!(text.split([',', ' ']).filter(|tag| !tag.is_empty()).collect::<Vec<_>>()),
            "due" | "estimated" | "postponed_until" => json!(when::read(text).ok_or_else(|| {
                let example = "2026-03-01, 2026-03-01 14:30 or 2026-03-01T14:30:00Z";
                Failure::invalid(field, format!("`{text}` is not a time such as {example}."))
            })?),
            "custom" => serde_json::from_str(text).map_err(|error| {
                Failure::invalid(field, format!("`custom` takes a JSON object: {error}."))
            })?,
            _ => match custom_key(Kind::Ticket, field).and_then(|key| self.field(key)) {
                Some(field) => custom::read(field, text)?,
                None => json!(text),
            },
        })
    }

    fn field(&self, key: &str) -> Option<&FormField> {
        self.fields().iter().find(|field| field.key.0 == key)
    }

    /// What `device=laptop` asks of a ticket; without a value, that the field holds nothing.
    pub(crate) fn filled(&self, text: &str) -> Result<Vec<FieldIs>, Failure> {
        let (name, value) = text.split_once('=').ok_or_else(|| {
            Failure::invalid(
                "where",
                format!(
                    "`{text}` asks for nothing: write FIELD=VALUE, or FIELD= for those that hold nothing."
                ),
            )
        })?;
        let is = |field: &&FormField| {
            field.key.0 == name.trim() || field.name.to_lowercase() == name.trim().to_lowercase()
        };
        let field = self.fields().iter().find(is).ok_or_else(|| {
            let known: Vec<&str> = self.fields().iter().map(|field| field.key.0.as_str()).collect();
            let known = if known.is_empty() {
                "this desk has none".to_owned()
            } else {
                format!("there is {}", known.join(", "))
            };
            Failure::invalid("where", format!("There is no field `{}`; {known}.", name.trim()))
        })?;
        if value.trim().is_empty() {
            return Ok(vec![FieldIs { field: field.key.clone(), value: String::new() }]);
        }
        let asked: Vec<&str> = match field.holds {
            Holds::One { .. } => value.split(',').map(str::trim).collect(),
            Holds::Line | Holds::Text | Holds::Number | Holds::YesNo | Holds::Date | Holds::Many { .. } => {
                vec![value.trim()]
            }
        };
        let held = asked.into_iter().map(|value| Ok((field.key.0.clone(), custom::read(field, value)?)));
        let held = held.collect::<Result<Vec<_>, Failure>>()?;
        Ok(held.into_iter().flat_map(|one| FieldIs::of(&[one].into()).collect::<Vec<_>>()).collect())
    }

    /// What this desk adds to its tickets.
    pub(crate) fn fields(&self) -> &[FormField] {
        &self.lookups.fields
    }

    /// The status of this key or name.
    pub(crate) fn status(&self, text: &str) -> Result<StatusKey, Failure> {
        let fits = |one: &&domain::status::Status| {
            one.key.0.eq_ignore_ascii_case(text) || one.name.eq_ignore_ascii_case(text)
        };
        let known = || {
            let names = self.lookups.statuses.iter().filter(|one| !one.retired);
            names.map(|one| one.key.0.as_str()).collect::<Vec<_>>().join(", ")
        };
        self.lookups.statuses.iter().find(fits).map(|one| one.key.clone()).ok_or_else(|| {
            Failure::invalid("status", format!("There is no status `{text}`; there is {}.", known()))
        })
    }

    /// The status, or every status of a category, such as `open`.
    pub(crate) fn statuses(&self, text: &str) -> Result<Vec<StatusKey>, Failure> {
        self.status(text).map(|key| vec![key]).or_else(|failure| {
            let category: Result<StatusCategory, _> = serde_json::from_value(json!(text.to_lowercase()));
            let Ok(category) = category else { return Err(failure) };
            let of_it = self.lookups.statuses.iter().filter(|one| one.category == category);
            Ok(of_it.map(|one| one.key.clone()).collect())
        })
    }

    pub(crate) fn status_name(&self, key: &StatusKey) -> String {
        let found = self.lookups.statuses.iter().find(|one| &one.key == key);
        found.map_or_else(|| key.0.clone(), |one| one.name.clone())
    }

    pub(crate) fn team_name(&self, team: TeamId) -> String {
        let found = self.lookups.teams.iter().find(|one| one.id == team);
        found.map(|one| one.name.clone()).unwrap_or_default()
    }

    pub(crate) fn priority(&self, text: &str) -> Result<Priority, Failure> {
        Priority::ALL.into_iter().find(|one| one.key().eq_ignore_ascii_case(text)).ok_or_else(|| {
            let known: Vec<&str> = Priority::ALL.iter().map(|one| one.key()).collect();
            let known = known.join(", ");
            Failure::invalid("priority", format!("There is no priority `{text}`; there is {known}."))
        })
    }

    pub(crate) fn team(&self, text: &str) -> Result<TeamId, Failure> {
        let named = self.lookups.teams.iter().filter(|one| !one.retired);
        one_of("team", text, named.map(|one| (one.id.0, vec![one.name.clone()])).collect()).map(TeamId)
    }

    /// Somebody who works here; `me` is who works at this desk.
    pub(crate) fn staff(&self, text: &str) -> Result<PersonId, Failure> {
        if text.eq_ignore_ascii_case("me") {
            return Ok(self.me);
        }
        one_of("assignee", text, self.lookups.staff.iter().map(names_of).collect()).map(PersonId)
    }

    /// Anybody whom the desk knows.
    pub(crate) async fn person(&self, text: &str) -> Result<PersonId, Failure> {
        if text.eq_ignore_ascii_case("me") {
            return Ok(self.me);
        }
        if let Ok(id) = text.parse() {
            return Ok(id);
        }
        let search = PersonSearch { text: text.to_owned(), count: 20 };
        let found: Vec<PersonCard> = self.desk.call("person_search", search).await?;
        one_of("requester", text, found.iter().map(names_of).collect()).map(PersonId)
    }
}

fn names_of(card: &PersonCard) -> (Uuid, Vec<String>) {
    (card.id.0, [Some(card.name.clone()), card.email.clone()].into_iter().flatten().collect())
}

/// The one thing with this id or name, or the only one whose name has this text in it.
#[expect(clippy::needless_pass_by_value, reason = "every caller makes the names for this")]
fn one_of(field: &str, text: &str, named: Vec<(Uuid, Vec<String>)>) -> Result<Uuid, Failure> {
    if let Ok(id) = text.parse::<Uuid>() {
        return Ok(id);
    }
    let wanted = text.to_lowercase();
    let is = |names: &[String]| names.iter().any(|name| name.to_lowercase() == wanted);
    let has = |names: &[String]| names.iter().any(|name| name.to_lowercase().contains(&wanted));
    let mut found: Vec<&(Uuid, Vec<String>)> = named.iter().filter(|(_, names)| is(names)).collect();
    if found.is_empty() {
        found = named.iter().filter(|(_, names)| has(names)).collect();
    }
    match found.as_slice() {
        [(id, _)] => Ok(*id),
        [] => Err(Failure::invalid(field, format!("No {field} here is called `{text}`."))),
        several => {
            let names: Vec<&str> =
                several.iter().filter_map(|(_, names)| names.first()).map(String::as_str).collect();
            let names = names.join(", ");
            Err(Failure::invalid(field, format!("`{text}` may be any of {names}; say more of it.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_enough_when_it_is_the_only_one() {
        let id = Uuid::from_u128;
        let people = || {
            vec![
                (id(1), vec!["Ada Stone".to_owned(), "ada@example.com".to_owned()]),
                (id(2), vec!["Adam".to_owned()]),
            ]
        };
        let found = |text: &str| one_of("assignee", text, people()).ok();
        assert_eq!(found("ada@EXAMPLE.com"), Some(id(1)));
        assert_eq!(found("stone"), Some(id(1)));
        assert_eq!(found("adam"), Some(id(2)), "a whole name wins over a part of another");
        assert_eq!(found("ada"), None, "two fit");
        assert_eq!(found("eve"), None);
    }
}
