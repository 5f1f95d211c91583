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
        system: system(std::env::var("XDG_SESSION_TYPE").ok().as_deref(), host.options.engine.as_deref()),
        at: SystemClock::default().now(),
        stage: view.stage,
        mode: view.mode,
        schema,
        database_bytes: open.as_ref().and_then(|open| size(open.folder.database())),
        records,
        lines: noted::lines(),
    })
}

/// The system, what draws its windows where there is a choice, and what draws what is in them.
fn system(session: Option<&str>, engine: Option<&str>) -> String {
    let machine = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let session = session.filter(|session| ["x11", "wayland"].contains(session));
    let parts = [Some(machine.as_str()), session, engine];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(crate) async fn save(input: DiagnosticsSave) -> Result<Done, Problem> {
    write(&input.path, input.text).await?;
    Ok(Done::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_said_with_what_draws_on_it() {
        let machine = system(None, None);
        assert!(machine.starts_with(std::env::consts::OS), "{machine}");
        assert_eq!(system(Some("tty"), None), machine, "nothing draws windows there");
        let told = system(Some("x11"), Some("WebKitGTK 2.48.3, without a GPU"));
        assert_eq!(told, format!("{machine}, x11, WebKitGTK 2.48.3, without a GPU"));
    }
}
