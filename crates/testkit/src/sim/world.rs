//! The simulated world: one queue of moments, one thread, and everything that happens in it in one order.

use super::dice::Dice;
use super::eyes::Eyes;
use super::floor::{Died, Floor, SERVER};
use super::ledger::Ledger;
use super::node::Node;
use super::script::Script;
use super::server::Server;
use super::template::{Cast, template};
use super::time::{NodeClock, WorldTime};
use super::traffic::{Parcel, Traffic};
use super::weather::Weather;
use anyhow::{Context, Result};
use contract::wire::Cursor;
use domain::ids::DeviceId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::path::PathBuf;
use std::rc::Rc;
use sync::plan::Event;
use uuid::Uuid;

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The number of the invariant in docs/sync.md.
    pub invariant: u8,
    pub what: String,
}

impl Violation {
    pub(crate) fn new(invariant: u8, what: impl Into<String>) -> Self {
        Violation { invariant, what: what.into() }
    }
}

/// Why a world ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    Violated(Violation),
    /// The simulator itself could not go on.
    Broken(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Stop::Broken(error)
    }
}

impl From<Violation> for Stop {
    fn from(violation: Violation) -> Self {
        Stop::Violated(violation)
    }
}

/// What is to happen at a moment.
pub(crate) enum Ev {
    Step(usize),
    Wake {
        desk: usize,
        life: u64,
    },
    Start {
        desk: usize,
    },
    ServerStart,
    SignIn {
        desk: usize,
        life: u64,
    },
    Surrender {
        desk: usize,
        life: u64,
    },
    DiskFree {
        desk: usize,
    },
    Calm {
        desk: usize,
    },
    Mended {
        desk: usize,
    },
    Parcel(Parcel),
    /// A look at everybody who waits for news, and a beat for every live stream.
    Beat,
}

/// How long everything may take to come to rest once all faults are gone.
const REST_MS: u64 = 25 * 60 * 1000;
/// More requests than this while nothing is left to do are a busy loop.
const IDLE_REQUESTS: usize = 20;
const BEAT_MS: u64 = 15_000;
/// A longer log is moved into its database at the next beat.
const LOG_LIMIT_BYTES: u64 = 512 * 1024;
/// A desk that begins the same history anew more often than this turns in a circle.
const BEGINNINGS: u32 = 5;
/// More events than this in one world are a circle.
const EVENT_LIMIT: u64 = 60_000;

pub(crate) struct World {
    pub(crate) script: Script,
    pub(crate) floor: Rc<Floor>,
    pub(crate) time: WorldTime,
    pub(crate) server: Server,
    pub(crate) desks: Vec<Node>,
    pub(crate) traffic: Traffic,
    pub(crate) ledger: Ledger,
    pub(crate) cast: Cast,
    pub(crate) dice: Dice,
    pub(crate) trace: blake3::Hasher,
    pub(crate) tell: bool,
    /// The trace so far, for a world that turns out to break a promise.
    pub(crate) lines: String,
    pub(crate) events: u64,
    pub(crate) restored_to: BTreeSet<(Uuid, i64, Uuid)>,
    pub(crate) heap: BinaryHeap<Reverse<(u64, u64)>>,
    pub(crate) what: BTreeMap<u64, Ev>,
    next: u64,
    folders: u64,
    ground: tempfile::TempDir,
    pub(crate) backup: Option<PathBuf>,
    /// Folders of desks that their owners keep a copy of.
    pub(crate) kept: BTreeMap<usize, (PathBuf, BTreeSet<Uuid>)>,
    /// When each desk's program is woken next, and which program that is.
    pub(crate) wakes: BTreeMap<usize, (u64, u64)>,
    pub(crate) cursors: BTreeMap<(usize, u64), (Option<Uuid>, i64)>,
    /// How often each desk began anew in which history.
    begun: BTreeMap<(usize, Option<Uuid>), u32>,
    pub(crate) eyes: Option<(i64, Rc<Eyes>)>,
    /// Desks that lost a row by themselves; it is found when they are started again.
    pub(crate) rotten: BTreeSet<usize>,
}

