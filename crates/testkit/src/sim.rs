//! A deterministic simulator of desks and a server: real engine, real router, real SQLite, simulated time and network.
//!
//! A seed writes a script (who works, what they do, what goes wrong); the world plays it, mends everything, waits for
//! rest and checks the promises of docs/sync.md. The same seed gives the same trace.

mod acts;
mod bring;
mod busy;
mod checks;
mod deeds;
mod dice;
mod eyes;
mod fields;
mod floor;
mod judge;
mod kept;
mod leaving;
mod ledger;
mod lives;
mod local;
mod looks;
mod mistakes;
mod node;
mod rest;
pub mod run;
mod script;
mod server;
mod shown;
mod shrink;
mod tally;
mod template;
mod time;
mod traffic;
mod weather;
mod wire;
mod world;

pub use mistakes::{MISTAKES, Mistake};
pub use script::{Deed, Script, Step};
pub use shrink::shrink;
pub use tally::wanted;
pub use world::Violation;

use floor::Floor;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use world::{Stop, World};

/// What a world came to.
#[derive(Debug, Clone)]
pub struct Played {
    pub violation: Option<Violation>,
    /// The hash over everything that happened and everything that was there at the end.
    pub trace: String,
    pub events: u64,
    /// The lines of the trace, of a world that broke a promise: one that cannot be played again is known by them alone.
    pub lines: String,
    /// How often each fault, outcome and crash occurred.
    pub tally: BTreeMap<String, u64>,
}

/// Plays a script. `mistake` is planted in the engine; `tell` prints the trace.
///
/// # Panics
/// When the simulator itself cannot go on.
pub fn play(script: &Script, mistake: Option<&str>, tell: bool) -> Played {
    let floor = Rc::new(Floor::new(mistake));
    // Made by a process once, and without anybody on the stage.
    template::template();
    store::sim::enter(floor.clone());
    let mut world = World::new(script, floor.clone(), tell).expect("a world can be made");
    let played = std::panic::catch_unwind(AssertUnwindSafe(|| world.run().and_then(|()| world.check_all())));
    store::sim::leave();
    let violation = match played {
        Ok(Ok(())) => None,
        Ok(Err(Stop::Violated(violation))) => Some(violation),
        Ok(Err(Stop::Broken(error))) => {
            Some(Violation { invariant: 0, what: format!("the simulator cannot go on: {error:#}") })
        }
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(Violation { invariant: 0, what: format!("a panic: {}", said.unwrap_or_default()) })
        }
    };
    let tally = floor.tally.borrow().clone();
    let lines = if violation.is_some() { std::mem::take(&mut world.lines) } else { String::new() };
    let trace = world.trace.finalize().to_hex().to_string();
    Played { violation, trace, events: world.events, lines, tally }
}

/// Prints a line of the trace.
#[expect(clippy::print_stdout, reason = "the trace is what the caller asked to see")]
pub(crate) fn say(line: &str) {
    print!("{line}");
}
