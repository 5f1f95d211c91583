//! The driver: runs what the plan asks for, tells it what happened, and keeps the one timer that it wants.

use crate::fault::Fault;
use crate::lanes::Lanes;
use crate::log::{Log, Traffic};
use crate::plan::{Action, Event, Lane, Moment, Phase, Plan, Standing};
use contract::commands::Tag;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError, error::TryRecvError};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};
use tokio::time::Instant;

/// What a person or the host asks of a running conversation.
pub(crate) enum Order {
    Event(Event),
    /// Do everything there is to do and say when it is done.
    Quiet(oneshot::Sender<Outcome>),
    Stop(oneshot::Sender<()>),
}

/// How the wait for quiet ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Quiet,
    SignIn,
    Revoked,
    Upgrade,
}

/// Lanes in flight get this long to finish what they have begun when the conversation ends.
const FAREWELL: Duration = Duration::from_secs(2);
/// How often the clocks are compared, to notice that the computer slept.
const PULSE: Duration = Duration::from_secs(5);
/// So much more time by the wall than by the ticking clock means sleep, or a clock that was set.
const SLEPT_MS: i64 = 10_000;

pub(crate) struct Driver {
    lanes: Arc<Lanes>,
    plan: Plan,
    begun: Instant,
    tasks: JoinSet<Event>,
    /// What each task is for, should it panic, and what it has cost.
    purposes: BTreeMap<Id, (Purpose, Instant, Arc<Traffic>)>,
    log: Arc<Log>,
    stream: Option<AbortHandle>,
    standing: watch::Sender<Standing>,
    waiting: Vec<oneshot::Sender<Outcome>>,
}

#[derive(Clone, Copy)]
enum Purpose {
    Lane(Lane),
    Stream(u32),
}

impl Driver {
    pub(crate) fn new(
        lanes: Arc<Lanes>,
        log: Arc<Log>,
        begun: Instant,
        standing: watch::Sender<Standing>,
    ) -> Self {
        Driver {
            lanes,
            plan: Plan::new(),
            begun,
            tasks: JoinSet::new(),
            purposes: BTreeMap::new(),
            log,
            stream: None,
            standing,
            waiting: Vec::new(),
        }
    }

