//! The handlers of the host's commands, and the way to the desk's.

use crate::devices::*;
use crate::files::*;
use crate::host::Host;
use crate::lease::works_while_lapsed;
use crate::open::{Identity, remember};
use crate::presence::presence_here;
use crate::problem::internal;
use crate::synclog::sync_log;
use crate::{diagnostics, export, ics, import, mail, open::Open, print, sample, sheets};
use contract::all::*;
use contract::problem::{Code, Problem};
use contract::session::Mode;
use desk::clock::{Clock as _, Ids as _, RandomIds, SystemClock};
use domain::ids::{AttachmentId, DeviceId, PersonId};
use domain::person::{Person, Role, default_team};
use domain::record::Record;
use futures::future::BoxFuture;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// What a command answers in time.
type Answer<'a> = BoxFuture<'a, Result<Value, Problem>>;

macro_rules! route {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        /// Boxed by a plain function, as the desk's own: compiled here, once.
        fn route<'a>(host: &'a Arc<Host>, command: &'a str, input: Value) -> Option<Answer<'a>> {
            match command {
                $(stringify!($name) => Some(Box::pin(async move {
                    let input = if input.is_null() { Value::Object(serde_json::Map::new()) } else { input };
                    let input: $input = serde_json::from_value(input).map_err(|error| not_understood(command, &error))?;
                    let output: $output = $name(host, input).await?;
                    serde_json::to_value(output).map_err(|error| internal(&error.into()))
                })),)*
                _ => None,
            }
        }
    };
}

contract::host_commands!(route);

fn not_understood(command: &str, error: &serde_json::Error) -> Problem {
    Problem::new(Code::BadInput, format!("The input of {command} is not understood: {error}"))
}

/// Runs a command: one of the host's, or one of the open desk's.
pub(crate) async fn call(host: &Arc<Host>, command: &str, input: Value) -> Result<Value, Problem> {
    if !works_while_lapsed(command)
        && let Some(open) = &*host.open.read().await
        && let Some(problem) = open.lapsed().await?
    {
        return Err(problem);
    }
    if let Some(answer) = route(host, command, input.clone()) {
        return answer.await;
    }
    ask(host, command, input).await
}

/// Runs a command of the open desk.
pub(crate) async fn ask(host: &Arc<Host>, command: &str, input: Value) -> Result<Value, Problem> {
    let open = host.desk().await?;
    let answer = open.desk.call(open.me, command, input.clone()).await;
    match answer {
        Err(problem) if command == "attachment_read" && problem.code == Code::Offline => {
            let pick: AttachmentPick = serde_json::from_value(input.clone())
                .map_err(|error| not_understood("attachment_read", &error))?;
            fetch(host, &open, pick.attachment).await?;
            open.desk.call(open.me, command, input).await
        }
        answer => answer,
    }
}

/// Fetches a file that is not here yet while somebody waits for it.
async fn fetch(host: &Arc<Host>, open: &Arc<Open>, attachment: AttachmentId) -> Result<(), Problem> {
    let fetched = async {
        let attachment = open.desk.attachment(attachment).await.map_err(|error| internal(&error))?;
        open.start_sync().await?;
        // The conversation is not held meanwhile: a large file on a bad line takes long.
        let files = open.sync.lock().await.as_ref().map(sync::Sync::files);
        match files {
            Some(files) => files.fetch(&attachment.hash).await,
            None => Err(Problem::new(Code::Offline, "This file is not on this computer yet.")),
        }
    };
    let fetched = fetched.await;
    host.rest(open).await;
    fetched
}

/// Writes an attachment somewhere, and fetches it first where that has to be.
pub(crate) async fn save(
    host: &Arc<Host>,
    open: &Arc<Open>,
    attachment: AttachmentId,
    place: &Path,
) -> Result<(), Problem> {
    match open.desk.save_attachment(attachment, place).await {
        Err(problem) if problem.code == Code::Offline => {
            fetch(host, open, attachment).await?;
            open.desk.save_attachment(attachment, place).await
        }
        saved => saved,
    }
}

/// Writes an attachment where the person wants it.
async fn attachment_save(host: &Arc<Host>, input: AttachmentSave) -> Result<Done, Problem> {
    let open = host.desk().await?;
    save(host, &open, input.attachment, Path::new(&input.path)).await?;
    Ok(Done::default())
}

async fn host_state(host: &Arc<Host>, _: Empty) -> Result<HostView, Problem> {
    host.view().await
}

async fn host_try_sample(host: &Arc<Host>, _: Empty) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    sample::open(host).await?;
    moved(host).await
}

async fn host_leave_sample(host: &Arc<Host>, _: Empty) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    sample::leave(host).await?;
    moved(host).await
}

