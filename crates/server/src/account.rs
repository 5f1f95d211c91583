//! People who may sign in: added, given passwords and retired by whoever runs the server.

use crate::app::App;
use crate::password::PASSWORD_LIMIT_BYTES;
use anyhow::{Context, bail, ensure};
use contract::session::PASSWORD_LEAST_CHARS;
use domain::ids::PersonId;
use domain::person::{Person, Role};
use domain::record::Kind;
use serde::Serialize;
use store::server::{credential, session};
use store::{people, records};

/// Somebody who has a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub person: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub role: Role,
    pub retired: bool,
}

/// Makes somebody who may sign in; of somebody who is known by this address, a member of staff.
///
/// # Errors
/// When the role does not work on the desk, the password is too short, or the address has an account.
pub async fn add(
    app: &App,
    email: &str,
    name: &str,
    role: Role,
    password: String,
) -> anyhow::Result<PersonId> {
    let email = email.trim();
    ensure!(role.is_staff(), "requesters do not sign in; the roles are technician, agent, manager, admin");
    ensure!(
        email.contains('@') && !email.contains(char::is_whitespace),
        "`{email}` is not an e-mail address"
    );
    ensure!(!name.trim().is_empty(), "the name is empty");
    acceptable(&password)?;
    if credential::by_email(app.db(), email).await?.is_some_and(|account| !account.retired) {
        bail!("{email} has an account; `user set-password` gives it another password");
    }
    let known = people::by_email(app.db(), email).await?.map(|row| PersonId(row.id));
    let (id, person) = match known {
        Some(id) => (id, Person { role, retired: false, ..read(app, id).await? }),
        None => {
            let person = Person { email: Some(email.to_owned()), role, ..Person::default() };
            (PersonId(app.next_id()), person)
        }
    };
    let person = Person { name: name.trim().to_owned(), ..person };
    app.desk().enrol(id, &person).await.context("writing down who signs in")?;
    keep(app, id, password).await?;
    Ok(id)
}

/// Lists who has a password, by name.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(app: &App) -> anyhow::Result<Vec<Account>> {
    let accounts = credential::all(app.db()).await?;
    accounts
        .into_iter()
        .map(|account| {
            Ok(Account {
                person: account.person,
                name: account.name,
                email: account.email,
                role: account.role.parse().map_err(anyhow::Error::msg)?,
                retired: account.retired,
            })
        })
        .collect()
}

/// Gives somebody another password and ends their sessions: whoever knew the old one is out.
///
/// # Errors
/// When nobody has this address or the password is too short.
pub async fn set_password(app: &App, email: &str, password: String) -> anyhow::Result<()> {
    acceptable(&password)?;
    let account = account(app, email).await?;
    keep(app, account.person, password).await
}

/// Closes an account: the person is retired, and their sessions end.
///
/// # Errors
/// When nobody has this address.
pub async fn retire(app: &App, email: &str) -> anyhow::Result<()> {
    let account = account(app, email).await?;
    let person = Person { retired: true, ..read(app, account.person).await? };
    app.desk().enrol(account.person, &person).await.context("retiring a person")?;
    let tx = app.db().begin().await?;
    session::end_of(&tx, account.person).await?;
    tx.commit().await?;
    app.session_ended();
    Ok(())
}

async fn account(app: &App, email: &str) -> anyhow::Result<credential::Account> {
    let found = credential::by_email(app.db(), email).await?;
    found.with_context(|| format!("{email} has no account; `user add` makes one"))
}

async fn read(app: &App, id: PersonId) -> anyhow::Result<Person> {
    let record = records::get(app.db(), Kind::Person, id.0).await?.context("a person without a record")?;
    record.read().context("reading a person")
}

/// Keeps a password in the place of an earlier one.
async fn keep(app: &App, person: PersonId, password: String) -> anyhow::Result<()> {
    let kept = app.passwords().hash(password).await?;
    let tx = app.db().begin().await?;
    credential::put(&tx, person, &kept, app.now()).await?;
    session::end_of(&tx, person).await?;
    tx.commit().await?;
    app.session_ended();
    Ok(())
}

/// Whether an account can have this password.
///
/// # Errors
/// When it is too short or too long.
pub(crate) fn acceptable(password: &str) -> anyhow::Result<()> {
    ensure!(
        password.chars().count() >= PASSWORD_LEAST_CHARS,
        "the password has fewer than {PASSWORD_LEAST_CHARS} characters"
    );
    ensure!(
        password.len() <= PASSWORD_LIMIT_BYTES,
        "the password is longer than {PASSWORD_LIMIT_BYTES} bytes"
    );
    Ok(())
}
