//! The words of the language that the window speaks: it keeps its choice with the desk, and says what the system's is.

use crate::desk::call;
use contract::people::PreferencePick;
use domain::words::Words;
use host::Host;
use serde_json::Value;
use std::sync::Arc;

/// The name under which the window keeps what it speaks.
const SPOKEN: &str = "language";

/// Returns the words to use now; English where no desk is open or its window has never spoken.
pub(crate) async fn words(host: &Arc<Host>) -> &'static Words {
    let pick = PreferencePick { name: SPOKEN.to_owned() };
    let spoken: Option<Value> = match call(host, "preference_get", pick).await {
        Ok(spoken) => spoken,
        Err(problem) => {
            tracing::debug!("The language is not known yet: {problem}");
            None
        }
    };
    Words::of(spoken.as_ref().and_then(Value::as_str).unwrap_or_default())
}
