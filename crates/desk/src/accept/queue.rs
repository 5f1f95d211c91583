//! Pushes that wait to be judged: a line with an end, worked off in turn, several pushes in one transaction.
//!
//! A commit costs about the same for one change as for fifty, and only one can be under way. While it is, pushes
//! gather here; the next transaction takes the first of the line and as many of those behind it as fit. A push that
//! is longer than that goes to the end of the line with what is left of it, so a week's work of one device does not
//! hold up the others. A push that comes to an empty desk is judged at once.

use super::AcceptError;
use super::batch::{Broke, Lot, Taken};
use crate::desk::Desk;
use crate::rules;
use contract::wire::{NumberedChange, PushAnswer, PushResult};
use domain::change::Act;
use domain::ids::{DeviceId, PersonId};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, oneshot};

/// The most changes in one transaction: a longer one would keep everybody waiting.
const BATCH: usize = 50;
/// The most changes in line; at the least pace that is promised they take five seconds.
const LINE_LIMIT: usize = 10_000;
/// How long a device waits that finds the line full.
const FULL_WAIT_MS: i64 = 2_000;

/// How pushes that come at the same time are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gathering {
    /// Each push has transactions of its own.
    Apart,
    /// Pushes share transactions. While others were there a moment ago, it waits this long for them.
    Together { wait: Duration },
}

type Answer = Result<PushAnswer, AcceptError>;

/// A push in line.
struct Waiting {
    device: DeviceId,
    by: PersonId,
    changes: VecDeque<NumberedChange>,
    /// What became of the changes that were judged already.
    results: Vec<PushResult>,
    answer: oneshot::Sender<Answer>,
}

impl Waiting {
    /// Whether its next changes have to be in a transaction of their own: others are judged by what they change.
    fn is_apart(&self) -> bool {
        let next = self.changes.iter().take(BATCH);
        next.map(|numbered| &numbered.change)
            .any(|change| rules::concerns(change.kind) || matches!(change.act, Act::Import { .. }))
    }
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    /// Changes of all that wait.
    changes: usize,
    /// Whether somebody is working the line off.
    busy: bool,
}

/// The line of a desk.
pub(crate) struct Queue {
    line: Mutex<Line>,
    joined: Notify,
    gathering: Mutex<Gathering>,
}

impl Default for Queue {
    fn default() -> Self {
        let gathering = Mutex::new(Gathering::Together { wait: Duration::from_millis(3) });
        Queue { line: Mutex::default(), joined: Notify::new(), gathering }
    }
}

/// A push with those of its changes that go into the next transaction.
struct Turn {
    push: Waiting,
    changes: Vec<NumberedChange>,
}

impl Queue {
    /// Puts a push at the end of the line. The caller that is told to be first has the line worked off.
    pub(super) fn join(
        &self,
        device: DeviceId,
        by: PersonId,
        changes: Vec<NumberedChange>,
    ) -> Result<(oneshot::Receiver<Answer>, bool), AcceptError> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.changes + changes.len() > LINE_LIMIT {
            line.drop_deserted();
        }
        if line.changes + changes.len() > LINE_LIMIT {
            return Err(AcceptError::Busy { retry_after_ms: FULL_WAIT_MS });
        }
        let (answer, answered) = oneshot::channel();
        line.changes += changes.len();
        line.waiting.push_back(Waiting { device, by, changes: changes.into(), results: Vec::new(), answer });
        let is_first = !std::mem::replace(&mut line.busy, true);
        drop(line);
        self.joined.notify_one();
        Ok((answered, is_first))
    }

    pub(super) fn set_gathering(&self, gathering: Gathering) {
        *self.gathering.lock().unwrap_or_else(PoisonError::into_inner) = gathering;
    }

    fn gathering(&self) -> Gathering {
        *self.gathering.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for those who shared the last transaction and have been answered since: most are about to come back.
    async fn gather(&self, last: usize) {
        let Gathering::Together { wait } = self.gathering() else { return };
        if last < 2 {
            return;
        }
        let enough = async {
            loop {
                let joined = self.joined.notified();
                {
                    let line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
                    if line.changes >= BATCH || line.waiting.len() >= last {
                        return;
                    }
                }
                joined.await;
            }
        };
        // Either way the line goes on with whoever is there.
        let _ = tokio::time::timeout(wait, enough).await;
    }

    /// Takes what goes into the next transaction out of the line; nothing ends the work.
    fn next(&self) -> Vec<Turn> {
        let together = matches!(self.gathering(), Gathering::Together { .. });
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.drop_deserted();
        let turns = line.take(together);
        line.busy = !turns.is_empty();
        turns
    }

    /// Puts what is left of a push at the end of the line.
    fn rejoin(&self, push: Waiting) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.changes += push.changes.len();
        line.waiting.push_back(push);
    }
}

