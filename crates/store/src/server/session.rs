//! Sign-ins that last: a session, its access tokens and its line of refresh tokens, all as hashes.

use crate::entity::{access_token, refresh_token, session};
use crate::tx::{Source, Tx, row, run};
use anyhow::Context;
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// A sign-in that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub id: Uuid,
    pub person: PersonId,
    pub device: DeviceId,
    pub generation: i64,
    /// When it was last renewed.
    pub used_at: Timestamp,
    pub expires_at: Timestamp,
}

impl From<session::Model> for Session {
    fn from(model: session::Model) -> Self {
        Session {
            id: model.id,
            person: PersonId(model.person),
            device: DeviceId(model.device),
            generation: model.generation,
            used_at: Timestamp(model.used_at),
            expires_at: Timestamp(model.expires_at),
        }
    }
}

/// Whom an access token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub session: Uuid,
    pub person: PersonId,
    pub device: DeviceId,
    /// The key of the role, as `domain::person::Role::key` writes it.
    pub role: String,
    pub retired: bool,
    /// Whether the device may only hand over what it has.
    pub revoked: bool,
}

/// The hashes of a pair of tokens, and when the access token stops working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHashes {
    pub access: [u8; 32],
    pub access_expires_at: Timestamp,
    pub refresh: [u8; 32],
}

/// Opens a session with its first tokens.
///
/// # Errors
/// When the database cannot be written.
pub async fn open(tx: &Tx, session: &Session, hashes: &TokenHashes) -> anyhow::Result<()> {
    let model = session::ActiveModel {
        id: Set(session.id),
        person: Set(session.person.0),
        device: Set(session.device.0),
        generation: Set(session.generation),
        opened_at: Set(session.used_at.0),
        used_at: Set(session.used_at.0),
        expires_at: Set(session.expires_at.0),
    };
    session::Entity::insert(model)
        .exec_without_returning(tx.ready().await?)
        .await
        .context("opening a session")?;
    put_tokens(tx, session, hashes).await
}

/// Moves a session on to a generation, with new tokens beside those it has.
///
/// # Errors
/// When the database cannot be written.
pub async fn renew(tx: &Tx, session: &Session, hashes: &TokenHashes) -> anyhow::Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::Generation, Expr::value(session.generation))
        .col_expr(session::Column::UsedAt, Expr::value(session.used_at.0))
        .col_expr(session::Column::ExpiresAt, Expr::value(session.expires_at.0))
        .filter(session::Column::Id.eq(session.id))
        .exec(tx.ready().await?)
        .await
        .context("renewing a session")?;
    put_tokens(tx, session, hashes).await
}

async fn put_tokens(tx: &Tx, session: &Session, hashes: &TokenHashes) -> anyhow::Result<()> {
    let access = access_token::ActiveModel {
        hash: Set(hashes.access.to_vec()),
        session: Set(session.id),
        expires_at: Set(hashes.access_expires_at.0),
    };
    let refresh = refresh_token::ActiveModel {
        hash: Set(hashes.refresh.to_vec()),
        session: Set(session.id),
        generation: Set(session.generation),
    };
    access_token::Entity::insert(access)
        .exec_without_returning(tx.ready().await?)
        .await
        .context("writing a token")?;
    refresh_token::Entity::insert(refresh)
        .exec_without_returning(tx.ready().await?)
        .await
        .context("writing a token")?;
    Ok(())
}

/// Finds whom an access token speaks for; `None` when it never was one, is too old, or its session ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn bearer(source: &impl Source, hash: &[u8; 32], now: Timestamp) -> anyhow::Result<Option<Bearer>> {
    let sql = "SELECT s.id, s.person, s.device, p.role, p.retired, d.revoked_at FROM access_token a \
               JOIN session s ON s.id = a.session JOIN person p ON p.id = s.person \
               LEFT JOIN device d ON d.id = s.device \
               WHERE a.hash = ? AND a.expires_at > ? AND s.expires_at > ?";
    let values = vec![hash.to_vec().into(), now.0.into(), now.0.into()];
    let Some(row) = row(source, sql, values).await.context("finding a session")? else { return Ok(None) };
    Ok(Some(Bearer {
        session: row.try_get_by_index(0)?,
        person: PersonId(row.try_get_by_index(1)?),
        device: DeviceId(row.try_get_by_index(2)?),
        role: row.try_get_by_index(3)?,
        retired: row.try_get_by_index::<i16>(4)? != 0,
        revoked: row.try_get_by_index::<Option<i64>>(5)?.is_some(),
    }))
}

