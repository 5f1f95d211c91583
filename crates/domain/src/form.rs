//! The form of a ticket: the fields that a desk adds, what they hold, on which types they show, and when they must be
//! filled in.

mod field_is;
pub mod standard;

pub use field_is::{FieldIs, words};

use crate::record::Doc;
use crate::refusal::Refusal;
use crate::ticket::{SUBJECT_LIMIT_BYTES, Ticket};
use crate::ticket_type::TicketType;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use standard::Standard;
use std::collections::{BTreeMap, BTreeSet};

/// The stable key of a field, made from its first name: `asset_tag`. A field that is renamed keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct FieldKey(pub String);

/// A field that a desk adds to its tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FormField {
    pub key: FieldKey,
    pub name: String,
    /// What to fill in, for whoever does.
    #[serde(default)]
    pub help: Option<String>,
    pub holds: Holds,
    /// The types of ticket that have it; none means all.
    #[serde(default)]
    pub types: BTreeSet<TicketType>,
    #[serde(default)]
    pub required: Required,
    /// Where it came to stand when it was made; see `ORDER`.
    #[serde(default)]
    pub position: i64,
    /// Asked for no more; what was filled in stays readable.
    #[serde(default)]
    pub archived: bool,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Holds {
    Line,
    Text,
    Number,
    YesNo,
    /// A day, as `2026-03-06`.
    Date,
    One {
        choices: Vec<FormChoice>,
    },
    Many {
        choices: Vec<FormChoice>,
    },
}

/// One of the choices of a field. Tickets keep its id, so it can be renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FormChoice {
    pub id: String,
    pub name: String,
    /// Offered no more; tickets that have it keep it.
    #[serde(default)]
    pub archived: bool,
}

/// When a field must be filled in. It is asked of whoever makes or resolves a ticket at a desk; what comes in from
/// elsewhere (another device with the rules that it had, an import) is taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Required {
    #[default]
    Never,
    /// When the ticket is made.
    Intake,
    /// Before the ticket is resolved or closed.
    Resolve,
}

/// A field that somebody has to fill in first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingField {
    pub key: FieldKey,
    pub name: String,
}

/// The longest text in a field, in bytes.
pub const FIELD_TEXT_LIMIT_BYTES: usize = 64 * 1024;
const HELP_LIMIT_BYTES: usize = 2_000;
const MOST_FIELDS: usize = 200;
const MOST_CHOICES: usize = 500;

/// The name of the setting that keeps the fields, each under its key.
pub const SETTING: &str = "form";

/// Beside the fields in their setting: the keys in the order that somebody gave them. It is apart from the fields, so
/// that whoever orders them does not meet whoever edits one. A key never begins with a dot.
pub const ORDER: &str = ".order";

/// All fields of a desk, in their order: those that were ordered first, then newer ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    added: Vec<FormField>,
    /// What it asks for of the fields that every ticket has.
    pub standard: Standard,
}

impl Form {
    /// Reads the fields from the setting that keeps them, in which each is a field of its own.
    ///
    /// # Errors
    /// When one has a shape that this version does not know.
    pub fn read(doc: &Doc) -> Result<Self, serde_json::Error> {
        let order: Vec<FieldKey> = match doc.get(ORDER) {
            Some(order) => serde_json::from_value(order.clone())?,
            None => Vec::new(),
        };
        let mut fields = doc
            .iter()
            .filter(|(key, _)| key.as_str() != ORDER)
            .map(|(key, value)| {
                let field: FormField = serde_json::from_value(value.clone())?;
                Ok(FormField { key: FieldKey(key.clone()), ..field })
            })
            .collect::<Result<Vec<FormField>, serde_json::Error>>()?;
        let place = |field: &FormField| order.iter().position(|key| *key == field.key).unwrap_or(usize::MAX);
        fields.sort_by_cached_key(|field| (place(field), field.position, field.key.clone()));
        Ok(Form { added: fields, standard: Standard::default() })
    }

