//! The menus at the top of the screen, where the system shows them: made of what the page says, and told to it again.
//!
//! Elsewhere the page draws them itself, under Alt: a bar of the system's would take keys before the page hears of them.

use crate::desk::tell;
use contract::problem::{Code, Problem};
use contract::session::Notice;
use contract::shell::{MenuPut, MenuRow, MenuView, SystemRow};
use tauri::menu::{Menu, MenuEvent, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Wry};

/// What the names of our rows begin with: whoever listens to one menu hears of the others, too.
const COMMAND: &str = "command:";

/// Whether a row is one of these menus.
pub(crate) fn has(row: &str) -> bool {
    row.starts_with(COMMAND)
}

/// Shows these menus in place of those before.
pub(crate) fn put(app: &AppHandle, put: &MenuPut) -> Result<(), Problem> {
    if !cfg!(target_os = "macos") {
        return Err(Problem::new(Code::BadInput, "this system shows no menus for a window"));
    }
    let cannot = |error| Problem::new(Code::Internal, format!("the menus are not shown: {error}"));
    build(app, put).and_then(|menu| app.set_menu(menu)).map(drop).map_err(cannot)
}

/// Passes on what is chosen.
pub(crate) fn listen(app: &AppHandle) {
    app.on_menu_event(chosen);
}

#[expect(clippy::needless_pass_by_value, reason = "the menu hands its events over")]
fn chosen(app: &AppHandle, event: MenuEvent) {
    if let Some(command) = event.id().as_ref().strip_prefix(COMMAND) {
        tell(app, &Notice::Chosen { command: command.to_owned() });
    }
}

fn build(app: &AppHandle, put: &MenuPut) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    for one in &put.menus {
        menu.append(&submenu(app, one)?)?;
    }
    Ok(menu)
}

fn submenu(app: &AppHandle, menu: &MenuView) -> tauri::Result<Submenu<Wry>> {
    let mut built = SubmenuBuilder::new(app, &menu.label);
    for row in &menu.rows {
        built = match row {
            MenuRow::Line => built.separator(),
            MenuRow::System { what, label } => built.item(&system(app, *what, label)?),
            MenuRow::Command { id, label, keys } => {
                let row = MenuItemBuilder::with_id(format!("{COMMAND}{id}"), label);
                let row = match keys.as_deref().and_then(accelerator) {
                    Some(keys) => row.accelerator(keys),
                    None => row,
                };
                built.item(&row.build(app)?)
            }
        };
    }
    built.build()
}

fn system(app: &AppHandle, what: SystemRow, label: &str) -> tauri::Result<PredefinedMenuItem<Wry>> {
    let label = Some(label);
    match what {
        SystemRow::Cut => PredefinedMenuItem::cut(app, label),
        SystemRow::Copy => PredefinedMenuItem::copy(app, label),
        SystemRow::Paste => PredefinedMenuItem::paste(app, label),
        SystemRow::SelectAll => PredefinedMenuItem::select_all(app, label),
        SystemRow::About => PredefinedMenuItem::about(app, label, None),
        SystemRow::Services => PredefinedMenuItem::services(app, label),
        SystemRow::Hide => PredefinedMenuItem::hide(app, label),
        SystemRow::HideOthers => PredefinedMenuItem::hide_others(app, label),
        SystemRow::ShowAll => PredefinedMenuItem::show_all(app, label),
        SystemRow::Minimise => PredefinedMenuItem::minimize(app, label),
        SystemRow::Zoom => PredefinedMenuItem::maximize(app, label),
        SystemRow::FullScreen => PredefinedMenuItem::fullscreen(app, label),
    }
}

/// A chord of the page in the words of the menu. A key without Command, or a run of keys, stays the page's alone: the
/// menu would take it from whoever types.
fn accelerator(keys: &str) -> Option<String> {
    let key = keys.strip_prefix("Mod+").filter(|_| !keys.contains(' '))?;
    let (modifiers, key) = match key.rsplit_once('+') {
        // The last key may be a plus itself.
        Some(("", "")) | None => ("", key),
        Some((modifiers, key)) => (modifiers, key),
    };
    let key = match key {
        "=" => "Equal",
        "-" => "Minus",
        "," => "Comma",
        ";" => "Semicolon",
        "+" => return None,
        key => key,
    };
    Some(
        [
            &["CmdOrCtrl"],
            modifiers.split('+').filter(|one| !one.is_empty()).collect::<Vec<_>>().as_slice(),
            &[key],
        ]
        .concat()
        .join("+"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_takes_no_key_from_whoever_types() {
        for (keys, accelerated) in [
            ("Mod+Shift+Z", Some("CmdOrCtrl+Shift+Z")),
            ("Mod+,", Some("CmdOrCtrl+Comma")),
            ("Mod+=", Some("CmdOrCtrl+Equal")),
            ("Mod+Alt+S", Some("CmdOrCtrl+Alt+S")),
            ("Mod+0", Some("CmdOrCtrl+0")),
            ("Mod++", None),
            ("C", None),
            ("Shift+M", None),
            ("G B", None),
            ("Alt+ArrowLeft", None),
        ] {
            assert_eq!(accelerator(keys).as_deref(), accelerated, "{keys}");
        }
    }
}
