//! How much goes into one page that a device reads: texts may be long, and what a device takes in at once has an end.

use domain::record::Record;
use serde_json::Value;

/// A page ends behind the record that brings it to so many bytes; a device reads an answer of many times that.
pub(crate) const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// About how many bytes a record is in an answer; at least as many as its texts are.
pub(crate) fn bytes_of(record: &Record) -> usize {
    const ENVELOPE: usize = 200;
    const VERSION: usize = 24;
    let fields = record.doc.iter().map(|(field, value)| field.len() + 4 + bytes_in(value));
    let versions = record.fver.keys().map(|field| field.len() + VERSION);
    ENVELOPE + fields.chain(versions).sum::<usize>()
}

fn bytes_in(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 16,
        Value::String(text) => written(text),
        Value::Array(values) => 2 + values.iter().map(|value| 1 + bytes_in(value)).sum::<usize>(),
        Value::Object(values) => {
            2 + values.iter().map(|(name, value)| 4 + name.len() + bytes_in(value)).sum::<usize>()
        }
    }
}

/// JSON writes some characters as two, control characters as six.
fn written(text: &str) -> usize {
    let more = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 1,
        0..0x20 => 5,
        _ => 0,
    };
    2 + text.len() + text.bytes().map(more).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::person::Person;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn no_record_is_larger_than_it_is_taken_for() {
        for value in [
            json!("The tray is stuck. \"Again\"\n\u{1}\u{1f}\\".repeat(100)),
            json!([{ "field": "description", "from": "a\tb", "to": ["x", 3, true, null] }]),
            json!({ "urgency": "high" }),
        ] {
            let mut record = Record::new(Uuid::max(), Some(Uuid::max()), &Person::default());
            record.doc.insert("what".to_owned(), value);
            record.fver.insert("what".to_owned(), 1_772_442_168_407_000);
            record.ver = 1_772_442_168_407_000;
            let written = serde_json::to_string(&record).unwrap().len();
            assert!(bytes_of(&record) >= written, "{written} of {:?}", record.doc);
        }
    }
}
