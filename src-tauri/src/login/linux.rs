//! The entry of the freedesktop specification: a file that the desktop starts with the session.

use crate::arguments::Arguments;
use anyhow::{Context as _, Result};
use std::ffi::OsString;
use std::path::PathBuf;
use tauri::{AppHandle, Manager};

/// In a sandbox the file would be one that no desktop reads.
const SANDBOX: &str = "FLATPAK_ID";

pub(super) fn is_on(app: &AppHandle, arguments: &Arguments) -> Option<bool> {
    if std::env::var_os(SANDBOX).is_some() {
        return None;
    }
    let entry = std::fs::read_to_string(place(app, arguments).ok()?);
    Some(entry.is_ok_and(|entry| holds(&entry)))
}

pub(super) fn set(app: &AppHandle, arguments: &Arguments, on: bool) -> Result<()> {
    let place = place(app, arguments)?;
    if on {
        let folder = place.parent().context("an entry lies in a folder")?;
        std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        return std::fs::write(&place, entry(arguments)?)
            .with_context(|| format!("writing {}", place.display()));
    }
    match std::fs::remove_file(&place) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", place.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Each desk has an entry of its own.
fn place(app: &AppHandle, arguments: &Arguments) -> Result<PathBuf> {
    let settings = app.path().config_dir().context("finding the folder of settings")?;
    Ok(settings.join("autostart").join(format!("{}.desktop", arguments.instance())))
}

fn entry(arguments: &Arguments) -> Result<String> {
    // An AppImage runs from a place that is another one each time.
    let program = match std::env::var_os("APPIMAGE") {
        Some(image) => image,
        None => std::env::current_exe().context("finding our own program")?.into_os_string(),
    };
    let mut words = vec![program];
    words.extend(arguments.at_login());
    let words: Vec<String> = words.into_iter().map(quoted).collect::<Result<_>>()?;
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Tern\nComment=A help desk that works offline\nIcon=tern\n\
         Exec={}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
        words.join(" ")
    ))
}

/// Whether an entry is one that starts something: desktops switch entries off by a line.
fn holds(entry: &str) -> bool {
    !entry.lines().any(|line| {
        let line: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
        line == "Hidden=true" || line == "X-GNOME-Autostart-enabled=false"
    })
}

/// Quotes a word of a command line: once for the line, once more for the file, and `%` is no field.
fn quoted(word: OsString) -> Result<String> {
    let word =
        word.into_string().ok().context("the name of the program or its folder is not valid Unicode")?;
    let mut out = String::from("\"");
    for letter in word.chars() {
        match letter {
            '"' | '`' | '$' => {
                out.push_str("\\\\");
                out.push(letter);
            }
            '\\' => out.push_str("\\\\\\\\"),
            '%' => out.push_str("%%"),
            _ => out.push(letter),
        }
    }
    out.push('"');
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_word_whatever_it_holds() {
        let quoted = |word: &str| quoted(word.into()).unwrap();
        assert_eq!(quoted("/opt/My Desk/tern"), "\"/opt/My Desk/tern\"");
        assert_eq!(quoted("100%"), "\"100%%\"");
        assert_eq!(quoted("a\"b"), "\"a\\\\\"b\"");
        assert_eq!(quoted("a\\b"), "\"a\\\\\\\\b\"");
        assert_eq!(quoted("$HOME"), "\"\\\\$HOME\"");
    }

    #[test]
    fn an_entry_that_the_desktop_switched_off_starts_nothing() {
        assert!(holds("[Desktop Entry]\nExec=tern\nX-GNOME-Autostart-enabled=true\n"));
        assert!(!holds("[Desktop Entry]\nExec=tern\nX-GNOME-Autostart-enabled = false\n"));
        assert!(!holds("[Desktop Entry]\nHidden=true\n"));
    }
}
