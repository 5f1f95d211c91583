//! People, teams and the lists that menus are made of.

use crate::form::StandardAsk;
use crate::ticket::RowView;
use domain::form::FormField;
use domain::ids::{CategoryId, OrganisationId, PersonId, TeamId};
use domain::lifecycle::Closing;
use domain::person::Role;
use domain::priority::{Matrix, UrgentGuard};
use domain::status::{Status, StatusKey};
use domain::ticket_type::TypeOfTicket;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonCard {
    pub id: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub role: Role,
    pub organisation: Option<String>,
    pub tier: Option<String>,
    pub location: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonView {
    pub card: PersonCard,
    pub teams: Vec<TeamId>,
    pub organisation: Option<OrganisationId>,
    /// Works here no more, or asks for nothing any more.
    pub retired: bool,
    /// The tickets this person asked for, newest first.
    pub tickets: Vec<RowView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PersonSearch {
    /// A part of name, address, phone or organisation; empty for the most recent.
    pub text: String,
    pub count: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PersonPick {
    pub person: PersonId,
}

/// Makes a person, or edits one when `person` is there.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct PersonSave {
    pub person: Option<PersonId>,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub role: Role,
    pub organisation: Option<OrganisationId>,
    pub teams: Vec<TeamId>,
    pub tier: Option<String>,
    pub location: Option<String>,
    pub retired: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OrganisationSave {
    #[serde(default)]
    pub organisation: Option<OrganisationId>,
    pub name: String,
    #[serde(default)]
    pub domain: Option<String>,
    #[serde(default)]
    pub tier: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TeamSave {
    #[serde(default)]
    pub team: Option<TeamId>,
    pub name: String,
    #[serde(default)]
    pub retired: bool,
    /// What becomes of replies whose authors had not seen all of the conversation; as it was when it is left out.
    #[serde(default)]
    #[ts(optional)]
    pub stale_replies: Option<domain::guard::StaleReplies>,
    /// Only its members, managers and admins see its tickets, beside whoever owns or made one.
    #[serde(default)]
    pub private: bool,
    /// Which level of support it is, from 1 to 3; without one it is none.
    #[serde(default)]
    #[ts(optional)]
    pub level: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CategorySave {
    #[serde(default)]
    pub category: Option<CategoryId>,
    pub name: String,
    #[serde(default)]
    pub parent: Option<CategoryId>,
    #[serde(default)]
    pub position: i64,
    #[serde(default)]
    pub retired: bool,
}

/// Everything that menus choose from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LookupsView {
    pub statuses: Vec<Status>,
    pub teams: Vec<TeamView>,
    /// The team of a ticket that I open without naming one; none where every team is private and none is mine.
    pub new_team: Option<TeamId>,
    pub staff: Vec<PersonCard>,
    pub categories: Vec<CategoryView>,
    pub organisations: Vec<OrganisationView>,
    pub matrix: Matrix,
    pub urgent_guard: UrgentGuard,
    pub closing: Closing,
    /// What this desk adds to its tickets, in its order; archived ones as well.
    pub fields: Vec<FormField>,
    /// What it asks for of the fields that every ticket has; all of them, in their order.
    pub standard: Vec<StandardAsk>,
    /// The types of tickets, in their order; retired ones as well.
    pub types: Vec<TypeOfTicket>,
    /// The tags in use, most used first.
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeamView {
    pub id: TeamId,
    pub name: String,
    pub retired: bool,
    pub private: bool,
    pub stale_replies: domain::guard::StaleReplies,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub level: Option<i64>,
}

/// Somebody who works here or did, for whoever decides who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffView {
    pub card: PersonCard,
    pub teams: Vec<TeamId>,
    pub retired: bool,
}

/// Puts people into a team and takes others out of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TeamMembers {
    pub team: TeamId,
    #[serde(default)]
    pub add: Vec<PersonId>,
    #[serde(default)]
    pub remove: Vec<PersonId>,
}

/// The order of statuses on screen; those that are not named stand behind them, as they did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StatusOrder {
    pub keys: Vec<StatusKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CategoryView {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    pub name: String,
    pub position: i64,
    /// The names from the root, this one included.
    pub path: Vec<String>,
    pub retired: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrganisationView {
    pub id: OrganisationId,
    pub name: String,
    /// Of the addresses of its people.
    pub domain: Option<String>,
    pub tier: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreferencePick {
    pub name: String,
}

/// A setting of this person on this device: theme, density, quiet hours.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreferencePut {
    pub name: String,
    pub value: serde_json::Value,
}

/// Who works at this desk, as they say it themselves; the rest is for admins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    pub name: String,
    pub phone: Option<String>,
    pub location: Option<String>,
    pub email: Option<String>,
    pub role: Role,
    /// The names of their teams.
    pub teams: Vec<String>,
}

/// What somebody says of themselves; empty is nothing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProfilePut {
    pub name: String,
    pub phone: String,
    pub location: String,
}
