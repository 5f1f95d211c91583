//! Which policy holds for which ticket: an ordered list with conditions, of which the first that fits is taken.

use super::policy::Policy;
use crate::ids::{CalendarId, CategoryId, OrganisationId, PolicyId, TeamId, stable_id};
use crate::priority::Priority;
use crate::ticket::{Channel, Ticket};
use crate::ticket_type::TicketType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A policy with its name, the tickets that it is for, and the hours that it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NamedPolicy {
    pub id: PolicyId,
    pub name: String,
    #[serde(default)]
    pub when: Conditions,
    /// The business hours that count; the first calendar of the desk when none is named.
    #[serde(default)]
    pub calendar: Option<CalendarId>,
    #[serde(flatten)]
    pub policy: Policy,
}

/// The policies of a desk, most particular first: the first one that fits a ticket holds for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(from = "Stored")]
pub struct Policies {
    pub policies: Vec<NamedPolicy>,
}

/// What databases hold: a desk used to have one policy, without a name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Several { policies: Vec<NamedPolicy> },
    One(Policy),
}

impl From<Stored> for Policies {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Several { policies } => Policies { policies },
            Stored::One(policy) => Policies::one(policy),
        }
    }
}

/// What a ticket has to be for a policy to hold; of each kind one value is enough, and an empty list asks for
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Conditions {
    pub priorities: BTreeSet<Priority>,
    pub types: BTreeSet<TicketType>,
    /// A category stands for everything below it, too.
    pub categories: BTreeSet<CategoryId>,
    pub organisations: BTreeSet<OrganisationId>,
    pub tiers: BTreeSet<String>,
    pub teams: BTreeSet<TeamId>,
    pub channels: BTreeSet<Channel>,
    pub tags: BTreeSet<String>,
}

/// What conditions ask of a ticket, as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub priority: Priority,
    pub ticket_type: TicketType,
    pub category: Option<CategoryId>,
    pub organisation: Option<OrganisationId>,
    pub tier: Option<String>,
    pub team: TeamId,
    pub channel: Channel,
    pub tags: BTreeSet<String>,
}

impl Facts {
    pub fn of(ticket: &Ticket) -> Self {
        Facts {
            priority: ticket.priority,
            ticket_type: ticket.ticket_type.clone(),
            category: ticket.category,
            organisation: ticket.organisation,
            tier: ticket.tier.clone(),
            team: ticket.team,
            channel: ticket.channel,
            tags: ticket.tags.clone(),
        }
    }
}

impl Conditions {
    /// Whether a ticket with these facts is meant; `above` names a category and all above it.
    pub fn fit(&self, facts: &Facts, above: impl Fn(CategoryId) -> Vec<CategoryId>) -> bool {
        fn among<T: Ord>(wanted: &BTreeSet<T>, value: Option<&T>) -> bool {
            wanted.is_empty() || value.is_some_and(|value| wanted.contains(value))
        }
        among(&self.priorities, Some(&facts.priority))
            && among(&self.types, Some(&facts.ticket_type))
            && among(&self.organisations, facts.organisation.as_ref())
            && among(&self.tiers, facts.tier.as_ref())
            && among(&self.teams, Some(&facts.team))
            && among(&self.channels, Some(&facts.channel))
            && (self.tags.is_empty() || !self.tags.is_disjoint(&facts.tags))
            && (self.categories.is_empty()
                || facts.category.is_some_and(|id| above(id).iter().any(|id| self.categories.contains(id))))
    }
}

/// The id of the policy that every desk has from the start.
pub fn default_policy_id() -> PolicyId {
    PolicyId(stable_id("policy", "default"))
}

/// What is wrong with a list of policies, in words for the person who edits it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("a policy has no name")]
    NoName,
    #[error("{0}: a policy comes up twice")]
    Twice(String),
    #[error("{0}: a target is at most ten years")]
    TooLong(String),
    #[error("{0}: a share of a target lies between 1 and 100 percent")]
    Percent(String),
    #[error("{0}: a step does nothing")]
    EmptyStep(String),
}

const LONGEST_MINUTES: u32 = 10 * 366 * 24 * 60;

impl Policies {
    pub fn one(policy: Policy) -> Self {
        let name = "Standard".to_owned();
        let named = NamedPolicy {
            id: default_policy_id(),
            name,
            when: Conditions::default(),
            calendar: None,
            policy,
        };
        Policies { policies: vec![named] }
    }

    /// Checks what a person made of them.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn validate(&self) -> Result<(), PolicyError> {
        use super::escalation::Lead;
        use super::policy::Threshold;
        let mut ids = BTreeSet::new();
        for named in &self.policies {
            let name = || named.name.clone();
            if named.name.trim().is_empty() {
                return Err(PolicyError::NoName);
            }
            if !ids.insert(named.id) {
                return Err(PolicyError::Twice(name()));
            }
            let targets = named.policy.targets.values();
            let minutes = targets.flat_map(|it| [it.first_response, it.next_response, it.resolution]);
            if minutes.flatten().any(|minutes| minutes > LONGEST_MINUTES) {
                return Err(PolicyError::TooLong(name()));
            }
            let mut percents: Vec<u8> = Vec::new();
            for level in &named.policy.at_risk {
                match level {
                    Threshold::Percent(percent) => percents.push(*percent),
                    Threshold::MinutesBefore(_) => {}
                }
            }
            let mut steps = BTreeSet::new();
            for step in &named.policy.escalation {
                if !steps.insert(step.id) {
                    return Err(PolicyError::Twice(name()));
                }
                if step.actions.is_empty() {
                    return Err(PolicyError::EmptyStep(name()));
                }
                match step.when {
                    Lead::Percent { percent } => percents.push(percent),
                    Lead::MinutesBefore { .. } | Lead::Breach | Lead::MinutesAfter { .. } => {}
                }
            }
            if percents.iter().any(|percent| !(1..=100).contains(percent)) {
                return Err(PolicyError::Percent(name()));
            }
        }
        Ok(())
    }
}
