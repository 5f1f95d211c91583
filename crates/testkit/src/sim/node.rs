//! A simulated desk: the real desk and the real engine of sync, with the plan turned by the world.

use super::busy::Busy;
use super::dice::Dice;
use super::floor::{Died, Floor};
use super::local::Counted;
use super::time::{Alarms, NodeClock, SeededIds};
use super::wire::Line;
use crate::pocket::Pocket;
use anyhow::{Context, Result};
use contract::commands::Tag;
use desk::clock::{Clock, Ids};
use desk::{DEVICE, Desk, Seat};
use domain::ids::{DeviceId, PersonId};
use std::collections::VecDeque;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;
use store::blobs::Blobs;
use store::{Db, Location};
use sync::fault::Fault;
use sync::plan::{Action, Event, Moment, Plan, Standing};
use sync::{Engine, HandedOver, Options};
use tokio::runtime::Runtime;
use tokio::sync::broadcast::error::TryRecvError;
use tokio::task::{AbortHandle, JoinSet};
use url::Url;

/// What came of work that the world asked for.
#[derive(Debug)]
pub(crate) enum Done {
    Event(Event),
    Surrendered(Result<HandedOver, Fault>),
    Kept(Result<(), Fault>),
    Fetched(Result<(), Fault>),
}

/// A desk's program while it runs.
pub(crate) struct Running {
    pub(crate) runtime: Runtime,
    pub(crate) desk: Desk,
    pub(crate) line: Line,
    engine: Engine,
    plan: Plan,
    begun_ms: u64,
    tasks: JoinSet<Done>,
    stream: Option<AbortHandle>,
    /// What in the engine waits for time to pass.
    alarms: Alarms,
    /// What the desk says of its outbox, as the driver of the product hears it.
    changed: tokio::sync::broadcast::Receiver<std::collections::BTreeSet<Tag>>,
    /// Whether somebody sees to what the plan cannot do: signing in, handing over.
    pub(crate) cared_for: bool,
}

pub(crate) struct Node {
    /// Its place on the floor.
    pub(crate) at: usize,
    pub(crate) person: PersonId,
    pub(crate) email: String,
    pub(crate) folder: PathBuf,
    pub(crate) clock: NodeClock,
    pub(crate) pocket: Pocket,
    /// What it was when it was set up; a copy becomes another.
    pub(crate) device: DeviceId,
    pub(crate) running: Option<Running>,
    /// Counts its programs: what was on its way to an earlier one is lost.
    pub(crate) life: u64,
    pub(crate) asleep_until_ms: u64,
    /// It was wiped for good.
    pub(crate) gone: bool,
    /// How often it found that it had not what the server has.
    pub(crate) differed: Arc<AtomicUsize>,
    ids: Arc<SeededIds>,
    dice: Dice,
}

impl Node {
    pub(crate) fn new(
        at: usize,
        person: PersonId,
        email: String,
        folder: PathBuf,
        clock: NodeClock,
        device: DeviceId,
        seed: u64,
    ) -> Self {
        let ids = Arc::new(SeededIds::new(clock.world.clone(), Dice::new(seed, 100 + at as u64)));
        Node {
            at,
            person,
            email,
            folder,
            clock,
            pocket: Pocket::default(),
            device,
            running: None,
            life: 0,
            asleep_until_ms: 0,
            gone: false,
            differed: Arc::default(),
            ids,
            dice: Dice::new(seed, 200 + at as u64),
        }
    }

