//! The keys that begin a ticket from any program, where the desktop lets a program have such keys; off until asked for.

use crate::desk::{call, tell};
use crate::shell::Shell;
use crate::window;
use contract::people::{PreferencePick, PreferencePut};
use contract::problem::{Code, Problem};
use contract::session::{Done, Notice};
use global_hotkey::hotkey::HotKey;
use global_hotkey::{GlobalHotKeyEvent, GlobalHotKeyManager, HotKeyState};
use host::Host;
use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;

/// The name under which a desk keeps the keys that the person chose.
const SHORTCUT: &str = "shortcut";

/// The keys that are held now, as the page writes them: `Mod+Alt+N`.
#[derive(Debug, Default)]
pub(crate) struct Shortcut {
    held: Mutex<Option<String>>,
    /// Taken for as long as what is held and what is kept may differ.
    turn: tokio::sync::Mutex<()>,
}

impl Shortcut {
    pub(crate) fn keys(&self) -> Option<String> {
        self.held().clone()
    }

    fn held(&self) -> MutexGuard<'_, Option<String>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether this desktop gives keys to programs that are not in front. Under Wayland none does so without being asked
/// by a portal, and X11 beside it hears only the keys of its own windows.
pub(crate) fn is_possible() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") && !set("WAYLAND_DISPLAY")
}

/// Takes the keys that the person of this desk chose, and gives back those of whoever was here before.
pub(crate) async fn read(app: &AppHandle, host: &Arc<Host>) -> Result<(), Problem> {
    let shell = app.state::<Shell>();
    let _turn = shell.shortcut.turn.lock().await;
    let kept: Option<String> =
        call(host, "preference_get", PreferencePick { name: SHORTCUT.to_owned() }).await?;
    if kept == shell.shortcut.keys() || !is_possible() {
        return Ok(());
    }
    if let Err(problem) = hold(app, kept).await {
        // Tried again after every change: who has them now may give them back.
        tracing::debug!("The keys for a new ticket could not be taken: {problem}");
    }
    Ok(())
}

/// Keeps which keys the person wants, an empty text for none.
pub(crate) async fn put(app: &AppHandle, keys: String) -> Result<(), Problem> {
    let shell = app.state::<Shell>();
    let _turn = shell.shortcut.turn.lock().await;
    let keys = (!keys.is_empty()).then_some(keys);
    hold(app, keys.clone()).await?;
    let host = shell.host().await?;
    let put = PreferencePut { name: SHORTCUT.to_owned(), value: keys.into() };
    call::<Done>(&host, "preference_put", put).await?;
    Ok(())
}

thread_local! {
    /// What holds the keys, and which, on the main thread, which is where macOS listens.
    static HOLDER: RefCell<Option<(GlobalHotKeyManager, HotKey)>> = const { RefCell::new(None) };
}

/// Holds these keys instead of those that are held now; on an error, those stay.
async fn hold(app: &AppHandle, keys: Option<String>) -> Result<(), Problem> {
    let shell = app.state::<Shell>();
    if shell.shortcut.keys() == keys {
        return Ok(());
    }
    let hotkey = keys.as_deref().map(hotkey_of).transpose()?;
    let (held, answer) = oneshot::channel();
    let handle = app.clone();
    app.run_on_main_thread(move || drop(held.send(hold_here(&handle, hotkey)))).map_err(broken)?;
    answer.await.map_err(broken)??;
    *shell.shortcut.held() = keys;
    Ok(())
}

/// As `hold`, on the main thread.
fn hold_here(app: &AppHandle, hotkey: Option<HotKey>) -> Result<(), Problem> {
    let Some(hotkey) = hotkey else {
        give_back(HOLDER.take());
        return Ok(());
    };
    let fresh = GlobalHotKeyManager::new().map_err(broken)?;
    fresh.register(hotkey).map_err(|error| {
        if matches!(error, global_hotkey::Error::AlreadyRegistered(_)) {
            return Problem::new(Code::AlreadyThere, "Another program has these keys.");
        }
        broken(error)
    })?;
    let app = app.clone();
    GlobalHotKeyEvent::set_event_handler(Some(move |event: GlobalHotKeyEvent| {
        if event.state == HotKeyState::Pressed {
            tell(&app, &Notice::NewTicket { subject: None });
            window::bring_forward(&app);
        }
    }));
    give_back(HOLDER.replace(Some((fresh, hotkey))));
    Ok(())
}

/// With the keys goes what listened for them: under X11 it looks twenty times a second, and only the end of its
/// connection is sure to give them back.
fn give_back(held: Option<(GlobalHotKeyManager, HotKey)>) {
    if let Some((holder, hotkey)) = held
        && let Err(error) = holder.unregister(hotkey)
    {
        tracing::warn!("Keys for every program may stay with Tern until it ends: {error}");
    }
}

fn broken(error: impl std::fmt::Display) -> Problem {
    Problem::new(Code::Internal, format!("The desktop gives no keys to programs behind others: {error}"))
}

/// The keys as the system knows them. Keys that people write text with are no choice: they would be
/// taken from every other program.
fn hotkey_of(keys: &str) -> Result<HotKey, Problem> {
    let mut parts: Vec<&str> = keys.split('+').collect();
    let key = parts.pop().unwrap_or_default();
    let names: Vec<&str> = parts
        .iter()
        .map(|part| match *part {
            "Mod" => "CommandOrControl",
            "Meta" => "Super",
            other => other,
        })
        .collect();
    let is_modified = names.iter().any(|name| *name != "Shift");
    let is_known =
        names.iter().all(|name| ["CommandOrControl", "Super", "Ctrl", "Alt", "Shift"].contains(name));
    let is_plain = |key: &str| key.chars().count() == 1 || key == "Space" || key.starts_with("Arrow");
    let is_function =
        key.len() > 1 && key.starts_with('F') && key[1..].bytes().all(|byte| byte.is_ascii_digit());
    let refused = || {
        Problem::new(Code::Invalid, "Keys for every program need Ctrl, Alt or the system's key with them.")
            .with(serde_json::json!({ "field": "shortcut" }))
    };
    if !is_known || !(is_function || (is_modified && is_plain(key))) {
        return Err(refused());
    }
    names.into_iter().chain([key]).collect::<Vec<_>>().join("+").parse().map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_one_writes_with_are_not_taken_from_other_programs() {
        for (keys, expected) in [
            ("Mod+Alt+N", Some("CommandOrControl+Alt+KeyN")),
            ("Meta+Shift+T", Some("Super+Shift+KeyT")),
            ("Alt+Space", Some("Alt+Space")),
            ("Mod+ArrowUp", Some("CommandOrControl+ArrowUp")),
            ("F9", Some("F9")),
            ("Shift+F9", Some("Shift+F9")),
            ("N", None),
            ("Shift+N", None),
            ("Space", None),
            ("Enter", None),
            ("Mod+Escape", None),
            ("Mod+\u{df}", None),
            ("Hyper+N", None),
            ("F", None),
            ("F99", None),
            ("", None),
        ] {
            let expected = expected.map(|text| text.parse::<HotKey>().expect("the system can read it"));
            assert_eq!(hotkey_of(keys).ok(), expected, "{keys}");
        }
    }
}