impl World {
    pub(crate) fn new(script: &Script, floor: Rc<Floor>, tell: bool) -> Result<Self> {
        let ground = super::template::ground()?;
        let time = WorldTime::default();
        let seed = script.seed;
        let folder = ground.path().join("server-0");
        super::floor::copy_folder(&template().server, &folder)?;
        let server = Server::new(folder, time.clone(), seed);
        let mut world = World {
            script: script.clone(),
            floor,
            time: time.clone(),
            server,
            desks: Vec::new(),
            traffic: Traffic::new(seed, script.weather),
            ledger: Ledger::default(),
            cast: template().cast.clone(),
            dice: Dice::new(seed, 3),
            trace: blake3::Hasher::new(),
            tell,
            lines: String::new(),
            events: 0,
            restored_to: BTreeSet::new(),
            heap: BinaryHeap::new(),
            what: BTreeMap::new(),
            next: 0,
            folders: 0,
            ground,
            backup: None,
            kept: BTreeMap::new(),
            wakes: BTreeMap::new(),
            cursors: BTreeMap::new(),
            begun: BTreeMap::new(),
            eyes: None,
            rotten: BTreeSet::new(),
        };
        world.server.start(&world.floor.clone(), false)?;
        for (at, who) in script.desks.iter().enumerate() {
            let (person, email) = world.cast.people[*who].clone();
            let folder = world.folder("desk");
            super::floor::copy_folder(&template().desk, &folder)?;
            let device = DeviceId(
                uuid::Builder::from_random_bytes(
                    (u128::from(world.dice.number()) << 64 | u128::from(world.dice.number())).to_be_bytes(),
                )
                .into_uuid(),
            );
            let clock = NodeClock::new(time.clone());
            world.desks.push(Node::new(at + 1, person, email, folder, clock, device, seed));
            world.at(world.time.ms() + 1 + at as u64, Ev::Start { desk: at });
        }
        for (at, step) in script.steps.iter().enumerate() {
            world.at(step.at_ms, Ev::Step(at));
        }
        world.at(BEAT_MS, Ev::Beat);
        Ok(world)
    }

    pub(crate) fn folder(&mut self, what: &str) -> PathBuf {
        self.folders += 1;
        self.ground.path().join(format!("{what}-{}", self.folders))
    }

    pub(crate) fn at(&mut self, ms: u64, ev: Ev) {
        self.next += 1;
        self.heap.push(Reverse((ms.max(self.time.ms()), self.next)));
        self.what.insert(self.next, ev);
    }

    pub(crate) fn now(&self) -> u64 {
        self.time.ms()
    }

    /// Writes a line of the trace: the same seed writes the same lines.
    pub(crate) fn note(&mut self, line: impl AsRef<str>) {
        let line = format!("{:>9} {}\n", self.now(), line.as_ref());
        self.trace.update(line.as_bytes());
        if self.tell {
            crate::sim::say(&line);
        }
        self.lines.push_str(&line);
    }

    /// Runs the script, then mends everything and waits until it is at rest.
    pub(crate) fn run(&mut self) -> Result<(), Stop> {
        while self.what.values().any(|ev| matches!(ev, Ev::Step(_))) {
            let Some(Reverse((next_ms, _))) = self.heap.peek().copied() else { break };
            self.run_until(next_ms.max(self.now()))?;
        }
        let until = self.now() + 5_000;
        self.run_until(until)?;
        self.heal()?;
        let begun = self.now();
        loop {
            let until = self.now() + 2_000;
            self.run_until(until)?;
            match self.unrest()? {
                None => break,
                Some(why) if self.now() - begun > REST_MS => {
                    return Err(Violation::new(
                        13,
                        format!("no rest {} min after healing: {why}", REST_MS / 60_000),
                    )
                    .into());
                }
                Some(_) => {}
            }
        }
        // A rest that is one: nobody asks in a circle.
        let before = self.traffic.requests;
        let minutes = 2;
        let until = self.now() + minutes * 60_000;
        self.run_until(until)?;
        let asked = self.traffic.requests - before;
        let most = IDLE_REQUESTS * self.desks.len() * usize::try_from(minutes).unwrap_or(1);
        if asked > most {
            return Err(Violation::new(13, format!("{asked} requests in {minutes} idle minutes")).into());
        }
        Ok(())
    }

    pub(crate) fn run_until(&mut self, end_ms: u64) -> Result<(), Stop> {
        while let Some(Reverse((ms, id))) = self.heap.peek().copied() {
            if ms > end_ms {
                break;
            }
            self.heap.pop();
            let Some(ev) = self.what.remove(&id) else { continue };
            self.time.set_ms(ms.max(self.now()));
            self.events += 1;
            if self.events > EVENT_LIMIT {
                return Err(Violation::new(13, "the world turns in a circle").into());
            }
            self.happen(ev)?;
        }
        self.time.set_ms(end_ms.max(self.now()));
        Ok(())
    }

