//! The shell commands: what a page asks of the window that it is in and of the system around it.

use crate::desk::tell;
use crate::language;
use crate::links;
use crate::notify::{Notifications, what_it_allows};
use crate::shell::Shell;
use crate::timings::Moment;
use crate::window::{bring_forward, popout};
use crate::{badge, leave, login, menu, shortcut, tray};
use contract::problem::{Code, Problem};
use contract::session::{Done, Empty, Notice};
use contract::shell::{
    ClipboardView, DroppedView, Interactive, MenuPut, NotificationTried, OpenFile, OpenLink, PickFiles,
    PickPlace, PopOut, PoppedOut, ShowPlace, SystemPut, SystemView, TimingsView,
};
use domain::notify::{Action, NotificationKind, Showing, Urgency};
use domain::words::Words;
use std::path::Path;
use tauri::{AppHandle, Manager, Url, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

/// Notes that the board can be used, tells whoever measures, and follows the link that started the app.
pub(crate) async fn window_interactive(
    from: &WebviewWindow,
    input: Interactive,
) -> Result<TimingsView, Problem> {
    let shell = from.state::<Shell>();
    if !popout::is_main(from.label()) {
        return Ok(shell.timings.view());
    }
    let first = shell.timings.note(Moment::Interactive);
    if let Some(file) = std::env::var_os("TERN_TIMINGS") {
        let place = from.url().ok().and_then(|url| url.fragment().map(str::to_owned)).unwrap_or_default();
        if let Err(error) = shell.timings.report(Path::new(&file), first, &place, input.ms) {
            tracing::warn!("The timings were not written: {error}");
        }
    }
    links::page_stands(from.app_handle());
    Ok(shell.timings.view())
}

pub(crate) async fn window_timings(from: &WebviewWindow, _: Empty) -> Result<TimingsView, Problem> {
    Ok(from.state::<Shell>().timings.view())
}

pub(crate) async fn window_notify_test(from: &WebviewWindow, _: Empty) -> Result<NotificationTried, Problem> {
    let app = from.app_handle();
    let shell = app.state::<Shell>();
    shell.host().await?;
    let notifications: &Notifications =
        shell.notifications.get().expect("notifications are made before the desk counts as open");
    let words = language::words(&app.state::<Shell>().host().await?).await;
    let why = notifications.show(test_notification(words), words).await.err().map(|error| error.to_string());
    let allowed = what_it_allows().await;
    Ok(NotificationTried {
        shown: why.is_none(),
        why,
        by: allowed.by,
        buttons: allowed.buttons,
        keeps: allowed.keeps,
    })
}

/// Reads what was copied elsewhere and pages are not told of: WebKitGTK hands them texts alone.
#[cfg(target_os = "linux")]
pub(crate) async fn window_clipboard(from: &WebviewWindow, _: Empty) -> Result<ClipboardView, Problem> {
    super::clipboard::read(from).await
}

/// Says what was let go over the window: WebKitGTK tells pages that there were files, and not which.
#[cfg(target_os = "linux")]
pub(crate) async fn window_dropped(from: &WebviewWindow, _: Empty) -> Result<DroppedView, Problem> {
    Ok(DroppedView { files: from.state::<Shell>().dragged().clone() })
}

/// Elsewhere the page itself gets them.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn window_dropped(_: &WebviewWindow, _: Empty) -> Result<DroppedView, Problem> {
    Ok(DroppedView::default())
}

/// Elsewhere the page itself gets pictures and files.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn window_clipboard(_: &WebviewWindow, _: Empty) -> Result<ClipboardView, Problem> {
    Ok(ClipboardView::default())
}

/// Opens the system's dialog for printing, which also makes PDF files.
pub(crate) async fn window_print(from: &WebviewWindow, _: Empty) -> Result<Done, Problem> {
    let cannot = |error| Problem::new(Code::Internal, format!("the window cannot be printed: {error}"));
    from.print().map_err(cannot)?;
    Ok(Done::default())
}

/// Closes the window as its own button does: to the tray, or for good.
pub(crate) async fn window_close(from: &WebviewWindow, _: Empty) -> Result<Done, Problem> {
    from.close()
        .map_err(|error| Problem::new(Code::Internal, format!("the window does not close: {error}")))?;
    Ok(Done::default())
}

/// Shows a ticket in a window of its own.
pub(crate) async fn window_pop_out(from: &WebviewWindow, input: PopOut) -> Result<PoppedOut, Problem> {
    let stands = popout::open(from.app_handle(), input.ticket)
        .map_err(|error| Problem::new(Code::Internal, format!("the window does not open: {error}")))?;
    Ok(PoppedOut { stands, most: popout::MOST })
}

/// Brings the main window forward, at a place.
pub(crate) async fn window_show(from: &WebviewWindow, input: ShowPlace) -> Result<Done, Problem> {
    tell(from.app_handle(), &Notice::Go { place: input.place });
    bring_forward(from.app_handle());
    Ok(Done::default())
}

/// Ends Tern, also where closing the window would leave it in the tray.
pub(crate) async fn window_quit(from: &WebviewWindow, _: Empty) -> Result<Done, Problem> {
    let app = from.app_handle();
    leave::leave(app);
    Ok(Done::default())
}

