//! What kinds of tickets a desk has: a list of its own, so that it serves other trades than IT.

use crate::form::key_of;
use crate::record::Doc;
use crate::refusal::Refusal;
use crate::ticket::SUBJECT_LIMIT_BYTES;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The stable key of a type of ticket, such as `incident`; a renamed type keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
#[serde(transparent)]
pub struct TicketType(Cow<'static, str>);

impl TicketType {
    pub const INCIDENT: TicketType = TicketType(Cow::Borrowed("incident"));
    pub const REQUEST: TicketType = TicketType(Cow::Borrowed("request"));
    pub const QUESTION: TicketType = TicketType(Cow::Borrowed("question"));
    pub const TASK: TicketType = TicketType(Cow::Borrowed("task"));
    pub const BUG: TicketType = TicketType(Cow::Borrowed("bug"));
    pub const FEATURE_REQUEST: TicketType = TicketType(Cow::Borrowed("feature_request"));

    /// The types that every desk begins with. Whoever reads them in another language calls them by its words, until
    /// somebody gives them another name.
    pub const BUILT_IN: [TicketType; 6] = [
        TicketType::INCIDENT,
        TicketType::REQUEST,
        TicketType::QUESTION,
        TicketType::TASK,
        TicketType::BUG,
        TicketType::FEATURE_REQUEST,
    ];

    pub fn new(key: &str) -> Self {
        TicketType(Cow::Owned(key.to_owned()))
    }

    /// The stable key used on the wire and in files.
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl Default for TicketType {
    fn default() -> Self {
        TicketType::INCIDENT
    }
}

/// A type of ticket as a desk has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TypeOfTicket {
    pub key: TicketType,
    /// What it is called here; one of the built-in types that nobody has renamed has the name of its key.
    #[serde(default)]
    pub name: Option<String>,
    /// Offered no more; tickets that have it keep it.
    #[serde(default)]
    pub retired: bool,
}

impl TypeOfTicket {
    /// What it is called where there are no words of another language: in searches, files and on the terminal.
    pub fn spoken(&self) -> Cow<'_, str> {
        match &self.name {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(self.key.key().replace('_', " ")),
        }
    }
}

/// The name of the setting that keeps the types, each under its key.
pub const SETTING: &str = "ticket_types";

/// Beside the types in their setting: the keys in the order that somebody gave them. A key never begins with a dot.
pub const ORDER: &str = ".order";

const MOST_TYPES: usize = 100;

/// All types of a desk, in their order: those that were ordered first, then the built-in ones, then newer ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketTypes(Vec<TypeOfTicket>);

impl Default for TicketTypes {
    fn default() -> Self {
        let all = TicketType::BUILT_IN.map(|key| TypeOfTicket { key, name: None, retired: false });
        TicketTypes(all.to_vec())
    }
}

impl TicketTypes {
    /// Reads the types from the setting that keeps them, in which each is a field of its own.
    ///
    /// # Errors
    /// When one has a shape that this version does not know.
    pub fn read(doc: &Doc) -> Result<Self, serde_json::Error> {
        let TicketTypes(mut all) = TicketTypes::default();
        for (key, value) in doc.iter().filter(|(key, _)| key.as_str() != ORDER) {
            let one: TypeOfTicket = serde_json::from_value(value.clone())?;
            let one = TypeOfTicket { key: TicketType::new(key), ..one };
            match all.iter_mut().find(|known| known.key == one.key) {
                Some(known) => *known = one,
                None => all.push(one),
            }
        }
        if let Some(order) = doc.get(ORDER) {
            let order: Vec<TicketType> = serde_json::from_value(order.clone())?;
            let place = |one: &TypeOfTicket| order.iter().position(|key| *key == one.key);
            all.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
        }
        Ok(TicketTypes(all))
    }

    pub fn all(&self) -> &[TypeOfTicket] {
        &self.0
    }

    pub fn get(&self, key: &TicketType) -> Option<&TypeOfTicket> {
        self.0.iter().find(|one| one.key == *key)
    }