    pub fn fields(&self) -> &[FormField] {
        &self.added
    }

    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.added.iter().find(|field| field.key.0 == key)
    }

    /// The fields that tickets of a type have.
    pub fn shown<'a>(&'a self, ticket_type: &'a TicketType) -> impl Iterator<Item = &'a FormField> {
        self.added.iter().filter(move |field| field.shows_on(ticket_type))
    }

    /// A key for a new field of this name, which no other has.
    pub fn key_for(&self, name: &str) -> FieldKey {
        FieldKey(key_of(name, "field", |key| self.field(key).is_some()))
    }

    /// Judges a definition beside the others.
    ///
    /// # Errors
    /// `Refusal::Invalid`, with what is wrong with it.
    pub fn check(&self, field: &FormField) -> Result<(), Refusal> {
        field.check()?;
        let before = self.field(&field.key.0);
        if before.is_none() && self.added.len() >= MOST_FIELDS {
            return Err(Refusal::invalid("name", format!("a desk has up to {MOST_FIELDS} fields")));
        }
        if before.is_some_and(|before| !before.holds.may_become(&field.holds)) {
            return Err(Refusal::invalid("holds", "what a field holds does not change; make another field"));
        }
        let same = |other: &&FormField| {
            other.key != field.key
                && !other.archived
                && other.name.to_lowercase() == field.name.to_lowercase()
        };
        if !field.archived && self.added.iter().any(|other| same(&other)) {
            return Err(Refusal::invalid("name", "there is a field of this name already"));
        }
        Ok(())
    }

    /// Judges the values that an edit of a ticket writes.
    ///
    /// # Errors
    /// `Refusal::Invalid` that names the field.
    pub fn check_values(&self, before: Option<&Ticket>, after: &Ticket) -> Result<(), Refusal> {
        for (key, value) in &after.custom {
            let as_it_was = before.is_some_and(|before| before.custom.get(key) == Some(value));
            let Some(field) = self.field(key).filter(|_| !as_it_was) else { continue };
            let wrong = |reason| Refusal::invalid(&crate::record::custom_field(key), reason);
            field.holds.check_value(value).map_err(|reason| wrong(format!("{}: {reason}", field.name)))?;
        }
        Ok(())
    }

    /// The fields that somebody who makes or edits a ticket has to fill in first; `before_done` and `after_done` say
    /// whether work on it was and is over.
    ///
    /// What was missing before, and is not asked for by this very edit, stays missing: nobody is stopped from
    /// working on an old ticket by a rule that is younger.
    pub fn missing(
        &self,
        before: Option<(&Ticket, bool)>,
        (after, after_done): (&Ticket, bool),
    ) -> Vec<MissingField> {
        let asked = |required: Required, was_filled: bool| match (required, before) {
            (Required::Never, _) => false,
            (Required::Intake, None) => true,
            (Required::Resolve, None) => after_done,
            (Required::Intake, Some(_)) => was_filled,
            (Required::Resolve, Some((_, before_done))) => after_done && (!before_done || was_filled),
        };
        let before = before.map(|(before, _)| before);
        let added = self
            .shown(&after.ticket_type)
            .filter(|field| asked(field.required, before.is_some_and(|before| field.is_filled(before))))
            .filter(|field| !field.is_filled(after))
            .map(|field| MissingField { key: field.key.clone(), name: field.name.clone() });
        self.standard.missing(before, after, asked).chain(added).collect()
    }

    /// Writes values into those fields of a ticket that its type has and that are empty; what is filled in stays.
    pub fn fill(&self, ticket: &mut Ticket, values: &BTreeMap<FieldKey, Value>) {
        Standard::fill(ticket, values);
        let kind = ticket.ticket_type.clone();
        for field in self.shown(&kind) {
            if let Some(value) = values.get(&field.key)
                && !field.is_filled(ticket)
            {
                field.put(ticket, value.clone());
            }
        }
    }

    /// The name of a field for people, as history says it: `custom.asset_tag` is `custom.Asset tag`.
    pub fn spoken(&self, field: &str) -> String {
        match crate::record::custom_key(crate::record::Kind::Ticket, field) {
            Some(key) => crate::record::custom_field(
                &self.field(key).map_or_else(|| key.replace('_', " "), |field| field.name.clone()),
            ),
            None => field.to_owned(),
        }
    }

    /// A value of a field by the names of its choices.
    pub fn spoken_value(&self, field: &str, value: Value) -> Value {
        let key = crate::record::custom_key(crate::record::Kind::Ticket, field);
        let Some(field) = key.and_then(|key| self.field(key)) else { return value };
        let name = |id: &str| field.holds.choices().iter().find(|it| it.id == id).map(|it| it.name.clone());
        match &value {
            Value::String(id) => name(id).map_or(value, Value::String),
            Value::Array(ids) => {
                let names: Vec<String> = ids
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|id| name(id).unwrap_or(id.to_owned()))
                    .collect();
                Value::String(names.join(", "))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value,
        }
    }
}

