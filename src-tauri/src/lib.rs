//! The desktop shell: one window on the desk, and what the operating system offers around it.

mod arguments;
mod badge;
mod desk;
#[cfg(target_os = "linux")]
mod graphics;
mod language;
mod leave;
mod links;
mod login;
mod menu;
#[cfg(target_os = "linux")]
pub mod network;
pub mod notify;
mod rpc;
mod shell;
mod shortcut;
mod timings;
mod tray;
mod window;

use arguments::Arguments;
use clap::Parser;
use shell::Shell;
use std::process::ExitCode;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;
use timings::{Moment, Timings};

/// Runs the app until its user leaves it.
pub fn run() -> ExitCode {
    let timings = Timings::begin();
    #[cfg(target_os = "linux")]
    graphics::settle_environment();
    let arguments = Arguments::parse();
    start_log();
    match start(&arguments, timings) {
        Ok(app) => {
            app.run(on_event);
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!("Tern could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: &Arguments, timings: Timings) -> tauri::Result<tauri::App> {
    let mut context = tauri::generate_context!("tauri.conf.json");
    // Desks in different folders run side by side, so each is an instance of its own.
    context.config_mut().identifier = arguments.instance();
    let folder = arguments.folder();
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_filename(folder.join("window.json").to_string_lossy())
        .with_state_flags(StateFlags::POSITION | StateFlags::SIZE | StateFlags::MAXIMIZED)
        // A ticket in a window of its own comes where the desktop puts it.
        .with_filter(window::popout::is_main)
        .build();

    let shell = Shell::new(timings, arguments);
    let options = arguments.options();
    let builder = tauri::Builder::default()
        // First of all, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _folder| second_start(app, &arguments)))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window_state);
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(login::plugin(arguments));
    builder
        .manage(shell)
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |app| {
            let app = app.handle();
            leave::on_signals(app);
            desk::open(app, options);
            window::create(app, &folder)?;
            app.state::<Shell>().timings.note(Moment::Window);
            links::listen(app);
            tray::keep(app);
            menu::listen(app);
            Ok(())
        })
        .build(context)
}

fn on_event(app: &AppHandle, event: RunEvent) {
    if let RunEvent::ExitRequested { api, .. } = event
        && !leave::may_exit(app)
    {
        api.prevent_exit();
        leave::leave(app);
    }
}

/// The same desk was started again: its window comes forward, with the ticket that the start names.
fn second_start(app: &AppHandle, arguments: &[String]) {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { link: Some(link), .. }) => links::follow(app, &link),
        Ok(_) => {}
        Err(error) => tracing::warn!("A second start had arguments that make no sense: {error}"),
    }
    window::bring_forward(app);
}

fn start_log() {
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;
    use tracing_subscriber::{EnvFilter, Layer as _, fmt};
    let filter = EnvFilter::try_from_env("TERN_LOG").unwrap_or_else(|_| EnvFilter::new("warn,tern_app=info"));
    let printed = fmt::layer().with_writer(std::io::stderr).with_filter(filter);
    tracing_subscriber::registry().with(printed).with(host::Noted).init();
    // A part that panics goes on or is started again; whoever helps has to hear of it.
    let prints = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("Panicked at {place}");
        prints(panic);
    }));
}
