//! The fields that a desk adds to its tickets, as a command line says and shows them.

use crate::failure::Failure;
use domain::form::{FormField, Holds};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a field holds for this text; choices go by name, several with commas between them.
pub(crate) fn read(field: &FormField, text: &str) -> Result<Value, Failure> {
    let no =
        |what: &str| Failure::invalid(&field.key.0, format!("{} takes {what}, not `{text}`.", field.name));
    let choice = |name: &str| {
        let is = |id: &str, known: &str| id == name || known.to_lowercase() == name.to_lowercase();
        let found = field.holds.choices().iter().find(|it| is(&it.id, &it.name)).map(|it| json!(it.id));
        found.ok_or_else(|| {
            let offered = field.holds.choices().iter().filter(|it| !it.archived).map(|it| it.name.as_str());
            no(&format!("one of {}", offered.collect::<Vec<_>>().join(", ")))
        })
    };
    Ok(match &field.holds {
        Holds::Line | Holds::Text | Holds::Date => json!(text),
        Holds::Number => {
            let number = serde_json::from_str::<Value>(text).ok().filter(Value::is_number);
            number.ok_or_else(|| no("a number"))?
        }
        Holds::YesNo => match text.to_lowercase().as_str() {
            "yes" | "true" => json!(true),
            "no" | "false" => json!(false),
            _ => return Err(no("yes or no")),
        },
        Holds::One { .. } => choice(text)?,
        Holds::Many { .. } => {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
            Value::Array(names.map(choice).collect::<Result<_, _>>()?)
        }
    })
}

/// What a ticket says in them: first in the order of the form, then what came with an import.
pub(crate) fn shown(fields: &[FormField], custom: &BTreeMap<String, Value>) -> Vec<(String, String)> {
    let known = fields.iter().filter_map(|field| {
        let value = custom.get(&field.key.0)?;
        let name = |id: &str| field.holds.choices().iter().find(|it| it.id == id).map(|it| it.name.clone());
        Some((field.name.clone(), words(value, &name)))
    });
    let other = custom.iter().filter(|(key, _)| fields.iter().all(|field| &field.key.0 != *key));
    known.chain(other.map(|(key, value)| (key.replace('_', " "), words(value, &|_| None)))).collect()
}

fn words(value: &Value, name: &impl Fn(&str) -> Option<String>) -> String {
    match value {
        Value::String(text) => name(text).unwrap_or_else(|| text.clone()),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(items) => items.iter().map(|item| words(item, name)).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::{FieldKey, FormChoice, Required};

    fn field(key: &str, holds: Holds) -> FormField {
        FormField {
            key: FieldKey(key.to_owned()),
            name: key.to_uppercase(),
            help: None,
            holds,
            types: Default::default(),
            required: Required::Never,
            position: 0,
            archived: false,
        }
    }

    #[test]
    fn values_are_said_and_shown_by_name() {
        let choice = |id: &str, name: &str| FormChoice { id: id.into(), name: name.into(), archived: false };
        let choices = vec![choice("mill", "The mill"), choice("dock", "The dock")];
        let many = field("sites", Holds::Many { choices });
        assert_eq!(read(&many, "the DOCK, mill").ok(), Some(json!(["dock", "mill"])));
        assert!(read(&many, "yard").is_err());
        assert_eq!(read(&field("seats", Holds::Number), "4.5").ok(), Some(json!(4.5)));
        assert!(read(&field("seats", Holds::Number), "four").is_err());
        assert_eq!(read(&field("vip", Holds::YesNo), "No").ok(), Some(json!(false)));

        let custom = BTreeMap::from([
            ("sites".to_owned(), json!(["dock", "mill"])),
            ("vip".to_owned(), json!(true)),
            ("made_sla".to_owned(), json!(3)),
        ]);
        let shown = shown(&[field("vip", Holds::YesNo), many], &custom);
        let shown: Vec<(&str, &str)> =
            shown.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(shown, [("VIP", "yes"), ("SITES", "The dock, The mill"), ("made sla", "3")]);
    }
}
