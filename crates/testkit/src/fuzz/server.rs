//! Devices that lie: every route that devices speak, through the real router over a real database.

use super::corpus::{Corpus, shape};
use super::world::{World, hash};
use super::{Report, Run, mutate};
use anyhow::Result;
use axum::body::Body;
use axum::http::{Request, Response, header};
use contract::wire::{ErrorBody, HEADER_DEVICE, HEADER_PROTOCOL, PushAnswer};
use futures::StreamExt as _;
use rand::Rng;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

/// After so many requests the server is another one: a desk that only grows would only get slower.
const LIFE: u64 = 1_500;
/// The largest answer that a route may give: two pages of the largest records, packed.
const ANSWER_LIMIT_BYTES: usize = 64 * 1024 * 1024;
/// What follows `/sync/v1/`.
const ROUTES: [&str; 11] = [
    "hello",
    "pull",
    "snapshot",
    "push",
    "digest",
    "events",
    "poll",
    "rekey",
    "quarantine",
    "blobs",
    "presence",
];
/// How long a route that waits for news is listened to.
const LISTEN: Duration = Duration::from_millis(20);
/// An answer that takes longer is a hang.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Input {
    method: String,
    path: String,
    /// JSON; numbers of changes count from 1, and from the device's last one when it is sent.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    json: Value,
    /// Or bytes, in hex.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    hex: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    encoding: String,
    /// Whether the device that was signed out for good asks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    leaving: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    headers: Vec<(String, String)>,
}

impl Input {
    fn of(method: &str, path: impl Into<String>, json: Value) -> Input {
        Input {
            method: method.to_owned(),
            path: path.into(),
            json,
            hex: String::new(),
            encoding: String::new(),
            leaving: false,
            headers: Vec::new(),
        }
    }

    fn body(&self) -> Vec<u8> {
        if !self.hex.is_empty() {
            return unhex(&self.hex);
        }
        if self.json.is_null() { Vec::new() } else { self.json.to_string().into_bytes() }
    }

    /// Adds to the numbers of changes.
    fn renumber(&mut self, by: i64) {
        let changes = self.json.get_mut("changes").and_then(Value::as_array_mut);
        for numbered in changes.into_iter().flatten() {
            if let Some(n) = numbered.get("n").and_then(Value::as_i64).and_then(|n| n.checked_add(by)) {
                numbered["n"] = json!(n);
            }
        }
    }
}

/// Good requests to every route.
fn seeds(world: &World) -> Vec<Input> {
    let id = Uuid::from_u128(5);
    let push = serde_json::to_value(world.push()).unwrap_or_default();
    let changes: Vec<Value> =
        push["changes"].as_array().into_iter().flatten().map(|numbered| numbered["change"].clone()).collect();
    let range = json!({ "kind": "ticket", "after": Uuid::nil(), "to": Uuid::max() });
    let mut over = Input::of("POST", "/sync/v1/quarantine", json!({ "changes": changes, "last": false }));
    over.leaving = true;
    let mut seeds = vec![
        Input::of("GET", "/sync/v1/hello", Value::Null),
        Input::of("GET", format!("/sync/v1/pull?seq=0&kind=0&id={id}&max=100&digest=true"), Value::Null),
        Input::of(
            "GET",
            format!("/sync/v1/snapshot?part=shared&ticket={id}&kind=0&id={id}&since=1&fresh=true&max=20"),
            Value::Null,
        ),
        Input::of(
            "GET",
            format!("/sync/v1/snapshot?part=tickets&ticket={}&kind=32767&id={id}", Uuid::max()),
            Value::Null,
        ),
        Input::of("POST", "/sync/v1/digest", json!({ "ranges": [range.clone(), range] })),
        Input::of("GET", "/sync/v1/events", Value::Null),
        Input::of("GET", "/sync/v1/poll?seq=0&wait=1", Value::Null),
        Input::of("POST", "/sync/v1/rekey", json!({ "device": Uuid::from_u128(77) })),
        over,
        Input::of("POST", "/sync/v1/presence", json!({ "ticket": world.ticket, "doing": "replying" })),
        Input::of("HEAD", format!("/sync/v1/blobs/{}", hash()), Value::Null),
        Input::of("GET", format!("/sync/v1/blobs/{}", hash()), Value::Null),
    ];
    // Most of what can go wrong lies in pushes; small ones get further before they are refused.
    for change in changes {
        let one = json!({ "device": world.device, "changes": [{ "n": 1, "change": change }] });
        seeds.push(Input::of("POST", "/sync/v1/push", one));
    }
    for _ in 0..16 {
        seeds.push(Input::of("POST", "/sync/v1/push", push.clone()));
    }
    // Every other method of every route: those that this list does not know as well.
    for (path, _) in ::server::table().into_iter().filter(|(path, _)| path.starts_with("/sync/")) {
        let path = path.replace("{hash}", &hash()).replace("{id}", &id.to_string());
        for method in ["POST", "PUT", "PATCH", "HEAD"] {
            let mut input = Input::of(method, path.clone(), Value::Null);
            input.hex = "616263".to_owned();
            input.headers = vec![("upload-offset".to_owned(), "0".to_owned())];
            seeds.push(input);
            let body =
                json!({ "hash": hash(), "size_bytes": 3, "mime": "text/plain", "ticket": world.ticket });
            seeds.push(Input::of(method, path.clone(), body));
        }
    }
    seeds
}

