//! The project's own commands: set a machine up, run Tern, check it, test it.

mod arguments;
mod bench;
mod checks;
mod database;
mod demo;
mod generated;
mod headless;
mod licences;
mod packages;
mod progress;
mod results;
mod run;
mod setup;
mod shell;
mod test;
mod tidy;
mod toolchain;
mod tried;
mod ui;
mod workspace;

use anyhow::{Result, bail};
use arguments::Arguments;
use progress::say;

const USAGE: &str = "\
cargo xtask COMMAND

  run [--sample] [--data DIR] [--release]
                      set this machine up, build Tern and open it
      [--with-server [--desks N]]
                      also start a server on loopback with demo people, and open N windows signed in to it
      [--screenshot FILE]
                      without a display: where the picture goes (default target/xtask/screenshot.png)
  test [--fast|--long]
                      set up, then every check and every test; --fast leaves out windows and torture, --long adds
                      every screen in a browser and the budgets of the window
  check [tidy]        everything static: format, lints, generated files, tidy rules, licences, types
  setup [--testing]   install what running (and testing) needs
  gen                 write the generated files again
  e2e [FILTER]        only the suites that drive the real window
  browser [FILTER]    only the screens in a plain browser; takes Playwright's words, such as --update-snapshots
  try-run             try what README promises of `run` on a machine without a display
  torture [--minutes M] [--desks N] [--seed S] [--database URL]
                      kill, stop, starve and disconnect real desks and a real server; print what was found
  sim [--seeds N] [--from SEED] | --seed S [--mutant NAME] [--trace] [--shrink] | --mutants [NAME] [--seeds N] [--from SEED]
                      play simulated worlds of desks and a server; or one; or with mistakes planted in the engine
  fuzz [--minutes M] [--seed S] [--target T] [--keep]
                      hostile input to a server, a device and what reads messages
  bench [SIZES] [PARTS]
                      measure everything or the parts that are named, print JSON";

fn main() {
    // A dead child or a missing package is an answer, not a crash: one readable chain, no backtrace.
    if let Err(error) = dispatch() {
        progress::complain(&format!("error: {error:#}"));
        std::process::exit(1);
    }
}

fn dispatch() -> Result<()> {
    std::env::set_current_dir(shell::root()?)?;
    let mut arguments = Arguments::from_command_line();
    match arguments.command().as_deref() {
        Some("run") => run::run(arguments),
        Some("test") => test::test(arguments),
        Some("check") => checks::check(arguments),
        Some("setup") => setup::setup(arguments),
        Some("gen") => generated::write(arguments),
        Some("e2e") => test::windows_only(arguments),
        Some("browser") => test::browser_only(arguments),
        Some("torture") => bench::torture(arguments),
        Some("try-run") => tried::try_run(arguments),
        Some("sim") => bench::sim(arguments),
        Some("fuzz") => bench::fuzz(arguments),
        Some("bench") => bench::bench(arguments),
        None | Some("help" | "--help" | "-h") => {
            say(USAGE);
            Ok(())
        }
        Some(other) => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}
