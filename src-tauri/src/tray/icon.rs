//! The icon and its menu: what is missed and at risk, ways to the window, do not disturb.

use super::{Standing, put_dnd};
use crate::desk::tell;
use crate::shell::Shell;
use crate::{leave, menu, window};
use contract::reminder::{DndHold, DndPut};
use contract::session::Notice;
use domain::words::Words;
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, CheckMenuItemBuilder, MenuBuilder, MenuItem, MenuItemBuilder};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager, Wry, include_image};
use tokio::sync::oneshot;

const WHITE: Image<'_> = include_image!("icons/tray-white.png");
const BLACK: Image<'_> = include_image!("icons/tray-black.png");
const MISSED: [u8; 3] = [0xE5, 0x48, 0x4D];
const AT_RISK: [u8; 3] = [0xFF, 0xC2, 0x4B];

const OPEN: &str = "open";
const DUE: &str = "due";
const NEW_TICKET: &str = "new-ticket";
const HOLD: &str = "hold";
const HOLD_HOUR: &str = "hold-hour";
const HOLD_MORNING: &str = "hold-morning";
const QUIT: &str = "quit";

/// What of the icon and its menu changes.
pub(super) struct Rows {
    icon: TrayIcon<Wry>,
    open: MenuItem<Wry>,
    due: MenuItem<Wry>,
    new: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    hold: CheckMenuItem<Wry>,
    spans: [MenuItem<Wry>; 2],
}

/// Puts the icon into the tray; `None` when the system lacks what that takes.
pub(super) async fn raise(app: &AppHandle) -> Option<Rows> {
    let (raised, outcome) = oneshot::channel();
    let main = app.clone();
    let asked = app.run_on_main_thread(move || {
        // The library behind it is looked for at run time, and panics where it is not installed.
        let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(&main)));
        drop(raised.send(match built {
            Ok(built) => built.map_err(|error| error.to_string()),
            Err(_) => Err("the system lacks libayatana-appindicator".to_owned()),
        }));
    });
    if let Err(error) = asked {
        tracing::warn!("There is no tray icon: {error}");
        return None;
    }
    match outcome.await {
        Ok(Ok(rows)) => Some(rows),
        Ok(Err(why)) => {
            tracing::warn!("There is no tray icon: {why}");
            None
        }
        // The app ends.
        Err(_) => None,
    }
}

