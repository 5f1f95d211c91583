//! The simulator as a program: plays seeds, one seed with its trace, or worlds with mistakes planted in the engine.

#![expect(clippy::print_stdout, reason = "what it finds is its output")]

use anyhow::{Context, bail};
use std::process::ExitCode;
use testkit::sim::{MISTAKES, Mistake, Script, play, run};

const USAGE: &str = "tern-sim [--seeds N] [--from SEED] [--threads T]
tern-sim --seed S [--mutant NAME] [--trace] [--shrink]
tern-sim --seed S --fortunes N [--threads T]
  --fortunes plays what the seed wrote with other ids and other luck
tern-sim --script FILE [--mutant NAME] [--trace]
tern-sim --mutants [NAME] [--seeds N] [--from SEED] [--threads T]
  --mutants plants each mistake of the engine, or one, and looks for it in the seeds one after the other";

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
    let mut arguments = std::env::args().skip(1).peekable();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let (mut seeds, mut from, mut threads, mut seed) = (None::<u64>, 1_u64, cores, None::<u64>);
    let mut script = None::<Script>;
    let mut fortunes = None::<u64>;
    let (mut trace, mut shrink, mut mutants, mut mistake) = (false, false, false, None::<Mistake>);
    while let Some(argument) = arguments.next() {
        let mut number = || -> anyhow::Result<u64> {
            arguments.next().context("a number is missing")?.parse().context("that is no number")
        };
        match argument.as_str() {
            "--seeds" => seeds = Some(number()?),
            "--from" => from = number()?,
            "--threads" => threads = usize::try_from(number()?)?,
            "--seed" => seed = Some(number()?),
            "--fortunes" => fortunes = Some(number()?),
            "--script" => {
                let file = arguments.next().context("a file is missing")?;
                let text = std::fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
                script = Some(serde_json::from_str(&text).context("reading the script")?);
            }
            "--trace" => trace = true,
            "--shrink" => shrink = true,
            "--mutant" => mistake = Some(named(&arguments.next().context("a mistake is missing")?)?),
            "--mutants" => {
                mutants = true;
                if let Some(name) = arguments.next_if(|next| !next.starts_with('-')) {
                    mistake = Some(named(&name)?);
                }
            }
            other => bail!("there is no option `{other}`"),
        }
    }
    // What a planted bug or a torn answer panics with is caught and reported with its seed.
    std::panic::set_hook(Box::new(|_| {}));
    if mutants {
        return Ok(plant(mistake, from, seeds.unwrap_or(run::CAUGHT_WITHIN), threads));
    }
    if let Some(script) = script {
        let played = play(&script, mistake.map(|mistake| mistake.name), trace);
        println!("{:?}", played.violation);
        return Ok(played.violation.is_none() == mistake.is_none());
    }
    if let (Some(seed), Some(fortunes)) = (seed, fortunes) {
        let summary = run::play_fortunes(&Script::write(seed), fortunes, threads, |fortune, violation| {
            println!("fortune {fortune} breaks promise {}: {}", violation.invariant, violation.what);
        });
        keep_traces(&summary)?;
        println!("{}", summary.report());
        return Ok(summary.violations.is_empty() && summary.unsteady.is_empty());
    }
    if let Some(seed) = seed {
        return Ok(one(seed, mistake, trace, shrink));
    }
    if mistake.is_some() {
        bail!("--mutant goes with one seed or script; --mutants looks through many");
    }
    let seeds = seeds.unwrap_or(300);
    let summary = run::play_many(from, seeds, threads, |seed, violation| {
        println!("seed {seed} breaks promise {}: {}", violation.invariant, violation.what);
    });
    keep_traces(&summary)?;
    for seed in summary.violations.keys().take(3) {
        if let Some((script, violation)) = run::explain(*seed, None) {
            println!("\n{}", run::regression(&script, &violation));
        }
    }
    println!("{}", summary.report());
    Ok(summary.is_good())
}

/// Writes the traces of worlds that broke a promise into files: the next time may be another.
fn keep_traces(summary: &run::Summary) -> anyhow::Result<()> {
    for (seed, (hash, lines)) in &summary.traces {
        let file = std::env::temp_dir().join(format!("tern-sim-{seed}.trace"));
        std::fs::write(&file, lines).with_context(|| format!("writing {}", file.display()))?;
        println!("the trace of {seed}, {hash}, is in {}", file.display());
    }
    Ok(())
}

fn named(name: &str) -> anyhow::Result<Mistake> {
    let known = || MISTAKES.map(|mistake| mistake.name).join(", ");
    Mistake::named(name).with_context(|| format!("there is no mistake `{name}`; there are {}", known()))
}

/// Plays one seed; good is a world that keeps every promise, or one with a mistake in it that is found.
fn one(seed: u64, mistake: Option<Mistake>, trace: bool, shrink: bool) -> bool {
    let planted = mistake.map(|mistake| mistake.name);
    let played = play(&Script::write(seed), planted, trace);
    println!("seed {seed}: {} events, trace {}", played.events, played.trace);
    let Some(violation) = &played.violation else { return mistake.is_none() };
    println!("breaks promise {}: {}", violation.invariant, violation.what);
    if shrink && let Some((script, violation)) = run::explain(seed, mistake) {
        println!("\n{}", run::regression(&script, &violation));
        if trace {
            play(&script, planted, true);
        }
    }
    mistake.is_some()
}

fn plant(only: Option<Mistake>, from: u64, seeds: u64, threads: usize) -> bool {
    let chosen = only.map_or_else(|| MISTAKES.to_vec(), |only| vec![only]);
    let mut caught = 0;
    for mistake in &chosen {
        let Mistake { name, does } = mistake;
        match run::plant(*mistake, from, seeds, threads) {
            Some((seed, violation)) => {
                caught += 1;
                println!(
                    "caught  {name} ({does}) at seed {seed} by promise {}: {}",
                    violation.invariant, violation.what
                );
            }
            None => println!("MISSED  {name} ({does}) in {seeds} seeds from {from} on"),
        }
    }
    println!("{caught} of {} planted mistakes caught", chosen.len());
    caught == chosen.len()
}