impl Line {
    /// Forgets pushes for whose answer nobody waits any more; their devices send them again.
    fn drop_deserted(&mut self) {
        self.waiting.retain(|push| !push.answer.is_closed());
        self.changes = self.waiting.iter().map(|push| push.changes.len()).sum();
    }

    fn take(&mut self, together: bool) -> Vec<Turn> {
        let mut turns: Vec<Turn> = Vec::new();
        let mut devices = BTreeSet::new();
        let mut room = BATCH;
        let mut passed_over = VecDeque::new();
        while let Some(mut push) = self.waiting.pop_front() {
            let apart = push.is_apart();
            let fits = turns.is_empty() || (!apart && !devices.contains(&push.device));
            // Two pushes of one device are judged one after the other, as they came.
            devices.insert(push.device);
            if !fits {
                passed_over.push_back(push);
                continue;
            }
            let changes: Vec<_> = push.changes.drain(..push.changes.len().min(room)).collect();
            self.changes -= changes.len();
            room -= changes.len();
            turns.push(Turn { push, changes });
            if apart || !together || room == 0 {
                break;
            }
        }
        while let Some(push) = passed_over.pop_back() {
            self.waiting.push_front(push);
        }
        turns
    }
}

/// The work on a line. When it breaks off, whoever waits hears of it, and the next to come begins it again.
struct Working<'a> {
    queue: &'a Queue,
    is_done: bool,
}

impl Drop for Working<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            *self.queue.line.lock().unwrap_or_else(PoisonError::into_inner) = Line::default();
        }
    }
}

impl Desk {
    /// Works the line off until nobody waits; a task of its own, so that a device that hangs up leaves nobody half-way.
    pub(super) fn work_off(self) {
        tokio::spawn(self.working_off());
    }

    async fn working_off(self) {
        let queue = &self.inner.queue;
        let mut working = Working { queue, is_done: false };
        let mut last = 0;
        loop {
            queue.gather(last).await;
            let turns = queue.next();
            if turns.is_empty() {
                working.is_done = true;
                return;
            }
            last = turns.len();
            let lots: Vec<Lot<'_>> = turns
                .iter()
                .map(|turn| Lot { device: turn.push.device, by: turn.push.by, changes: &turn.changes })
                .collect();
            let taken = self.accept_lots(&lots).await;
            for (turn, taken) in turns.into_iter().zip(taken) {
                self.settle_turn(turn.push, taken);
            }
        }
    }

    /// Answers a push that is done, or sends it to the end of the line with what is left of it.
    fn settle_turn(&self, mut push: Waiting, taken: Result<Taken, AcceptError>) {
        let answer = match taken {
            Err(error) => Err(error),
            Ok(Taken { results, retry_after_ms }) => {
                push.results.extend(results);
                if retry_after_ms.is_none() && !push.changes.is_empty() {
                    return self.inner.queue.rejoin(push);
                }
                Ok(self.pushed(push.results, retry_after_ms))
            }
        };
        // Nobody listening is fine: the device hung up, and will be told the same when it asks again.
        let _ = push.answer.send(answer);
    }
}