fn build(app: &AppHandle) -> tauri::Result<Rows> {
    let row = |id: &str, text: &str, enabled| MenuItemBuilder::with_id(id, text).enabled(enabled).build(app);
    // The language of the desk is known when it is open; `show` says everything again in it.
    let words = Words::of("");
    let say = |key: &str| words.say(key, &[]);
    let open = row(OPEN, &say("tray-open"), true)?;
    let new = row(NEW_TICKET, &say("tray-new"), true)?;
    let quit = row(QUIT, &say("tray-quit"), true)?;
    let due = row(DUE, &due_text(Standing::default(), words), false)?;
    let hold = CheckMenuItemBuilder::with_id(HOLD, say("tray-hold")).enabled(false).build(app)?;
    let spans = [
        row(HOLD_HOUR, &say("tray-hold-hour"), false)?,
        row(HOLD_MORNING, &say("tray-hold-morning"), false)?,
    ];
    // On Linux an icon without a menu may be invisible and clicks are not reported, so all is in the menu.
    let menu = MenuBuilder::new(app)
        .item(&open)
        .item(&due)
        .item(&new)
        .separator()
        .item(&hold)
        .item(&spans[0])
        .item(&spans[1])
        .separator()
        .item(&quit)
        .build()?;
    let icon = TrayIconBuilder::with_id("tern")
        .icon(plain())
        .icon_as_template(true)
        .tooltip("Tern")
        .menu(&menu)
        .show_menu_on_left_click(cfg!(not(windows)))
        .on_menu_event(|app, event| choose(app, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            use tauri::tray::{MouseButton, MouseButtonState, TrayIconEvent};
            if let TrayIconEvent::Click {
                button: MouseButton::Left, button_state: MouseButtonState::Up, ..
            } = event
                && cfg!(windows)
            {
                window::bring_forward(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(Rows { icon, open, due, new, quit, hold, spans })
}

fn choose(app: &AppHandle, row: &str) {
    let hold = |hold| DndPut { on: true, until: None, hold: Some(hold), urgent_breaks_through: None };
    match row {
        OPEN => window::bring_forward(app),
        DUE => {
            window::bring_forward(app);
            tell(app, &Notice::ShowDue);
        }
        NEW_TICKET => {
            window::bring_forward(app);
            tell(app, &Notice::NewTicket { subject: None });
        }
        HOLD => toggle_dnd(app),
        HOLD_HOUR => put_dnd(app, hold(DndHold::Hour)),
        HOLD_MORNING => put_dnd(app, hold(DndHold::Morning)),
        QUIT => leave::leave(app),
        // The menus of the window are heard here as well.
        other if menu::has(other) => {}
        other => tracing::warn!("The tray has no {other}"),
    }
}

fn toggle_dnd(app: &AppHandle) {
    let Some(on) = app.state::<Shell>().tray.rows.get().map(|rows| rows.hold.is_checked()) else { return };
    match on {
        // The row has marked itself by now: what it shows is what was asked for.
        Ok(on) => put_dnd(app, DndPut { on, until: None, hold: None, urgent_breaks_through: None }),
        Err(error) => tracing::warn!("The tray does not say what was chosen: {error}"),
    }
}

impl Rows {
    /// Says how it stands.
    pub(super) fn show(&self, standing: Standing, words: &Words) {
        if let Err(error) = self.try_show(standing, words) {
            tracing::warn!("The tray shows what was: {error}");
        }
    }

    fn try_show(&self, standing: Standing, words: &Words) -> tauri::Result<()> {
        let Standing { missed, at_risk, held } = standing;
        let number = standing.due();
        let due = due_text(standing, words);
        self.due.set_text(&due)?;
        self.open.set_text(words.say("tray-open", &[]))?;
        self.new.set_text(words.say("tray-new", &[]))?;
        self.hold.set_text(words.say("tray-hold", &[]))?;
        self.spans[0].set_text(words.say("tray-hold-hour", &[]))?;
        self.spans[1].set_text(words.say("tray-hold-morning", &[]))?;
        self.quit.set_text(words.say("tray-quit", &[]))?;
        self.due.set_enabled(number > 0)?;
        self.hold.set_enabled(held.is_some())?;
        self.hold.set_checked(held == Some(true))?;
        for span in &self.spans {
            span.set_enabled(held.is_some())?;
        }
        self.icon.set_tooltip(Some(words.say("tray-tip", &[("standing", due.into())])))?;
        if cfg!(target_os = "macos") {
            // A template icon has no colours of its own; the number stands beside it.
            return self.icon.set_title((number > 0).then(|| number.to_string()));
        }
        self.icon.set_icon(Some(match (missed, at_risk) {
            (0, 0) => plain(),
            (0, _) => marked(&plain(), AT_RISK),
            _ => marked(&plain(), MISSED),
        }))
    }
}

fn due_text(standing: Standing, words: &Words) -> String {
    let key = match (standing.missed, standing.at_risk) {
        (0, 0) => "tray-nothing",
        (0, _) => "tray-atRisk",
        (_, 0) => "tray-missed",
        (_, _) => "tray-both",
    };
    words.say(key, &[("missed", standing.missed.into()), ("atRisk", standing.at_risk.into())])
}

fn plain() -> Image<'static> {
    // Panels of Linux and Windows are dark as a rule; macOS colours the black one itself.
    if cfg!(target_os = "macos") { BLACK } else { WHITE }
}

/// The icon with a round mark in its corner, and a gap around it so that it stays one on any panel.
fn marked(icon: &Image<'_>, colour: [u8; 3]) -> Image<'static> {
    let (width, height) = (icon.width(), icon.height());
    let mut pixels = icon.rgba().to_vec();
    let radius = f64::from(width) / 4.0;
    let (middle_x, middle_y) = (f64::from(width) - radius, f64::from(height) - radius);
    for (index, pixel) in (0_u32..).zip(pixels.chunks_exact_mut(4)) {
        let (x, y) = (f64::from(index % width) + 0.5, f64::from(index / width) + 0.5);
        let distance = (x - middle_x).hypot(y - middle_y);
        if distance <= radius {
            pixel.copy_from_slice(&[colour[0], colour[1], colour[2], 0xFF]);
        } else if distance <= radius * 1.25 {
            pixel.fill(0);
        }
    }
    Image::new_owned(pixels, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_says_both_counts_and_leaves_out_what_is_not() {
        let text = |missed, at_risk| due_text(Standing { missed, at_risk, held: None }, Words::of("en"));
        assert_eq!(text(0, 0), "Nothing missed or at risk");
        assert_eq!(text(3, 0), "3 missed");
        assert_eq!(text(0, 2), "2 at risk");
        assert_eq!(text(3, 2), "3 missed, 2 at risk");
        let standing = Standing { missed: 3, at_risk: 2, held: None };
        assert_eq!(due_text(standing, Words::of("de")), "3 verfehlt, 2 gefährdet");
    }

    #[test]
    fn a_mark_covers_a_corner_and_nothing_else() {
        let marked = marked(&WHITE, MISSED);
        assert_eq!((marked.width(), marked.height()), (WHITE.width(), WHITE.height()));
        let pixel = |image: &Image<'_>, x: u32, y: u32| {
            let at = usize::try_from((y * image.width() + x) * 4).unwrap();
            image.rgba()[at..at + 4].to_vec()
        };
        let inside = WHITE.width() - WHITE.width() / 4;
        assert_eq!(pixel(&marked, inside, inside), [0xE5, 0x48, 0x4D, 0xFF]);
        assert_eq!(pixel(&marked, 0, 0), pixel(&WHITE, 0, 0));
    }
}
