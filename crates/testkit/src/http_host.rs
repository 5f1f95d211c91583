//! The UI's `http` platform: the real UI on the real core in a plain browser, for looking and for browser tests.
//!
//! It listens on loopback only, and every path begins with a token that only its starter knows.

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use contract::all::*;
use contract::problem::{Code, Problem};
use futures::Stream;
use host::{Host, Options};
use serde_json::Value;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// A running host; dropping it ends its listening.
pub struct HttpHost {
    pub url: String,
    pub host: Arc<Host>,
    serving: tokio::task::JoinHandle<()>,
}

struct Page {
    host: Arc<Host>,
    ui: PathBuf,
}

impl HttpHost {
    /// Opens a data folder and serves the built UI in `ui` over it.
    pub async fn start(options: Options, ui: PathBuf, listen: SocketAddr) -> Result<Self> {
        ensure!(
            listen.ip().is_loopback(),
            "{listen} can be reached from elsewhere; this host is for loopback"
        );
        ensure!(
            ui.join("index.html").is_file(),
            "{} holds no built UI; `npm run build` in ui/ makes it",
            ui.display()
        );
        let host = Host::start(options).await.map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
        let token = Uuid::new_v4().simple().to_string();
        let routes = Router::new()
            .route("/", get(index))
            .route("/rpc/{command}", post(rpc))
            .route("/notices", get(notices))
            .route("/{*file}", get(file))
            .layer(axum::extract::DefaultBodyLimit::max(256 * 1024 * 1024))
            .with_state(Arc::new(Page { host: Arc::clone(&host), ui }));
        let app = Router::new().nest(&format!("/{token}/"), routes);
        let listener = TcpListener::bind(listen).await.context("listening on loopback")?;
        let address = listener.local_addr().context("reading the address")?;
        let serving = tokio::spawn(async move {
            // Serving ends only when this task is ended.
            let _ = axum::serve(listener, app).await;
        });
        Ok(HttpHost { url: format!("http://{address}/{token}/"), host, serving })
    }

    /// Waits for as long as it serves.
    pub async fn serve(mut self) {
        // Ended from outside is ended.
        let _ = (&mut self.serving).await;
    }
}

impl Drop for HttpHost {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn rpc(
    State(page): State<Arc<Page>>,
    UrlPath(command): UrlPath<String>,
    body: Bytes,
) -> Result<axum::Json<Value>, Refused> {
    let input: Value = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&body)
            .map_err(|error| Problem::new(Code::BadInput, format!("The input is not JSON: {error}.")))?
    };
    if let Some(answer) = without_a_window(&command, input.clone())? {
        return Ok(axum::Json(answer));
    }
    Ok(axum::Json(page.host.call(&command, input).await?))
}

macro_rules! shell {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        /// What a page hears that has no window around it; `None` for commands that are not a window's.
        fn without_a_window(command: &str, input: Value) -> Result<Option<Value>, Problem> {
            Ok(Some(match command {
                $(stringify!($name) => {
                    let strange = |error: serde_json::Error| Problem::new(Code::BadInput, error.to_string());
                    let input: $input = serde_json::from_value(input).map_err(strange)?;
                    let output: $output = page::$name(input);
                    serde_json::to_value(output).map_err(strange)?
                })*
                _ => return Ok(None),
            }))
        }
    };
}

contract::shell_commands!(shell);

/// The answers of a page without a window, one for each shell command.
mod page {
    use super::*;

    pub(super) fn window_interactive(input: Interactive) -> TimingsView {
        TimingsView { interactive_ms: Some(input.ms), ..TimingsView::default() }
    }

    pub(super) fn window_timings(_: Empty) -> TimingsView {
        TimingsView::default()
    }

    pub(super) fn window_notify_test(_: Empty) -> NotificationTried {
        let why = Some("this page has no desktop".to_owned());
        NotificationTried { shown: false, why, by: None, buttons: None, keeps: None }
    }

    pub(super) fn window_pick_files(_: PickFiles) -> Vec<String> {
        Vec::new()
    }

    pub(super) fn window_pick_place(_: PickPlace) -> Option<String> {
        None
    }

    pub(super) fn window_open_link(_: OpenLink) -> Done {
        Done::default()
    }

    pub(super) fn window_open_file(_: OpenFile) -> Done {
        Done::default()
    }

    pub(super) fn window_clipboard(_: Empty) -> ClipboardView {
        ClipboardView::default()
    }

    pub(super) fn window_dropped(_: Empty) -> DroppedView {
        DroppedView::default()
    }

    pub(super) fn window_print(_: Empty) -> Done {
        Done::default()
    }

    pub(super) fn window_close(_: Empty) -> Done {
        Done::default()
    }

    pub(super) fn window_pop_out(_: PopOut) -> PoppedOut {
        PoppedOut { stands: false, most: 0 }
    }

    pub(super) fn window_show(_: ShowPlace) -> Done {
        Done::default()
    }

    pub(super) fn window_quit(_: Empty) -> Done {
        Done::default()
    }

    pub(super) fn window_system_get(_: Empty) -> SystemView {
        SystemView {
            tray: false,
            close_to_tray: false,
            badge: true,
            at_login: None,
            shortcut: None,
            shortcut_possible: false,
        }
    }

    pub(super) fn window_menu_put(_: MenuPut) -> Done {
        Done::default()
    }

    pub(super) fn window_system_put(_: SystemPut) -> SystemView {
        window_system_get(Empty {})
    }
}

async fn notices(State(page): State<Arc<Page>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let hearing = page.host.notices();
    Sse::new(futures::stream::unfold(hearing, next_notice)).keep_alive(KeepAlive::default())
}

async fn next_notice(mut hearing: Receiver<Notice>) -> Option<(Result<Event, Infallible>, Receiver<Notice>)> {
    let notice = match hearing.recv().await {
        Ok(notice) => notice,
        Err(RecvError::Lagged(_)) => Notice::Changed { tags: Tag::ALL.to_vec() },
        Err(RecvError::Closed) => return None,
    };
    let text = serde_json::to_string(&notice).expect("a notice is plain JSON");
    Some((Ok(Event::default().data(text)), hearing))
}

async fn index(page: State<Arc<Page>>) -> Response {
    file(page, UrlPath("index.html".to_owned())).await
}

async fn file(State(page): State<Arc<Page>>, UrlPath(name): UrlPath<String>) -> Response {
    let name = Path::new(&name);
    if name.components().any(|part| !matches!(part, Component::Normal(_))) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(page.ui.join(name)).await {
        Ok(bytes) => {
            let headers = [(header::CONTENT_TYPE, kind(name)), (header::CACHE_CONTROL, "no-store")];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(name: &Path) -> &'static str {
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        Some("ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A problem as the page expects it: its JSON, under a status that is not a success.
struct Refused(Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Refused(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = if self.0.code == Code::Internal {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::CONFLICT
        };
        (status, axum::Json(self.0)).into_response()
    }
}
