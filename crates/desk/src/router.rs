//! From a command's name to its handler: the list in `contract` is the only one.

use crate::commands;
use crate::desk::Desk;
use contract::all::*;
use contract::problem::{Code, Problem};
use domain::ids::PersonId;
use futures::future::BoxFuture;
use serde_json::Value;

/// What a command answers in time.
type Answer<'a> = BoxFuture<'a, Result<Value, Problem>>;

macro_rules! route {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        /// Boxed by a plain function, so that all of this is compiled here, once, and not again in every program that
        /// awaits it.
        fn route<'a>(desk: &'a Desk, me: PersonId, command: &'a str, input: Value) -> Option<Answer<'a>> {
            match command {
                $(stringify!($name) => Some(Box::pin(async move {
                    let input: $input = read(command, input)?;
                    let output: $output = commands::$name(desk, me, input).await.map_err(Problem::from)?;
                    write(command, &output)
                })),)*
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
        match route(self, me, command, input) {
            Some(answer) => answer.await,
            None => Err(Problem::new(Code::BadInput, format!("There is no command `{command}`."))),
        }
    }
}
