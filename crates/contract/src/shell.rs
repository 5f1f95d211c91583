//! What only a window can do: its timings, the system's file dialogs, links out, a notification to try, its place in the system.

use domain::ids::{AttachmentId, TicketId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The page says that its board can be used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Interactive {
    /// Milliseconds since the page began to load, by the page's own clock.
    pub ms: f64,
}

/// How long this start took; every time in milliseconds since the process began, `None` until it happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct TimingsView {
    /// The shell's own code began to run: the system had loaded the program by then.
    pub main_ms: Option<f64>,
    pub desk_ms: Option<f64>,
    pub window_ms: Option<f64>,
    pub page_ms: Option<f64>,
    pub shown_ms: Option<f64>,
    pub interactive_ms: Option<f64>,
}

/// Which file or files the user is to choose.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PickFiles {
    pub title: String,
    /// Such as `csv`, without the dot; none means any file.
    #[serde(default)]
    pub extensions: Vec<String>,
    #[serde(default)]
    pub many: bool,
}

/// Where a file is to be written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PickPlace {
    pub title: String,
    /// The name that the dialog proposes.
    pub name: String,
}

/// A web or mail address to open in the program that the system has for it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenLink {
    pub url: String,
}

/// A file of a ticket to open in the program that the system has for it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenFile {
    pub attachment: AttachmentId,
}

/// Whether a notification reached the desktop, and if not, why; and what the system allows them to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotificationTried {
    pub shown: bool,
    pub why: Option<String>,
    /// The program that shows notifications on this desktop, where the system names it.
    pub by: Option<String>,
    /// Whether they have buttons; `None` where the system does not say.
    pub buttons: Option<bool>,
    /// Whether the desktop keeps those that nobody has seen; `None` where the system does not say.
    pub keeps: Option<bool>,
}

/// How Tern lives on this desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemView {
    /// Whether the desktop shows tray icons, and ours among them.
    pub tray: bool,
    /// Whether closing the window leaves Tern in the tray. It counts only while there is one.
    pub close_to_tray: bool,
    /// Whether the window and its icon say how many tickets are missed or at risk.
    pub badge: bool,
    /// Whether Tern starts with the person's session; `None` where it cannot say.
    pub at_login: Option<bool>,
    /// The keys that begin a ticket from any program, such as `Mod+Alt+N`.
    pub shortcut: Option<String>,
    /// Whether this desktop gives a program such keys.
    pub shortcut_possible: bool,
}

/// What is to be otherwise; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemPut {
    #[serde(default)]
    #[ts(optional)]
    pub close_to_tray: Option<bool>,
    #[serde(default)]
    #[ts(optional)]
    pub badge: Option<bool>,
    #[serde(default)]
    #[ts(optional)]
    pub at_login: Option<bool>,
    /// Other keys that begin a ticket from any program; an empty text for none.
    #[serde(default)]
    #[ts(optional)]
    pub shortcut: Option<String>,
}

/// A ticket that is to stand in a window of its own.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct PopOut {
    pub ticket: TicketId,
}

/// Whether it does: as many as `most` stand at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PoppedOut {
    pub stands: bool,
    pub most: usize,
}

/// Where the main window is to go, as the hash of an address such as `#/board`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ShowPlace {
    pub place: String,
}

/// The menus of a system that shows them itself, in the words and with the keys of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MenuPut {
    pub menus: Vec<MenuView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MenuView {
    pub label: String,
    pub rows: Vec<MenuRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum MenuRow {
    /// A command of the page, which hears of it when it is chosen.
    Command {
        id: String,
        label: String,
        keys: Option<String>,
    },
    /// What the system does by itself.
    System {
        what: SystemRow,
        label: String,
    },
    Line,
}

/// What systems do by themselves when it is chosen in a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SystemRow {
    Cut,
    Copy,
    Paste,
    SelectAll,
    About,
    Services,
    Hide,
    HideOthers,
    ShowAll,
    Minimise,
    Zoom,
    FullScreen,
}

/// The files that were let go over the window last, which its web engine keeps from pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DroppedView {
    /// Their paths.
    pub files: Vec<String>,
}

/// What the system's clipboard holds that its web engine keeps from pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClipboardView {
    /// A picture, such as a screenshot, as a PNG file.
    pub png_base64: Option<String>,
    /// The paths of files that were copied.
    pub files: Vec<String>,
}
