//! What holds in every conversation, whatever order the world chooses: checked on random ones.

use proptest::prelude::*;
use std::collections::BTreeSet;
use sync::fault::Fault;
use sync::plan::{Action, Event, Lane, Left, Moment, Phase, Plan};
use uuid::Uuid;

#[derive(Debug, Clone)]
enum Step {
    Pass(u64),
    Edit,
    Nudge,
    Rouse,
    SignIn,
    /// A lane in flight succeeds.
    Succeed(u8),
    /// A lane in flight fails.
    Fail(u8, u8),
    Stream(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1u64..40_000).prop_map(Step::Pass),
        3 => Just(Step::Edit),
        1 => Just(Step::Nudge),
        1 => Just(Step::Rouse),
        1 => Just(Step::SignIn),
        6 => any::<u8>().prop_map(Step::Succeed),
        4 => (any::<u8>(), any::<u8>()).prop_map(|(lane, fault)| Step::Fail(lane, fault)),
        3 => any::<u8>().prop_map(Step::Stream),
    ]
}

/// The world around a plan: it knows what is in flight, and checks every answer.
struct World {
    plan: Plan,
    now: u64,
    flights: BTreeSet<Lane>,
    stream: Option<u32>,
    queued: bool,
    head: i64,
    pushes: Vec<u64>,
    requests: Vec<u64>,
    jitter: f64,
}

impl World {
    fn new(jitter: f64) -> Self {
        let mut world = World {
            plan: Plan::new(),
            now: 0,
            flights: BTreeSet::new(),
            stream: None,
            queued: true,
            head: 5,
            pushes: Vec::new(),
            requests: Vec::new(),
            jitter,
        };
        world.say(Event::Tick);
        world
    }

    fn say(&mut self, event: Event) {
        let actions = self.plan.on(event, Moment(self.now), self.jitter);
        for action in actions {
            let lane = match action {
                Action::Greet => Lane::Greet,
                Action::Push => Lane::Push,
                Action::Pull => Lane::Pull,
                Action::SendBlobs => Lane::Blobs,
                Action::Refresh => Lane::Refresh,
                Action::Wait(_) => Lane::Wait,
                Action::Forget(_) => Lane::Forget,
                Action::Listen(id) => {
                    assert!(self.stream.is_none(), "two streams at once");
                    self.stream = Some(id);
                    self.requests.push(self.now);
                    continue;
                }
                Action::Hush => {
                    assert!(self.stream.take().is_some(), "nothing to drop");
                    continue;
                }
            };
            assert!(self.flights.insert(lane), "two of {lane:?} in flight");
            self.requests.push(self.now);
            if lane == Lane::Push {
                self.pushes.push(self.now);
            }
            if lane == Lane::Forget {
                let beside =
                    self.flights.iter().any(|one| !matches!(one, Lane::Forget | Lane::Blobs | Lane::Wait));
                assert!(!beside, "something runs while the feed is forgotten");
            }
        }
        if let Some(wake) = self.plan.next_wake(Moment(self.now)) {
            assert!(wake.0 > self.now, "a wake with no wait is a busy loop");
        }
    }

    fn pass(&mut self, ms: u64) {
        let until = self.now + ms;
        while let Some(wake) = self.plan.next_wake(Moment(self.now)).filter(|wake| wake.0 <= until) {
            self.now = wake.0;
            self.say(Event::Tick);
        }
        self.now = until;
    }

    fn pick(&self, dice: u8) -> Option<Lane> {
        let flights: Vec<_> = self.flights.iter().copied().collect();
        (!flights.is_empty()).then(|| flights[usize::from(dice) % flights.len()])
    }

    fn succeed(&mut self, lane: Lane) {
        self.flights.remove(&lane);
        let event = match lane {
            Lane::Greet => Event::Greeted { head: self.head },
            Lane::Push => {
                let sent = usize::from(std::mem::take(&mut self.queued));
                self.head += 1;
                Event::Pushed { sent, left: Left::Nothing, head: self.head }
            }
            Lane::Pull => Event::Pulled { known: self.head, rows: 1 },
            Lane::Blobs => Event::Sent { files: 0 },
            Lane::Refresh => Event::Refreshed,
            Lane::Wait => Event::Waited { head: self.head },
            Lane::Forget => Event::Forgot,
        };
        self.say(event);
    }

