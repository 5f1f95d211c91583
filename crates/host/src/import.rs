//! Imports in the background: reads the file, then takes the batch in whole, with progress and cancel.

use crate::host::Host;
use connectors::{Settings, Tick};
use contract::import::{ImportReport, ImportStart, ImportStarted, PresetView, RejectedRow};
use contract::problem::{Code, Problem};
use contract::session::Notice;
use domain::import::Batch;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) fn presets() -> Vec<PresetView> {
    connectors::presets()
        .iter()
        .map(|preset| PresetView {
            name: preset.name.to_owned(),
            label: preset.label.to_owned(),
            extensions: preset.extensions.iter().map(|ending| (*ending).to_owned()).collect(),
        })
        .collect()
}

/// Begins an import; notices tell how it goes.
pub(crate) async fn start(host: &Arc<Host>, input: ImportStart) -> Result<ImportStarted, Problem> {
    let open = host.desk().await?;
    let preset = connectors::preset(&input.preset).ok_or_else(|| {
        let known: Vec<&str> = connectors::presets().iter().map(|preset| preset.name).collect();
        Problem::new(
            Code::BadInput,
            format!("There is no preset `{}`; there is {}.", input.preset, known.join(", ")),
        )
    })?;
    let zone_name = input
        .zone
        .clone()
        .unwrap_or_else(|| iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned()));
    let zone = connectors::zone(&zone_name)
        .map_err(|error| Problem::new(Code::Invalid, error).with(serde_json::json!({ "field": "zone" })))?;
    let (source, total): (Box<dyn Read + Send>, u64) = match (input.path, input.text) {
        (Some(path), None) => {
            let unreadable = |error| Problem::new(Code::BadInput, format!("{path} cannot be read: {error}"));
            let file = std::fs::File::open(&path).map_err(unreadable)?;
            let length = file.metadata().map_err(unreadable)?.len();
            (Box::new(file), length)
        }
        (None, Some(text)) => {
            let length = text.len() as u64;
            (Box::new(std::io::Cursor::new(text.into_bytes())), length)
        }
        _ => return Err(Problem::new(Code::BadInput, "Give either a path or the content of the file.")),
    };
    let cancel = Arc::new(AtomicBool::new(false));
    {
        let mut running = host.import.lock().await;
        if running.is_some() {
            return Err(Problem::new(Code::Busy, "An import is running already."));
        }
        *running = Some(Arc::clone(&cancel));
    }
    let matrix = open.desk.matrix();
    let host = Arc::clone(host);
    let zone_told = zone_name.clone();
    tokio::spawn(async move {
        let mut report = ImportReport { zone: zone_name, ..ImportReport::default() };
        let settings = Settings { zone, matrix };
        match read(&host, preset, source, total, settings, Arc::clone(&cancel)).await {
            Ok(batch) => {
                report.rejected = batch.rejected.iter().map(rejected).collect();
                let notices = host.notices.clone();
                let mut told = -1;
                let mut progress = |done: i64, total: i64| {
                    let percent = (done * 50).checked_div(total).map_or(100, |share| 50 + share);
                    if percent != told {
                        told = percent;
                        let _ = notices.send(Notice::ImportProgress { done: percent, total: 100 });
                    }
                    if cancel.load(Ordering::Relaxed) {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                };
                match open.desk.import(open.me, &batch, &mut progress).await.map_err(Problem::from) {
                    Ok(imported) => {
                        report.added = imported.added;
                        report.known = imported.known;
                        report.people = imported.people;
                    }
                    Err(problem) => failed(&mut report, problem),
                }
            }
            Err(problem) => failed(&mut report, problem),
        }
        *host.import.lock().await = None;
        let _ = host.notices.send(Notice::ImportEnded { report });
    });
    Ok(ImportStarted { zone: zone_told })
}

async fn read(
    host: &Arc<Host>,
    preset: &'static connectors::Preset,
    mut source: Box<dyn Read + Send>,
    total: u64,
    settings: Settings,
    cancel: Arc<AtomicBool>,
) -> Result<Batch, Problem> {
    let notices = host.notices.clone();
    let parsed = tokio::task::spawn_blocking(move || {
        let mut told = 0;
        (preset.parse)(source.as_mut(), &settings, &mut |tick: Tick| {
            let percent =
                (tick.bytes * 50).checked_div(total).map_or(50, |share| i64::try_from(share).unwrap_or(50));
            if percent != told {
                told = percent;
                let _ = notices.send(Notice::ImportProgress { done: percent, total: 100 });
            }
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    });
    match parsed.await {
        Ok(Ok(batch)) => Ok(batch),
        Ok(Err(connectors::Stopped::Cancelled)) => {
            Err(Problem::new(Code::Cancelled, "The import was cancelled. Nothing was imported."))
        }
        Ok(Err(stopped)) => Err(Problem::new(Code::BadInput, stopped.to_string())),
        Err(error) => Err(Host::internal(&anyhow::Error::new(error).context("reading the file"))),
    }
}

fn failed(report: &mut ImportReport, problem: Problem) {
    report.cancelled = problem.code == Code::Cancelled;
    report.code = Some(problem.code);
    report.problem = Some(problem.message);
}

fn rejected(row: &domain::import::RejectedRow) -> RejectedRow {
    let reason = match &row.column {
        Some(column) => format!("{column}: {}", row.reason),
        None => row.reason.clone(),
    };
    RejectedRow { line: i64::try_from(row.line).unwrap_or(i64::MAX), reason }
}

/// Asks the running import to stop; it then leaves the desk as it was.
pub(crate) async fn cancel(host: &Arc<Host>) {
    if let Some(cancel) = &*host.import.lock().await {
        cancel.store(true, Ordering::Relaxed);
    }
}
