//! What a server takes in: edits a second from many devices at once over HTTP, on SQLite and on PostgreSQL.

use ::server::password::Cost;
use anyhow::{Context as _, Result};
use contract::wire::{NumberedChange, PUSH_LIMIT, PushAnswer, PushRequest, SignInRequest, Tokens};
use desk::Gathering;
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use domain::change::{Act, Change, SetEdit};
use domain::ids::{ChangeId, DeviceId, PersonId};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::Location;
use uuid::Uuid;

const PASSWORD: &str = "correct horse battery";

/// Devices that push at once: how many, how many pushes each, how many changes in a push.
const CROWDS: [(usize, usize, usize); 2] = [(8, 6, PUSH_LIMIT), (64, 40, 1)];

/// Fills a server with tickets and lets devices push as fast as it takes it: a few with long queues, and many with
/// one edit at a time, these also with every push in a transaction of its own.
pub(crate) async fn measure(tickets: usize, postgres: bool) -> Result<Vec<Value>> {
    let folder = tempfile::tempdir()?;
    let mut options = ::server::Options { cost: Cost::Least, ..::server::Options::local(folder.path()) };
    #[cfg(target_os = "linux")]
    if postgres {
        let url = testkit::postgres::fresh_database()?;
        options.database = Location::parse(&url).map_err(anyhow::Error::msg)?;
    }
    let running = ::server::start(options).await?;
    ::server::sample::fill(running.app(), tickets).await?;
    let url = format!("http://{}", running.address());
    let client = reqwest::Client::new();
    let ids = store::planning::ids_after(running.app().db(), Uuid::nil(), tickets as u64).await?;
    let mut people = 0;
    let mut out = Vec::new();
    for (count, pushes, size) in CROWDS {
        for gathering in [gathered(3), gathered(0), Gathering::Apart] {
            if size > 1 && gathering != gathered(3) {
                continue;
            }
            running.app().desk().set_gathering(gathering);
            let mut devices = Vec::new();
            for _ in 0..count {
                people += 1;
                let email = format!("bench{people}@example.com");
                ::server::account::add(running.app(), &email, "Bench", Role::Agent, PASSWORD.to_owned())
                    .await?;
                devices.push(Device::sign_in(&client, &url, email).await?);
            }
            let head = running.app().desk().hello().await?.head;
            let begun = Instant::now();
            let pushing = devices.iter().map(|device| device.push(&client, &url, &ids, pushes, size));
            let times: Vec<Duration> =
                futures::future::try_join_all(pushing).await?.into_iter().flatten().collect();
            let took = begun.elapsed();
            let edits = count * pushes * size;
            let commits = running.app().desk().hello().await?.head - head;
            out.push(json!({
                "database": if postgres { "postgresql" } else { "sqlite" },
                "tickets": tickets,
                "devices": count,
                "edits": edits,
                "edits_in_a_push": size,
                "gathering": match gathering {
                    Gathering::Apart => "apart".to_owned(),
                    Gathering::Together { wait } => format!("together, waiting {} ms", wait.as_millis()),
                },
                "edits_per_second": (edits as f64 / took.as_secs_f64()).round(),
                "edits_in_a_commit": super::rounded(edits as f64 / commits as f64),
                "push": super::percentiles(times),
            }));
        }
    }
    running.stop().await?;
    Ok(out)
}

fn gathered(wait_ms: u64) -> Gathering {
    Gathering::Together { wait: Duration::from_millis(wait_ms) }
}

struct Device {
    id: DeviceId,
    tokens: Tokens,
}

impl Device {
    async fn sign_in(client: &reqwest::Client, url: &str, email: String) -> Result<Device> {
        let id = DeviceId(RandomIds.next());
        let (password, device_name) = (PASSWORD.to_owned(), "bench".to_owned());
        let request = SignInRequest { email, password, device: id, device_name };
        let answer = client.post(format!("{url}/api/v1/sign-in")).json(&request).send().await?;
        let tokens = answer.error_for_status()?.json().await.context("reading the tokens")?;
        Ok(Device { id, tokens })
    }

    /// Pushes one batch after the other; every edit adds a tag, so that each has an effect.
    async fn push(
        &self,
        client: &reqwest::Client,
        url: &str,
        ids: &[Uuid],
        pushes: usize,
        size: usize,
    ) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for round in 0..pushes {
            let changes = (0..size)
                .map(|index| {
                    let n = round * size + index;
                    let ticket = ids[(n * 37 + self.id.0.as_u128() as usize % ids.len()) % ids.len()];
                    NumberedChange {
                        n: n as i64 + 1,
                        change: add(self.tokens.person, ticket, "tags", format!("b{n}")),
                    }
                })
                .collect();
            let request = PushRequest { device: self.id, changes };
            let begun = Instant::now();
            let answer = client
                .post(format!("{url}/sync/v1/push"))
                .bearer_auth(&self.tokens.access)
                .header(contract::wire::HEADER_DEVICE, self.id.0.to_string())
                .header(contract::wire::HEADER_PROTOCOL, contract::wire::PROTOCOL.to_string())
                .json(&request)
                .send()
                .await?;
            let answer: PushAnswer =
                answer.error_for_status()?.json().await.context("reading the outcomes")?;
            times.push(begun.elapsed());
            let taken = |outcome| matches!(outcome, Outcome::Applied | Outcome::Merged | Outcome::Noop);
            anyhow::ensure!(
                answer.results.iter().all(|result| taken(result.outcome)),
                "an edit was not taken"
            );
        }
        Ok(times)
    }
}

pub(crate) fn add(by: PersonId, ticket: Uuid, field: &str, element: String) -> Change {
    let sets = BTreeMap::from([(field.to_owned(), SetEdit { add: [element].into(), ..SetEdit::default() })]);
    Change {
        id: ChangeId(RandomIds.next()),
        kind: Kind::Ticket,
        entity: ticket,
        ticket: Some(ticket),
        by,
        at: SystemClock::default().now(),
        seen: 0,
        delivered_at: None,
        act: Act::Patch { fields: BTreeMap::new(), sets },
    }
}
