//! Templates as the sheet for a ticket and their editor show them, and one that is filled for a ticket to be.

use crate::view::Share;
use domain::ids::{PersonId, TeamId, TemplateId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use domain::template::Fills as TemplateFills;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateView {
    pub id: TemplateId,
    pub name: String,
    pub fills: TemplateFills,
    pub share: Share,
    /// Who saved it, when that was somebody else.
    pub owner: Option<String>,
    pub may_edit: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TemplateSave {
    /// Without one it is a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<TemplateId>,
    pub name: String,
    pub fills: TemplateFills,
    #[serde(default)]
    pub share: Share,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TemplatePick {
    pub id: TemplateId,
}

/// Fills a template for a ticket that is being written, in the name of whoever asks.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TemplateUse {
    pub id: TemplateId,
    /// Who asks for the ticket, as far as that is known.
    #[serde(default)]
    #[ts(optional)]
    pub requester: Option<PersonId>,
    /// The team that the ticket goes to where the template names none.
    #[serde(default)]
    #[ts(optional)]
    pub team: Option<TeamId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateFilled {
    pub name: String,
    pub fills: TemplateFills,
    /// The placeholders that could not be filled, and stand in the texts as they were.
    pub gaps: Vec<String>,
}
