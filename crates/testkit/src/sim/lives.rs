//! How nodes live: desks that go on, sign in, edit, die and rise, and the server with them.

use super::acts;
use super::floor::Died;
use super::node::Done;
use super::script::Act;
use super::template::PASSWORD;
use super::world::{Ev, Stop, Violation, World};
use anyhow::Context;
use contract::problem::Code;
use domain::change::Change;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use sync::fault::Fault;
use sync::plan::{Event, Phase};
use uuid::Uuid;

/// The changes of an outbox by their ids, each with how far it has come.
pub(crate) type Outbox = BTreeMap<Uuid, (Change, i16)>;

impl World {
    /// Lets one desk go on, and carries out what it asks of the world.
    pub(crate) fn pump(&mut self, desk: usize, event: Option<Event>) -> Result<(), Stop> {
        if self.desks[desk].running.is_none() {
            return Ok(());
        }
        let floor = self.floor.clone();
        let (mut heard, mut read, mut worked, mut forgot) = (Vec::new(), false, false, false);
        let pumped = self.desks[desk].pump(&floor, event, |event| {
            read |= matches!(event, Event::Paged | Event::Pulled { .. });
            let idle = matches!(
                event,
                Event::Tick | Event::Byte { .. } | Event::Heard { .. } | Event::Opened { .. }
            );
            worked |= !idle;
            forgot |= matches!(event, Event::Forgot);
            heard.push(format!("{event:?}"));
        });
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
        if forgot {
            self.watch_history(desk)?;
        }
        if read {
            self.look_at_edits(desk)?;
        }
        // Only what rots by itself may have to be mended; anything else is a page that was not what it ought to be. What
        // was deleted long ago goes with all that belongs to it, on each side at its own time.
        if self.desks[desk].differed.swap(0, Ordering::SeqCst) > 0 {
            self.floor.count("found rot");
            if !self.rotten.contains(&desk) && !self.ledger.forgot {
                return Err(Violation::new(4, format!("desk {desk} had not what the server has")).into());
            }
        }
        self.care_for(desk)?;
        self.plan_wake(desk);
        if worked { self.watch_cursor(desk) } else { Ok(()) }
    }

    pub(crate) fn see_to(&mut self, desk: usize, done: Done) -> Result<(), Stop> {
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
            Done::Surrendered(Ok(handed)) => {
                self.floor.count("surrendered");
                self.note(format!("desk {desk} surrendered {}, lost {}", handed.kept, handed.lost));
                self.desks[desk].wipe()?;
                Ok(())
            }
            Done::Surrendered(Err(Fault::Unauthorised)) => {
                // A server that was put back to an older backup does not know the session: the window asks to sign in.
                self.floor.count("signed out while revoked");
                self.at(now + 10_000, Ev::SignIn { desk, life });
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
    pub(crate) fn care_for(&mut self, desk: usize) -> Result<(), Stop> {
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

    pub(crate) fn sign_in(&mut self, desk: usize, life: u64) -> Result<(), Stop> {
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

    pub(crate) fn surrender(&mut self, desk: usize, life: u64) -> Result<(), Stop> {
        if self.desks[desk].life != life {
            return Ok(());
        }
        self.desks[desk].spawn(|engine| {
            let surrender = engine.surrender();
            Box::pin(async move { Done::Surrendered(surrender.await) })
        });
        self.pump(desk, None)
    }

    pub(crate) fn plan_wake(&mut self, desk: usize) {
        let Some(wake) = self.desks[desk].wake_ms() else { return };
        let wake = wake.max(self.now() + 1).max(self.desks[desk].asleep_until_ms);
        let life = self.desks[desk].life;
        if self.wakes.insert(desk, (life, wake)) != Some((life, wake)) {
            self.at(wake, Ev::Wake { desk, life });
        }
    }

    pub(crate) fn start_desk(&mut self, desk: usize) -> Result<(), Stop> {
        if self.desks[desk].gone || self.desks[desk].running.is_some() {
            return Ok(());
        }
        let (floor, tuning) = (self.floor.clone(), self.script.tuning);
        self.desks[desk].start(&floor, tuning.page, tuning.push)?;
        let life = self.desks[desk].life;
        self.note(format!("desk {desk} starts, life {life}"));
        self.remember(desk)?;
        // Before anything is compared or mended: what a crash leaves is whole.
        self.look_at_one(desk)?;
        self.pump(desk, Some(Event::Tick))
    }

    pub(crate) fn died(&mut self, desk: usize) -> Result<(), Stop> {
        let for_ms = self.traffic.rises_after(desk + 1);
        self.note(format!("desk {desk} died"));
        self.kill(desk, false, for_ms)
    }

    pub(crate) fn kill(&mut self, desk: usize, power: bool, for_ms: u64) -> Result<(), Stop> {
        let (floor, folder) = (self.floor.clone(), self.folder("desk"));
        self.desks[desk].die(&floor, &folder, power)?;
        self.traffic.hang_up(desk);
        let at = self.now() + for_ms;
        self.at(at, Ev::Start { desk });
        Ok(())
    }

    pub(crate) fn start_server(&mut self, restored: bool) -> Result<(), Stop> {
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

    pub(crate) fn act(&mut self, desk: usize, act: Act, pick: u64) -> Result<(), Stop> {
        if self.desks[desk].running.is_none() || self.desks[desk].asleep_until_ms > self.now() {
            return Ok(());
        }
        let Some(before) = self.outbox(desk)? else { return Ok(()) };
        let mut picked = None;
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
                picked = acted.picked;
                for (mark, record) in acted.made {
                    self.ledger.marks[mark].record = Some(record);
                }
                if let Some(wrote) = acted.wrote {
                    self.read_back(desk, &wrote)?;
                }
            }
        }
        self.remember(desk)?;
        self.check_left(desk, act, picked, &before)?;
        self.pump(desk, Some(Event::Edited))
    }

    /// What was saved is what is shown.
    pub(crate) fn read_back(&mut self, desk: usize, wrote: &acts::Wrote) -> Result<(), Stop> {
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
    pub(crate) fn outbox(&mut self, desk: usize) -> Result<Option<Outbox>, Stop> {
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

    /// The changes that a desk can send, again if need be: those in its outbox, and those that its server took in.
    pub(crate) fn sendable(&mut self, desk: usize) -> Result<BTreeSet<Uuid>, Stop> {
        let sql = "SELECT lower(hex(id)) FROM outbox UNION SELECT lower(hex(id)) FROM acked";
        let Some(rows) = self.on_desk(desk, async |desk| store::sim::dump(desk.db(), sql, 1).await)? else {
            return Ok(BTreeSet::new());
        };
        let ids = rows?.into_iter().map(|row| row[0].parse().context("reading an id"));
        Ok(ids.collect::<anyhow::Result<_>>()?)
    }
}
