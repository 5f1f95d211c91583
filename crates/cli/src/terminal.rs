//! Where answers go: text for people or JSON for programs on stdout, everything else on stderr.

use crate::failure::{Failure, exit_code};
use contract::problem::Code;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

pub(crate) struct Terminal {
    json: bool,
}

impl Terminal {
    pub(crate) fn new(json: bool) -> Self {
        Terminal { json }
    }

    /// Answers with a view: as JSON, or in the words that `words` makes of it.
    pub(crate) fn answer<T: Serialize>(
        &self,
        view: &T,
        words: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        if self.json { self.json(view) } else { self.text(&words(view)) }
    }

    /// Writes a value as one line of JSON.
    pub(crate) fn json<T: Serialize>(&self, value: &T) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(|error| Failure::Output(error.into()))?;
        self.text(&text)
    }

    /// Writes text that ends its own last line, or gets one.
    pub(crate) fn text(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).map_err(Failure::Output)?;
        if !text.is_empty() && !text.ends_with('\n') {
            out.write_all(b"\n").map_err(Failure::Output)?;
        }
        out.flush().map_err(Failure::Output)
    }

    pub(crate) fn flush(&self) -> Result<(), Failure> {
        io::stdout().flush().map_err(Failure::Output)
    }

    /// Tells a person something beside the answer.
    pub(crate) fn aside(&self, text: &str) {
        // Nobody is left to hear that stderr is closed.
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// Shows how far long work is: on one line of a terminal, else at every tenth.
    pub(crate) fn progress(&self, what: &str, percent: i64) {
        let mut err = io::stderr();
        // As above: progress that nobody sees is no reason to stop.
        let _ = if err.is_terminal() {
            let end = if percent >= 100 { "\n" } else { "" };
            write!(err, "\r{what} {percent} %{end}").and_then(|()| err.flush())
        } else if percent % 10 == 0 {
            writeln!(err, "{what} {percent} %")
        } else {
            Ok(())
        };
    }

    /// Says why the command did not do its work, and gives the exit code for it.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        let (code, message, detail, exit) = match failure {
            Failure::Problem(problem) => {
                let code = serde_json::to_value(problem.code).unwrap_or(Value::Null);
                (code, problem.message.clone(), problem.detail.clone(), exit_code(problem.code))
            }
            Failure::Usage(why) => (json!("usage"), why.clone(), None, 2),
            // Whoever reads has heard enough, as `head` does.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Failure::Output(error) => {
                let exit = exit_code(Code::Internal);
                (json!("output"), format!("The answer cannot be written: {error}."), None, exit)
            }
        };
        self.aside(&format!("ternctl: {message}"));
        if self.json {
            let mut error = json!({ "code": code, "message": message });
            if let Some(detail) = detail {
                error["detail"] = detail;
            }
            // The exit code tells it as well.
            let _ = self.json(&json!({ "error": error }));
        }
        ExitCode::from(exit)
    }

    /// Answers words that are not understood, and those that ask for help or the version.
    pub(crate) fn refuse_words(&self, error: &clap::Error) -> ExitCode {
        if self.json && error.use_stderr() {
            let text = error.render().to_string();
            let message = text.trim().trim_start_matches("error: ");
            let _ = self.json(&json!({ "error": { "code": "usage", "message": message } }));
        }
        // A closed pipe ends the conversation either way.
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    }
}

/// Asks for something secret, where there is a person to ask.
pub(crate) fn ask_secret(question: &str) -> Option<String> {
    if !io::stderr().is_terminal() {
        return None;
    }
    rpassword::prompt_password(question).ok()
}

/// Reads a password as `--password-stdin` promises: the first line.
pub(crate) fn password_line() -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().read_line(&mut line).map_err(|error| Failure::unreadable("The password on stdin", &error))?;
    let password = line.trim_end_matches(['\n', '\r']);
    if password.is_empty() {
        return Err(Failure::Usage("stdin holds no password; its first line is one".to_owned()));
    }
    Ok(password.to_owned())
}

/// The text itself, or all of stdin for `-`.
pub(crate) fn text_or_stdin(text: &str) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut all = String::new();
    io::stdin().read_to_string(&mut all).map_err(|error| Failure::unreadable("stdin", &error))?;
    Ok(all)
}
