//! The simulated world: one queue of moments, one thread, and everything that happens in it in one order.

use super::acts;
use super::dice::Dice;
use super::eyes::Eyes;
use super::floor::{Died, Floor, SERVER};
use super::ledger::{Intent, Ledger};
use super::node::{Done, Node};
use super::script::{Act, Deed, Script, Way, Weather};
use super::server::Server;
use super::template::{Cast, PASSWORD, template};
use super::time::{NodeClock, WorldTime};
use super::traffic::{Parcel, Traffic};
use anyhow::{Context, Result};
use contract::problem::Code;
use domain::change::Change;
use domain::ids::DeviceId;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::path::PathBuf;
use std::rc::Rc;
use sync::plan::{Event, Phase};
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
    pub(crate) events: u64,
    pub(crate) restored_to: BTreeSet<Uuid>,
    heap: BinaryHeap<Reverse<(u64, u64)>>,
    what: BTreeMap<u64, Ev>,
    next: u64,
    folders: u64,
    ground: tempfile::TempDir,
    backup: Option<PathBuf>,
    wakes: BTreeMap<usize, u64>,
    cursors: BTreeMap<(usize, u64), (Option<Uuid>, i64)>,
    eyes: Option<(i64, Rc<Eyes>)>,
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
            events: 0,
            restored_to: BTreeSet::new(),
            heap: BinaryHeap::new(),
            what: BTreeMap::new(),
            next: 0,
            folders: 0,
            ground,
            backup: None,
            wakes: BTreeMap::new(),
            cursors: BTreeMap::new(),
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

    fn run_until(&mut self, end_ms: u64) -> Result<(), Stop> {
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

    fn happen(&mut self, ev: Ev) -> Result<(), Stop> {
        match ev {
            Ev::Step(at) => {
                let deed = self.script.steps[at].deed.clone();
                self.note(format!("{deed:?}"));
                self.deed(&deed)
            }
            Ev::Wake { desk, life } => {
                let node = &self.desks[desk];
                if node.life != life || self.wakes.get(&desk) != Some(&self.now()) {
                    return Ok(());
                }
                if node.asleep_until_ms > self.now() {
                    let at = node.asleep_until_ms;
                    self.wakes.insert(desk, at);
                    self.at(at, Ev::Wake { desk, life });
                    return Ok(());
                }
                self.pump(desk, Some(Event::Tick))
            }
            Ev::Start { desk } => self.start_desk(desk),
            Ev::ServerStart => self.start_server(false),
            Ev::SignIn { desk, life } => self.sign_in(desk, life),
            Ev::Surrender { desk, life } => self.surrender(desk, life),
            Ev::DiskFree { desk } => {
                if self.desks[desk].running.is_some() {
                    self.script_on(desk, "PRAGMA max_page_count = 4294967294")?;
                }
                Ok(())
            }
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

    fn deed(&mut self, deed: &Deed) -> Result<(), Stop> {
        let now = self.now();
        let floor = self.floor.clone();
        match deed {
            Deed::Do { desk, act, pick } => return self.act(*desk, *act, *pick),
            Deed::Cut { desk, way, for_ms } => {
                self.traffic.cut(*desk, Some(*way));
                floor.count(match way {
                    Way::Both => "cut",
                    Way::Up => "cut up",
                    Way::Down => "cut down",
                });
                self.at(now + for_ms, Ev::Mended { desk: *desk });
            }
            Deed::Storm { desk, weather, for_ms } => {
                self.traffic.weather(*desk, *weather);
                floor.count("storm");
                self.at(now + for_ms, Ev::Calm { desk: *desk });
            }
            Deed::Kill { desk, for_ms } | Deed::PowerLoss { desk, for_ms } => {
                let power = matches!(deed, Deed::PowerLoss { .. });
                if self.desks[*desk].running.is_some() {
                    floor.count(if power { "power loss" } else { "kill" });
                    self.kill(*desk, power, *for_ms)?;
                }
            }
            Deed::DieAt { desk, point, for_ms } => {
                self.desks[*desk].asleep_until_ms = 0;
                floor.arm(desk + 1, point);
                self.traffic.rise_after(desk + 1, *for_ms);
            }
            Deed::Sleep { desk, for_ms } => {
                floor.count("sleep");
                self.desks[*desk].asleep_until_ms = now + for_ms;
            }
            Deed::Roam { desk } => {
                floor.count("roam");
                return self.pump(*desk, Some(Event::Roused));
            }
            Deed::ClockJump { desk, ms } => {
                floor.count("clock jump");
                self.desks[*desk].clock.skew_ms.fetch_add(*ms, std::sync::atomic::Ordering::SeqCst);
                return self.pump(*desk, Some(Event::Roused));
            }
            Deed::DiskFull { desk, for_ms } => {
                if self.desks[*desk].running.is_some() {
                    floor.count("disk full");
                    self.script_on(*desk, "PRAGMA max_page_count = 1")?;
                    self.at(now + for_ms, Ev::DiskFree { desk: *desk });
                }
            }
            Deed::Rot { desk, pick } => return self.rot(*desk, *pick),
            Deed::Clone { desk } => return self.clone_desk(*desk),
            Deed::Revoke { desk } => return self.revoke(*desk),
            Deed::EndSession { desk } => {
                let device = self.device_of(*desk);
                floor.count("session ended");
                self.on_server(async |app| {
                    let tx = app.db().begin().await?;
                    store::server::session::end_on(&tx, device).await?;
                    tx.commit().await
                })?;
            }
            Deed::ServerKill { for_ms } | Deed::ServerPowerLoss { for_ms } => {
                let power = matches!(deed, Deed::ServerPowerLoss { .. });
                if self.server.running.is_some() {
                    floor.count(if power { "server power loss" } else { "server kill" });
                    self.kill_server(power, *for_ms)?;
                }
            }
            Deed::ServerDieAt { point, for_ms } => {
                floor.arm(SERVER, point);
                self.traffic.rise_after(SERVER, *for_ms);
            }
            Deed::Backup => {
                floor.count("backup");
                let folder = self.folder("backup");
                self.server.back_up(&folder)?;
                self.backup = Some(folder);
                self.restored_to = self.ledger.outcomes.keys().copied().collect();
            }
            Deed::Restore => return self.restore(),
            Deed::Reach { person, pick } => return self.reach(*person, *pick),
            Deed::Privacy { pick } => return self.privacy(*pick),
            Deed::Forget => {
                floor.count("forget deleted");
                self.ledger.forgot = true;
                self.on_server(async |app| {
                    app.desk().set_keep_deleted_ms(60_000);
                    app.desk().forget_deleted().await
                })?;
                self.after_server()?;
            }
            Deed::Decide { pick } => return self.decide(*pick),
            Deed::Night { for_ms } => {
                floor.count("night");
                for node in &mut self.desks {
                    node.asleep_until_ms = node.asleep_until_ms.max(now + for_ms);
                }
                // What was planned for later comes after the night.
                let later: Vec<Reverse<(u64, u64)>> = self.heap.drain().collect();
                for Reverse((ms, id)) in later {
                    let step = matches!(self.what.get(&id), Some(Ev::Step(_) | Ev::Beat));
                    self.heap.push(Reverse((if step { ms + for_ms } else { ms }, id)));
                }
            }
            Deed::Fetch { desk, pick } => return self.fetch(*desk, *pick),
            Deed::Look => return self.look(),
        }
        Ok(())
    }

    /// Lets one desk go on, and carries out what it asks of the world.
    pub(crate) fn pump(&mut self, desk: usize, event: Option<Event>) -> Result<(), Stop> {
        if self.desks[desk].running.is_none() {
            return Ok(());
        }
        let floor = self.floor.clone();
        let mut heard = Vec::new();
        let pumped = self.desks[desk].pump(&floor, event, |event| heard.push(format!("{event:?}")));
        for event in heard {
            if let Some(fault) = event.strip_prefix("Failed").and_then(|rest| rest.split("fault: ").nth(1)) {
                let kind: String = fault.chars().take_while(char::is_ascii_alphanumeric).collect();
                floor.count(format!("fault {kind}"));
            }
            self.note(format!("desk {desk}: {event}"));
        }
        let done = match pumped {
            Ok(done) => done,
            Err(Died) => return self.died(desk),
        };
        self.ship(desk)?;
        for done in done {
            self.note(format!("desk {desk}: {done:?}"));
            self.see_to(desk, done)?;
        }
        self.care_for(desk)?;
        self.plan_wake(desk);
        self.watch_cursor(desk)
    }

    fn see_to(&mut self, desk: usize, done: Done) -> Result<(), Stop> {
        let (now, life) = (self.now(), self.desks[desk].life);
        match done {
            Done::Event(event) => self.pump(desk, Some(event)),
            Done::Kept(Ok(())) => {
                if let Some(running) = &mut self.desks[desk].running {
                    running.cared_for = false;
                }
                self.pump(desk, Some(Event::SignedIn))
            }
            Done::Kept(Err(fault)) => Err(anyhow::anyhow!("tokens were not kept: {fault}").into()),
            Done::Surrendered(Ok(kept)) => {
                self.floor.count("surrendered");
                self.note(format!("desk {desk} surrendered {kept}"));
                self.desks[desk].wipe()?;
                Ok(())
            }
            Done::Surrendered(Err(_)) => {
                self.at(now + 10_000, Ev::Surrender { desk, life });
                Ok(())
            }
            Done::Fetched(fetched) => {
                // A file that nobody has sent yet is an answer, too.
                self.floor.count(if fetched.is_ok() { "fetched" } else { "not fetched" });
                Ok(())
            }
        }
    }

    /// Does what the person or the host would do: sign in again, hand over what a revoked device has.
    fn care_for(&mut self, desk: usize) -> Result<(), Stop> {
        let Some(standing) = self.desks[desk].standing() else { return Ok(()) };
        let (now, life) = (self.now(), self.desks[desk].life);
        let Some(running) = &mut self.desks[desk].running else { return Ok(()) };
        if running.cared_for {
            return Ok(());
        }
        match standing.phase {
            Phase::SignIn => {
                running.cared_for = true;
                let wait = self.dice.between(1_000, 20_000);
                self.at(now + wait, Ev::SignIn { desk, life });
            }
            Phase::Revoked => {
                running.cared_for = true;
                self.at(now + 1_000, Ev::Surrender { desk, life });
            }
            Phase::Connecting | Phase::Online | Phase::Offline | Phase::Upgrade => {}
        }
        Ok(())
    }

    fn sign_in(&mut self, desk: usize, life: u64) -> Result<(), Stop> {
        if self.desks[desk].life != life || self.desks[desk].running.is_none() {
            return Ok(());
        }
        let later = self.now() + 20_000;
        let device = self.device_of(desk);
        let body = json!({
            "email": self.desks[desk].email, "password": PASSWORD, "device": device, "device_name": "sim",
        });
        if self.traffic.is_cut(desk) || self.server.running.is_none() {
            self.at(later, Ev::SignIn { desk, life });
            return Ok(());
        }
        let request = http::Request::builder()
            .method("POST")
            .uri("/api/v1/sign-in")
            .header("content-type", "application/json")
            .body(body.to_string().into())
            .context("asking to sign in")?;
        let Some(said) = self.ask_server(request, false)? else {
            self.at(later, Ev::SignIn { desk, life });
            return Ok(());
        };
        if said.status.is_success() {
            self.floor.count("signed in");
            let tokens = serde_json::from_slice(&said.body).context("reading tokens")?;
            self.desks[desk].spawn(|engine| {
                let keep = engine.keep(tokens);
                Box::pin(async move { Done::Kept(keep.await) })
            });
            return self.pump(desk, None);
        }
        if said.status.as_u16() == 403 && String::from_utf8_lossy(&said.body).contains("device_revoked") {
            // Its session is there still, so that it can hand over what it has.
            self.floor.count("revoked at sign-in");
        }
        self.at(self.now() + 60_000, Ev::SignIn { desk, life });
        Ok(())
    }

    fn surrender(&mut self, desk: usize, life: u64) -> Result<(), Stop> {
        if self.desks[desk].life != life {
            return Ok(());
        }
        self.desks[desk].spawn(|engine| {
            let surrender = engine.surrender();
            Box::pin(async move { Done::Surrendered(surrender.await) })
        });
        self.pump(desk, None)
    }

    fn plan_wake(&mut self, desk: usize) {
        let Some(wake) = self.desks[desk].wake_ms() else { return };
        let wake = wake.max(self.now() + 1).max(self.desks[desk].asleep_until_ms);
        self.wakes.insert(desk, wake);
        let life = self.desks[desk].life;
        self.at(wake, Ev::Wake { desk, life });
    }

    fn start_desk(&mut self, desk: usize) -> Result<(), Stop> {
        if self.desks[desk].gone || self.desks[desk].running.is_some() {
            return Ok(());
        }
        let (floor, tuning) = (self.floor.clone(), self.script.tuning);
        self.desks[desk].start(&floor, tuning.page, tuning.push)?;
        let life = self.desks[desk].life;
        self.note(format!("desk {desk} starts, life {life}"));
        self.remember(desk, &BTreeSet::new())?;
        self.pump(desk, Some(Event::Tick))
    }

    pub(crate) fn died(&mut self, desk: usize) -> Result<(), Stop> {
        let for_ms = self.traffic.rises_after(desk + 1);
        self.note(format!("desk {desk} died"));
        self.kill(desk, false, for_ms)
    }

    fn kill(&mut self, desk: usize, power: bool, for_ms: u64) -> Result<(), Stop> {
        let (floor, folder) = (self.floor.clone(), self.folder("desk"));
        self.desks[desk].die(&floor, &folder, power)?;
        self.traffic.hang_up(desk);
        let at = self.now() + for_ms;
        self.at(at, Ev::Start { desk });
        Ok(())
    }

    fn start_server(&mut self, restored: bool) -> Result<(), Stop> {
        if self.server.running.is_some() {
            return Ok(());
        }
        let floor = self.floor.clone();
        self.server.start(&floor, restored)?;
        self.eyes = None;
        if self.ledger.forgot {
            self.on_server(async |app| {
                app.desk().set_keep_deleted_ms(60_000);
                Ok(())
            })?;
        }
        self.note(format!("server starts at {}", self.server.head()));
        Ok(())
    }

    pub(crate) fn kill_server(&mut self, power: bool, for_ms: u64) -> Result<(), Stop> {
        let (floor, folder) = (self.floor.clone(), self.folder("server"));
        self.server.die(&floor, &folder, power)?;
        self.note("server died");
        let broken = self.traffic.server_died();
        for (desk, busy_said) in broken {
            if busy_said {
                self.pump(desk, None)?;
            }
        }
        let at = self.now() + for_ms;
        self.at(at, Ev::ServerStart);
        Ok(())
    }

    fn restore(&mut self) -> Result<(), Stop> {
        let Some(backup) = self.backup.clone() else { return Ok(()) };
        self.floor.count("restore");
        if self.server.running.is_some() {
            self.kill_server(false, 1_000_000_000)?;
        }
        let folder = self.folder("server");
        super::floor::copy_folder(&backup, &folder).context("putting a backup back")?;
        self.server.folder = folder;
        self.ledger.restored = true;
        self.ledger.pushes.clear();
        let kept = self.restored_to.clone();
        self.ledger.outcomes.retain(|change, _| kept.contains(change));
        self.start_server(true)
    }

    fn clone_desk(&mut self, desk: usize) -> Result<(), Stop> {
        if self.desks[desk].running.is_none() || self.desks.len() > 6 {
            return Ok(());
        }
        self.floor.count("clone");
        let (at, folder) = (self.desks.len(), self.folder("clone"));
        super::floor::copy_folder(&self.desks[desk].folder, &folder).context("copying a desk")?;
        let original = &self.desks[desk];
        let clock = NodeClock::new(self.time.clone());
        let mut copy = Node::new(
            at + 1,
            original.person,
            original.email.clone(),
            folder,
            clock,
            original.device,
            self.script.seed,
        );
        copy.pocket = super::node::Pocket(std::sync::Arc::new(std::sync::Mutex::new(
            original.pocket.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone(),
        )));
        self.desks.push(copy);
        self.at(self.now() + 500, Ev::Start { desk: at });
        Ok(())
    }

    fn revoke(&mut self, desk: usize) -> Result<(), Stop> {
        // Somebody has to stay.
        if desk == 0 || self.desks[desk].gone || self.server.running.is_none() {
            return Ok(());
        }
        let (device, now) =
            (self.device_of(desk), super::time::BEGIN.plus_ms(i64::try_from(self.now()).unwrap_or(0)));
        self.floor.count("revoke");
        self.on_server(async |app| {
            let tx = app.db().begin().await?;
            store::server::device::revoke(&tx, device, now).await?;
            tx.commit().await
        })?;
        Ok(())
    }

    /// Something that only an admin does, done at the server.
    fn as_admin(&mut self, command: &str, input: serde_json::Value) -> Result<(), Stop> {
        let ada = self.cast.people[0].0;
        let command = command.to_owned();
        self.on_server(async |app| {
            // A refusal is an answer.
            let _ = app.desk().call(ada, &command, input).await;
            Ok(())
        })?;
        self.after_server()
    }

    fn reach(&mut self, person: usize, pick: u64) -> Result<(), Stop> {
        let mut dice = Dice::new(pick, 8);
        let (id, email) = self.cast.people[person].clone();
        let roles = ["technician", "agent", "agent", "manager"];
        let teams: Vec<_> = self.cast.teams.iter().copied().filter(|_| dice.chance(0.5)).collect();
        let name = email.split('@').next().unwrap_or_default().to_owned();
        let input = json!({
            "person": id, "name": name, "email": email, "role": dice.pick(&roles), "teams": teams, "retired": false,
        });
        self.floor.count("reach");
        self.as_admin("person_save", input)
    }

    fn privacy(&mut self, pick: u64) -> Result<(), Stop> {
        let mut dice = Dice::new(pick, 9);
        let at = 1 + dice.below(2);
        let name = if at == 1 { "Vault" } else { "Field" };
        let input = json!({ "team": self.cast.teams[at], "name": name, "private": dice.chance(0.5) });
        self.floor.count("privacy");
        self.as_admin("team_save", input)
    }

    fn decide(&mut self, pick: u64) -> Result<(), Stop> {
        let ada = self.cast.people[0].0;
        let mut dice = Dice::new(pick, 10);
        let decided = self.on_server(async |app| {
            let kept =
                app.desk().quarantined(ada, false).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
            let Some(view) = dice.pick(&kept) else { return Ok(false) };
            let change = view.change.0;
            // What cannot be applied any more stays.
            let _ = if dice.chance(0.7) {
                app.desk().apply_quarantined(ada, change).await
            } else {
                app.desk().discard_quarantined(ada, change).await
            };
            Ok(true)
        })?;
        if decided == Some(true) {
            self.floor.count("quarantine decided");
        }
        self.after_server()
    }

    /// Loses a row of the server's on a desk, past every door.
    fn rot(&mut self, desk: usize, pick: u64) -> Result<(), Stop> {
        let sql = "SELECT lower(hex(id)) FROM record WHERE kind IN (8, 9) AND ver > 0 AND NOT EXISTS \
                   (SELECT 1 FROM outbox) ORDER BY id";
        let Some(rows) = self.on_desk(desk, async |desk| store::sim::dump(desk.db(), sql, 1).await)? else {
            return Ok(());
        };
        let rows = rows?;
        let Some(row) = Dice::new(pick, 11).pick(&rows).cloned() else { return Ok(()) };
        self.floor.count("rot");
        self.rotten.insert(desk);
        let sql = format!("DELETE FROM record WHERE hex(id) = upper('{}')", row[0]);
        if let Some(done) = self.on_desk(desk, async |desk| store::sim::scribble(desk.db(), &sql).await)? {
            done?;
        }
        // It is compared when the desk is started again.
        self.kill(desk, false, 1_000)
    }

    /// Somebody opens a file of some ticket.
    fn fetch(&mut self, desk: usize, pick: u64) -> Result<(), Stop> {
        let sql =
            "SELECT json_extract(doc, '$.hash') FROM record WHERE kind = 10 AND deleted = 0 ORDER BY id";
        let Some(rows) = self.on_desk(desk, async |desk| store::sim::dump(desk.db(), sql, 1).await)? else {
            return Ok(());
        };
        let rows = rows?;
        let Some(hash) = Dice::new(pick, 12).pick(&rows).map(|row| row[0].clone()) else { return Ok(()) };
        self.desks[desk].spawn(|engine| {
            let fetch = engine.fetch(hash);
            Box::pin(async move { Done::Fetched(fetch.await) })
        });
        self.pump(desk, None)
    }

    fn act(&mut self, desk: usize, act: Act, pick: u64) -> Result<(), Stop> {
        if self.desks[desk].running.is_none() || self.desks[desk].asleep_until_ms > self.now() {
            return Ok(());
        }
        let Some(before) = self.outbox(desk)? else { return Ok(()) };
        let (floor, me, cast) = (self.floor.clone(), self.desks[desk].person, self.cast.clone());
        let mut ledger = std::mem::take(&mut self.ledger);
        let done = self.desks[desk]
            .run(&floor, async |desk| acts::perform(desk, me, act, pick, &cast, &mut ledger).await);
        self.ledger = ledger;
        match done {
            Err(Died) => return self.died(desk),
            Ok(Err(problem)) => {
                self.note(format!("desk {desk} {act:?}: {:?} {}", problem.code, problem.message));
                if problem.code == Code::Internal && !problem.message.contains("full") {
                    return Err(Violation::new(7, format!("{act:?} failed: {}", problem.message)).into());
                }
                floor.count(format!("refused {:?}", problem.code));
            }
            Ok(Ok(acted)) => {
                floor.count(format!("act {act:?}"));
                if let Some((mark, ticket)) = acted.made {
                    self.ledger.marks[mark].ticket = Some(ticket);
                }
                if let Some(wrote) = acted.wrote {
                    self.read_back(desk, &wrote)?;
                }
            }
        }
        self.remember(desk, &before.into_keys().collect())?;
        self.pump(desk, Some(Event::Edited))
    }

    /// What was saved is what is shown.
    fn read_back(&mut self, desk: usize, wrote: &acts::Wrote) -> Result<(), Stop> {
        let me = self.desks[desk].person;
        let ask = json!({ "ticket": wrote.ticket });
        let Some(view) = self.on_desk(desk, async |desk| desk.call(me, "ticket_get", ask).await)? else {
            return Ok(());
        };
        let shown = view.map_or_else(|problem| json!(problem.message), |view| view[wrote.field].clone());
        let trimmed = |value: &serde_json::Value| value.as_str().map(str::trim_end).map(str::to_owned);
        if shown != wrote.value && trimmed(&shown) != trimmed(&wrote.value) {
            let what = format!("desk {desk} saved {} = {} and shows {shown}", wrote.field, wrote.value);
            return Err(Violation::new(7, what).into());
        }
        Ok(())
    }

    /// The changes in a desk's outbox; `None` when it does not run.
    pub(crate) fn outbox(&mut self, desk: usize) -> Result<Option<BTreeMap<Uuid, (Change, i16)>>, Stop> {
        let sql = "SELECT change, CAST(state AS TEXT) FROM outbox ORDER BY n";
        let Some(rows) = self.on_desk(desk, async |desk| store::sim::dump(desk.db(), sql, 2).await)? else {
            return Ok(None);
        };
        let mut found = BTreeMap::new();
        for row in rows? {
            let change: Change = serde_json::from_str(&row[0]).context("reading a change")?;
            found.insert(change.id.0, (change, row[1].parse().context("reading a state")?));
        }
        Ok(Some(found))
    }

    /// Notes what a desk has saved, and what its author took back.
    fn remember(&mut self, desk: usize, before: &BTreeSet<Uuid>) -> Result<(), Stop> {
        let Some(after) = self.outbox(desk)? else { return Ok(()) };
        for id in before.iter().filter(|id| !after.contains_key(id)) {
            if let Some(intent) = self.ledger.intents.get_mut(id) {
                intent.given_up = true;
            }
        }
        for (id, (change, _)) in after {
            self.ledger.intents.entry(id).or_insert(Intent { desk, change, given_up: false });
        }
        Ok(())
    }

    /// Removes every fault and lets everybody come back.
    fn heal(&mut self) -> Result<(), Stop> {
        self.note("everything is mended");
        self.traffic.heal();
        self.floor.disarm(SERVER);
        self.script.weather = Weather::CALM;
        self.start_server(false)?;
        for desk in 0..self.desks.len() {
            self.floor.disarm(desk + 1);
            self.desks[desk].asleep_until_ms = 0;
            if self.desks[desk].running.is_some() {
                self.script_on(desk, "PRAGMA max_page_count = 4294967294")?;
            }
            // Links heal one after the other.
            let at = self.now() + self.dice.between(1, 30_000);
            let life = self.desks[desk].life;
            self.wakes.insert(desk, at);
            self.at(at, Ev::Start { desk });
            self.at(at, Ev::Wake { desk, life });
        }
        Ok(())
    }

    /// What is not at rest yet.
    fn unrest(&mut self) -> Result<Option<String>, Stop> {
        let head = self.server.head();
        let eyes = self.eyes()?;
        for desk in 0..self.desks.len() {
            if self.desks[desk].gone || eyes.who(self.desks[desk].person).is_none() {
                continue;
            }
            let Some(standing) = self.desks[desk].standing() else {
                return Ok(Some(format!("desk {desk} is not up")));
            };
            if !standing.quiet {
                return Ok(Some(format!("desk {desk} is not quiet: {standing:?}")));
            }
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
    fn watch_cursor(&mut self, desk: usize) -> Result<(), Stop> {
        let life = self.desks[desk].life;
        let now = self.on_desk(desk, async |desk| anyhow::Ok((desk.epoch().await?, desk.cursor().await?)))?;
        let Some(now) = now.transpose()? else { return Ok(()) };
        let (epoch, seq) = (now.0, now.1.seq);
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

    fn script_on(&mut self, desk: usize, sql: &str) -> Result<(), Stop> {
        if let Some(done) = self.on_desk(desk, async |desk| desk.db().run_script(sql).await)? {
            done?;
        }
        Ok(())
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