/// Breaks a request in one place or a few.
fn broken(mut input: Input, random: &mut StdRng) -> Input {
    for _ in 0..random.random_range(1..4) {
        // A request that has a body is broken there, for the most part.
        let sort = if input.json.is_null() { random.random_range(0..14) } else { random.random_range(0..90) };
        match sort {
            0 => {
                let methods = ["GET", "POST", "PUT", "PATCH", "HEAD", "DELETE", "OPTIONS"];
                input.method = methods[random.random_range(0..methods.len())].to_owned();
            }
            1..5 => input.path = mutate::address(&input.path, random),
            5 | 6 => {
                let mut bytes = input.body();
                mutate::bytes(&mut bytes, random);
                input.hex = hex(&bytes);
            }
            7 => {
                let encodings = ["zstd", "gzip", "br", "identity", "zstd, gzip", ""];
                input.encoding = encodings[random.random_range(0..encodings.len())].to_owned();
            }
            8 => {
                let names = [
                    HEADER_DEVICE,
                    HEADER_PROTOCOL,
                    "content-type",
                    "upload-offset",
                    "range",
                    "if-match",
                    "last-event-id",
                    "accept-encoding",
                    "content-length",
                ];
                let values = [
                    "",
                    "1",
                    "-1",
                    "99999999999999999999",
                    "bytes=5-2",
                    "zstd",
                    "application/json",
                    "\u{7f}",
                ];
                let (name, value) = (
                    names[random.random_range(0..names.len())],
                    values[random.random_range(0..values.len())],
                );
                input.headers.push((name.to_owned(), value.to_owned()));
            }
            9 => input.leaving = !input.leaving,
            _ => mutate::value(&mut input.json, random),
        }
    }
    input
}

pub(super) async fn run(mut run: Run) -> Result<Report> {
    let mut world = World::open().await?;
    let folder = run.options.corpus.join("server");
    let mut corpus = Corpus::open(folder, run.options.keep, seeds(&world))?;
    let kept = corpus.inputs.clone();
    let mut last = 1;
    let mut life = 0;
    // What is kept comes first, as it is: it once got far.
    let mut first = kept.into_iter();
    while run.goes_on() {
        if life >= LIFE {
            (world, last, life) = (World::open().await?, 1, 0);
        }
        life += 1;
        let (input, is_new) = match first.next() {
            Some(input) => (input, false),
            None => (broken(corpus.any(&mut run.random), &mut run.random), true),
        };
        let mut sent = input.clone();
        sent.renumber(last);
        let answer = ask(&world, &sent, &mut run, &mut last).await;
        let text = || serde_json::to_string(&sent).unwrap_or_default();
        run.tried(&answer.0, text);
        corpus.learn(&input, &answer.1, is_new)?;
    }
    let count = corpus.inputs.len();
    Ok(run.end(count))
}