    /// What a new ticket is until somebody says otherwise.
    pub fn first(&self) -> TicketType {
        let offered = || self.0.iter().filter(|one| !one.retired);
        let usual = offered().find(|one| one.key == TicketType::default());
        usual.or_else(|| offered().next()).map(|one| one.key.clone()).unwrap_or_default()
    }

    /// A key for a new type of this name that no other type has.
    pub fn key_for(&self, name: &str) -> TicketType {
        let taken = |key: &str| self.0.iter().any(|one| one.key.key() == key);
        TicketType::new(&key_of(name, "type", taken))
    }

    /// Whether a type may be saved.
    ///
    /// # Errors
    /// `Refusal::Invalid`, when another one has its name, or none would be left to choose.
    pub fn check(&self, one: &TypeOfTicket) -> Result<(), Refusal> {
        if let Some(name) = &one.name {
            if name.trim().is_empty() {
                return Err(Refusal::invalid("name", "must not be empty"));
            }
            if name.len() > SUBJECT_LIMIT_BYTES {
                return Err(Refusal::invalid("name", format!("is longer than {SUBJECT_LIMIT_BYTES} bytes")));
            }
        }
        let others = || self.0.iter().filter(|other| other.key != one.key);
        let name = one.spoken().to_lowercase();
        if others().any(|other| !other.retired && other.spoken().to_lowercase() == name) {
            return Err(Refusal::invalid("name", "another type is called that"));
        }
        if one.retired && others().all(|other| other.retired) {
            return Err(Refusal::invalid("retired", "a ticket needs a type: at least one stays"));
        }
        if self.get(&one.key).is_none() && self.0.len() >= MOST_TYPES {
            return Err(Refusal::invalid("name", format!("a desk has up to {MOST_TYPES} types")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(doc: &serde_json::Value) -> TicketTypes {
        TicketTypes::read(doc.as_object().expect("an object")).expect("it is read")
    }

    fn named(name: &str) -> TypeOfTicket {
        TypeOfTicket { key: TicketType::new("leave"), name: Some(name.to_owned()), retired: false }
    }

    #[test]
    fn what_a_desk_adds_and_renames_stands_among_the_built_in_ones() {
        let types = read(&json!({
            "leave": { "key": "leave", "name": "Leave of absence" },
            "bug": { "key": "bug", "name": "Defect", "retired": true },
            ".order": ["leave", "task"],
        }));
        let spoken: Vec<_> = types.all().iter().map(|one| (one.spoken(), one.retired)).collect();
        let expected = [
            ("Leave of absence", false),
            ("task", false),
            ("incident", false),
            ("request", false),
            ("question", false),
            ("Defect", true),
            ("feature request", false),
        ];
        assert_eq!(spoken, expected.map(|(name, retired)| (Cow::Borrowed(name), retired)));
    }

    #[test]
    fn a_name_is_one_types_and_one_type_stays() {
        let types = TicketTypes::default();
        assert_eq!(types.check(&named("Leave of absence")), Ok(()));
        assert!(types.check(&named(" ")).is_err());
        assert!(types.check(&named("Incident")).is_err(), "in whatever letters");
        let all_but_bug: Doc = TicketType::BUILT_IN
            .into_iter()
            .filter(|key| *key != TicketType::BUG)
            .map(|key| (key.key().to_owned(), json!({ "key": key, "retired": true })))
            .collect();
        let types = TicketTypes::read(&all_but_bug).expect("it is read");
        assert_eq!(types.check(&named("Incident")), Ok(()), "the name of a retired one is free");
        let bug = TypeOfTicket { key: TicketType::BUG, name: None, retired: true };
        assert!(types.check(&bug).is_err());
    }

    #[test]
    fn a_key_is_made_of_the_name_and_is_nobody_elses() {
        let types = read(&json!({ "leave": { "key": "leave", "name": "Leave" } }));
        assert_eq!(types.key_for("Sick leave").key(), "sick_leave");
        assert_eq!(types.key_for("Leave").key(), "leave_2");
        assert_eq!(types.key_for("…").key(), "type");
    }
}
