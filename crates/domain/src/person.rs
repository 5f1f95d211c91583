//! People, the teams they work in and the organisations they come from.

use crate::guard::StaleReplies;
use crate::ids::{OrganisationId, PersonId, TeamId};
use crate::record::{Entity, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a person is to the desk, least rights first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Asks for help; does not sign in to the desk.
    #[default]
    Requester,
    /// Works on tickets assigned to them or to their teams.
    Technician,
    /// Works on every ticket.
    Agent,
    /// Also decides what is stuck, deletes, and sees everybody's work.
    Manager,
    /// Also configures the desk and its people.
    Admin,
}

impl Role {
    /// Whether the person works here rather than asks for help.
    pub fn is_staff(self) -> bool {
        self != Role::Requester
    }

    pub fn key(self) -> &'static str {
        match self {
            Role::Requester => "requester",
            Role::Technician => "technician",
            Role::Agent => "agent",
            Role::Manager => "manager",
            Role::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Role::Requester, Role::Technician, Role::Agent, Role::Manager, Role::Admin]
            .into_iter()
            .find(|role| role.key() == text)
            .ok_or_else(|| {
                format!("no role `{text}`; the roles are requester, technician, agent, manager, admin")
            })
    }
}

/// Somebody who asks for help or gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default)]
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub teams: BTreeSet<TeamId>,
    /// The customer tier or account value, in the words of the desk, such as "Gold".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// What stands under this person's public replies; may hold placeholders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// The key in the system that this person was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
}

impl Entity for Person {
    const KIND: Kind = Kind::Person;
}

/// A team: the unit of routing and policy. A ticket belongs to exactly one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Team {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What becomes of replies whose authors had not seen all of the conversation.
    #[serde(default, skip_serializing_if = "StaleReplies::is_default")]
    pub stale_replies: StaleReplies,
    /// Only its members, managers and admins see its tickets, beside whoever owns or made one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Which level of support it is, from 1; tickets are escalated to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
}

/// How many levels of support there are.
pub const SUPPORT_LEVELS: i64 = 3;

impl Entity for Team {
    const KIND: Kind = Kind::Team;
}

/// A customer organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
}

impl Entity for Organisation {
    const KIND: Kind = Kind::Organisation;
}

/// Who the desk itself is, where history has to name an author: nobody signs in with it and no record has it.
pub fn system_id() -> PersonId {
    PersonId(crate::ids::stable_id("person", "tern"))
}

/// What history calls the desk itself.
pub const SYSTEM_NAME: &str = "Tern";

/// The team that every desk has from the start.
pub fn default_team() -> (TeamId, Team) {
    let team = Team { name: "Support".to_owned(), ..Team::default() };
    (TeamId(crate::ids::stable_id("team", "support")), team)
}