    /// Runs until it is told to stop, or until nobody can tell it any more.
    pub(crate) async fn run(
        mut self,
        mut orders: mpsc::UnboundedReceiver<Order>,
        mut events: mpsc::UnboundedReceiver<Event>,
    ) {
        let mut changed = self.lanes.local.changed();
        let mut pulse = tokio::time::interval(PULSE);
        pulse.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut clocks = self.clocks();
        self.tell(Event::Tick);
        let farewell = loop {
            let wake = self.plan.next_wake(self.now()).map(|moment| self.instant(moment));
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Event(event)) => self.tell(event),
                    Some(Order::Quiet(done)) => {
                        self.waiting.push(done);
                        self.tell(Event::Nudged);
                    }
                    Some(Order::Stop(done)) => break Some(done),
                    None => break None,
                },
                Some(event) = events.recv() => self.tell(event),
                Some(ended) = self.tasks.join_next_with_id(), if !self.tasks.is_empty() => {
                    // What a lane said on its way comes before its end.
                    while let Ok(event) = events.try_recv() {
                        self.tell(event);
                    }
                    // And so does what it gave the desk to send: all is quiet only when that is sent, too.
                    if has_edits(&mut changed) {
                        self.tell(Event::Edited);
                    }
                    self.ended(ended);
                }
                () = edited(&mut changed) => self.tell(Event::Edited),
                () = sleep_until(wake) => self.tell(Event::Tick),
                _ = pulse.tick() => {
                    let (before, now) = (clocks, self.clocks());
                    clocks = now;
                    if (now.0 - before.0) - (now.1 - before.1) > SLEPT_MS {
                        tracing::info!("The computer slept, or its clock was set; starting connections afresh");
                        self.tell(Event::Roused);
                    }
                }
            }
        };
        self.part().await;
        if let Some(done) = farewell {
            // Whoever asked may have stopped waiting.
            let _ = done.send(());
        }
    }

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    fn instant(&self, moment: Moment) -> Instant {
        self.begun + Duration::from_millis(moment.0)
    }

    fn clocks(&self) -> (i64, i64) {
        (self.lanes.client.now().0, i64::try_from(self.now().0).unwrap_or(i64::MAX))
    }

    fn tell(&mut self, event: Event) {
        self.remark(&event);
        if matches!(&event, Event::Roused | Event::Failed { fault: Fault::Timeout(_), .. }) {
            self.lanes.client.renew();
        }
        let outdated = matches!(&event, Event::Failed { fault: Fault::Upgrade(_), .. });
        let now = self.now();
        for action in self.plan.on(event, now, rand::random()) {
            self.start(action);
        }
        let standing = self.plan.standing(now);
        let outcome = match standing.phase {
            Phase::SignIn => Some(Outcome::SignIn),
            Phase::Revoked => Some(Outcome::Revoked),
            Phase::Connecting | Phase::Online | Phase::Offline | Phase::Upgrade if outdated => {
                Some(Outcome::Upgrade)
            }
            Phase::Connecting | Phase::Online | Phase::Offline | Phase::Upgrade => {
                standing.quiet.then_some(Outcome::Quiet)
            }
        };
        if let Some(outcome) = outcome {
            for done in self.waiting.drain(..) {
                // Whoever asked may have stopped waiting.
                let _ = done.send(outcome);
            }
        }
        self.standing.send_if_modified(|shown| {
            let differs = *shown != standing;
            *shown = standing;
            differs
        });
    }

    fn remark(&self, event: &Event) {
        match event {
            Event::Failed { fault: Fault::Unauthorised, .. } => tracing::debug!("The access token is old"),
            Event::Failed { lane, fault } => {
                if self.standing.borrow().phase == Phase::Offline {
                    tracing::debug!(lane = ?lane, error = %fault, "Still no sync");
                } else {
                    tracing::info!(lane = ?lane, error = %fault, "Sync stands still: {fault}");
                }
            }
            Event::Closed { fault, .. } => tracing::debug!(error = %fault, "The live stream closed"),
            Event::Tick | Event::Edited | Event::Nudged | Event::Roused | Event::SignedIn => {}
            Event::Greeted { .. } | Event::Pushed { .. } | Event::Paged | Event::Pulled { .. } => {}
            Event::Sent { .. } | Event::Refreshed | Event::Forgot | Event::Waited { .. } => {}
            Event::Opened { .. } | Event::Byte { .. } | Event::Heard { .. } | Event::Bye { .. } => {}
        }
    }

    fn start(&mut self, action: Action) {
        let purpose = match action {
            Action::Greet => Purpose::Lane(Lane::Greet),
            Action::Push => Purpose::Lane(Lane::Push),
            Action::Pull => Purpose::Lane(Lane::Pull),
            Action::SendBlobs => Purpose::Lane(Lane::Blobs),
            Action::Wait(_) => Purpose::Lane(Lane::Wait),
            Action::Refresh => Purpose::Lane(Lane::Refresh),
            Action::Forget(_) => Purpose::Lane(Lane::Forget),
            Action::Listen(id) => Purpose::Stream(id),
            Action::Hush => {
                if let Some(stream) = self.stream.take() {
                    stream.abort();
                }
                return;
            }
        };
        let Some(work) = self.lanes.perform(action) else { return };
        let traffic = Arc::<Traffic>::default();
        let handle = self.tasks.spawn(traffic.count(work));
        self.purposes.insert(handle.id(), (purpose, Instant::now(), traffic));
        if matches!(purpose, Purpose::Stream(_)) {
            self.stream = Some(handle);
        }
    }

    fn ended(&mut self, ended: Result<(Id, Event), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        let (purpose, traffic) = match self.purposes.remove(&id) {
            Some((purpose, began, traffic)) => (Some(purpose), Some((began, traffic))),
            None => (None, None),
        };
        match (ended, purpose) {
            (Ok((_, event)), _) => {
                if let Some((began, traffic)) = traffic {
                    self.log.note(self.lanes.client.now(), &event, &traffic, began.elapsed());
                }
                self.tell(event);
            }
            (Err(error), _) if error.is_cancelled() => {}
            // A fault of ours in a lane must not leave it in flight for ever.
            (Err(error), Some(Purpose::Lane(lane))) => {
                tracing::error!(error = %error, lane = ?lane, "A lane broke down");
                self.tell(Event::Failed {
                    lane,
                    fault: Fault::Local("a fault of Tern's; see the log".to_owned()),
                });
            }
            (Err(error), Some(Purpose::Stream(id))) => {
                tracing::error!(error = %error, "The live stream broke down");
                let fault = Fault::Local("a fault of Tern's; see the log".to_owned());
                self.tell(Event::Closed { id, fault });
            }
            (Err(error), None) => tracing::error!(error = %error, "A task without a purpose broke down"),
        }
    }

    /// Lets what is in flight reach the desk, but not for long.
    async fn part(mut self) {
        if let Some(stream) = self.stream.take() {
            stream.abort();
        }
        let rest = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, rest).await.is_err() {
            self.tasks.shutdown().await;
        }
    }
}

/// Waits until something changed that may have to be sent.
async fn edited(changed: &mut broadcast::Receiver<BTreeSet<Tag>>) {
    loop {
        match changed.recv().await {
            Ok(tags) if !tags.contains(&Tag::Outbox) => {}
            // Whatever was missed may have been an edit.
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Whether something has changed that may have to be sent, and was not heard of yet.
fn has_edits(changed: &mut broadcast::Receiver<BTreeSet<Tag>>) -> bool {
    let mut found = false;
    loop {
        match changed.try_recv() {
            Ok(tags) => found |= tags.contains(&Tag::Outbox),
            Err(TryRecvError::Lagged(_)) => found = true,
            Err(TryRecvError::Empty | TryRecvError::Closed) => return found,
        }
    }
}

async fn sleep_until(wake: Option<Instant>) {
    match wake {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
