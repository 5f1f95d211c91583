//! Where this desk stands: who works at it, where, and what lies between it and its server.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::table::pairs;
use crate::terminal::Terminal;
use crate::when;
use contract::session::{Empty, HostView, Mode, SyncState, SyncView};
use serde_json::json;

/// A clock that is off by more than this is worth saying.
const SKEW_SHOWN_MS: i64 = 120_000;

pub(crate) async fn run(desk: &Desk, terminal: &Terminal) -> Result<(), Failure> {
    let host: HostView = desk.call("host_state", Empty {}).await?;
    let session = desk.session().await?;
    let sync: SyncView = desk.call("sync_status", Empty {}).await?;
    let view = json!({ "host": host, "session": session, "sync": sync });
    terminal.answer(&view, |_| {
        let mode = match session.mode {
            Mode::Sample => "made-up tickets to try things on",
            Mode::Local => "on this computer alone",
            Mode::Connected => "a copy of a server's",
        };
        let role = serde_json::to_value(session.role).unwrap_or_default();
        pairs(&[
            ("Desk", mode.to_owned()),
            ("Folder", desk.folder()),
            ("You", format!("{} ({})", session.name, role.as_str().unwrap_or_default())),
            ("Server", sync.server.clone().unwrap_or_default()),
            ("Signed in as", host.email.clone().unwrap_or_default()),
        ]) + &standing(&sync)
    })
}

/// What lies between a desk and its server, in words.
pub(crate) fn standing(sync: &SyncView) -> String {
    let state = match sync.state {
        SyncState::Local => return String::new(),
        SyncState::Online => "up to date",
        SyncState::Syncing => "under way",
        SyncState::Offline => "not in touch",
        SyncState::SignIn => "sign in again with `ternctl sign-in`; nothing is lost",
        SyncState::Attention => "something wants your decision",
    };
    let skew = match sync.clock_offset_ms {
        off if off > SKEW_SHOWN_MS => {
            format!("this computer's is {} behind the server's", when::span(off / 1000))
        }
        off if off < -SKEW_SHOWN_MS => {
            format!("this computer's is {} ahead of the server's", when::span(-off / 1000))
        }
        _ => String::new(),
    };
    let copied = sync.copied_at.map_or_else(String::new, |at| {
        format!("the folder was copied or restored; a device of its own since {}", when::show(at))
    });
    pairs(&[
        ("Sync", state.to_owned()),
        ("Pending", sync.pending.to_string()),
        ("Conflicts", sync.conflicts.to_string()),
        ("Refused", sync.rejected.to_string()),
        ("Held replies", sync.held.to_string()),
        ("Lost files", sync.broken.to_string()),
        ("Cursor", sync.cursor.to_string()),
        ("Last success", sync.last_success.map_or_else(|| "never".to_owned(), when::show)),
        ("Next try", when::show_maybe(sync.next_try)),
        ("Error", sync.error.clone().unwrap_or_default()),
        ("Clock", skew),
        ("Copy", copied),
    ])
}
