//! How many tries somebody has left: one bucket for each account and each address that tried.

use crate::entity::sign_in_attempt;
use crate::tx::{Source, Tx};
use anyhow::Context;
use domain::time::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

/// What was left of a bucket, and when that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    pub thousandths: i64,
    pub at: Timestamp,
}

/// Reads a bucket and keeps others from reading it until the transaction ends; `None` for a full one.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(tx: &Tx, key: &[u8]) -> anyhow::Result<Option<Left>> {
    let found = sign_in_attempt::Entity::find_by_id(key.to_vec())
        .lock_exclusive()
        .one(tx.ready().await?)
        .await
        .context("reading what is left of the tries")?;
    Ok(found.map(|model| Left { thousandths: model.left_thousandths, at: Timestamp(model.at) }))
}

/// Writes a bucket.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, key: &[u8], left: Left) -> anyhow::Result<()> {
    let model = sign_in_attempt::ActiveModel {
        key: Set(key.to_vec()),
        left_thousandths: Set(left.thousandths),
        at: Set(left.at.0),
    };
    sign_in_attempt::Entity::insert(model)
        .on_conflict(
            OnConflict::column(sign_in_attempt::Column::Key)
                .update_columns([sign_in_attempt::Column::LeftThousandths, sign_in_attempt::Column::At])
                .to_owned(),
        )
        .exec_without_returning(tx.ready().await?)
        .await
        .context("writing what is left of the tries")?;
    Ok(())
}

/// Forgets a bucket, which makes it full.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget(tx: &Tx, key: &[u8]) -> anyhow::Result<()> {
    sign_in_attempt::Entity::delete_by_id(key.to_vec())
        .exec(tx.ready().await?)
        .await
        .context("forgetting the tries")?;
    Ok(())
}

/// Forgets the buckets that nobody touched since `before`.
///
/// # Errors
/// When the database cannot be written.
pub async fn prune(tx: &Tx, before: Timestamp) -> anyhow::Result<()> {
    sign_in_attempt::Entity::delete_many()
        .filter(sign_in_attempt::Column::At.lt(before.0))
        .exec(tx.ready().await?)
        .await
        .context("forgetting tries")?;
    Ok(())
}
