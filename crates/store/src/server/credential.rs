//! Passwords: which person may sign in, and what the password hashes to.

use crate::entity::credential;
use crate::tx::{Source, Tx, row, rows};
use anyhow::Context;
use domain::ids::PersonId;
use domain::time::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

/// Somebody who has a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub person: PersonId,
    pub name: String,
    pub email: Option<String>,
    /// The key of the role, as `domain::person::Role::key` writes it.
    pub role: String,
    pub retired: bool,
    /// The password as an Argon2id string.
    pub password: String,
}

const COLUMNS: &str = "SELECT p.id, p.name, p.email, p.role, p.retired, c.password \
                       FROM credential c JOIN person p ON p.id = c.person";

/// Finds who signs in with this address; of two, the one who still works here.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_email(source: &impl Source, email: &str) -> anyhow::Result<Option<Account>> {
    let sql = format!("{COLUMNS} WHERE p.email = ? ORDER BY p.retired, p.id LIMIT 1");
    let email = email.trim().to_lowercase();
    row(source, &sql, vec![email.into()])
        .await
        .context("finding an account")?
        .map(|row| account(&row))
        .transpose()
}

/// Finds the account of a person.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(source: &impl Source, person: PersonId) -> anyhow::Result<Option<Account>> {
    let sql = format!("{COLUMNS} WHERE p.id = ?");
    row(source, &sql, vec![person.0.into()])
        .await
        .context("finding an account")?
        .map(|row| account(&row))
        .transpose()
}

/// Lists everybody who has a password, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(source: &impl Source) -> anyhow::Result<Vec<Account>> {
    let sql = format!("{COLUMNS} ORDER BY p.name, p.id");
    rows(source, &sql, Vec::new()).await.context("listing the accounts")?.iter().map(account).collect()
}

fn account(row: &sea_orm::QueryResult) -> anyhow::Result<Account> {
    Ok(Account {
        person: PersonId(row.try_get_by_index(0)?),
        name: row.try_get_by_index(1)?,
        email: row.try_get_by_index(2)?,
        role: row.try_get_by_index(3)?,
        retired: row.try_get_by_index::<i16>(4)? != 0,
        password: row.try_get_by_index(5)?,
    })
}

/// Gives a person a password, or another one.
///
/// # Errors
/// When the database cannot be written.
pub async fn put(tx: &Tx, person: PersonId, password: &str, at: Timestamp) -> anyhow::Result<()> {
    let model = credential::ActiveModel {
        person: Set(person.0),
        password: Set(password.to_owned()),
        changed_at: Set(at.0),
    };
    credential::Entity::insert(model)
        .on_conflict(
            OnConflict::column(credential::Column::Person)
                .update_columns([credential::Column::Password, credential::Column::ChangedAt])
                .to_owned(),
        )
        .exec_without_returning(tx.ready().await?)
        .await
        .context("writing a credential")?;
    Ok(())
}
