//! Accounts, kept from the command line: whoever runs the server decides who signs in.

use super::{Place, say};
use crate::account;
use crate::listen;
use crate::password::Cost;
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use domain::person::Role;
use std::io::{BufRead, IsTerminal};

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add somebody who may sign in.
    Add(Add),
    /// List who may sign in.
    List(List),
    /// Give somebody another password; their desks have to sign in again.
    SetPassword(SetPassword),
    /// Close an account; the person's work stays.
    Retire(Retire),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[arg(long, value_name = "E")]
    email: String,
    #[arg(long, value_name = "N")]
    name: String,
    /// technician, agent, manager or admin.
    #[arg(long, value_name = "R")]
    role: Role,
    /// Read the password from standard input, its first line, instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// One JSON value in place of a table.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct SetPassword {
    #[arg(long, value_name = "E")]
    email: String,
    /// Read the password from standard input, its first line, instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub(super) struct Retire {
    #[arg(long, value_name = "E")]
    email: String,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(user: User) -> anyhow::Result<()> {
    match user {
        User::Add(add) => {
            let password = password(add.password_stdin)?;
            let app = open(&add.place).await?;
            let person = account::add(&app, &add.email, &add.name, add.role, password).await?;
            say(&format!("{person} {} <{}>", add.name, add.email))?;
            close(app).await
        }
        User::List(list) => {
            let app = open(&list.place).await?;
            let accounts = account::all(&app).await?;
            if list.json {
                say(&serde_json::to_string(&accounts)?)?;
            } else {
                for account in accounts {
                    let email = account.email.unwrap_or_default();
                    let retired = if account.retired { " (retired)" } else { "" };
                    say(&format!("{:<10} {} <{email}>{retired}", account.role.key(), account.name))?;
                }
            }
            close(app).await
        }
        User::SetPassword(set) => {
            let password = password(set.password_stdin)?;
            let app = open(&set.place).await?;
            account::set_password(&app, &set.email, password).await?;
            say("done; their desks have to sign in again")?;
            close(app).await
        }
        User::Retire(retire) => {
            let app = open(&retire.place).await?;
            account::retire(&app, &retire.email).await?;
            say("done; they can no longer sign in")?;
            close(app).await
        }
    }
}

async fn open(place: &Place) -> anyhow::Result<crate::App> {
    listen::open(&place.database(), &place.data, Cost::Full, false).await
}

async fn close(app: crate::App) -> anyhow::Result<()> {
    app.db().clone().close().await
}

/// Reads a password without showing it.
fn password(from_stdin: bool) -> anyhow::Result<String> {
    if from_stdin {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).context("reading the password")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask for the password; use --password-stdin");
    }
    let password = rpassword::prompt_password("Password: ").context("reading the password")?;
    if rpassword::prompt_password("Again: ").context("reading the password")? != password {
        bail!("the two passwords differ");
    }
    Ok(password)
}