impl From<Broke> for AcceptError {
    fn from(broke: Broke) -> Self {
        AcceptError::Broken(anyhow::Error::new(broke))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::Change;
    use domain::ids::ChangeId;
    use domain::record::Kind;
    use domain::time::Timestamp;
    use uuid::Uuid;

    fn changes(kind: Kind, count: usize) -> Vec<NumberedChange> {
        let change = |n: usize| Change {
            id: ChangeId(Uuid::from_u128(n as u128)),
            kind,
            entity: Uuid::nil(),
            ticket: None,
            by: PersonId(Uuid::nil()),
            at: Timestamp(0),
            seen: 0,
            delivered_at: None,
            act: Act::Delete,
        };
        (1..=count).map(|n| NumberedChange { n: n as i64, change: change(n) }).collect()
    }

    fn join(queue: &Queue, device: u128, kind: Kind, count: usize) -> oneshot::Receiver<Answer> {
        let (device, by) = (DeviceId(Uuid::from_u128(device)), PersonId(Uuid::nil()));
        queue.join(device, by, changes(kind, count)).unwrap().0
    }

    /// The device and the number of changes of each that goes into the next transaction.
    fn next(queue: &Queue) -> Vec<(u128, usize)> {
        let turns = queue.next();
        let shape = turns.iter().map(|turn| (turn.push.device.0.as_u128(), turn.changes.len())).collect();
        for turn in turns.into_iter().filter(|turn| !turn.push.changes.is_empty()) {
            queue.rejoin(turn.push);
        }
        shape
    }

    #[test]
    fn a_long_push_holds_up_nobody() {
        let queue = Queue::default();
        let _answers =
            [(1, 120), (2, 1), (3, 60)].map(|(device, count)| join(&queue, device, Kind::Ticket, count));
        assert_eq!(next(&queue), [(1, 50)]);
        assert_eq!(next(&queue), [(2, 1), (3, 49)]);
        assert_eq!(next(&queue), [(1, 50)]);
        assert_eq!(next(&queue), [(3, 11), (1, 20)]);
        assert_eq!(next(&queue), []);
    }

    #[test]
    fn two_pushes_of_one_device_come_one_after_the_other() {
        let queue = Queue::default();
        let _answers = [1, 1, 2, 1].map(|device| join(&queue, device, Kind::Ticket, 2));
        assert_eq!(next(&queue), [(1, 2), (2, 2)]);
        assert_eq!(next(&queue), [(1, 2)]);
        assert_eq!(next(&queue), [(1, 2)]);
    }

    #[test]
    fn what_others_are_judged_by_is_committed_before_them() {
        let queue = Queue::default();
        let _answers = [(1, Kind::Ticket), (2, Kind::Person), (3, Kind::Ticket), (2, Kind::Ticket)]
            .map(|(device, kind)| join(&queue, device, kind, 1));
        assert_eq!(next(&queue), [(1, 1), (3, 1)]);
        assert_eq!(next(&queue), [(2, 1)]);
        assert_eq!(next(&queue), [(2, 1)]);
    }

    #[test]
    fn nothing_shares_a_transaction_when_gathering_is_off() {
        let queue = Queue::default();
        queue.set_gathering(Gathering::Apart);
        let _answers = [1, 2].map(|device| join(&queue, device, Kind::Ticket, 3));
        assert_eq!(next(&queue), [(1, 3)]);
        assert_eq!(next(&queue), [(2, 3)]);
    }

    #[test]
    fn the_line_has_an_end_and_those_who_left_make_room() {
        let queue = Queue::default();
        let mut answers: Vec<_> = (0..50).map(|device| join(&queue, device, Kind::Ticket, 200)).collect();
        let full = queue.join(DeviceId(Uuid::max()), PersonId(Uuid::nil()), changes(Kind::Ticket, 1));
        assert!(matches!(full, Err(AcceptError::Busy { .. })));
        answers.truncate(49);
        let (_answer, is_first) =
            queue.join(DeviceId(Uuid::max()), PersonId(Uuid::nil()), changes(Kind::Ticket, 200)).unwrap();
        assert!(!is_first, "somebody works the line off already");
    }

    #[test]
    fn work_that_breaks_off_is_begun_again_by_the_next() {
        let queue = Queue::default();
        let mut answer = join(&queue, 1, Kind::Ticket, 1);
        drop(Working { queue: &queue, is_done: false });
        assert!(answer.try_recv().is_err(), "whoever waited hears that nothing comes");
        let joined = queue.join(DeviceId(Uuid::nil()), PersonId(Uuid::nil()), changes(Kind::Ticket, 1));
        assert!(joined.unwrap().1, "the next one is first again");
    }
}
