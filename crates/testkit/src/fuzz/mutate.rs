//! Breaks one place of something good: a value that nobody would send there, a field gone or named twice, bytes turned.

use rand::rngs::StdRng;
use rand::{Rng, RngCore};
use serde_json::{Value, json};
use uuid::Uuid;

/// A value that no sane program would send in most places.
pub(super) fn strange(random: &mut StdRng) -> Value {
    match random.random_range(0..22) {
        0 => Value::Null,
        1 => json!(random.random_bool(0.5)),
        2 => json!(i64::MIN),
        3 => json!(i64::MAX),
        4 => json!(u64::MAX),
        5 => json!(random.random_range(-3..300)),
        6 => json!(1.5e300),
        7 => json!(""),
        8 => json!("\u{0}"),
        9 => json!("\u{202e}🐦\u{1f468}\u{200d}\u{1f469}\u{fffd}"),
        10 => json!("x".repeat(random.random_range(1..70_000))),
        11 => json!(Uuid::from_u128(u128::from(random.next_u64()))),
        12 => json!([]),
        13 => json!({}),
        14 => json!({ "a": [1, { "b": null }] }),
        15 => (0..random.random_range(1..140)).fold(json!("deep"), |inside, _| json!([inside])),
        16 => json!("2026-02-30T25:61:61Z"),
        17 => json!(random.random_range(1_700_000_000_000_i64..1_900_000_000_000)),
        18 => json!(i64::from(random.next_u32()) << random.random_range(0..31)),
        19 => {
            let words = [
                "ticket", "message", "event", "setting", "delete", "import", "create", "patch", "admin",
                "closed",
            ];
            json!(words[random.random_range(0..words.len())])
        }
        20 => json!(Uuid::max()),
        _ => json!((0..random.random_range(0..40)).map(|n| n.to_string()).collect::<Vec<_>>()),
    }
}

/// Breaks one place of a body; every place is as likely, so most are deep inside, where a reader gets to.
pub(super) fn value(broken: &mut Value, random: &mut StdRng) {
    let mut at = random.random_range(0..count(broken));
    place(broken, &mut at, random);
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// Goes to the place with this number, counted from the root, and breaks it; returns whether it was found.
fn place(value: &mut Value, at: &mut usize, random: &mut StdRng) -> bool {
    if *at == 0 {
        here(value, random);
        return true;
    }
    *at -= 1;
    match value {
        Value::Object(map) => map.values_mut().any(|inner| place(inner, at, random)),
        Value::Array(list) => list.iter_mut().any(|inner| place(inner, at, random)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn here(broken: &mut Value, random: &mut StdRng) {
    match broken {
        Value::Object(map) if !map.is_empty() && random.random_bool(0.9) => {
            let key = map.keys().nth(random.random_range(0..map.len())).cloned().unwrap_or_default();
            match random.random_range(0..4) {
                0 => {
                    map.remove(&key);
                }
                1 => {
                    let taken = map.remove(&key).unwrap_or_default();
                    map.insert("new_in_2031".to_owned(), taken);
                }
                2 => {
                    map.insert("custom".to_owned(), strange(random));
                }
                _ => {
                    // The value of one field in another: right in itself, wrong here.
                    let other = map.values().nth(random.random_range(0..map.len())).cloned();
                    map.insert(key, other.unwrap_or_default());
                }
            }
        }
        Value::Array(list) if !list.is_empty() && random.random_bool(0.9) => {
            let at = random.random_range(0..list.len());
            match random.random_range(0..3) {
                0 => list.push(list[at].clone()),
                1 => {
                    list.remove(at);
                }
                _ => {
                    let other = random.random_range(0..list.len());
                    list.swap(at, other);
                }
            }
        }
        Value::Number(number) if random.random_bool(0.4) => {
            // A neighbour is often stranger than a giant.
            let near = number.as_i64().map(|n| n.wrapping_add(random.random_range(-2..3)));
            *broken = near.map_or_else(|| strange(random), |near| json!(near));
        }
        Value::String(text) if random.random_bool(0.3) => {
            let mut bytes = std::mem::take(text).into_bytes();
            self::bytes(&mut bytes, random);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => {
            *broken = strange(random);
        }
    }
}

/// Breaks bytes that were good, whatever they mean.
pub(super) fn bytes(broken: &mut Vec<u8>, random: &mut StdRng) {
    for _ in 0..random.random_range(1..4) {
        let at = random.random_range(0..=broken.len());
        match random.random_range(0..7) {
            0 => broken.truncate(at),
            1 => {
                let more = (0..random.random_range(1..40)).map(|_| random.random()).collect::<Vec<u8>>();
                broken.splice(at..at, more);
            }
            2 => {
                let end = (at + random.random_range(1..200)).min(broken.len());
                let twice = broken[at..end].to_vec();
                broken.splice(at..at, twice);
            }
            3 => {
                let end = (at + random.random_range(1..60)).min(broken.len());
                broken.drain(at..end);
            }
            4 => {
                let signs = b"{}[]\",:\\\n\r\0-0eE.";
                broken.insert(at, signs[random.random_range(0..signs.len())]);
            }
            _ => {
                if let Some(byte) = broken.get_mut(at) {
                    *byte ^= 1 << random.random_range(0..8);
                }
            }
        }
    }
}

/// Breaks a part of an address: what follows `?`, or a piece between slashes.
pub(super) fn address(path: &str, random: &mut StdRng) -> String {
    let spelt = |value: Value| match value {
        Value::String(text) => text,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            other.to_string()
        }
    };
    let mut odd = spelt(strange(random));
    odd.truncate(odd.char_indices().nth(200).map_or(odd.len(), |(at, _)| at));
    let odd: String = odd
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    match path.split_once('?') {
        Some((route, query)) => {
            let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
            let at = random.random_range(0..pairs.len());
            let name = pairs[at].split('=').next().unwrap_or_default().to_owned();
            match random.random_range(0..6) {
                0 => {
                    pairs.remove(at);
                }
                1 => pairs.push(pairs[at].clone()),
                2 => pairs[at] = format!("{odd}={name}"),
                _ => pairs[at] = format!("{name}={odd}"),
            }
            format!("{route}?{}", pairs.join("&"))
        }
        // A route that is none is soon told; most of what can be said there is said before long.
        None if random.random_bool(0.9) => format!("{path}?{odd}"),
        None => {
            let cut = path.rfind('/').unwrap_or_default();
            format!("{}/{odd}", &path[..cut])
        }
    }
}
