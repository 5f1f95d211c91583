//! The storm itself: people edit while processes die, the network lies and a disk fills up.

use super::processes::{Desk, Server};
use super::{Edits, Options, Report};
use crate::ill_disk::Illness;
use crate::proxy::Proxy;
use crate::small_disk::SmallDisk;
use anyhow::{Context as _, Result};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Where an edit leaves its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Note,
    Reply,
    Tag,
    Field,
}

/// What a desk said about an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Saved,
    /// The desk died first.
    None,
    Refused,
    /// Its disk answered with an error.
    DiskFailed,
}

/// An edit with a word that occurs nowhere else.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) token: String,
    pub(super) place: Place,
    pub(super) answer: Answer,
}

pub(super) struct Storm<'a> {
    pub(super) options: &'a Options,
    pub(super) proxy: &'a Proxy,
    pub(super) edits: &'a Edits,
    pub(super) shared: &'a [String],
    pub(super) small_disk: Option<&'a SmallDisk>,
    /// Values of conflicts that somebody decided, and how often they were chosen: each time puts them in place anew.
    pub(super) decided: &'a Mutex<BTreeMap<String, usize>>,
    pub(super) season: Season,
}

/// How long the storm lasts: for its span, and until enough processes were killed, however slow the computer is.
pub(super) struct Season {
    end: Instant,
    killed: AtomicU64,
    least: u64,
}

impl Season {
    pub(super) fn begin(options: &Options) -> Self {
        Season { end: Instant::now() + options.span, killed: AtomicU64::new(0), least: options.kills }
    }

    fn lasts(&self) -> bool {
        Instant::now() < self.end || self.killed.load(Ordering::Relaxed) < self.least
    }

    fn note_kill(&self) {
        self.killed.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits, but not for longer than the storm lasts.
    async fn rest(&self, ms: u64) {
        let until = Instant::now() + Duration::from_millis(ms);
        while self.lasts() && Instant::now() < until {
            let left = until.saturating_duration_since(Instant::now());
            tokio::time::sleep(left.min(Duration::from_millis(50))).await;
        }
    }
}

/// What became of the processes of one kind.
#[derive(Debug, Default, Clone)]
struct Blows {
    killed: u64,
    suspended: u64,
    /// Lives on an ill disk, by what was wrong with it.
    ill: BTreeMap<&'static str, u64>,
}

impl Blows {
    fn note(&mut self, illness: Option<&Illness>) {
        if let Some(illness) = illness {
            *self.ill.entry(illness.name).or_default() += 1;
        }
    }
}

impl Storm<'_> {
    /// Rages for the asked span, then leaves a good line, a running server and an empty disk.
    pub(super) async fn rage(&mut self, server: &mut Server, desks: &mut [Desk]) -> Result<Report> {
        let begun = Instant::now();
        let this = &*self;
        let people = desks.iter_mut().enumerate().map(|(index, desk)| this.person(index, desk));
        let people = futures::future::try_join_all(people);
        let (people, blows, (), filled) =
            tokio::try_join!(people, this.beat(server), this.weather(), this.fill())?;
        self.proxy.heal(true);
        let mut disks_ill = blows.ill;
        for (name, times) in people.iter().flat_map(|blows| &blows.ill) {
            *disks_ill.entry(name).or_default() += times;
        }
        let edits = self.edits.lock().unwrap_or_else(PoisonError::into_inner);
        let count = |answer: Answer| edits.iter().filter(|edit| edit.answer == answer).count();
        Ok(Report {
            seconds: begun.elapsed().as_secs(),
            saved: count(Answer::Saved),
            unanswered: count(Answer::None),
            refused: count(Answer::Refused),
            disk_refused: count(Answer::DiskFailed),
            desks_killed: people.iter().map(|blows| blows.killed).sum(),
            desks_suspended: people.iter().map(|blows| blows.suspended).sum(),
            server_killed: blows.killed,
            server_suspended: blows.suspended,
            disk_filled: filled,
            disks_ill,
            ..Report::default()
        })
    }

    fn random(&self, part: u64) -> StdRng {
        StdRng::seed_from_u64(self.options.seed.wrapping_mul(1_000).wrapping_add(part))
    }

    async fn weather(&self) -> Result<()> {
        let mut random = self.random(1);
        while self.season.lasts() {
            self.proxy.heal(false);
            self.season.rest(random.random_range(2_000..8_000)).await;
            self.proxy.heal(true);
            self.season.rest(random.random_range(500..3_000)).await;
        }
        Ok(())
    }

    async fn beat(&self, server: &mut Server) -> Result<Blows> {
        let mut random = self.random(2);
        let mut blows = Blows::default();
        while self.season.lasts() {
            self.season.rest(random.random_range(1_000..5_000)).await;
            if random.random_bool(0.7) {
                server.kill().await?;
                blows.killed += 1;
                self.season.note_kill();
                self.season.rest(random.random_range(0..1_500)).await;
                let illness = Illness::any(&mut random).filter(|_| random.random_bool(0.4));
                blows.note(illness.as_ref());
                if server.resume_on(illness.as_ref()).await.is_err() {
                    // It says so and ends rather than to work on a disk like that.
                    server.resume().await.context("starting the server after a kill")?;
                }
            } else {
                server.suspend(Duration::from_millis(random.random_range(300..3_000))).await?;
                blows.suspended += 1;
            }
        }
        Ok(blows)
    }

