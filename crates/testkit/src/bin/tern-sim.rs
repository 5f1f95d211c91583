//! The simulator as a program: plays seeds, one seed with its trace, or worlds with mistakes planted in the engine.

#![expect(clippy::print_stdout, reason = "what it finds is its output")]

use anyhow::{Context, bail};
use std::process::ExitCode;
use testkit::sim::{Script, play, run};

const USAGE: &str = "tern-sim [--seeds N] [--from SEED] [--threads T] | --seed S [--trace] [--shrink] | --script FILE [--trace] | --mutants [NAME]";

fn main() -> ExitCode {
    match work() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error:#}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn work() -> anyhow::Result<bool> {
    let mut arguments = std::env::args().skip(1);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let (mut seeds, mut from, mut threads, mut seed) = (300_u64, 1_u64, cores, None::<u64>);
    let mut script = None::<Script>;
    let (mut trace, mut shrink, mut mutants, mut only) = (false, false, false, None::<String>);
    while let Some(argument) = arguments.next() {
        let mut number = || -> anyhow::Result<u64> {
            arguments.next().context("a number is missing")?.parse().context("that is no number")
        };
        match argument.as_str() {
            "--seeds" => seeds = number()?,
            "--from" => from = number()?,
            "--threads" => threads = usize::try_from(number()?)?,
            "--seed" => seed = Some(number()?),
            "--script" => {
                let file = arguments.next().context("a file is missing")?;
                let text = std::fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
                script = Some(serde_json::from_str(&text).context("reading the script")?);
            }
            "--trace" => trace = true,
            "--shrink" => shrink = true,
            "--mutants" => mutants = true,
            name if mutants && !name.starts_with('-') => only = Some(name.to_owned()),
            other => bail!("there is no option `{other}`"),
        }
    }
    // What a planted bug or a torn answer panics with is caught and reported with its seed.
    std::panic::set_hook(Box::new(|_| {}));
    if mutants {
        return Ok(plant(threads, only.as_deref()));
    }
    if let Some(script) = script {
        let played = play(&script, None, trace);
        println!("{:?}", played.violation);
        return Ok(played.violation.is_none());
    }
    if let Some(seed) = seed {
        return Ok(one(seed, trace, shrink));
    }
    let summary = run::play_many(from, seeds, threads, |seed, violation| {
        println!("seed {seed} breaks promise {}: {}", violation.invariant, violation.what);
    });
    for seed in summary.violations.keys().take(3) {
        if let Some((script, violation)) = run::explain(*seed) {
            println!("\n{}", run::regression(&script, &violation));
        }
    }
    println!("{}", summary.report());
    Ok(summary.is_good())
}

fn one(seed: u64, trace: bool, shrink: bool) -> bool {
    let played = play(&Script::write(seed), None, trace);
    println!("seed {seed}: {} events, trace {}", played.events, played.trace);
    let Some(violation) = &played.violation else { return true };
    println!("breaks promise {}: {}", violation.invariant, violation.what);
    if shrink && let Some((script, violation)) = run::explain(seed) {
        println!("\n{}", run::regression(&script, &violation));
        if trace {
            play(&script, None, true);
        }
    }
    false
}

fn plant(threads: usize, only: Option<&str>) -> bool {
    let found = run::plant_all(threads, only, |name, caught| match caught {
        Some((seed, violation)) => {
            println!("caught  {name} at seed {seed} by promise {}: {}", violation.invariant, violation.what);
        }
        None => println!("MISSED  {name} in {} seeds", run::CAUGHT_WITHIN),
    });
    let caught = found.values().filter(|caught| caught.is_some()).count();
    println!("{caught} of {} planted mistakes caught", found.len());
    caught == found.len() && caught > 0
}
