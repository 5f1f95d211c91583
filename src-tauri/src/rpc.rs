//! The one command of the page: desk and host commands go to the host, shell commands are done here.

use crate::shell::Shell;
use crate::window;
use contract::all::*;
use contract::problem::{Code, Problem};
use contract::session::{HostView, Stage};
use serde_json::Value;
use tauri::{State, WebviewWindow};

/// Runs a command of the contract and returns its output.
#[tauri::command]
pub(crate) async fn rpc(
    from: WebviewWindow,
    shell: State<'_, Shell>,
    command: String,
    input: Option<Value>,
) -> Result<Value, Problem> {
    let _running = shell.running();
    // A page writes no input as null; every command without input takes an empty object.
    let input =
        input.filter(|input| !input.is_null()).unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    if let Some(call) = ShellCall::parse(&command, &input) {
        return call?.run(&from).await;
    }
    match shell.host().await {
        Ok(host) => host.call(&command, input).await,
        // The one thing a desk that cannot open still answers is why.
        Err(problem) if command == "host_state" => to_value(&stuck(problem)),
        Err(problem) => Err(problem),
    }
}

macro_rules! shell_calls {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        /// A shell command with its input.
        enum ShellCall {
            $($name($input),)*
        }

        impl ShellCall {
            /// Returns the call, or `None` when the command is not one of the shell's.
            fn parse(command: &str, input: &Value) -> Option<Result<Self, Problem>> {
                match command {
                    $(stringify!($name) => Some(from_value::<$input>(command, input).map(Self::$name)),)*
                    _ => None,
                }
            }

            async fn run(self, from: &WebviewWindow) -> Result<Value, Problem> {
                match self {
                    $(Self::$name(input) => {
                        let output: $output = window::commands::$name(from, input).await?;
                        to_value(&output)
                    })*
                }
            }
        }
    };
}
contract::shell_commands!(shell_calls);

fn from_value<T: serde::de::DeserializeOwned>(command: &str, input: &Value) -> Result<T, Problem> {
    T::deserialize(input).map_err(|error| {
        Problem::new(Code::BadInput, format!("{command} does not understand its input: {error}"))
    })
}

fn to_value<T: serde::Serialize>(output: &T) -> Result<Value, Problem> {
    serde_json::to_value(output)
        .map_err(|error| Problem::new(Code::Internal, format!("writing the answer: {error}")))
}

fn stuck(problem: Problem) -> HostView {
    HostView {
        stage: Stage::Stuck,
        mode: None,
        problem: Some(problem),
        keyring: false,
        lockable: false,
        folder: host::default_folder().display().to_string(),
        device: String::new(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server: None,
        email: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shell_commands_are_told_from_the_desks() {
        assert!(ShellCall::parse("ticket_new", &json!({})).is_none());
        assert!(ShellCall::parse("window_timings", &json!({})).is_some_and(|call| call.is_ok()));
        let wrong = ShellCall::parse("window_interactive", &json!({ "ms": "soon" })).unwrap();
        assert_eq!(wrong.err().map(|problem| problem.code), Some(Code::BadInput));
    }
}