    async fn fill(&self) -> Result<u64> {
        let Some(disk) = self.small_disk else { return Ok(0) };
        let mut random = self.random(3);
        let mut filled = 0;
        while self.season.lasts() {
            self.season.rest(random.random_range(4_000..12_000)).await;
            disk.fill()?;
            filled += 1;
            self.season.rest(random.random_range(500..3_000)).await;
            disk.make_room()?;
        }
        Ok(filled)
    }

    /// Somebody who edits all the time, on a desk that is killed all the time.
    async fn person(&self, index: usize, desk: &mut Desk) -> Result<Blows> {
        let mut random = self.random(10 + index as u64);
        let mut blows = Blows::default();
        let mut own: Vec<String> = Vec::new();
        let mut count = 0;
        while self.season.lasts() {
            if !desk.is_running() {
                let illness = Illness::any(&mut random).filter(|_| random.random_bool(0.4));
                blows.note(illness.as_ref());
                if desk.start_on(illness.as_ref()).await.is_err() {
                    // A full disk lets nobody start, nor does an ill one; it is another one in a moment.
                    desk.kill().await?;
                    self.season.rest(300).await;
                    continue;
                }
            }
            for _ in 0..random.random_range(5..40) {
                count += 1;
                let made = self.edit(desk, &mut random, &format!("w{index}x{count}w"), &own).await;
                own.extend(made);
                self.season.rest(random.random_range(5..120)).await;
            }
            if random.random_bool(0.3) {
                self.decide(desk, &mut random).await;
            }
            count += 1;
            let (command, input, place) = self.any_edit(&mut random, &format!("w{index}x{count}w"), &own);
            let call = tokio::spawn(desk.call(command, &input));
            tokio::time::sleep(Duration::from_micros(random.random_range(0..12_000))).await;
            if random.random_bool(0.7) {
                desk.kill().await?;
                blows.killed += 1;
                self.season.note_kill();
            } else {
                desk.suspend(Duration::from_millis(random.random_range(200..2_500))).await?;
                blows.suspended += 1;
            }
            let answer = call.await.context("waiting for a call")?;
            self.note(&format!("w{index}x{count}w"), place, &answer);
        }
        Ok(blows)
    }

    fn any_edit(&self, random: &mut StdRng, token: &str, own: &[String]) -> (&'static str, Value, Place) {
        let any = |random: &mut StdRng| {
            let shared = self.shared.choose(random).cloned().unwrap_or_default();
            if random.random_bool(0.6) { shared } else { own.choose(random).cloned().unwrap_or(shared) }
        };
        let ticket = any(random);
        match random.random_range(0..10) {
            0 | 1 => ("ticket_new", json!({ "subject": token }), Place::Subject),
            2 | 3 => ("message_add", json!({ "ticket": ticket, "kind": "note", "body": token }), Place::Note),
            4 => ("message_add", json!({ "ticket": ticket, "kind": "reply", "body": token }), Place::Reply),
            5 | 6 => ("ticket_set", json!({ "tickets": [ticket], "add_tags": [token] }), Place::Tag),
            _ => {
                ("ticket_set", json!({ "tickets": [ticket], "fields": { "component": token } }), Place::Field)
            }
        }
    }

    /// Makes one edit and waits for its answer; returns the id of a ticket that was made.
    async fn edit(&self, desk: &Desk, random: &mut StdRng, token: &str, own: &[String]) -> Option<String> {
        let (command, input, place) = self.any_edit(random, token, own);
        let answer = desk.call(command, &input).await;
        self.note(token, place, &answer);
        answer.ok()?["id"].as_str().map(str::to_owned)
    }

    fn note(&self, token: &str, place: Place, answer: &Result<Value>) {
        let answer = match answer {
            Ok(_) => Answer::Saved,
            Err(error) if error.downcast_ref::<reqwest::Error>().is_some() => Answer::None,
            Err(error) if error.to_string().contains("\"disk_failing\"") => Answer::DiskFailed,
            Err(_) => Answer::Refused,
        };
        let edit = Edit { token: token.to_owned(), place, answer };
        self.edits.lock().unwrap_or_else(PoisonError::into_inner).push(edit);
    }

    /// Settles one of the conflicts, if there is one; a desk that cannot answer just leaves it.
    async fn decide(&self, desk: &Desk, random: &mut StdRng) {
        let Ok(Value::Array(conflicts)) = desk.call("conflict_list", &json!({})).await else { return };
        let Some(conflict) = conflicts.choose(random) else { return };
        let is_chosen = random.random_bool(0.5);
        let choice = if is_chosen { "mine" } else { "theirs" };
        let input = json!({ "conflict": conflict["id"], "choice": choice });
        // A closed conflict leaves the list, so that its value is looked for no longer. Somebody else may have decided
        // meanwhile: that is the storm, too.
        if let Some(word) = conflict["mine"].as_str() {
            let mut decided = self.decided.lock().unwrap_or_else(PoisonError::into_inner);
            *decided.entry(word.to_owned()).or_default() += usize::from(is_chosen);
        }
        let _ = desk.call("conflict_resolve", &input).await;
    }
}
