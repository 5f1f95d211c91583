//! What the conversation did, minute by minute: for whoever wonders why something is not there yet.

use crate::fault::Fault;
use crate::plan::{Event, Lane};
use crate::transport::{Chunks, Payload, Transport};
use async_trait::async_trait;
use contract::problem::Problem;
use contract::sync::{SyncAttempt, SyncOutcome};
use domain::time::Timestamp;
use futures::StreamExt;
use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const MINUTE_MS: i64 = 60_000;

tokio::task_local! {
    /// What the work that runs here has sent and got.
    static TRAFFIC: Arc<Traffic>;
}

/// Bytes of bodies: as they were sent, and once unpacked.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    sent: AtomicI64,
    got: AtomicI64,
}

impl Traffic {
    /// Counts what this work sends and gets.
    pub(crate) fn count<W: Future>(self: &Arc<Self>, work: W) -> impl Future<Output = W::Output> + use<W> {
        TRAFFIC.scope(Arc::clone(self), work)
    }
}

/// A transport that tells the work which uses it how much passes.
pub(crate) struct Counting(pub(crate) Arc<dyn Transport>);

#[async_trait]
impl Transport for Counting {
    async fn send(&self, request: http::Request<Payload>) -> Result<http::Response<Chunks>, Fault> {
        // Work that nobody counts is fine: an answer that a person waits for says itself how it went.
        let Ok(traffic) = TRAFFIC.try_with(Arc::clone) else { return self.0.send(request).await };
        let len_bytes = i64::try_from(request.body().len_bytes()).unwrap_or(i64::MAX);
        traffic.sent.fetch_add(len_bytes, Ordering::Relaxed);
        let response = self.0.send(request).await?;
        Ok(response.map(|chunks| {
            let counted = move |chunk: &Result<bytes::Bytes, Fault>| {
                let len = chunk.as_ref().map_or(0, bytes::Bytes::len);
                traffic.got.fetch_add(i64::try_from(len).unwrap_or(i64::MAX), Ordering::Relaxed);
            };
            chunks.inspect(counted).boxed()
        }))
    }

    fn renew(&self) {
        self.0.renew();
    }
}

/// What ended since somebody took it, like with like.
#[derive(Debug, Default)]
pub struct Log {
    minutes: Mutex<Vec<SyncAttempt>>,
}

impl Log {
    /// Notes how a lane's work ended; what is asked for by itself and finds nothing is not worth a line.
    pub(crate) fn note(&self, at: Timestamp, event: &Event, traffic: &Traffic, took: Duration) {
        let (sent, received) = match event {
            Event::Pushed { sent, .. } => (*sent, 0),
            Event::Pulled { rows, .. } => (0, *rows),
            Event::Greeted { .. } | Event::Sent { .. } | Event::Failed { .. } => (0, 0),
            Event::Tick | Event::Edited | Event::Nudged | Event::Roused | Event::SignedIn => return,
            Event::Paged | Event::Refreshed | Event::Forgot | Event::Waited { .. } => return,
            Event::Opened { .. } | Event::Byte { .. } | Event::Heard { .. } => return,
            Event::Bye { .. } | Event::Closed { .. } => return,
        };
        let failed = if let Event::Failed { fault, lane } = event { Some((fault, *lane)) } else { None };
        let (outcome, code) = match failed {
            // A fresh token comes at once, and the work begins again with it.
            Some((Fault::Unauthorised, lane)) if lane != Lane::Refresh => return,
            Some((fault, _)) => (outcome(fault), Some(Problem::from(fault.clone()).code)),
            None => (SyncOutcome::Done, None),
        };
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.add(SyncAttempt {
            at: Timestamp(at.0 - at.0.rem_euclid(MINUTE_MS)),
            outcome,
            code,
            attempts: 1,
            sent: count(sent),
            received: count(received),
            bytes_out: traffic.sent.load(Ordering::Relaxed),
            bytes_in: traffic.got.load(Ordering::Relaxed),
            millis: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
        });
    }

    fn add(&self, more: SyncAttempt) {
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        let alike =
            |one: &&mut SyncAttempt| (one.at, one.outcome, one.code) == (more.at, more.outcome, more.code);
        match minutes.iter_mut().find(alike) {
            Some(one) => {
                one.attempts += more.attempts;
                one.sent += more.sent;
                one.received += more.received;
                one.bytes_out += more.bytes_out;
                one.bytes_in += more.bytes_in;
                one.millis += more.millis;
            }
            None => minutes.push(more),
        }
    }

    /// Takes what ended since the last time, for whoever writes it down.
    #[must_use]
    pub fn take(&self) -> Vec<SyncAttempt> {
        std::mem::take(&mut *self.minutes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives back what could not be written down.
    pub fn give_back(&self, rows: Vec<SyncAttempt>) {
        for row in rows {
            self.add(row);
        }
    }
}

fn outcome(fault: &Fault) -> SyncOutcome {
    match fault {
        Fault::Unreached(_) | Fault::Offline(_) | Fault::Timeout(_) | Fault::Portal(_) => {
            SyncOutcome::Offline
        }
        Fault::Unauthorised | Fault::Revoked | Fault::Upgrade(_) | Fault::Refused { .. } => {
            SyncOutcome::Refused
        }
        Fault::Garbage(_)
        | Fault::TooLarge(_)
        | Fault::Busy { .. }
        | Fault::History(_)
        | Fault::Local(_)
        | Fault::DiskFull(_) => SyncOutcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Left;
    use contract::problem::Code;

    #[test]
    fn what_ended_alike_in_a_minute_is_one_line_and_is_taken_once() {
        let log = Log::default();
        let traffic = Traffic { sent: AtomicI64::new(100), got: AtomicI64::new(7) };
        let pushed = Event::Pushed { sent: 3, left: Left::Nothing, head: 9 };
        let took = Duration::from_millis(20);
        log.note(Timestamp(60_001), &pushed, &traffic, took);
        log.note(Timestamp(119_999), &Event::Pulled { known: 9, rows: 2 }, &traffic, took);
        let failed = Event::Failed { lane: Lane::Push, fault: Fault::Timeout("answering") };
        log.note(Timestamp(119_999), &failed, &Traffic::default(), took);
        log.note(Timestamp(120_000), &pushed, &traffic, took);
        log.note(Timestamp(120_000), &Event::Waited { head: 9 }, &traffic, took);
        let old = Event::Failed { lane: Lane::Push, fault: Fault::Unauthorised };
        log.note(Timestamp(120_000), &old, &traffic, took);

        let rows = log.take();
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.at.0, row.outcome, row.code, row.attempts, row.sent, row.received, row.bytes_out))
            .collect();
        let expected = [
            (60_000, SyncOutcome::Done, None, 2, 3, 2, 200),
            (60_000, SyncOutcome::Offline, Some(Code::Offline), 1, 0, 0, 0),
            (120_000, SyncOutcome::Done, None, 1, 3, 0, 100),
        ];
        assert_eq!(told, expected);
        assert_eq!(log.take(), []);
        log.give_back(rows.clone());
        assert_eq!(log.take(), rows);
    }
}
