//! The table of what a device has to send.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    pub id: Uuid,
    pub kind: i16,
    pub entity: Uuid,
    pub ticket: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub change: String,
    pub at: i64,
    pub state: i16,
    pub seq: i64,
    pub refusal: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