    pub(crate) fn happen(&mut self, ev: Ev) -> Result<(), Stop> {
        match ev {
            Ev::Step(at) => {
                let deed = self.script.steps[at].deed.clone();
                self.note(format!("{deed:?}"));
                self.deed(&deed)
            }
            Ev::Wake { desk, life } => {
                let node = &self.desks[desk];
                if node.life != life || self.wakes.get(&desk) != Some(&(life, self.now())) {
                    return Ok(());
                }
                if node.asleep_until_ms > self.now() {
                    let at = node.asleep_until_ms;
                    self.wakes.insert(desk, (life, at));
                    self.at(at, Ev::Wake { desk, life });
                    return Ok(());
                }
                self.pump(desk, Some(Event::Tick))
            }
            Ev::Start { desk } => self.start_desk(desk),
            Ev::ServerStart => self.start_server(false),
            Ev::SignIn { desk, life } => self.sign_in(desk, life),
            Ev::Surrender { desk, life } => self.surrender(desk, life),
            Ev::DiskFree { desk } => self.fill_disk(desk, false),
            Ev::Calm { desk } => {
                self.traffic.weather(desk, self.script.weather);
                Ok(())
            }
            Ev::Mended { desk } => {
                self.traffic.cut(desk, None);
                Ok(())
            }
            Ev::Parcel(parcel) => self.carry(parcel),
            Ev::Beat => {
                self.beat()?;
                self.at(self.now() + BEAT_MS, Ev::Beat);
                Ok(())
            }
        }
    }

    /// Moves long logs into their databases. SQLite does it by itself in the middle of a commit, when no reader is in
    /// its way; who that is depends on threads, and what a power cut leaves would, too.
    pub(crate) fn keep_logs_short(&mut self) -> Result<(), Stop> {
        const NOW: &str = "PRAGMA wal_checkpoint(RESTART)";
        if self.floor.log_bytes(SERVER) > LOG_LIMIT_BYTES {
            self.on_server(async |app| app.db().run_script(NOW).await)?;
            self.floor.is_synced(SERVER);
        }
        for desk in 0..self.desks.len() {
            if self.floor.log_bytes(desk + 1) > LOG_LIMIT_BYTES && self.desks[desk].running.is_some() {
                self.floor.count("log moved");
                self.script_on(desk, NOW)?;
                self.floor.is_synced(desk + 1);
            }
        }
        Ok(())
    }

    /// Removes every fault and lets everybody come back.
    pub(crate) fn heal(&mut self) -> Result<(), Stop> {
        self.note("everything is mended");
        self.traffic.heal(self.desks.len());
        self.floor.disarm(SERVER);
        self.script.weather = Weather::CALM;
        self.start_server(false)?;
        for desk in 0..self.desks.len() {
            self.floor.disarm(desk + 1);
            self.desks[desk].asleep_until_ms = 0;
            self.fill_disk(desk, false)?;
            // Lines heal one after the other, so that some talk while others cannot yet.
            let at = self.now() + self.dice.between(1, 30_000);
            let life = self.desks[desk].life;
            self.at(at, Ev::Calm { desk });
            self.at(at, Ev::Mended { desk });
            self.wakes.insert(desk, (life, at));
            self.at(at, Ev::Start { desk });
            self.at(at, Ev::Wake { desk, life });
        }
        Ok(())
    }

    /// What is not at rest yet.
    pub(crate) fn unrest(&mut self) -> Result<Option<String>, Stop> {
        let head = self.server.head();
        let eyes = self.eyes()?;
        let here: Vec<usize> = (0..self.desks.len())
            .filter(|desk| !self.desks[*desk].gone && eyes.who(self.desks[*desk].person).is_some())
            .collect();
        for desk in here.iter().copied() {
            let Some(standing) = self.desks[desk].standing() else {
                return Ok(Some(format!("desk {desk} is not up")));
            };
            if !standing.quiet {
                return Ok(Some(format!("desk {desk} is not quiet: {standing:?}")));
            }
        }
        // Asking the databases costs more than what the plans know.
        for desk in here {
            let cursor = self.on_desk(desk, async |desk| desk.cursor().await)?;
            let cursor = cursor.transpose()?.map_or(0, |cursor| cursor.seq);
            if cursor != head {
                return Ok(Some(format!("desk {desk} stands at {cursor}, the server at {head}")));
            }
            let waiting = self.on_desk(desk, async |desk| desk.waiting().await)?;
            if let Some((pending, _)) = waiting.transpose()?
                && pending > 0
            {
                return Ok(Some(format!("desk {desk} has {pending} changes that wait")));
            }
        }
        Ok(None)
    }

