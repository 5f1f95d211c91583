//! The sample desk: made-up tickets whose clocks are alive, in a folder of its own, never mixed with real data.

use crate::host::Host;
use crate::open::{Identity, Open};
use crate::problem::{internal, of_open};
use contract::problem::{Code, Problem};
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use domain::house::House;
use domain::ids::{DeviceId, PersonId, TicketId};
use domain::import::Batch;
use domain::person::{Person, Role};
use domain::record::{Kind, Record, to_doc};
use domain::sample::{SAMPLE_VISITS, canned_replies, checklists, form, macros, sample, templates, visits};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use store::vault::{Folder, KeyState};

/// A sample older than this has only breached clocks left, and is made anew.
const STALE_MS: i64 = 3 * 24 * 3_600_000;
/// Whoever sits in front of it was away for so long: what was said meanwhile is unread.
const AWAY_MS: i64 = 5 * 3_600_000;
/// The same sample for everybody, so that screenshots and instructions agree.
const SEED: u64 = 7;

fn folder(host: &Host) -> PathBuf {
    host.options.folder.join("sample")
}

/// Opens the sample, making it first when there is none.
pub(crate) async fn open(host: &Arc<Host>) -> Result<(), Problem> {
    let path = folder(host);
    let now = SystemClock::default().now();
    let place = crate::open::folder_at(&path).await?;
    if matches!(place.key_state(), KeyState::None) {
        return make(host, place, now).await;
    }
    let key = place.load_key(None).await.map_err(|error| of_open(&error))?;
    let opened = Open::open(place, &key, None).await?;
    let made: Option<Timestamp> =
        store::state::get(opened.desk.db(), "sample_made").await.map_err(|error| internal(&error))?;
    if made.is_some_and(|made| now.0 - made.0 < STALE_MS) {
        return host.install(opened).await;
    }
    Arc::new(opened).close().await;
    std::fs::remove_dir_all(&path).map_err(|error| {
        Problem::new(Code::ReadOnly, format!("The old sample cannot be removed: {error}"))
    })?;
    let place = crate::open::folder_at(&path).await?;
    make(host, place, now).await
}

async fn make(host: &Arc<Host>, place: Folder, now: Timestamp) -> Result<(), Problem> {
    let key = place.create_plain_key().await.map_err(|error| of_open(&error))?;
    let batch = sample(SEED, now);
    let me = owner(&batch);
    let identity = Identity {
        me,
        device: DeviceId(RandomIds.next()),
        server: None,
        email: None,
        device_name: None,
        sample: true,
    };
    let opened = Open::open(place, &key, Some(identity)).await?;
    let mut records = domain::import::records(&batch, &House::fresh());
    for record in records.iter_mut().filter(|record| record.kind == Kind::Person && record.id == me.0) {
        let person: Person = record.read().map_err(|error| internal(&error.into()))?;
        // Whoever tries the sample may try everything.
        record.doc = to_doc(&Person { role: Role::Admin, ..person });
    }
    let tickets = records.iter_mut().filter(|record| record.kind == Kind::Ticket);
    for (number, record) in (4100_i64..).zip(tickets) {
        record.doc.insert("number".to_owned(), number.into());
    }
    let (replies, macros) = (canned_replies(me), macros(me));
    records.push(form());
    records.extend(replies.iter().map(|reply| Record::new(RandomIds.next(), None, reply)));
    let mine = records.iter().filter(|record| record.kind == Kind::Ticket);
    let mine = mine.filter(|record| record.field("assignee") == me.to_string().as_str());
    let open = mine.filter(|record| !matches!(record.field("status").as_str(), Some("resolved" | "closed")));
    let stops: Vec<TicketId> = open.map(|record| TicketId(record.id)).take(SAMPLE_VISITS).collect();
    let visits = visits(me, &stops, now);
    records.extend(visits.iter().map(|visit| Record::new(RandomIds.next(), Some(visit.ticket.0), visit)));
    let open = records.iter().filter(|record| record.kind == Kind::Ticket);
    let open = open.filter(|record| !matches!(record.field("status").as_str(), Some("resolved" | "closed")));
    let open: Vec<(TicketId, Ticket)> = open
        .map(|record| Ok((TicketId(record.id), record.read()?)))
        .collect::<Result<_, serde_json::Error>>()
        .map_err(|error| internal(&error.into()))?;
    let items = checklists(&open, now);
    records.extend(items.iter().map(|item| Record::new(RandomIds.next(), Some(item.ticket.0), item)));
    records.extend(macros.iter().map(|one| Record::new(RandomIds.next(), None, one)));
    records.extend(templates(me).iter().map(|one| Record::new(RandomIds.next(), None, one)));
    opened.desk.seed(records).await.map_err(Problem::from)?;
    let db = opened.desk.db();
    let tx = db.begin().await.map_err(|error| internal(&error))?;
    store::state::put(&tx, "sample_made", &now).await.map_err(|error| internal(&error))?;
    // Numbers stand in for a server's, and new tickets count on from the sample's.
    store::state::put(&tx, "next_local", &1_i64).await.map_err(|error| internal(&error))?;
    tx.commit().await.map_err(|error| internal(&error))?;
    opened.desk.refresh().await.map_err(|error| internal(&error))?;
    come_back(&opened, now).await?;
    host.install(opened).await
}

/// Lets what was said while they were away be unread for whoever sits in front of it, but for what they answered since.
async fn come_back(opened: &Open, now: Timestamp) -> Result<(), Problem> {
    let (desk, me) = (&opened.desk, opened.me);
    desk.read_from(me, now.plus_ms(-AWAY_MS)).await.map_err(|error| internal(&error))?;
    let answered = json!({ "filter": { "text": "is:unread is:answered" }, "count": 100 });
    let page = desk.call(me, "ticket_list", answered).await?;
    let rows = page["rows"].as_array().into_iter().flatten();
    let tickets: Vec<&serde_json::Value> = rows.map(|row| &row["id"]).collect();
    desk.call(me, "ticket_read", json!({ "tickets": tickets, "shown": now })).await?;
    Ok(())
}

/// Whoever has the most open work in the sample: that is who sits in front of it.
fn owner(batch: &Batch) -> PersonId {
    let load = |key: &str| {
        let assigned = batch.tickets.iter().filter(|ticket| ticket.assignee.as_deref() == Some(key));
        assigned.filter(|ticket| !matches!(ticket.status.0.as_str(), "resolved" | "closed")).count()
    };
    let staff = batch.people.iter().filter(|person| person.role == Role::Agent && !person.retired);
    let most = staff.max_by_key(|person| load(&person.key)).expect("the sample has agents");
    batch.ids().person(&most.key)
}

/// Leaves the sample: closes and removes it, and opens what was there before.
pub(crate) async fn leave(host: &Arc<Host>) -> Result<(), Problem> {
    let open = host.desk().await?;
    if open.mode != contract::session::Mode::Sample {
        return Err(Problem::new(Code::BadInput, "This is not the sample."));
    }
    drop(open);
    host.stop().await;
    let path = folder(host);
    match std::fs::remove_dir_all(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Err(Problem::new(Code::ReadOnly, format!("The sample cannot be removed: {error}")));
        }
    }
    host.reopen(host.options.passphrase.as_deref()).await
}
