//! The desks that have signed in; a device belongs to the person who signed in on it first.

use crate::entity::device;
use crate::tx::{Source, Tx};
use anyhow::Context;
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Notes that a person works on a device, and returns whose device it is: the first one's, for ever.
///
/// # Errors
/// When the database cannot be written.
pub async fn claim(
    tx: &Tx,
    device: DeviceId,
    person: PersonId,
    name: &str,
    at: Timestamp,
) -> anyhow::Result<PersonId> {
    let fresh = device::ActiveModel {
        id: Set(device.0),
        person: Set(person.0),
        name: Set(name.to_owned()),
        first_seen: Set(at.0),
        last_seen: Set(at.0),
        ..device::ActiveModel::default()
    };
    device::Entity::insert(fresh)
        .on_conflict(OnConflict::column(device::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx.ready().await?)
        .await
        .context("noting a device")?;
    let owner: Uuid = device::Entity::find_by_id(device.0)
        .select_only()
        .column(device::Column::Person)
        .into_tuple()
        .one(tx.ready().await?)
        .await
        .context("reading a device")?
        .context("a device that was just noted")?;
    if owner == person.0 {
        device::Entity::update_many()
            .col_expr(device::Column::Name, Expr::value(name))
            .col_expr(device::Column::LastSeen, Expr::value(at.0))
            .filter(device::Column::Id.eq(device.0))
            .exec(tx.ready().await?)
            .await
            .context("noting a device")?;
    }
    Ok(PersonId(owner))
}

/// A desk that has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub person: PersonId,
    pub name: String,
    pub first_seen: Timestamp,
    pub last_seen: Timestamp,
    /// The version of the app, as it last said.
    pub app: Option<String>,
    /// How many changes waited there, as it last said.
    pub pending: Option<i64>,
    /// From here on it gets nothing any more.
    pub revoked_at: Option<Timestamp>,
    /// When it handed over what it had and went to destroy its copy.
    pub surrendered_at: Option<Timestamp>,
}

impl From<device::Model> for Device {
    fn from(model: device::Model) -> Self {
        Device {
            id: DeviceId(model.id),
            person: PersonId(model.person),
            name: model.name,
            first_seen: Timestamp(model.first_seen),
            last_seen: Timestamp(model.last_seen),
            app: model.app,
            pending: model.pending,
            revoked_at: model.revoked_at.map(Timestamp),
            surrendered_at: model.surrendered_at.map(Timestamp),
        }
    }
}

/// Finds a device.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(source: &impl Source, device: DeviceId) -> anyhow::Result<Option<Device>> {
    let found = device::Entity::find_by_id(device.0).one(source.ready().await?).await;
    Ok(found.context("reading a device")?.map(Device::from))
}

/// Lists every device, the one that was heard of last first.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(source: &impl Source) -> anyhow::Result<Vec<Device>> {
    let found = device::Entity::find()
        .order_by_desc(device::Column::LastSeen)
        .order_by_asc(device::Column::Id)
        .all(source.ready().await?)
        .await;
    Ok(found.context("reading devices")?.into_iter().map(Device::from).collect())
}

/// Notes that a device was heard of, and what it said of itself.
///
/// # Errors
/// When the database cannot be written.
pub async fn heard(
    tx: &Tx,
    device: DeviceId,
    app: Option<&str>,
    pending: Option<i64>,
    at: Timestamp,
) -> anyhow::Result<()> {
    let mut update = device::Entity::update_many()
        .col_expr(device::Column::LastSeen, Expr::value(at.0))
        .filter(device::Column::Id.eq(device.0));
    if let Some(app) = app {
        update = update.col_expr(device::Column::App, Expr::value(app));
    }
    if let Some(pending) = pending {
        update = update.col_expr(device::Column::Pending, Expr::value(pending));
    }
    update.exec(tx.ready().await?).await.context("noting a device")?;
    Ok(())
}

/// Takes a device its right to sync; the first time counts.
///
/// # Errors
/// When the database cannot be written.
pub async fn revoke(tx: &Tx, device: DeviceId, at: Timestamp) -> anyhow::Result<()> {
    note_once(tx, device, device::Column::RevokedAt, at).await
}

/// Notes that a revoked device handed over what it had; the first time counts.
///
/// # Errors
/// When the database cannot be written.
pub async fn surrendered(tx: &Tx, device: DeviceId, at: Timestamp) -> anyhow::Result<()> {
    note_once(tx, device, device::Column::SurrenderedAt, at).await
}

async fn note_once(tx: &Tx, device: DeviceId, column: device::Column, at: Timestamp) -> anyhow::Result<()> {
    device::Entity::update_many()
        .col_expr(column, Expr::value(at.0))
        .filter(device::Column::Id.eq(device.0))
        .filter(column.is_null())
        .exec(tx.ready().await?)
        .await
        .context("noting a device")?;
    Ok(())
}
