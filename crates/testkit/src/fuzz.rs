//! Hostile input: a server asked by devices that lie, a device answered by a server that lies, and what reads both.
//!
//! Bodies are made from good ones by breaking a few places, since bytes at random end at the first brace. An input that is
//! answered as none before it is kept and broken further.

mod corpus;
mod decoders;
mod device;
mod mutate;
mod server;
mod world;

use anyhow::Result;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// How long, how often, and with what.
#[derive(Debug, Clone)]
pub struct Options {
    /// For each of the three.
    pub span: Duration,
    /// Ends earlier when this many inputs were tried.
    pub executions: u64,
    pub seed: u64,
    /// Inputs that were answered in ways of their own; new ones are added when `keep` is set.
    pub corpus: PathBuf,
    pub keep: bool,
}

/// What was tried and what was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub target: &'static str,
    pub seconds: f64,
    pub executions: u64,
    /// How often each sort of answer came.
    pub answers: BTreeMap<String, u64>,
    /// Inputs in the corpus at the end, those of earlier runs included.
    pub corpus: usize,
    /// The most memory that the process held at once, in MiB.
    pub peak_mib: u64,
    pub findings: Vec<Finding>,
}

/// A promise that an input broke.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    pub what: String,
    pub input: String,
}

/// Findings beyond these are the same ones again.
const FINDINGS: usize = 20;
/// A process that fuzzes holds a server, a device, and the largest body that is allowed, a few times over.
const MEMORY_LIMIT_MIB: u64 = 1_536;

/// A run of one target.
struct Run {
    options: Options,
    begun: Instant,
    random: StdRng,
    report: Report,
    panics: u64,
}

impl Run {
    fn begin(target: &'static str, options: &Options) -> Run {
        watch_panics();
        Run {
            begun: Instant::now(),
            random: StdRng::seed_from_u64(options.seed),
            report: Report { target, ..Report::default() },
            panics: panics(),
            options: options.clone(),
        }
    }

    fn goes_on(&self) -> bool {
        self.begun.elapsed() < self.options.span
            && self.report.executions < self.options.executions
            && self.report.findings.len() < FINDINGS
    }

    /// Counts an input with the sort of its answer, and looks whether something broke while it was tried.
    fn tried(&mut self, answer: &str, input: impl Fn() -> String) {
        self.report.executions += 1;
        *self.report.answers.entry(answer.to_owned()).or_default() += 1;
        if panics() > self.panics {
            self.panics = panics();
            let what = PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone();
            self.found(format!("it panicked: {what}"), input());
        }
        if self.report.executions.is_multiple_of(256) {
            self.weigh(&input);
        }
    }

    fn weigh(&mut self, input: &impl Fn() -> String) {
        let peak = peak_mib();
        if peak > MEMORY_LIMIT_MIB && self.report.peak_mib <= MEMORY_LIMIT_MIB {
            self.found(format!("the process held {peak} MiB"), input());
        }
        self.report.peak_mib = self.report.peak_mib.max(peak);
    }

    fn found(&mut self, what: String, input: String) {
        let known = self.report.findings.iter().any(|finding| finding.what == what);
        if !known && self.report.findings.len() < FINDINGS {
            self.report.findings.push(Finding { what, input });
        }
    }

    fn end(mut self, corpus: usize) -> Report {
        self.weigh(&String::new);
        self.report.corpus = corpus;
        self.report.seconds = self.begun.elapsed().as_secs_f64();
        self.report
    }
}

/// Tries devices that lie on the server.
///
/// # Errors
/// When the stage cannot be set.
pub async fn server(options: &Options) -> Result<Report> {
    server::run(Run::begin("server", options)).await
}

/// Tries a server that lies on a device.
///
/// # Errors
/// As `server`.
pub async fn device(options: &Options) -> Result<Report> {
    device::run(Run::begin("device", options)).await
}

/// Tries what reads and judges messages, with no database behind it.
///
/// # Errors
/// As `server`.
pub fn decoders(options: &Options) -> Result<Report> {
    decoders::run(Run::begin("decoders", options))
}

static PANICS: AtomicU64 = AtomicU64::new(0);
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Counts panics wherever they are caught: an answer of 500 or a task that broke down must not hide one.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
            before(info);
        }));
    });
}

fn panics() -> u64 {
    PANICS.load(Ordering::SeqCst)
}

/// The most memory that this process has held at once; 0 where the system does not tell.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|word| word.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}