pub(crate) async fn window_system_get(from: &WebviewWindow, _: Empty) -> Result<SystemView, Problem> {
    let (app, shell) = (from.app_handle(), from.state::<Shell>());
    Ok(SystemView {
        tray: shell.tray.is_there(),
        close_to_tray: shell.tray.closes(),
        badge: shell.badge.wanted(),
        at_login: login::is_on(app),
        shortcut: shell.shortcut.keys(),
        shortcut_possible: shortcut::is_possible(),
    })
}

pub(crate) async fn window_system_put(from: &WebviewWindow, input: SystemPut) -> Result<SystemView, Problem> {
    let app = from.app_handle();
    if let Some(closes) = input.close_to_tray {
        tray::put_closes(app, closes).await?;
    }
    if let Some(wanted) = input.badge {
        badge::put_wanted(app, wanted).await?;
    }
    if let Some(on) = input.at_login {
        login::set(app, on).map_err(|error| {
            Problem::new(Code::Internal, format!("The system did not take it: {error:#}"))
        })?;
    }
    if let Some(keys) = input.shortcut {
        shortcut::put(app, keys).await?;
    }
    window_system_get(from, Empty {}).await
}

/// Shows the menus of the page at the top of the screen, where the system has them there.
pub(crate) async fn window_menu_put(from: &WebviewWindow, input: MenuPut) -> Result<Done, Problem> {
    menu::put(from.app_handle(), &input).map(|()| Done::default())
}

pub(crate) async fn window_pick_files(
    from: &WebviewWindow,
    input: PickFiles,
) -> Result<Vec<String>, Problem> {
    let app = from.app_handle();
    let mut dialog = app.dialog().file().set_title(input.title).set_parent(from);
    if !input.extensions.is_empty() {
        let extensions: Vec<&str> = input.extensions.iter().map(String::as_str).collect();
        dialog = dialog.add_filter(extensions.join(", "), &extensions);
    }
    let (chosen, answer) = oneshot::channel();
    if input.many {
        dialog.pick_files(move |files| drop(chosen.send(files.unwrap_or_default())));
    } else {
        dialog.pick_file(move |file| drop(chosen.send(file.into_iter().collect())));
    }
    answer.await.unwrap_or_default().into_iter().map(path_of).collect()
}

pub(crate) async fn window_pick_place(
    from: &WebviewWindow,
    input: PickPlace,
) -> Result<Option<String>, Problem> {
    let app = from.app_handle();
    let dialog = app.dialog().file().set_title(input.title).set_file_name(input.name).set_parent(from);
    let (chosen, answer) = oneshot::channel();
    dialog.save_file(move |file| drop(chosen.send(file)));
    answer.await.ok().flatten().map(path_of).transpose()
}

pub(crate) async fn window_open_link(from: &WebviewWindow, input: OpenLink) -> Result<Done, Problem> {
    let app = from.app_handle();
    let refused = || Problem::new(Code::BadInput, "only web and mail addresses are opened");
    let url = Url::parse(&input.url).map_err(|_| refused())?;
    if !may_leave(&url) {
        return Err(refused());
    }
    app.opener().open_url(url.as_str(), None::<&str>).map(|()| Done::default()).map_err(|error| {
        Problem::new(Code::Internal, format!("the system did not open the address: {error}"))
    })
}

/// Opens a file of a ticket in the system's program for it, from a copy that goes when Tern ends.
pub(crate) async fn window_open_file(from: &WebviewWindow, input: OpenFile) -> Result<Done, Problem> {
    let app = from.app_handle();
    let copy = app.state::<Shell>().host().await?.open_copy(input.attachment).await?;
    app.opener().open_path(copy.to_string_lossy(), None::<&str>).map(|()| Done::default()).map_err(|error| {
        Problem::new(Code::Internal, format!("the system has no program for this file: {error}"))
    })
}

/// Opens a link that left the page, if it is one that may.
pub(crate) fn open_outside(app: &AppHandle, url: &Url) {
    if !may_leave(url) {
        tracing::warn!("A page wanted to go to a {}: address, which is not followed", url.scheme());
    } else if let Err(error) = app.opener().open_url(url.as_str(), None::<&str>) {
        tracing::warn!("The system did not open a link: {error}");
    }
}

/// Links come from tickets, so from strangers: nothing that starts a program or reads a file.
fn may_leave(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https" | "mailto")
}

fn path_of(file: FilePath) -> Result<String, Problem> {
    let path =
        file.into_path().map_err(|error| Problem::new(Code::BadInput, format!("not a file: {error}")))?;
    path.into_os_string().into_string().map_err(|_| {
        Problem::new(Code::BadInput, "the name of the file is not valid Unicode; rename it first")
    })
}

fn test_notification(words: &Words) -> Showing {
    Showing {
        key: "test".to_owned(),
        replaces: Vec::new(),
        title: words.say("notify-test", &[]),
        body: words.say("notify-test-text", &[]),
        kind: NotificationKind::Reminder,
        ticket: None,
        tickets: Vec::new(),
        metric: None,
        actions: vec![Action::Open],
        urgency: Urgency::Normal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_ticket_cannot_start_a_program() {
        for (url, may) in [
            ("https://example.org/a?b#c", true),
            ("mailto:ada@example.org", true),
            ("file:///usr/bin/xterm", false),
            ("smb://example.org/share", false),
            ("tern://ticket/1", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(may_leave(&Url::parse(url).unwrap()), may, "{url}");
        }
    }
}
