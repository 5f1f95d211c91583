//! From a command's name to its handler: the list in `contract` is the only one.

use crate::commands;
use crate::desk::Desk;
use contract::all::*;
use contract::problem::{Code, Problem};
use domain::ids::PersonId;
use serde_json::Value;

macro_rules! route {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        async fn route(desk: &Desk, me: PersonId, command: &str, input: Value) -> Option<Result<Value, Problem>> {
            match command {
                $(stringify!($name) => Some(async {
                    let input: $input = read(command, input)?;
                    let output: $output = Box::pin(commands::$name(desk, me, input)).await.map_err(Problem::from)?;
                    write(command, &output)
                }.await),)*
                _ => None,
            }
        }
    };
}

contract::desk_commands!(route);

/// Reads the input of a command.
pub(crate) fn read<T: serde::de::DeserializeOwned>(command: &str, input: Value) -> Result<T, Problem> {
    let input = if input.is_null() { Value::Object(serde_json::Map::new()) } else { input };
    serde_json::from_value(input).map_err(|error| {
        Problem::new(Code::BadInput, format!("The input of {command} is not understood: {error}"))
    })
}

fn write<T: serde::Serialize>(command: &str, output: &T) -> Result<Value, Problem> {
    serde_json::to_value(output).map_err(|error| {
        Problem::new(Code::Internal, format!("The answer of {command} cannot be written: {error}"))
    })
}

impl Desk {
    /// Runs one desk command of the contract for this person.
    ///
    /// # Errors
    /// The problem, with a code to act on; `BadInput` when there is no such command.
    pub async fn call(&self, me: PersonId, command: &str, input: Value) -> Result<Value, Problem> {
        match route(self, me, command, input).await {
            Some(answer) => answer,
            None => Err(Problem::new(Code::BadInput, format!("There is no command `{command}`."))),
        }
    }
}