impl FormField {
    pub fn shows_on(&self, ticket_type: &TicketType) -> bool {
        !self.archived && (self.types.is_empty() || self.types.contains(ticket_type))
    }

    /// Writes a value into a ticket; one that says nothing clears the field.
    pub fn put(&self, ticket: &mut Ticket, value: Value) {
        let value = self.holds.tidy(value);
        if value.is_null() {
            ticket.custom.remove(&self.key.0);
        } else {
            ticket.custom.insert(self.key.0.clone(), value);
        }
    }

    fn is_filled(&self, ticket: &Ticket) -> bool {
        ticket.custom.get(&self.key.0).is_some_and(is_filled)
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::invalid("name", "must not be empty"));
        }
        if self.name.len() > SUBJECT_LIMIT_BYTES {
            return Err(Refusal::invalid("name", format!("is longer than {SUBJECT_LIMIT_BYTES} bytes")));
        }
        if self.help.as_deref().unwrap_or_default().len() > HELP_LIMIT_BYTES {
            return Err(Refusal::invalid("help", format!("is longer than {HELP_LIMIT_BYTES} bytes")));
        }
        self.holds.check()
    }
}

impl Holds {
    /// The choices of a field that has some.
    pub fn choices(&self) -> &[FormChoice] {
        match self {
            Holds::One { choices } | Holds::Many { choices } => choices,
            Holds::Line | Holds::Text | Holds::Number | Holds::YesNo | Holds::Date => &[],
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        let no = |reason: &str| Err(Refusal::invalid("choices", reason));
        if !matches!(self, Holds::One { .. } | Holds::Many { .. }) {
            return Ok(());
        }
        let choices = self.choices();
        if choices.iter().all(|choice| choice.archived) {
            return no("there is nothing to choose");
        }
        if choices.len() > MOST_CHOICES {
            return no("these are too many");
        }
        let bad =
            |choice: &FormChoice| choice.name.trim().is_empty() || choice.name.len() > SUBJECT_LIMIT_BYTES;
        if choices.iter().any(bad) {
            return no("each has a name, and not a long one");
        }
        let ids: BTreeSet<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        let offered: Vec<&FormChoice> = choices.iter().filter(|choice| !choice.archived).collect();
        let names: BTreeSet<String> = offered.iter().map(|choice| choice.name.to_lowercase()).collect();
        if ids.len() < choices.len() || ids.contains("") || names.len() < offered.len() {
            return no("two are the same");
        }
        Ok(())
    }

    /// Whether a field that holds this may come to hold that, so that every ticket's value still fits: a line may
    /// become a longer text, and choices are archived, not taken away.
    fn may_become(&self, after: &Holds) -> bool {
        match (self, after) {
            (Holds::Line | Holds::Text, Holds::Text)
            | (Holds::Line, Holds::Line)
            | (Holds::Number, Holds::Number)
            | (Holds::YesNo, Holds::YesNo)
            | (Holds::Date, Holds::Date) => true,
            (Holds::One { choices: old }, Holds::One { choices: new })
            | (Holds::Many { choices: old }, Holds::Many { choices: new }) => {
                old.iter().all(|choice| new.iter().any(|other| other.id == choice.id))
            }
            (
                Holds::Line
                | Holds::Text
                | Holds::Number
                | Holds::YesNo
                | Holds::Date
                | Holds::One { .. }
                | Holds::Many { .. },
                _,
            ) => false,
        }
    }

    /// Whether a value is one of this sort.
    ///
    /// # Errors
    /// What it should be, in words.
    pub fn check_value(&self, value: &Value) -> Result<(), String> {
        let text = |limit: usize| match value.as_str() {
            Some(text) if text.len() <= limit => Ok(()),
            Some(_) => Err(format!("is longer than {limit} bytes")),
            None => Err("takes a text".to_owned()),
        };
        let known = |id: &Value| self.choices().iter().any(|choice| id.as_str() == Some(choice.id.as_str()));
        let expect = |fits: bool, what: &str| if fits { Ok(()) } else { Err(what.to_owned()) };
        match self {
            Holds::Line => match value.as_str() {
                Some(line) if line.contains(['\n', '\r']) => Err("takes one line".to_owned()),
                Some(_) | None => text(SUBJECT_LIMIT_BYTES),
            },
            Holds::Text => text(FIELD_TEXT_LIMIT_BYTES),
            Holds::Number => expect(value.is_number(), "takes a number"),
            Holds::YesNo => expect(value.is_boolean(), "takes yes or no"),
            Holds::Date => {
                let day = value.as_str().filter(|text| text.len() == 10);
                let day = day.and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
                expect(day.is_some(), "takes a date such as 2026-03-06")
            }
            Holds::One { .. } => expect(known(value), "takes one of its choices"),
            Holds::Many { .. } => {
                let ids = value.as_array().filter(|ids| ids.iter().all(known));
                let once = ids.is_some_and(|ids| {
                    ids.iter().filter_map(Value::as_str).collect::<BTreeSet<_>>().len() == ids.len()
                });
                expect(once, "takes some of its choices")
            }
        }
    }

    /// A value as it is kept: texts without space around them, choices in their order, and none for what says nothing.
    pub fn tidy(&self, value: Value) -> Value {
        let tidied = match (self, value) {
            (Holds::Line | Holds::Text, Value::String(text)) => Value::String(text.trim().to_owned()),
            (Holds::Many { choices }, Value::Array(ids)) if ids.iter().all(Value::is_string) => {
                let place = |id: &Value| {
                    let at = choices.iter().position(|choice| id.as_str() == Some(choice.id.as_str()));
                    (at.unwrap_or(usize::MAX), id.as_str().unwrap_or_default().to_owned())
                };
                let placed: BTreeMap<_, Value> = ids.into_iter().map(|id| (place(&id), id)).collect();
                Value::Array(placed.into_values().collect())
            }
            (
                Holds::Line
                | Holds::Text
                | Holds::Number
                | Holds::YesNo
                | Holds::Date
                | Holds::One { .. }
                | Holds::Many { .. },
                value,
            ) => value,
        };
        if is_filled(&tidied) { tidied } else { Value::Null }
    }

    /// Gives every choice that has no id one made from its name.
    pub fn with_ids(mut self) -> Self {
        if let Holds::One { choices } | Holds::Many { choices } = &mut self {
            let mut taken: BTreeSet<String> = choices.iter().map(|choice| choice.id.clone()).collect();
            for choice in choices.iter_mut() {
                choice.name = choice.name.trim().to_owned();
                if choice.id.is_empty() {
                    choice.id = free(&slug(&choice.name, "choice"), |id| taken.contains(id));
                    taken.insert(choice.id.clone());
                }
            }
        }
        self
    }
}

/// Whether a value says something; No is an answer.
pub fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    }
}

/// A key for something of this name that nothing else has: `Asset tag` is `asset_tag`, then `asset_tag_2`.
pub(crate) fn key_of(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    free(&slug(name, otherwise), taken)
}

fn slug(name: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug: String = slug.chars().take(48).collect();
    let slug = slug.trim_end_matches('_');
    if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() }
}

fn free(base: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|n| format!("{base}_{n}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|key| !taken(key))
        .unwrap_or_else(|| base.to_owned())
}

#[cfg(test)]
mod tests;