async fn host_work_locally(host: &Arc<Host>, input: WorkLocally) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    let name = input.name.trim();
    if name.is_empty() {
        return Err(Problem::new(Code::Invalid, "Say what your name is.")
            .with(serde_json::json!({ "field": "name" })));
    }
    let passphrase = input.passphrase.as_deref().or(host.options.passphrase.as_deref());
    let (folder, key) = host.fresh_folder(passphrase).await?;
    let me = PersonId(RandomIds.next());
    let identity = Identity {
        me,
        device: DeviceId(RandomIds.next()),
        server: None,
        email: None,
        device_name: None,
        sample: false,
    };
    let open = Open::open(folder, &key, Some(identity)).await?;
    let (team, _) = default_team();
    let person =
        Person { name: name.to_owned(), role: Role::Admin, teams: [team].into(), ..Person::default() };
    open.desk.seed(vec![Record::new(me.0, None, &person)]).await.map_err(Problem::from)?;
    host.install(open).await?;
    moved(host).await
}

async fn host_unlock(host: &Arc<Host>, input: Unlock) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    host.reopen(Some(&input.passphrase)).await?;
    moved(host).await
}

/// Closes the desk until its passphrase is said: nothing of it is readable meanwhile, not even to this program. What was
/// being sent goes on at the unlocking.
async fn host_lock(host: &Arc<Host>, _: Empty) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    if !host.desk().await?.is_lockable() {
        let text = "This desk opens with the key in your system's keyring: lock your computer instead.";
        return Err(Problem::new(Code::Invalid, text).with(serde_json::json!({ "field": "passphrase" })));
    }
    if let Some(open) = host.open.write().await.take() {
        open.close().await;
    }
    *host.stuck.lock().await = Some(crate::problem::of_open(&store::OpenError::Locked));
    moved(host).await
}

/// Signs in at a server and gives this computer a desk there: a fresh one, or the one that worked alone so far.
async fn host_connect(host: &Arc<Host>, input: Connect) -> Result<HostView, Problem> {
    let _one = host.switching.lock().await;
    let server = address(&input.url)?;
    let before = host.open.read().await.clone();
    if before.as_ref().is_some_and(|open| open.mode == Mode::Connected) {
        return Err(Problem::new(
            Code::AlreadyThere,
            "This desk has a server already; sign in to it instead.",
        ));
    }
    let local = before.filter(|open| open.mode == Mode::Local);
    let device = local.as_ref().map_or_else(|| DeviceId(RandomIds.next()), |open| open.device());
    let name = input.device_name.clone().unwrap_or_else(device_name);
    let options = sync::Options::default();
    let (tokens, _) = sync::sign_in(&server, &input.email, &input.password, device, &name, &options).await?;
    let identity = Identity {
        me: tokens.person,
        device,
        server: Some(server),
        email: Some(input.email),
        device_name: Some(name),
        sample: false,
    };
    let passphrase = input.passphrase.as_deref().or(host.options.passphrase.as_deref());
    match local {
        Some(open) => {
            sync::keep_tokens(open.secrets().as_ref(), &tokens).await.map_err(|error| internal(&error))?;
            open.desk.connect(device, open.me, tokens.person).await.map_err(|error| internal(&error))?;
            remember(open.desk.db(), &identity).await?;
            drop(open);
            host.stop().await;
            host.reopen(passphrase).await?;
        }
        None => {
            host.stop().await;
            let (folder, key) = host.fresh_folder(passphrase).await?;
            let open = Open::open(folder, &key, Some(identity)).await?;
            sync::keep_tokens(open.secrets().as_ref(), &tokens).await.map_err(|error| internal(&error))?;
            host.install(open).await?;
        }
    }
    acquaint(host).await?;
    moved(host).await
}

/// Waits until the desk knows who works at it: the first page of the feed says so.
async fn acquaint(host: &Arc<Host>) -> Result<(), Problem> {
    let open = host.desk().await?;
    open.start_sync().await?;
    let mut changed = open.desk.changed();
    let known = async {
        while open.desk.staff(open.me).is_none() {
            // Lagging means that something changed, which is what is waited for.
            let _ = changed.recv().await;
        }
    };
    let met = tokio::time::timeout(Duration::from_secs(30), known).await;
    host.rest(&open).await;
    match met {
        Ok(()) => Ok(()),
        Err(_) => Err(Problem::new(
            Code::Offline,
            "You are signed in, but the server did not send its first tickets yet. They come when it answers.",
        )),
    }
}

async fn host_sign_in(host: &Arc<Host>, input: SignIn) -> Result<HostView, Problem> {
    // Not while a desk that was signed out for good hands over what it has, and is destroyed.
    let _one = host.switching.lock().await;
    let open = host.desk().await?;
    let (Some(server), Some(email)) = (&open.server, &open.email) else {
        return Err(Problem::new(Code::BadInput, "This desk has no server; connect it first."));
    };
    let options = open.sync_options();
    if open.desk.is_copy().await.map_err(|error| internal(&error))? {
        // Signing in as the device that this is a copy of would end the other's session.
        open.stop_sync().await;
        open.desk.rekey(DeviceId(RandomIds.next())).await.map_err(|error| internal(&error))?;
    }
    let (tokens, _) =
        sync::sign_in(server, email, &input.password, open.device(), &device_name(), &options).await?;
    if tokens.person != open.me {
        return Err(Problem::new(
            Code::Forbidden,
            "This desk belongs to somebody else. Use another data folder for another person.",
        ));
    }
    open.remember_success(open.clock.now()).await.map_err(|error| internal(&error))?;
    open.start_sync().await?;
    match &*open.sync.lock().await {
        Some(sync) => sync.signed_in(&tokens).await?,
        None => {
            sync::keep_tokens(open.secrets().as_ref(), &tokens).await.map_err(|error| internal(&error))?
        }
    }
    moved(host).await
}