    /// The cursor of a desk never goes back within a history.
    pub(crate) fn watch_cursor(&mut self, desk: usize) -> Result<(), Stop> {
        let life = self.desks[desk].life;
        // After every step: one question, not one for each.
        let now =
            self.on_desk(desk, async |desk| store::state::several(desk.db(), &["epoch", "cursor"]).await)?;
        let Some(mut now) = now.transpose()? else { return Ok(()) };
        let mut value = |name: &str| now.remove(name).unwrap_or_default();
        let epoch: Option<Uuid> = serde_json::from_value(value("epoch")).context("reading an epoch")?;
        let cursor: Option<Cursor> = serde_json::from_value(value("cursor")).context("reading a cursor")?;
        let seq = cursor.unwrap_or_default().seq;
        let before = self.cursors.insert((desk, life), (epoch, seq));
        if let Some((then, last)) = before
            && then == epoch
            && seq < last
            && seq != 0
        {
            return Err(
                Violation::new(5, format!("the cursor of desk {desk} went from {last} to {seq}")).into()
            );
        }
        Ok(())
    }

    /// A desk does not begin one history again and again.
    pub(crate) fn watch_history(&mut self, desk: usize) -> Result<(), Stop> {
        let epoch = self.server.running.as_ref().map(|running| running.app.epoch());
        let times = self.begun.entry((desk, epoch)).or_default();
        *times += 1;
        if *times > BEGINNINGS {
            let what = format!("desk {desk} began the same history {times} times");
            return Err(Violation::new(13, what).into());
        }
        Ok(())
    }

    pub(crate) fn device_of(&mut self, desk: usize) -> DeviceId {
        let node = &self.desks[desk];
        node.running.as_ref().and_then(|running| running.desk.device()).unwrap_or(node.device)
    }

    /// Runs something at a desk; `None` when it does not run or died of it.
    pub(crate) fn on_desk<T>(
        &mut self,
        desk: usize,
        work: impl AsyncFnOnce(&desk::Desk) -> T,
    ) -> Result<Option<T>, Stop> {
        if self.desks[desk].running.is_none() {
            return Ok(None);
        }
        let floor = self.floor.clone();
        match self.desks[desk].run(&floor, work) {
            Ok(done) => Ok(Some(done)),
            Err(Died) => {
                self.died(desk)?;
                Ok(None)
            }
        }
    }

    pub(crate) fn script_on(&mut self, desk: usize, sql: &str) -> Result<(), Stop> {
        if let Some(done) = self.on_desk(desk, async |desk| desk.db().run_script(sql).await)? {
            done?;
        }
        Ok(())
    }

    /// Lets a desk's disk be full, or have room again.
    pub(crate) fn fill_disk(&mut self, desk: usize, full: bool) -> Result<(), Stop> {
        match self.on_desk(desk, async |desk| store::sim::fill_disk(desk.db(), full).await)? {
            Some(done) => Ok(done?),
            None => Ok(()),
        }
    }

    /// Runs something at the server; `None` when it does not run.
    pub(crate) fn on_server<T>(
        &mut self,
        work: impl AsyncFnOnce(&server::App) -> Result<T>,
    ) -> Result<Option<T>, Stop> {
        if self.server.running.is_none() {
            return Ok(None);
        }
        let floor = self.floor.clone();
        match self.server.run(&floor, work) {
            Ok(done) => Ok(Some(done?)),
            Err(Died) => {
                let for_ms = self.traffic.rises_after(SERVER);
                self.kill_server(false, for_ms)?;
                Ok(None)
            }
        }
    }

    /// Who may see what, by the server's records as they stand.
    pub(crate) fn eyes(&mut self) -> Result<Rc<Eyes>, Stop> {
        let head = self.server.head();
        if let Some((at, eyes)) = &self.eyes
            && *at == head
        {
            return Ok(eyes.clone());
        }
        let eyes = self.on_server(async |app| Eyes::open(app.db()).await)?;
        let eyes = Rc::new(eyes.unwrap_or_default());
        self.eyes = Some((head, eyes.clone()));
        Ok(eyes)
    }
}
