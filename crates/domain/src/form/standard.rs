//! The fields that every ticket has and that a desk may ask for, as it may for those that it adds.

use super::{FieldKey, MissingField, Required, is_filled};
use crate::record::Doc;
use crate::refusal::Refusal;
use crate::ticket::Ticket;
use crate::ticket_type::TicketType;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the setting that keeps which of them are asked for, each under its key.
pub const SETTING: &str = "standard_fields";

/// A field that every ticket has. What stands here has no value of its own accord, as a status or a team has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StandardField {
    Requester,
    Category,
    Service,
    Component,
    StepsToReproduce,
    ErrorMessages,
    DesiredOutcome,
    StepsTaken,
    RootCause,
    Workaround,
    Resolution,
}

impl StandardField {
    pub const ALL: [StandardField; 11] = [
        StandardField::Requester,
        StandardField::Category,
        StandardField::Service,
        StandardField::Component,
        StandardField::StepsToReproduce,
        StandardField::ErrorMessages,
        StandardField::DesiredOutcome,
        StandardField::StepsTaken,
        StandardField::RootCause,
        StandardField::Workaround,
        StandardField::Resolution,
    ];

    /// The field of the ticket.
    pub fn key(self) -> &'static str {
        match self {
            StandardField::Requester => "requester",
            StandardField::Category => "category",
            StandardField::Service => "service",
            StandardField::Component => "component",
            StandardField::StepsToReproduce => "steps_to_reproduce",
            StandardField::ErrorMessages => "error_messages",
            StandardField::DesiredOutcome => "desired_outcome",
            StandardField::StepsTaken => "steps_taken",
            StandardField::RootCause => "root_cause",
            StandardField::Workaround => "workaround",
            StandardField::Resolution => "resolution",
        }
    }

    /// The key among those of the fields that a desk adds, of which none begins with a dot.
    pub fn field_key(self) -> FieldKey {
        FieldKey(format!(".{}", self.key()))
    }

    fn text(self, ticket: &mut Ticket) -> Option<&mut Option<String>> {
        match self {
            StandardField::Requester | StandardField::Category => None,
            StandardField::Service => Some(&mut ticket.service),
            StandardField::Component => Some(&mut ticket.component),
            StandardField::StepsToReproduce => Some(&mut ticket.steps_to_reproduce),
            StandardField::ErrorMessages => Some(&mut ticket.error_messages),
            StandardField::DesiredOutcome => Some(&mut ticket.desired_outcome),
            StandardField::StepsTaken => Some(&mut ticket.steps_taken),
            StandardField::RootCause => Some(&mut ticket.root_cause),
            StandardField::Workaround => Some(&mut ticket.workaround),
            StandardField::Resolution => Some(&mut ticket.resolution),
        }
    }

    fn is_filled(self, ticket: &Ticket) -> bool {
        let text = match self {
            StandardField::Requester => return ticket.requester.is_some(),
            StandardField::Category => return ticket.category.is_some(),
            StandardField::Service => &ticket.service,
            StandardField::Component => &ticket.component,
            StandardField::StepsToReproduce => &ticket.steps_to_reproduce,
            StandardField::ErrorMessages => &ticket.error_messages,
            StandardField::DesiredOutcome => &ticket.desired_outcome,
            StandardField::StepsTaken => &ticket.steps_taken,
            StandardField::RootCause => &ticket.root_cause,
            StandardField::Workaround => &ticket.workaround,
            StandardField::Resolution => &ticket.resolution,
        };
        text.as_ref().is_some_and(|text| !text.trim().is_empty())
    }

    /// Writes a value where there is none; what is no value of this field is not written, and stays missing.
    fn fill(self, ticket: &mut Ticket, value: &Value) {
        if self.is_filled(ticket) || !is_filled(value) {
            return;
        }
        match self {
            // With a requester come their organisation and tier: that is an edit of its own.
            StandardField::Requester => {}
            StandardField::Category => ticket.category = serde_json::from_value(value.clone()).ok(),
            StandardField::Service
            | StandardField::Component
            | StandardField::StepsToReproduce
            | StandardField::ErrorMessages
            | StandardField::DesiredOutcome
            | StandardField::StepsTaken
            | StandardField::RootCause
            | StandardField::Workaround
            | StandardField::Resolution => {
                if let (Some(text), Some(typed)) = (self.text(ticket), value.as_str()) {
                    *text = Some(typed.trim().to_owned());
                }
            }
        }
    }
}

/// Whether a standard field is asked for, and of which types of ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ask {
    #[serde(default)]
    pub required: Required,
    /// None means all.
    #[serde(default)]
    pub types: BTreeSet<TicketType>,
}

/// Which standard fields a desk asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standard(BTreeMap<StandardField, Ask>);

impl Standard {
    /// Reads the setting; fields of a newer Tern are not asked for here.
    ///
    /// # Errors
    /// When one has a shape that this version does not know.
    pub fn read(doc: &Doc) -> Result<Self, serde_json::Error> {
        let asks = StandardField::ALL.into_iter().filter_map(|field| Some((field, doc.get(field.key())?)));
        let asks = asks.map(|(field, ask)| Ok((field, serde_json::from_value(ask.clone())?)));
        Ok(Standard(asks.collect::<Result<_, serde_json::Error>>()?))
    }

    /// Every one with what is asked, in their order.
    pub fn all(&self) -> impl Iterator<Item = (StandardField, Ask)> {
        StandardField::ALL.into_iter().map(|field| (field, self.0.get(&field).cloned().unwrap_or_default()))
    }

    /// Those that are asked for and empty; `asked` says of a time and of whether it was filled whether it is asked now.
    pub(super) fn missing(
        &self,
        before: Option<&Ticket>,
        after: &Ticket,
        asked: impl Fn(Required, bool) -> bool,
    ) -> impl Iterator<Item = MissingField> {
        let of_type = |ask: &Ask| ask.types.is_empty() || ask.types.contains(&after.ticket_type);
        self.0
            .iter()
            .filter(move |(field, ask)| {
                let was_filled = before.is_some_and(|before| field.is_filled(before));
                of_type(ask) && asked(ask.required, was_filled) && !field.is_filled(after)
            })
            .map(|(field, _)| MissingField { key: field.field_key(), name: field.key().replace('_', " ") })
    }

    /// Writes values into those of a ticket that are empty.
    pub(super) fn fill(ticket: &mut Ticket, values: &BTreeMap<FieldKey, Value>) {
        for field in StandardField::ALL {
            if let Some(value) = values.get(&field.field_key()) {
                field.fill(ticket, value);
            }
        }
    }
}

/// Judges what a desk wants to ask for.
///
/// # Errors
/// `Refusal::Invalid`: a requester is known when a ticket is made, and is not asked for at its end.
pub fn check(field: StandardField, ask: &Ask) -> Result<(), Refusal> {
    if field == StandardField::Requester && ask.required == Required::Resolve {
        return Err(Refusal::invalid("required", "a requester is asked for when the ticket is made"));
    }
    Ok(())
}
