//! How a desk begins: on this computer alone, or at a server, and signing in and out there.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::pairs;
use crate::terminal::{Terminal, ask_secret, password_line};
use clap::Args;
use contract::problem::{Code, Problem};
use contract::session::{
    Connect as ConnectInput, Empty, HostView, SignIn as SignInInput, SyncView, WorkLocally,
};
use serde::Serialize;

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Your name, as it stands beside what you write; without it the name you are logged in by.
    #[arg(long)]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Connect {
    /// The server, such as <https://desk.example.com>.
    url: String,
    #[arg(long)]
    email: String,
    /// Read the password from the first line of stdin.
    #[arg(long)]
    password_stdin: bool,
    /// What to call this computer in the list of devices.
    #[arg(long, value_name = "NAME")]
    device_name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SignIn {
    /// Read the password from the first line of stdin.
    #[arg(long)]
    password_stdin: bool,
}

pub(crate) async fn init(desk: &Desk, terminal: &Terminal, init: Init) -> Result<(), Failure> {
    match desk.why_closed().await? {
        Some(problem) if problem.code == Code::NoDesk => {}
        Some(problem) if problem.code != Code::Locked => return Err(problem.into()),
        Some(_) | None => {
            let text = format!("There is a desk in {} already.", desk.folder());
            return Err(Problem::new(Code::AlreadyThere, text).into());
        }
    }
    let login = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    let name = init.name.or_else(login).unwrap_or_default();
    if name.trim().is_empty() {
        return Err(Failure::Usage("say your name: ternctl init --name NAME".to_owned()));
    }
    let view =
        with_a_key(desk, "host_work_locally", |passphrase| WorkLocally { name: name.clone(), passphrase })
            .await?;
    terminal
        .answer(&view, |view| format!("{name} works on this computer alone. The desk is in {}.", view.folder))
}

pub(crate) async fn connect(desk: &Desk, terminal: &Terminal, connect: Connect) -> Result<(), Failure> {
    match desk.why_closed().await? {
        None => {}
        Some(problem) if problem.code == Code::NoDesk => {}
        Some(problem) if problem.code == Code::Locked => desk.unlock(problem).await?,
        Some(problem) => return Err(problem.into()),
    }
    let password = password(connect.password_stdin)?;
    let view = with_a_key(desk, "host_connect", |passphrase| ConnectInput {
        url: connect.url.clone(),
        email: connect.email.clone(),
        password: password.clone(),
        device_name: connect.device_name.clone(),
        passphrase,
    })
    .await?;
    terminal.answer(&view, |view| {
        pairs(&[
            ("Signed in at", view.server.clone().unwrap_or_default()),
            ("as", view.email.clone().unwrap_or_default()),
            ("The desk is in", view.folder.clone()),
        ])
    })
}

/// Runs what makes a key; where the keyring cannot hold it, a passphrase from the person takes its place.
async fn with_a_key<T: Serialize>(
    desk: &Desk,
    command: &str,
    input: impl Fn(Option<String>) -> T,
) -> Result<HostView, Failure> {
    let problem = match desk.call(command, input(None)).await {
        Err(Failure::Problem(problem)) if problem.code == Code::NoKeyring => problem,
        ended => return ended,
    };
    let Some(passphrase) = ask_secret("The keyring cannot be used. Choose a passphrase for this desk: ")
    else {
        let hint = "Without one, set TERN_PASSPHRASE, or run ternctl in a terminal and choose a passphrase.";
        return Err(Problem::new(problem.code, format!("{} {hint}", problem.message)).into());
    };
    if ask_secret("Once more: ").as_ref() != Some(&passphrase) {
        return Err(Failure::invalid(
            "passphrase",
            "The two passphrases differ; nothing was made.".to_owned(),
        ));
    }
    desk.call(command, input(Some(passphrase))).await
}

pub(crate) async fn sign_in(desk: &Desk, terminal: &Terminal, sign_in: SignIn) -> Result<(), Failure> {
    let password = password(sign_in.password_stdin)?;
    let view: HostView = desk.call("host_sign_in", SignInInput { password }).await?;
    terminal.answer(&view, |view| {
        format!("Signed in at {} again.", view.server.as_deref().unwrap_or("the server"))
    })
}

pub(crate) async fn sign_out(desk: &Desk, terminal: &Terminal) -> Result<(), Failure> {
    let view: HostView = desk.call("host_sign_out", Empty {}).await?;
    let sync: SyncView = desk.call("sync_status", Empty {}).await?;
    terminal.answer(&view, |_| match sync.pending {
        0 => "Signed out. Everything here stays.".to_owned(),
        1 => "Signed out. One change waits here; it is sent when you sign in again.".to_owned(),
        many => format!("Signed out. {many} changes wait here; they are sent when you sign in again."),
    })
}

fn password(from_stdin: bool) -> Result<String, Failure> {
    if from_stdin {
        return password_line();
    }
    ask_secret("Password: ").ok_or_else(|| {
        Failure::Usage(
            "there is no terminal to ask for the password; give it with --password-stdin".to_owned(),
        )
    })
}