/// Whether a session lasts and its person still works here.
///
/// # Errors
/// When the database cannot be read.
pub async fn lasts(source: &impl Source, id: Uuid, now: Timestamp) -> anyhow::Result<bool> {
    let sql = "SELECT 1 FROM session s JOIN person p ON p.id = s.person \
               WHERE s.id = ? AND s.expires_at > ? AND p.retired = 0 AND p.role <> 'requester' \
               AND NOT EXISTS (SELECT 1 FROM device d WHERE d.id = s.device AND d.revoked_at IS NOT NULL)";
    Ok(row(source, sql, vec![id.into(), now.0.into()]).await.context("looking after a session")?.is_some())
}

/// Finds the session of a refresh token and the generation of that token; the session stays locked.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_refresh(tx: &Tx, hash: &[u8; 32]) -> anyhow::Result<Option<(Session, i64)>> {
    let connection = tx.ready().await?;
    let token =
        refresh_token::Entity::find_by_id(hash.to_vec()).one(connection).await.context("finding a token")?;
    let Some(token) = token else { return Ok(None) };
    let session = session::Entity::find_by_id(token.session)
        .lock_exclusive()
        .one(connection)
        .await
        .context("finding the session of a token")?;
    Ok(session.map(|model| (model.into(), token.generation)))
}

/// Ends a session: its tokens are worth nothing from here on.
///
/// # Errors
/// When the database cannot be written.
pub async fn end(tx: &Tx, id: Uuid) -> anyhow::Result<()> {
    end_where(tx, "id = ?", vec![id.into()]).await
}

/// Ends every session of a person.
///
/// # Errors
/// When the database cannot be written.
pub async fn end_of(tx: &Tx, person: PersonId) -> anyhow::Result<()> {
    end_where(tx, "person = ?", vec![person.0.into()]).await
}

/// Ends every session of a person but one.
///
/// # Errors
/// When the database cannot be written.
pub async fn end_others(tx: &Tx, person: PersonId, kept: Uuid) -> anyhow::Result<()> {
    end_where(tx, "person = ? AND id <> ?", vec![person.0.into(), kept.into()]).await
}

/// Ends the earlier sessions of a device, which a new sign-in replaces.
///
/// # Errors
/// When the database cannot be written.
pub async fn end_on(tx: &Tx, device: DeviceId) -> anyhow::Result<()> {
    end_where(tx, "device = ?", vec![device.0.into()]).await
}

async fn end_where(tx: &Tx, which: &str, values: Vec<sea_orm::Value>) -> anyhow::Result<()> {
    for table in ["access_token", "refresh_token"] {
        let sql = format!("DELETE FROM {table} WHERE session IN (SELECT id FROM session WHERE {which})");
        run(tx, &sql, values.clone()).await.context("ending a session")?;
    }
    run(tx, &format!("DELETE FROM session WHERE {which}"), values).await.context("ending a session")?;
    Ok(())
}

/// Forgets what has run out by itself.
///
/// # Errors
/// When the database cannot be written.
pub async fn prune(tx: &Tx, now: Timestamp) -> anyhow::Result<()> {
    run(tx, "DELETE FROM access_token WHERE expires_at <= ?", vec![now.0.into()]).await?;
    // A desk that is always on renews about 9,000 times in 90 days; nobody keeps a copy for longer.
    let old = "DELETE FROM refresh_token WHERE generation < \
               (SELECT s.generation - 9000 FROM session s WHERE s.id = refresh_token.session)";
    run(tx, old, Vec::new()).await?;
    end_where(tx, "expires_at <= ?", vec![now.0.into()]).await
}
