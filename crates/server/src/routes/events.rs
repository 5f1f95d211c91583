//! Live events: "there is something after N", so that devices pull at once instead of asking every minute.

use crate::app::{App, Ended};
use crate::error::Answer;
use crate::input::Query;
use crate::presence::Turn;
use crate::routes::presence;
use crate::signed::Signed;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use contract::wire::{ErrorBody, News};
use domain::record::Seq;
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use store::server::session;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};
use tokio_stream::wrappers::ReceiverStream;

/// At most four heads in a second, however many commits there are.
const LEAST_APART: Duration = Duration::from_millis(250);
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Devices that lose their stream at once come back spread over this much time for each of them.
const SPREAD_MS: usize = 5;

/// Tells of every commit that concerns whoever asks: `event: head` with `{"head": N, "time": T}`, at once and
/// whenever there is something after N that they may see, or may see no more.
///
/// `event: presence` tells who is on a ticket on which this device said to be; see `/sync/v1/presence`.
/// `event: beat` says the same as `head` every 15 seconds, so that a dead line is noticed. `event: bye` with
/// `{"spread_ms": N}` comes before the server stops: come back within that time. `event: end` means that
/// the session has ended.
#[utoipa::path(get, path = "/sync/v1/events", tag = "sync",
    responses(
        (status = 200, description = "Server-sent events", body = String, content_type = "text/event-stream"),
        (status = 401, body = ErrorBody), (status = 426, body = ErrorBody),
    ))]
pub(crate) async fn listen(State(app): State<App>, signed: Signed) -> Answer<Response> {
    let (sender, receiver) = mpsc::channel(4);
    // From before the answer on, so that nothing between it and the first event is missed.
    let ears = Ears::open(&app);
    tokio::spawn(tell(app, signed, ears, sender));
    let mut response = Sse::new(ReceiverStream::new(receiver)).into_response();
    // Proxies that gather answers would keep every event from the device.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// How long a device may wait for news.
const WAIT_LIMIT: Duration = Duration::from_secs(25);

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PollQuery {
    /// The newest commit that the device knows.
    #[param(value_type = i64)]
    seq: Seq,
    /// How many seconds to wait, up to 25.
    wait: Option<u64>,
}

/// Waits until there is something after `seq`: for devices behind a proxy that holds events back.
#[utoipa::path(get, path = "/sync/v1/poll", tag = "sync", params(PollQuery),
    responses((status = 200, body = News), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 426, body = ErrorBody)))]
pub(crate) async fn poll(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PollQuery>,
) -> Answer<Json<News>> {
    let wait = query.wait.map_or(WAIT_LIMIT, Duration::from_secs).min(WAIT_LIMIT);
    let mut head = app.desk().head();
    let mut closing = app.closing();
    let mut turns = app.presence().turns();
    let nothing = || News { head: query.seq, present: None };
    let come = async {
        let mut known = query.seq;
        loop {
            let seq = *head.borrow_and_update();
            if seq > known {
                if concerns(&app, signed, known).await {
                    return News { head: seq, present: None };
                }
                known = seq;
            }
            tokio::select! {
                moved = head.changed() => if moved.is_err() { return nothing() },
                _ = closing.changed() => return nothing(),
                turn = turns.recv() => match turn {
                    Ok(turn) => {
                        if let Some(present) = presence::heard(&app, signed, turn).await {
                            return News { present: Some(present), ..nothing() };
                        }
                    }
                    // What was missed is in the answer to the device's next word.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return nothing(),
                },
            }
        }
    };
    let news = tokio::time::timeout(wait, come).await.unwrap_or_else(|_| nothing());
    Ok(Json(news))
}

type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// All that a stream tells of.
struct Ears {
    head: watch::Receiver<Seq>,
    closing: watch::Receiver<bool>,
    ended: broadcast::Receiver<Ended>,
    turns: broadcast::Receiver<Turn>,
}

impl Ears {
    fn open(app: &App) -> Self {
        let (head, closing) = (app.desk().head(), app.closing());
        Ears { head, closing, ended: app.ended(), turns: app.presence().turns() }
    }
}

/// Feeds one stream until the device hangs up, its session ends, or the server stops.
async fn tell(app: App, signed: Signed, ears: Ears, sender: Sender) {
    let Ears { mut head, mut closing, mut ended, mut turns } = ears;
    let mut beat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next = Instant::now();
    // The newest commit that the device was told of.
    let mut told = *head.borrow_and_update();
    if sender.send(Ok(mark(&app, "head", told))).await.is_err() {
        return;
    }
    loop {
        if *closing.borrow_and_update() {
            let spread_ms = (app.listeners() * SPREAD_MS).min(30_000);
            let bye = Event::default().event("bye").data(format!("{{\"spread_ms\":{spread_ms}}}"));
            // Whether the device hears it or has gone already, the stream ends here.
            let _ = sender.send(Ok(bye)).await;
            return;
        }
        let event = tokio::select! {
            () = sender.closed() => return,
            _ = closing.changed() => continue,
            risen = async { head.changed().await.map(|()| sleep_until(next)) } => {
                let Ok(pause) = risen else { return };
                pause.await;
                next = Instant::now() + LEAST_APART;
                let seq = *head.borrow_and_update();
                if !concerns(&app, signed, told).await {
                    continue;
                }
                told = seq;
                mark(&app, "head", told)
            }
            turn = turns.recv() => match turn {
                Ok(turn) => {
                    let Some(present) = presence::heard(&app, signed, turn).await else { continue };
                    let data = serde_json::to_string(&present).expect("it is plain JSON");
                    Event::default().event("presence").data(data)
                }
                // What was missed is in the answer to the device's next word.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            },
            _ = beat.tick() => {
                if !lasts(&app, signed).await {
                    let _ = sender.send(Ok(end())).await;
                    return;
                }
                mark(&app, "beat", told)
            }
            _ = ended.recv() => {
                if lasts(&app, signed).await {
                    continue;
                }
                let _ = sender.send(Ok(end())).await;
                return;
            }
        };
        if sender.send(Ok(event)).await.is_err() {
            return;
        }
    }
}

fn mark(app: &App, event: &str, head: Seq) -> Event {
    let data = serde_json::json!({ "head": head, "time": app.now() });
    Event::default().event(event).id(head.to_string()).data(data.to_string())
}

fn end() -> Event {
    Event::default().event("end").data("{\"code\":\"unauthorised\"}")
}

/// Whether anything after this commit is for whoever asks; a database that cannot be asked is no reason for silence.
pub(super) async fn concerns(app: &App, signed: Signed, after: Seq) -> bool {
    app.desk().has_news(signed.person, after).await.unwrap_or_else(|error| {
        tracing::error!(error = format!("{error:#}"), "Could not look for whom a commit is");
        true
    })
}

/// Whether the session still lasts; a database that cannot be asked does not end it.
async fn lasts(app: &App, signed: Signed) -> bool {
    session::lasts(app.db(), signed.session, app.now()).await.unwrap_or_else(|error| {
        tracing::error!(error = format!("{error:#}"), "Could not look after a session");
        true
    })
}
