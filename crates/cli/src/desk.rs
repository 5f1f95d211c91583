//! The desk of a data folder, opened for one command and closed after it.

use crate::arguments::Place;
use crate::failure::Failure;
use crate::terminal::ask_secret;
use contract::problem::{Code, Problem};
use contract::session::{Empty, HostView, Notice, SessionView, SyncView, Unlock};
use host::{Host, Options};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;

pub(crate) struct Desk {
    host: Arc<Host>,
    folder: PathBuf,
}

impl Desk {
    pub(crate) async fn start(place: &Place) -> Result<Self, Failure> {
        let folder = place.data.clone().or_else(|| std::env::var_os("TERN_DATA").map(PathBuf::from));
        let folder = folder.unwrap_or_else(host::default_folder);
        let passphrase = std::env::var("TERN_PASSPHRASE").ok().filter(|text| !text.is_empty());
        let options = Options {
            folder: folder.clone(),
            sample: place.sample,
            passphrase,
            background: false,
            engine: None,
        };
        Ok(Desk { host: Host::start(options).await?, folder })
    }

    /// Runs one command of the contract.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        command: &str,
        input: impl Serialize,
    ) -> Result<T, Failure> {
        let strange = |error: serde_json::Error| {
            Problem::new(Code::Internal, format!("{command} does not keep to the contract: {error}."))
        };
        let input = serde_json::to_value(input).map_err(strange)?;
        let output = self.host.call(command, input).await?;
        Ok(serde_json::from_value(output).map_err(strange)?)
    }

    /// Makes sure that the desk is open, asking for its passphrase where somebody is there to ask.
    pub(crate) async fn must_be_open(&self) -> Result<(), Failure> {
        match self.why_closed().await? {
            None => Ok(()),
            Some(problem) if problem.code == Code::Locked => self.unlock(problem).await,
            // Locked until a sign-in: the command that is one goes on, the others hear of it.
            Some(problem) if problem.code == Code::SignIn => Ok(()),
            Some(problem) if problem.code == Code::NoDesk => {
                let folder = self.folder.display();
                let text = format!(
                    "There is no desk in {folder} yet. Make one with `ternctl init`, or with `ternctl connect`."
                );
                Err(Problem::new(Code::NoDesk, text).into())
            }
            Some(problem) => Err(problem.into()),
        }
    }

    /// What stands between us and the desk, if anything.
    pub(crate) async fn why_closed(&self) -> Result<Option<Problem>, Failure> {
        match self.call::<SessionView>("session_get", Empty {}).await {
            Ok(_) => Ok(None),
            Err(Failure::Problem(problem)) => Ok(Some(problem)),
            Err(failure @ (Failure::Usage(_) | Failure::Output(_))) => Err(failure),
        }
    }

    pub(crate) async fn unlock(&self, problem: Problem) -> Result<(), Failure> {
        let Some(passphrase) = ask_secret("Passphrase: ") else {
            let hint = "Set TERN_PASSPHRASE, or run ternctl in a terminal.";
            return Err(Problem::new(Code::Locked, format!("{} {hint}", problem.message)).into());
        };
        self.call::<HostView>("host_unlock", Unlock { passphrase }).await.map(|_| ())
    }

    pub(crate) fn notices(&self) -> broadcast::Receiver<Notice> {
        self.host.notices()
    }

    pub(crate) async fn sync_until_quiet(&self, patience: Duration) -> Result<SyncView, Failure> {
        Ok(self.host.sync_until_quiet(patience).await?)
    }

    pub(crate) async fn session(&self) -> Result<SessionView, Failure> {
        self.call("session_get", Empty {}).await
    }

    pub(crate) fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Runs a command as it came, for `rpc`.
    pub(crate) async fn raw(&self, command: &str, input: Value) -> Result<Value, Failure> {
        Ok(self.host.call(command, input).await?)
    }

    pub(crate) async fn close(self) {
        self.host.stop().await;
    }
}