    fn fail(&mut self, lane: Lane, dice: u8) {
        self.flights.remove(&lane);
        let fault = match dice % 9 {
            0 => Fault::Offline("refused".to_owned()),
            1 => Fault::Timeout("first byte"),
            2 => Fault::Portal("text/html".to_owned()),
            3 => Fault::Garbage("cut off".to_owned()),
            4 => Fault::Busy {
                retry_after_ms: Some(u64::from(dice) * 100),
                too_many: true,
                detail: "429".to_owned(),
            },
            5 => Fault::Unauthorised,
            6 if lane != Lane::Forget => Fault::History(Uuid::from_u128(u128::from(dice))),
            7 => Fault::TooLarge(1),
            6 | 8 => Fault::Local("disk full".to_owned()),
            9.. => unreachable!("a remainder of nine"),
        };
        self.say(Event::Failed { lane, fault });
    }

    fn stream(&mut self, dice: u8) {
        let Some(id) = self.stream else { return };
        match dice % 5 {
            0 => self.say(Event::Opened { id }),
            1 => self.say(Event::Byte { id }),
            2 => {
                self.head += 1;
                self.say(Event::Heard { id, head: self.head });
            }
            3 => {
                self.stream = None;
                self.say(Event::Closed { id, fault: Fault::Offline("end".to_owned()) });
            }
            4 => self.say(Event::Bye { id, spread_ms: 1_000 }),
            5.. => unreachable!("a remainder of five"),
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Pass(ms) => self.pass(ms),
            Step::Edit => {
                self.queued = true;
                self.say(Event::Edited);
            }
            Step::Nudge => self.say(Event::Nudged),
            Step::Rouse => self.say(Event::Roused),
            Step::SignIn => self.say(Event::SignedIn),
            Step::Succeed(dice) => {
                if let Some(lane) = self.pick(dice) {
                    self.succeed(lane);
                }
            }
            Step::Fail(lane, fault) => {
                if let Some(lane) = self.pick(lane) {
                    self.fail(lane, fault);
                }
            }
            Step::Stream(dice) => self.stream(dice),
        }
    }

    /// From here on everything works, each request within a tenth of a second.
    fn heal(&mut self, ms: u64) {
        let until = self.now + ms;
        while self.now < until {
            self.pass(100);
            while let Some(lane) = self.pick(0) {
                self.succeed(lane);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_events_starts_a_lane_twice_or_wakes_without_a_wait(
        steps in proptest::collection::vec(step(), 1..120),
        jitter in 0.0f64..1.0,
    ) {
        let mut world = World::new(jitter);
        for step in &steps {
            world.take(step);
        }
    }

    #[test]
    fn a_queue_leads_to_an_attempt_within_ninety_seconds_of_a_working_network(
        steps in proptest::collection::vec(step(), 1..120),
        jitter in 0.0f64..1.0,
    ) {
        let mut world = World::new(jitter);
        for step in &steps {
            world.take(step);
        }
        world.queued = true;
        world.say(Event::Edited);
        let signed_out = world.plan.standing(Moment(world.now)).phase == Phase::SignIn;
        if signed_out {
            world.say(Event::SignedIn);
        }
        let start = world.now;
        world.heal(90_000);
        prop_assert!(!world.queued, "still queued after 90 s; pushes at {:?}, start {start}", world.pushes);
        prop_assert!(world.plan.standing(Moment(world.now)).phase == Phase::Online);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_dead_network_is_not_stormed(jitter in 0.0f64..1.0, fault in 0u8..5) {
        let mut world = World::new(jitter);
        let until = 600_000;
        while world.now < until {
            world.pass(50);
            while let Some(lane) = world.pick(0) {
                world.fail(lane, fault);
            }
        }
        let longest_minute = world.requests.iter().map(|at| {
            world.requests.iter().filter(|other| (*at..at + 60_000).contains(other)).count()
        }).max().unwrap_or(0);
        if jitter > 0.2 {
            prop_assert!(longest_minute <= 20, "{longest_minute} requests in one minute");
        }
        prop_assert!(longest_minute <= 310, "{longest_minute} requests in one minute");
    }
}
