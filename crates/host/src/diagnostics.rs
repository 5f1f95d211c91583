//! What Tern says about itself to whoever helps: versions, sizes and what went wrong, and nothing of what it holds.

use crate::export::write;
use crate::host::Host;
use crate::noted;
use crate::problem::internal;
use contract::diagnostics::{DiagnosticsSave, DiagnosticsView};
use contract::problem::Problem;
use contract::session::Done;
use desk::clock::{Clock as _, SystemClock};
use std::sync::Arc;

pub(crate) async fn get(host: &Arc<Host>) -> Result<DiagnosticsView, Problem> {
    let view = host.view().await?;
    let open = host.open.read().await.clone();
    let (schema, records) = match &open {
        Some(open) => {
            let db = open.desk.db();
            let schema = store::state::newest_step(db).await.map_err(|error| internal(&error))?;
            let records = store::records::count_by_kind(db).await.map_err(|error| internal(&error))?;
            (schema, records)
        }
        None => Default::default(),
    };
    let size =
        |path: std::path::PathBuf| std::fs::metadata(path).ok().and_then(|it| it.len().try_into().ok());
    Ok(DiagnosticsView {
        version: view.version,
        system: system(std::env::var("XDG_SESSION_TYPE").ok().as_deref()),
        at: SystemClock::default().now(),
        stage: view.stage,
        mode: view.mode,
        schema,
        database_bytes: open.as_ref().and_then(|open| size(open.folder.database())),
        records,
        lines: noted::lines(),
    })
}

/// The system, and what draws its windows where there is a choice.
fn system(session: Option<&str>) -> String {
    let machine = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    match session.filter(|session| ["x11", "wayland"].contains(session)) {
        Some(session) => format!("{machine}, {session}"),
        None => machine,
    }
}

pub(crate) async fn save(input: DiagnosticsSave) -> Result<Done, Problem> {
    write(&input.path, input.text).await?;
    Ok(Done::default())
}
