//! Plays many seeds on every core, adds up what occurred, and says what broke, as short as it can be said.

use super::script::Script;
use super::{Mistake, Played, Violation, play, shrink, wanted};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Each so many seeds is played twice, to see that it is the same both times.
const TWICE_EVERY: u64 = 50;
/// From so many seeds on, everything that is wanted must have occurred.
const ENOUGH: u64 = 1_000;
/// Within so many seeds a planted mistake must be found.
pub const CAUGHT_WITHIN: u64 = 2_000;

/// What many worlds came to.
#[derive(Debug, Default)]
pub struct Summary {
    pub seeds: u64,
    pub events: u64,
    pub tally: BTreeMap<String, u64>,
    /// Broken promises, by seed.
    pub violations: BTreeMap<u64, Violation>,
    /// The traces of their worlds.
    pub traces: BTreeMap<u64, (String, String)>,
    /// Seeds that were not the same twice.
    pub unsteady: Vec<u64>,
    pub minutes: f64,
}

impl Summary {
    /// What is wanted and never occurred.
    pub fn missing(&self) -> Vec<String> {
        if self.seeds < ENOUGH {
            return Vec::new();
        }
        wanted().into_iter().filter(|name| !self.tally.contains_key(name)).collect()
    }

    pub fn is_good(&self) -> bool {
        self.violations.is_empty() && self.unsteady.is_empty() && self.missing().is_empty()
    }

    fn add(&mut self, seed: u64, played: Played) {
        self.seeds += 1;
        self.events += played.events;
        for (name, count) in played.tally {
            *self.tally.entry(name).or_default() += count;
        }
        if let Some(violation) = played.violation {
            self.violations.insert(seed, violation);
            self.traces.insert(seed, (played.trace, played.lines));
        }
    }

    /// The whole in lines that a person reads.
    pub fn report(&self) -> String {
        let mut out = String::new();
        for (name, count) in &self.tally {
            let _ = writeln!(out, "{count:>9}  {name}");
        }
        let _ = writeln!(
            out,
            "{} seeds, {} events, {} violations, {:.0} seeds per minute",
            self.seeds,
            self.events,
            self.violations.len(),
            self.seeds as f64 / self.minutes.max(1e-6)
        );
        for seed in &self.unsteady {
            let _ = writeln!(out, "seed {seed} was not the same twice");
        }
        let missing = self.missing();
        if !missing.is_empty() {
            let _ = writeln!(out, "never occurred: {}", missing.join(", "));
        }
        out
    }
}

/// Plays `count` seeds from `from` on. `hear` is told of each broken promise as it is found.
pub fn play_many(from: u64, count: u64, threads: usize, hear: impl Fn(u64, &Violation) + Sync) -> Summary {
    play_each(from, count, threads, hear, Script::write)
}

/// Plays what one seed wrote `count` times, each with other ids, other luck on the lines and other losses.
pub fn play_fortunes(
    script: &Script,
    count: u64,
    threads: usize,
    hear: impl Fn(u64, &Violation) + Sync,
) -> Summary {
    let at = |fortune: u64| Script { seed: script.seed ^ (fortune << 40), ..script.clone() };
    play_each(0, count, threads, hear, at)
}

fn play_each(
    from: u64,
    count: u64,
    threads: usize,
    hear: impl Fn(u64, &Violation) + Sync,
    script: impl Fn(u64) -> Script + Sync,
) -> Summary {
    let begun = Instant::now();
    let next = AtomicU64::new(from);
    let summary = Mutex::new(Summary::default());
    on_cores(threads, || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= from.saturating_add(count) {
                return;
            }
            let script = script(seed);
            let played = play(&script, None, false);
            let unsteady = seed.is_multiple_of(TWICE_EVERY)
                && played.violation.is_none()
                && play(&script, None, false).trace != played.trace;
            if let Some(violation) = &played.violation {
                hear(seed, violation);
            }
            let mut summary = summary.lock().expect("no holder of the summary panics");
            if unsteady {
                summary.unsteady.push(seed);
            }
            summary.add(seed, played);
        }
    });
    let mut summary = summary.into_inner().expect("no holder of the summary panics");
    summary.minutes = begun.elapsed().as_secs_f64() / 60.0;
    summary
}

/// The first of `count` seeds from `from` on at which a planted mistake is found, and by which promise.
///
/// However many threads look, the answer is the same.
pub fn plant(mistake: Mistake, from: u64, count: u64, threads: usize) -> Option<(u64, Violation)> {
    let (next, best) = (AtomicU64::new(from), AtomicU64::new(u64::MAX));
    let found = Mutex::new(BTreeMap::new());
    on_cores(threads, || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= from.saturating_add(count) || seed > best.load(Ordering::Relaxed) {
                return;
            }
            if let Some(violation) = play(&Script::write(seed), Some(mistake.name), false).violation {
                best.fetch_min(seed, Ordering::Relaxed);
                found.lock().expect("no holder panics").insert(seed, violation);
            }
        }
    });
    found.into_inner().expect("no holder panics").into_iter().next()
}

/// Does the same work on several threads, each on a core of its own together with every thread it starts.
///
/// A world is one thread and those of its databases, which only ever wait for each other: on one core the next goes on at
/// once, across two each statement wakes a core that has gone to sleep. It doubles the worlds in a minute.
fn on_cores(threads: usize, work: impl Fn() + Sync) {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let work = &work;
    std::thread::scope(|scope| {
        for place in 0..threads.max(1) {
            let core = cores.get(place % cores.len().max(1)).copied();
            scope.spawn(move || {
                // Where it cannot be had, the worlds are the same and take longer.
                let _pinned = core.is_some_and(core_affinity::set_for_current);
                work();
            });
        }
    });
}

/// A broken promise as a test that can be kept.
pub fn regression(script: &Script, violation: &Violation) -> String {
    let json = serde_json::to_string(script).unwrap_or_default();
    let seed = script.seed;
    format!(
        "#[test]\nfn seed_{seed}_keeps_promise_{}() {{\n    // {}\n    keeps(r#\"{json}\"#);\n}}\n",
        violation.invariant,
        violation.what.replace('\n', " ")
    )
}

/// Plays a seed, and shrinks what it breaks.
pub fn explain(seed: u64, mistake: Option<Mistake>) -> Option<(Script, Violation)> {
    let (script, mistake) = (Script::write(seed), mistake.map(|mistake| mistake.name));
    let violation = play(&script, mistake, false).violation?;
    Some(shrink(&script, &violation, mistake))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(seeds: u64) -> Summary {
        let tally = wanted().into_iter().map(|name| (name, 1)).collect();
        Summary { seeds, tally, ..Summary::default() }
    }

    #[test]
    fn what_never_occurred_fails_a_long_run_and_no_short_one() {
        assert!(whole(ENOUGH).is_good());
        for name in wanted() {
            let mut summary = whole(ENOUGH);
            summary.tally.remove(&name);
            assert!(!summary.is_good(), "nobody misses `{name}`");
            assert_eq!(summary.missing(), [name]);
            summary.seeds = ENOUGH - 1;
            assert!(summary.is_good());
        }
    }

    #[test]
    fn a_broken_promise_or_an_unsteady_world_fails_a_run() {
        let mut broken = whole(1);
        broken.violations.insert(1, Violation { invariant: 1, what: String::new() });
        assert!(!broken.is_good());
        let mut unsteady = whole(1);
        unsteady.unsteady.push(50);
        assert!(!unsteady.is_good());
    }
}