/// Sends a request and checks every promise about its answer; returns its sort, and what was special about it.
async fn ask(world: &World, input: &Input, run: &mut Run, last: &mut i64) -> (String, String) {
    let Some(request) = request(world, input) else {
        // Some inputs are no HTTP; no server gets to see them.
        return ("no request".to_owned(), "no request".to_owned());
    };
    let path = input.path.split('?').next().unwrap_or_default();
    let route = match path.strip_prefix("/sync/v1/").map(|rest| rest.split('/').next().unwrap_or_default()) {
        Some(known) if ROUTES.contains(&known) => known,
        Some(_) | None => "elsewhere",
    };
    let waits = matches!(route, "events" | "poll");
    let found = |run: &mut Run, what: String| {
        run.found(
            format!("{} {route}: {what}", input.method),
            serde_json::to_string(input).unwrap_or_default(),
        );
    };
    let patience = if waits { LISTEN } else { PATIENCE };
    let Ok(response) = tokio::time::timeout(patience, world.send(request)).await else {
        if !waits {
            found(run, format!("no answer within {PATIENCE:?}"));
        }
        return (format!("{route} waits"), format!("{route} waits"));
    };
    let status = response.status();
    let is_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let Ok(bytes) = tokio::time::timeout(patience, read(response)).await else {
        if !waits {
            found(run, "an answer without an end".to_owned());
        }
        return (format!("{route} {status} streams"), format!("{route} {status} streams"));
    };
    let Some(bytes) = bytes else {
        found(run, "an answer that is larger than any page".to_owned());
        return (format!("{route} {status} huge"), String::new());
    };
    if status.is_server_error() {
        found(run, format!("{status}: {}", String::from_utf8_lossy(&bytes)));
    }
    let mut special = format!("{route} {status}");
    if !status.is_success() && !status.is_redirection() {
        match serde_json::from_slice::<ErrorBody>(&bytes) {
            Ok(error) => special += &format!(" {:?} {}", error.code, shape(&error.detail)),
            Err(_) if bytes.is_empty() && input.method == "HEAD" => {}
            Err(error) => {
                found(run, format!("{status} with a body that is no error ({error}), JSON: {is_json}"))
            }
        }
    } else if let Ok(answer) = serde_json::from_slice::<PushAnswer>(&bytes) {
        // Which outcomes there are, and not how often and in which order, makes a push one of its own.
        let mut outcomes = BTreeSet::new();
        for result in &answer.results {
            *last = (*last).max(result.n);
            let refusal = result.refusal.as_ref().map(|refusal| shape(&format!("{refusal:?}")));
            outcomes.insert(format!(" {:?} {}", result.outcome, refusal.unwrap_or_default()));
        }
        special.extend(outcomes);
        if answer.retry_after_ms.is_some() {
            let change = &input.json["changes"][answer.results.len()]["change"];
            found(
                run,
                format!("a {} {} broke the server when it was judged", change["act"]["do"], change["kind"]),
            );
        }
    }
    (format!("{route} {}", status.as_u16()), special)
}

fn request(world: &World, input: &Input) -> Option<Request<Body>> {
    let (device, token) = if input.leaving {
        (world.leaving.0, &world.leaving.1)
    } else {
        (world.device, &world.tokens.access)
    };
    let mut request = Request::builder()
        .method(input.method.as_str())
        .uri(input.path.as_str())
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(HEADER_DEVICE, device.to_string())
        .header(header::CONTENT_TYPE, "application/json");
    let mut body = input.body();
    if !input.encoding.is_empty() {
        request = request.header(header::CONTENT_ENCODING, input.encoding.as_str());
        // Half of what says that it is packed is packed; the other half lies.
        if body.len().is_multiple_of(2) && input.encoding == "zstd" {
            body = zstd::encode_all(body.as_slice(), 1).ok()?;
        }
    }
    for (name, value) in &input.headers {
        request = request.header(name.as_str(), value.as_str());
    }
    request.body(Body::from(body)).ok()
}

/// Reads an answer; `None` when it is larger than any may be.
async fn read(response: Response<Body>) -> Option<Vec<u8>> {
    let packed = response.headers().get(header::CONTENT_ENCODING).and_then(|name| name.to_str().ok());
    let packed = packed.map(str::to_owned);
    let mut pieces = response.into_body().into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        // A stream that breaks off is what a device has to live with; what came is judged.
        let Ok(piece) = piece else { break };
        if bytes.len() + piece.len() > ANSWER_LIMIT_BYTES {
            return None;
        }
        bytes.extend_from_slice(&piece);
    }
    match packed.as_deref() {
        // What a device would unpack; what has been cut off is none.
        Some("zstd") => Some(zstd::decode_all(bytes.as_slice()).unwrap_or(bytes)),
        Some(_) | None => Some(bytes),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