/// Ends the session at the server. Everything here stays, what waits included.
async fn host_sign_out(host: &Arc<Host>, _: Empty) -> Result<HostView, Problem> {
    let open = host.desk().await?;
    let Some(server) = &open.server else {
        return Err(Problem::new(Code::BadInput, "This desk has no server."));
    };
    open.stop_sync().await;
    sync::sign_out(server, open.device(), open.secrets(), &open.sync_options()).await?;
    if host.options.background {
        crate::background::resume(host, &open).await?;
    }
    moved(host).await
}

async fn moved(host: &Arc<Host>) -> Result<HostView, Problem> {
    let tags = Tag::ALL.to_vec();
    // Nobody listening is fine.
    let _ = host.notices.send(Notice::Changed { tags });
    host.view().await
}

async fn sync_status(host: &Arc<Host>, _: Empty) -> Result<SyncView, Problem> {
    host.desk().await?.sync_view().await
}

async fn sync_now(host: &Arc<Host>, _: Empty) -> Result<Done, Problem> {
    let open = host.desk().await?;
    open.start_sync().await?;
    if let Some(sync) = &*open.sync.lock().await {
        sync.now();
    }
    Ok(Done::default())
}

/// Reads a file of holidays; what becomes of them is for a person to decide.
async fn holiday_read(_: &Arc<Host>, input: HolidayFile) -> Result<HolidaysRead, Problem> {
    let text = match (input.text, input.path) {
        (Some(text), None) => text,
        (None, Some(path)) => {
            let bytes = tokio::fs::read(&path)
                .await
                .map_err(|error| Problem::new(Code::BadInput, format!("{path} cannot be read: {error}")))?;
            // One wrong letter in a name is no reason to refuse the days.
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => return Err(Problem::new(Code::BadInput, "Give either the text or a path.")),
    };
    let this_year = connectors::ical::year_of(SystemClock::default().now());
    let (from, to) = (input.from_year.unwrap_or(this_year), input.to_year.unwrap_or(this_year + 4));
    let read = connectors::ical::holidays(&text, &input.zone, from..=to)
        .map_err(|error| Problem::new(Code::BadInput, error.to_string()))?;
    Ok(HolidaysRead {
        holidays: read
            .days
            .into_iter()
            .map(|day| HolidayView { date: day.date.to_string(), name: day.name, off: day.off })
            .collect(),
        problems: read
            .problems
            .into_iter()
            .map(|problem| LineProblem {
                line: i64::try_from(problem.line).unwrap_or(i64::MAX),
                what: problem.what,
            })
            .collect(),
    })
}

async fn mail_read(_: &Arc<Host>, input: MailFile) -> Result<MailRead, Problem> {
    mail::read(input).await
}

async fn import_presets(_: &Arc<Host>, _: Empty) -> Result<Vec<PresetView>, Problem> {
    Ok(import::presets())
}

async fn import_start(host: &Arc<Host>, input: ImportStart) -> Result<ImportStarted, Problem> {
    import::start(host, input).await
}

async fn import_cancel(host: &Arc<Host>, _: Empty) -> Result<Done, Problem> {
    import::cancel(host).await;
    Ok(Done::default())
}

async fn sheets_save(_: &Arc<Host>, input: SheetsSave) -> Result<SheetsSaved, Problem> {
    sheets::save(input).await
}

async fn paper_save(host: &Arc<Host>, input: PaperSave) -> Result<PaperSaved, Problem> {
    print::save(host, input).await
}

async fn agenda_save(host: &Arc<Host>, input: AgendaSave) -> Result<AgendaSaved, Problem> {
    let agenda = ask(host, "agenda", serde_json::json!(input.query)).await?;
    let agenda = serde_json::from_value(agenda).map_err(|error| internal(&error.into()))?;
    ics::save(input, agenda, SystemClock::default().now()).await
}

async fn diagnostics_get(host: &Arc<Host>, _: Empty) -> Result<DiagnosticsView, Problem> {
    diagnostics::get(host).await
}

async fn diagnostics_save(_: &Arc<Host>, input: DiagnosticsSave) -> Result<Done, Problem> {
    diagnostics::save(input).await
}

async fn export_start(host: &Arc<Host>, input: ExportStart) -> Result<Exported, Problem> {
    export::start(host, &input).await
}

fn address(text: &str) -> Result<Url, Problem> {
    let text = text.trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url =
        full.parse::<Url>().ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| {
        Problem::new(
            Code::Invalid,
            format!("`{text}` is not the address of a server, such as https://desk.example.com."),
        )
        .with(serde_json::json!({ "field": "url" }))
    })
}

/// The name of this computer, for the list of devices.
pub(crate) fn device_name() -> String {
    let named = std::fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
    named
        .filter(|name| !name.is_empty())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_else(|| "This computer".to_owned())
}
