//! The table of everything synced.

use domain::record::{Kind, Record};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub n: i64,
    pub kind: i16,
    pub id: Uuid,
    pub ticket: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub doc: String,
    pub ver: i64,
    pub first: i64,
    #[sea_orm(column_type = "Text")]
    pub fver: String,
    pub deleted: i16,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Record {
    type Error = anyhow::Error;

    fn try_from(row: Model) -> Result<Self, anyhow::Error> {
        let kind = Kind::from_code(row.kind)
            .ok_or_else(|| anyhow::anyhow!("a record of the unknown kind {} in the database", row.kind))?;
        Ok(Record {
            kind,
            id: row.id,
            ticket: row.ticket,
            doc: serde_json::from_str(&row.doc)?,
            ver: row.ver,
            fver: if row.fver.is_empty() { Default::default() } else { serde_json::from_str(&row.fver)? },
            first: row.first,
            deleted: row.deleted != 0,
        })
    }
}
