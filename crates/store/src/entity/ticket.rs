//! The table that boards, lists and filters ask.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: Option<i64>,
    pub provisional: Option<String>,
    pub subject: String,
    pub status: String,
    pub category: String,
    pub priority: i16,
    pub team: Uuid,
    pub assignee: Option<Uuid>,
    pub requester: Option<Uuid>,
    pub organisation: Option<Uuid>,
    pub tags: String,
    /// What the fields of the desk hold, each as `domain::form::FieldIs` says it, stored as tags are.
    pub filled: String,
    pub rank: i64,
    pub due: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub messages: i64,
    pub attachments: i64,
    pub items: i64,
    pub items_done: i64,
    pub next_due: i64,
    pub next_turn: Option<i64>,
    pub last_due: Option<i64>,
    pub last_turn: Option<i64>,
    pub next_step: Option<i64>,
    pub alarm: i16,
    pub clocks: String,
    /// Of a ticket that is done: that it is fixed was confirmed.
    pub confirmed: i16,
    /// Of a ticket that is open: the last public word is the desk's own.
    pub answered: i16,
    pub deleted: i16,
    pub known_at: i64,
    /// Of a ticket that waits or rests: when it is work again by itself.
    pub postponed_until: Option<i64>,
    /// Who said something last, and when; what is unread is told from it, see `crate::seen`.
    pub said_by: Option<Uuid>,
    pub said_at: Option<i64>,
    /// When somebody else did before.
    pub said_before: Option<i64>,
    /// Whom it concerns beside its owner, stored as tags are.
    pub concerns: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
