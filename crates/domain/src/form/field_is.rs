//! What a field of the desk holds on a ticket, in short, as lists are narrowed by it: `device=laptop`.

use super::FieldKey;
use crate::record::Doc;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A field and one thing that it holds: the id of a choice, `true` or `false`, a day, a number or a short text. Without
/// a value: that it holds nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ts", ts(type = "string"))]
pub struct FieldIs {
    pub field: FieldKey,
    pub value: String,
}

/// A longer text is looked for by its words, not as a whole.
const VALUE_LIMIT_BYTES: usize = 200;

impl FieldIs {
    /// All that the fields of a ticket hold; nothing is said of those that hold nothing.
    pub fn of(custom: &BTreeMap<String, Value>) -> impl Iterator<Item = FieldIs> + '_ {
        custom.iter().flat_map(|(key, value)| {
            let single = std::slice::from_ref(value);
            let held = value.as_array().map_or(single, Vec::as_slice);
            held.iter().filter_map(|value| {
                let value = short(value)?;
                Some(FieldIs { field: FieldKey(key.clone()), value })
            })
        })
    }
}

/// The words in what the fields of a ticket hold, for whoever looks for `PC-1042`.
pub fn words(doc: &Doc) -> impl Iterator<Item = String> + '_ {
    let custom = doc.get(crate::record::CUSTOM).and_then(Value::as_object);
    custom.into_iter().flat_map(|custom| custom.values()).flat_map(|value| match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(held) => held.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    })
}

fn short(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty() && text.len() <= VALUE_LIMIT_BYTES).then_some(text)
}

impl fmt::Display for FieldIs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.field.0, self.value)
    }
}

impl From<FieldIs> for String {
    fn from(filled: FieldIs) -> Self {
        filled.to_string()
    }
}

impl TryFrom<String> for FieldIs {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (field, value) = text
            .split_once('=')
            .ok_or_else(|| format!("{text}: expected FIELD=VALUE, such as device=laptop"))?;
        Ok(FieldIs { field: FieldKey(field.to_owned()), value: value.to_owned() })
    }
}

impl std::str::FromStr for FieldIs {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        FieldIs::try_from(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(custom: &Value) -> Vec<String> {
        let custom: BTreeMap<String, Value> = serde_json::from_value(custom.clone()).unwrap();
        FieldIs::of(&custom).map(|filled| filled.to_string()).collect()
    }

    #[test]
    fn every_kind_of_field_says_in_short_what_it_holds() {
        let held = of(&json!({
            "device": "laptop", "parts": ["dock", "mouse"], "on_site": false, "since": "2026-03-06", "floor": 3,
            "asset": " PC-1042 ",
        }));
        let expected = [
            "asset=PC-1042",
            "device=laptop",
            "floor=3",
            "on_site=false",
            "parts=dock",
            "parts=mouse",
            "since=2026-03-06",
        ];
        assert_eq!(held, expected);
    }

    #[test]
    fn what_holds_nothing_or_an_essay_is_not_narrowed_by() {
        assert!(of(&json!({ "a": "", "b": [], "c": null, "d": "x".repeat(201), "e": {} })).is_empty());
        assert_eq!(of(&json!({ "d": "x".repeat(200) })).len(), 1);
    }

    #[test]
    fn it_reads_back_as_it_was_written_whatever_the_value() {
        for text in ["device=laptop", "asset=a=b", "device=", "asset=50 % \u{e4}"] {
            let filled: FieldIs = serde_json::from_value(json!(text)).unwrap();
            assert_eq!(serde_json::to_value(&filled).unwrap(), json!(text));
        }
        assert!("device".parse::<FieldIs>().unwrap_err().contains("FIELD=VALUE"));
    }

    #[test]
    fn words_are_those_of_texts_numbers_and_choices() {
        let doc: Doc = serde_json::from_value(json!({
            "subject": "no", "custom": { "asset": "PC-1042", "floor": 3, "parts": ["dock"], "on_site": true }
        }))
        .unwrap();
        assert_eq!(words(&doc).collect::<Vec<_>>(), ["PC-1042", "3", "dock"]);
    }
}
