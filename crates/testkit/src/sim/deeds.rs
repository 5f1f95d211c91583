//! What happens to a world: each deed of a script carried out.

use super::dice::Dice;
use super::floor::SERVER;
use super::node::{Done, Node};
use super::script::{Deed, Way};
use super::time::NodeClock;
use super::world::{Ev, Stop, World};
use anyhow::Context;
use serde_json::json;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use sync::plan::Event;
use uuid::Uuid;

impl World {
    pub(crate) fn deed(&mut self, deed: &Deed) -> Result<(), Stop> {
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
                    self.fill_disk(*desk, true)?;
                    self.at(now + for_ms, Ev::DiskFree { desk: *desk });
                }
            }
            Deed::Rot { desk, pick } => return self.rot(*desk, *pick),
            Deed::Clone { desk } => return self.clone_desk(*desk),
            Deed::Keep { desk } => self.keep_folder(*desk)?,
            Deed::PutBack { desk } => return self.put_back(*desk),
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
                self.restored_to = self.ledger.answers.keys().copied().collect();
                self.ledger.told_then = self.ledger.told.len();
            }
            Deed::Restore => return self.restore(),
            Deed::Rest { person, pick } => return self.rest(*person, *pick),
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

    pub(crate) fn restore(&mut self) -> Result<(), Stop> {
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
        // Nobody has these any more: only desks keep what they sent.
        self.ledger.told.truncate(self.ledger.told_then);
        let kept = self.restored_to.clone();
        self.ledger.answers.retain(|answer, _| kept.contains(answer));
        let known: BTreeSet<Uuid> = kept.into_iter().map(|(_, _, change)| change).collect();
        self.ledger.outcomes.retain(|change, _| known.contains(change));
        self.start_server(true)
    }

    pub(crate) fn clone_desk(&mut self, desk: usize) -> Result<(), Stop> {
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
        copy.pocket = original.pocket.duplicate();
        if self.rotten.contains(&desk) {
            self.rotten.insert(at);
        }
        self.desks.push(copy);
        self.at(self.now() + 500, Ev::Start { desk: at });
        Ok(())
    }

    fn keep_folder(&mut self, desk: usize) -> Result<(), Stop> {
        if self.desks[desk].running.is_some() {
            let (folder, has) = (self.folder("kept"), self.sendable(desk)?);
            super::floor::copy_folder(&self.desks[desk].folder, &folder).context("keeping a folder")?;
            self.kept.insert(desk, (folder, has));
        }
        Ok(())
    }

    /// Puts an older copy of a desk in its place. What only the newer one had is lost by the hand of its owner.
    fn put_back(&mut self, desk: usize) -> Result<(), Stop> {
        let Some((kept, has)) = self.kept.remove(&desk) else { return Ok(()) };
        let Some(newer) = self.outbox(desk)? else { return Ok(()) };
        self.floor.count("put back");
        for id in newer.keys() {
            if let Some(intent) = self.ledger.intents.get_mut(id) {
                intent.given_up = true;
            }
        }
        self.ledger.put_back.insert(desk);
        let had = self.sendable(desk)?;
        self.ledger.dropped.extend(had.difference(&has));
        self.kill(desk, false, 1_000)?;
        let folder = self.folder("desk");
        super::floor::copy_folder(&kept, &folder).context("putting a folder back")?;
        self.desks[desk].folder = folder;
        Ok(())
    }

    pub(crate) fn revoke(&mut self, desk: usize) -> Result<(), Stop> {
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
    pub(crate) fn as_admin(&mut self, command: &str, input: serde_json::Value) -> Result<(), Stop> {
        let ada = self.cast.people[0].0;
        let command = command.to_owned();
        self.on_server(async |app| {
            // A refusal is an answer.
            let _ = app.desk().call(ada, &command, input).await;
            Ok(())
        })?;
        self.after_server()
    }

    pub(crate) fn reach(&mut self, person: usize, pick: u64) -> Result<(), Stop> {
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

    pub(crate) fn privacy(&mut self, pick: u64) -> Result<(), Stop> {
        let mut dice = Dice::new(pick, 9);
        let at = 1 + dice.below(2);
        let name = if at == 1 { "Vault" } else { "Field" };
        let input = json!({ "team": self.cast.teams[at], "name": name, "private": dice.chance(0.5) });
        self.floor.count("privacy");
        self.as_admin("team_save", input)
    }

    pub(crate) fn decide(&mut self, pick: u64) -> Result<(), Stop> {
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

    /// Loses a row of the server's on a desk, past every door. One that is deleted is in no sum: the two sides forget
    /// those at their own time, and nobody sees it.
    pub(crate) fn rot(&mut self, desk: usize, pick: u64) -> Result<(), Stop> {
        let sql = "SELECT lower(hex(id)) FROM record WHERE kind IN (8, 9, 16) AND ver > 0 AND deleted = 0 AND NOT EXISTS \
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
    pub(crate) fn fetch(&mut self, desk: usize, pick: u64) -> Result<(), Stop> {
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
}