    /// Starts the program on what is in its folder.
    pub(crate) fn start(&mut self, floor: &Floor, page: usize, push: usize) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        floor.keeps_in(self.at, &self.folder);
        self.life += 1;
        let busy = Busy::default();
        let line = Line::new(busy.clone());
        let (clock, ids): (Arc<dyn Clock>, Arc<dyn Ids>) = (Arc::new(self.clock.clone()), self.ids.clone());
        self.clock.offset_ms.store(0, std::sync::atomic::Ordering::SeqCst);
        let (folder, fallback) = (self.folder.clone(), self.device);
        let opened = floor.run(self.at, &runtime, async move {
            let db = Db::open(&Location::File(folder.join("tern.db")), None).await?;
            let device = store::state::get(&db, DEVICE).await?.unwrap_or(fallback);
            let blobs = Blobs::open(folder.join("blobs"), None);
            let desk = Desk::open(db, blobs, Seat::Device { device, connected: true }, clock, ids).await?;
            desk.recounted().await;
            anyhow::Ok((desk, device))
        });
        let (desk, device) = opened.map_err(|Died| anyhow::anyhow!("a desk died while it was opened"))??;
        desk.set_send_delay_ms(5_000);
        let changed = desk.changed();
        let alarms = Alarms::new(self.clock.world.clone(), busy.clone());
        let options = self.options(page, &line, &alarms);
        let local = Counted { desk: desk.clone(), busy, push, differed: self.differed.clone() };
        let url = Url::parse("http://server.invalid/").context("reading an address")?;
        let engine = Engine::new(Arc::new(local), &url, device, Arc::new(self.pocket.clone()), &options)
            .context("making an engine")?;
        self.running = Some(Running {
            runtime,
            desk,
            line,
            engine,
            plan: Plan::new(),
            begun_ms: self.clock.world.ms(),
            tasks: JoinSet::new(),
            stream: None,
            alarms,
            changed,
            cared_for: false,
        });
        Ok(())
    }

    fn options(&self, page: usize, line: &Line, alarms: &Alarms) -> Options {
        let (wall, offset, ticks) =
            (self.clock.clone(), self.clock.offset_ms.clone(), self.clock.world.clone());
        let alarms = alarms.clone();
        Options {
            page,
            clock: Arc::new(move || wall.wall()),
            ticks: Arc::new(move || Duration::from_millis(ticks.ms())),
            sleep: Arc::new(move |span| Box::pin(alarms.sleep(span))),
            on_offset: Some(Arc::new(move |ms| offset.store(ms, std::sync::atomic::Ordering::SeqCst))),
            transport: Some(Arc::new(line.clone())),
            ..Options::default()
        }
    }

    /// Ends the program as a kill does, and leaves what a power cut leaves when it was one.
    pub(crate) fn die(&mut self, floor: &Floor, to: &Path, power: bool) -> Result<()> {
        let lost = power.then(|| self.dice.unit());
        floor.remains(self.at, &self.folder, to, lost).context("copying what is left of a desk")?;
        self.folder = to.to_owned();
        if let Some(mut running) = self.running.take() {
            running.tasks.abort_all();
            drop(running.tasks);
            running.runtime.shutdown_background();
        }
        Ok(())
    }

    /// Destroys the desk's copy, as a revoked device does.
    pub(crate) fn wipe(&mut self) -> Result<()> {
        if let Some(mut running) = self.running.take() {
            running.tasks.abort_all();
            drop(running.tasks);
            running.runtime.shutdown_background();
        }
        self.gone = true;
        std::fs::remove_dir_all(&self.folder).context("removing a desk's folder")
    }

    pub(crate) fn moment(&self) -> Moment {
        let begun = self.running.as_ref().map_or(0, |running| running.begun_ms);
        Moment(self.clock.world.ms().saturating_sub(begun))
    }

    pub(crate) fn standing(&self) -> Option<Standing> {
        self.running.as_ref().map(|running| running.plan.standing(self.moment()))
    }

    /// When the plan or the engine wants to be woken, in the world's time.
    pub(crate) fn wake_ms(&self) -> Option<u64> {
        let running = self.running.as_ref()?;
        let plan = running.plan.next_wake(self.moment()).map(|moment| running.begun_ms + moment.0);
        [plan, running.alarms.next_ms()].into_iter().flatten().min()
    }

    /// Runs something at the desk itself.
    pub(crate) fn run<T>(&self, floor: &Floor, work: impl AsyncFnOnce(&Desk) -> T) -> Result<T, Died> {
        let running = self.running.as_ref().ok_or(Died)?;
        floor.run(self.at, &running.runtime, async {
            let done = work(&running.desk).await;
            running.desk.recounted().await;
            done
        })
    }

    /// Sets work of the engine going.
    pub(crate) fn spawn(&mut self, work: impl FnOnce(&Engine) -> Work) {
        if let Some(running) = &mut self.running {
            let begun = running.line.busy.work();
            let work = work(&running.engine);
            let task = async move {
                drop(begun);
                work.await
            };
            running.tasks.spawn_on(task, running.runtime.handle());
        }
    }

    /// Lets everything that can go on do so; `event` is told to the plan first. Returns what the world has to see to.
    pub(crate) fn pump(
        &mut self,
        floor: &Floor,
        event: Option<Event>,
        mut hear: impl FnMut(&Event),
    ) -> Result<Vec<Done>, Died> {
        let mut told: VecDeque<Event> = event.into_iter().collect();
        let mut world = Vec::new();
        loop {
            self.settle(floor, &mut told, &mut world)?;
            // One after the other, so that the same seed gives the same order.
            if !self.running.as_ref().is_some_and(|running| running.alarms.ring()) {
                break;
            }
        }
        while let Some(event) = told.pop_front() {
            hear(&event);
            let (moment, jitter) = (self.moment(), self.dice.unit());
            let Some(running) = &mut self.running else { return Ok(world) };
            for action in running.plan.on(event, moment, jitter) {
                self.begin(action);
                // One after the other, so that the same seed gives the same order.
                self.settle(floor, &mut told, &mut world)?;
            }
        }
        Ok(world)
    }

    fn begin(&mut self, action: Action) {
        let Some(running) = &mut self.running else { return };
        if action == Action::Hush {
            if let Some(stream) = running.stream.take() {
                stream.abort();
            }
            return;
        }
        let Some(work) = running.engine.perform(action) else { return };
        let begun = running.line.busy.work();
        let task = async move {
            drop(begun);
            Done::Event(work.await)
        };
        let handle = running.tasks.spawn_on(task, running.runtime.handle());
        if matches!(action, Action::Listen(_)) {
            running.stream = Some(handle);
        }
    }

    fn settle(
        &mut self,
        floor: &Floor,
        told: &mut VecDeque<Event>,
        world: &mut Vec<Done>,
    ) -> Result<(), Died> {
        let Some(running) = &mut self.running else { return Ok(()) };
        // What a desk counts in the background is part of the step, so that the same seed gives the same disk.
        floor.run(self.at, &running.runtime, async {
            running.line.busy.idle().await;
            running.desk.recounted().await;
        })?;
        while let Some(event) = running.engine.said() {
            told.push_back(event);
        }
        loop {
            match running.changed.try_recv() {
                Ok(tags) if !tags.contains(&Tag::Outbox) => {}
                Ok(_) | Err(TryRecvError::Lagged(_)) => {
                    if told.back() != Some(&Event::Edited) {
                        told.push_back(Event::Edited);
                    }
                }
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        while let Some(ended) = running.tasks.try_join_next() {
            match ended {
                Ok(Done::Event(event)) => told.push_back(event),
                Ok(done) => world.push(done),
                Err(error) if error.is_cancelled() => {}
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }
        Ok(())
    }
}

/// Work of the engine, whose end the world hears.
pub(crate) type Work = std::pin::Pin<Box<dyn Future<Output = Done> + Send>>;
