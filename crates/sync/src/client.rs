//! The routes of a server as calls: headers, time limits, sizes, and what every bad answer means.

mod files;

use crate::fault::Fault;
use crate::offset::Offset;
use crate::timer::{Sleep, within};
use crate::transport::{Chunks, Payload, Transport};
use bytes::Bytes;
use contract::session::PasswordChange;
use contract::wire::{
    ANSWER_LIMIT_BYTES, Cursor, DigestAnswer, DigestRange, DigestRequest, ErrorBody, ErrorCode,
    HEADER_DEVICE, HEADER_EPOCH, HEADER_PROTOCOL, HEADER_TIME, Hello, News, NumberedChange, PROTOCOL, Place,
    PullPage, PushAnswer, PushRequest, QuarantineAnswer, QuarantineRequest, RefreshRequest, RekeyRequest,
    SignInRequest, SnapshotPage, Tokens,
};
use desk::Copying;
use domain::ids::DeviceId;
use domain::record::Seq;
use domain::time::Timestamp;
use futures::StreamExt;
use http::{HeaderMap, Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use url::Url;
use uuid::Uuid;

/// How long to wait, and how much to take.
#[derive(Debug, Clone)]
pub struct Limits {
    pub connect: Duration,
    /// From the end of a request to the first byte of its answer, and between two pieces of a body.
    pub first_byte: Duration,
    /// A whole exchange with a small body; a byte of payload adds its time at `slowest_bytes_per_second`.
    pub total: Duration,
    pub slowest_bytes_per_second: u64,
    pub body_bytes: usize,
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connect: Duration::from_secs(5),
            first_byte: Duration::from_secs(15),
            total: Duration::from_secs(30),
            slowest_bytes_per_second: 20_000,
            body_bytes: ANSWER_LIMIT_BYTES,
            file_bytes: domain::message::ATTACHMENT_LIMIT_BYTES.unsigned_abs(),
        }
    }
}

/// Tells the time of this device; a test's clock may stand in.
pub type WallClock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Time since some moment, by a clock that only ever goes on.
pub type Ticks = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The computer's own count since now.
pub(crate) fn system_ticks() -> Ticks {
    let begun = Instant::now();
    Arc::new(move || begun.elapsed())
}

/// The clocks of this device, in their three uses.
#[derive(Clone)]
pub(crate) struct Clocks {
    pub(crate) wall: WallClock,
    pub(crate) ticks: Ticks,
    pub(crate) sleep: Sleep,
}

/// Hears server time minus device time, in milliseconds, whenever it is known better.
pub type OffsetHearer = Arc<dyn Fn(i64) + Send + Sync>;

/// The clock of the computer.
pub fn system_clock() -> WallClock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}

/// Something a server said, and which history it belongs to.
#[derive(Debug)]
pub(crate) struct Answer<T> {
    pub(crate) value: T,
    pub(crate) epoch: Uuid,
}

/// A body is worth compressing from here on.
const COMPRESS_FROM_BYTES: usize = 1024;
const ERROR_LIMIT_BYTES: usize = 64 * 1024;

pub(crate) struct Client {
    transport: Arc<dyn Transport>,
    base: Url,
    device: Mutex<DeviceId>,
    /// How many changes wait, for the server's list of devices.
    pending: Mutex<Option<i64>>,
    limits: Limits,
    clocks: Clocks,
    offset: Mutex<Offset>,
    on_offset: Option<OffsetHearer>,
}

impl Client {
    pub(crate) fn new(
        transport: Arc<dyn Transport>,
        server: &Url,
        device: DeviceId,
        limits: Limits,
        clocks: Clocks,
        on_offset: Option<OffsetHearer>,
    ) -> Self {
        let mut base = server.clone();
        base.set_query(None);
        base.set_fragment(None);
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", server.path()));
        }
        let (device, pending, offset) = (Mutex::new(device), Mutex::default(), Mutex::default());
        Client { transport, base, device, pending, limits, clocks, offset, on_offset }
    }

    pub(crate) fn device(&self) -> DeviceId {
        *self.device.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how many changes wait, with the next refresh.
    pub(crate) fn set_pending(&self, pending: i64) {
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = Some(pending);
    }

    /// Speaks as another device from here on.
    pub(crate) fn set_device(&self, device: DeviceId) {
        *self.device.lock().unwrap_or_else(PoisonError::into_inner) = device;
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clocks.wall)()
    }

    pub(crate) fn offset_ms(&self) -> i64 {
        self.offset.lock().unwrap_or_else(PoisonError::into_inner).best_ms()
    }

    /// Drops connections that may be half-open.
    pub(crate) fn renew(&self) {
        self.transport.renew();
    }

    /// Time that nobody can set.
    pub(crate) fn ticks(&self) -> Duration {
        (self.clocks.ticks)()
    }

    /// Waits until so much time has passed.
    pub(crate) async fn pause(&self, span: Duration) {
        (self.clocks.sleep)(span).await;
    }

    pub(crate) async fn sign_in(&self, request: &SignInRequest) -> Result<Tokens, Fault> {
        self.post("api/v1/sign-in", None, request).await.map(|(tokens, _)| tokens)
    }

    pub(crate) async fn refresh(&self, refresh: &str) -> Result<Tokens, Fault> {
        let request = RefreshRequest {
            refresh: refresh.to_owned(),
            device: self.device(),
            app: Some(env!("CARGO_PKG_VERSION").to_owned()),
            pending: *self.pending.lock().unwrap_or_else(PoisonError::into_inner),
        };
        self.post("api/v1/refresh", None, &request).await.map(|(tokens, _)| tokens)
    }

    /// Opens a session for `device` beside the one of this device, for the same person.
    pub(crate) async fn rekey(&self, token: &str, device: DeviceId) -> Result<Tokens, Fault> {
        self.post("sync/v1/rekey", Some(token), &RekeyRequest { device }).await.map(|(tokens, _)| tokens)
    }

    /// Hands over what a revoked device has left.
    pub(crate) async fn hand_over(
        &self,
        token: &str,
        request: &QuarantineRequest,
    ) -> Result<QuarantineAnswer, Fault> {
        self.post("sync/v1/quarantine", Some(token), request).await.map(|(answer, _)| answer)
    }

    /// Asks for something that only admins get, with an answer in JSON or none.
    pub(crate) async fn administer(
        &self,
        token: &str,
        method: Method,
        path: &str,
    ) -> Result<serde_json::Value, Fault> {
        let exchange = async {
            let response = self.ask(method, path, Some(token), Payload::Empty).await?;
            if response.status() == StatusCode::NO_CONTENT {
                return Ok(serde_json::Value::Null);
            }
            self.json(response).await
        };
        self.within(self.limits.total, exchange).await
    }

    pub(crate) async fn sign_out(&self, token: &str) -> Result<(), Fault> {
        let exchange = self.ask(Method::POST, "api/v1/sign-out", Some(token), Payload::Empty);
        self.within(self.limits.total, exchange).await.map(|_| ())
    }

    pub(crate) async fn change_password(&self, token: &str, change: &PasswordChange) -> Result<(), Fault> {
        let body = serde_json::to_vec(change).map_err(|error| Fault::Local(error.to_string()))?;
        let payload = Payload::Whole(Bytes::from(body));
        let exchange = self.ask(Method::POST, "api/v1/password", Some(token), payload);
        self.within(self.limits.total, exchange).await.map(|_| ())
    }

    pub(crate) async fn hello(&self, token: &str) -> Result<Answer<Hello>, Fault> {
        self.get("sync/v1/hello", token).await
    }

    pub(crate) async fn push(
        &self,
        token: &str,
        changes: Vec<NumberedChange>,
    ) -> Result<Answer<PushAnswer>, Fault> {
        let request = PushRequest { device: self.device(), changes };
        let (value, epoch) = self.post("sync/v1/push", Some(token), &request).await?;
        Ok(Answer { value, epoch: marked(epoch)? })
    }

    pub(crate) async fn pull(
        &self,
        token: &str,
        after: Cursor,
        max: usize,
        digest: bool,
    ) -> Result<Answer<PullPage>, Fault> {
        let Cursor { seq, kind, id } = after;
        let digest = if digest { "&digest=true" } else { "" };
        self.get(&format!("sync/v1/pull?seq={seq}&kind={kind}&id={id}&max={max}{digest}"), token).await
    }

    /// Asks to be told when there is something after a commit, and waits for it.
    pub(crate) async fn wait(&self, token: &str, after: Seq) -> Result<Answer<News>, Fault> {
        // Shorter than what an answer's first byte may take, so that a dead line is told from a quiet desk.
        let wait = (self.limits.first_byte / 2).as_secs().clamp(1, 25);
        self.get(&format!("sync/v1/poll?seq={after}&wait={wait}"), token).await
    }

    /// What the server has of these ranges.
    pub(crate) async fn digest(
        &self,
        token: &str,
        ranges: Vec<DigestRange>,
    ) -> Result<Answer<DigestAnswer>, Fault> {
        let (value, epoch) = self.post("sync/v1/digest", Some(token), &DigestRequest { ranges }).await?;
        Ok(Answer { value, epoch: marked(epoch)? })
    }

    /// One page of a copy of everything.
    pub(crate) async fn snapshot(
        &self,
        token: &str,
        copying: &Copying,
        max: usize,
    ) -> Result<Answer<SnapshotPage>, Fault> {
        let Place { part, ticket, kind, id } = copying.place;
        let part = serde_json::to_value(part).map_err(|error| Fault::Local(error.to_string()))?;
        let part = part.as_str().unwrap_or_default();
        let fresh = copying.fresh;
        let mut path = format!(
            "sync/v1/snapshot?part={part}&ticket={ticket}&kind={kind}&id={id}&fresh={fresh}&max={max}"
        );
        if let Some(since) = copying.since {
            path.push_str(&format!("&since={since}"));
        }
        self.get(&path, token).await
    }

    /// Opens the live stream; it has no time limit of its own.
    pub(crate) async fn events(&self, token: &str) -> Result<Chunks, Fault> {
        let response = self.ask(Method::GET, "sync/v1/events", Some(token), Payload::Empty).await?;
        marked(epoch(response.headers()))?;
        if !kind(response.headers()).starts_with("text/event-stream") {
            return Err(Fault::Portal(kind(response.headers())));
        }
        Ok(response.into_body())
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, token: &str) -> Result<Answer<T>, Fault> {
        // The size of a page is known only when it is here; slow lines get the time of the largest.
        let total = self.limits.total * 4;
        let exchange = async {
            let response = self.ask(Method::GET, path, Some(token), Payload::Empty).await?;
            let epoch = marked(epoch(response.headers()))?;
            Ok(Answer { value: self.json(response).await?, epoch })
        };
        self.within(total, exchange).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&str>,
        body: &impl Serialize,
    ) -> Result<(T, Option<Uuid>), Fault> {
        let body = serde_json::to_vec(body).map_err(|error| Fault::Local(error.to_string()))?;
        let payload = Payload::Whole(Bytes::from(body));
        let total = self.total(payload.len_bytes());
        let exchange = async {
            let response = self.ask(Method::POST, path, token, payload).await?;
            let epoch = epoch(response.headers());
            Ok((self.json(response).await?, epoch))
        };
        self.within(total, exchange).await
    }

    fn total(&self, payload_bytes: u64) -> Duration {
        self.limits.total + self.sending(payload_bytes)
    }

    fn sending(&self, payload_bytes: u64) -> Duration {
        Duration::from_secs(payload_bytes / self.limits.slowest_bytes_per_second.max(1))
    }

    async fn within<T>(
        &self,
        total: Duration,
        exchange: impl Future<Output = Result<T, Fault>>,
    ) -> Result<T, Fault> {
        within(&self.clocks.sleep, total, exchange).await.unwrap_or(Err(Fault::Timeout("the whole answer")))
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        payload: Payload,
    ) -> Result<http::Response<Chunks>, Fault> {
        self.ask_with(method, path, token, HeaderMap::new(), payload).await
    }

    /// Sends a request, waits for the head of its answer, and turns errors into faults.
    async fn ask_with(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        headers: HeaderMap,
        payload: Payload,
    ) -> Result<http::Response<Chunks>, Fault> {
        let patience = self.limits.connect + self.limits.first_byte + self.sending(payload.len_bytes());
        let exchange = within(&self.clocks.sleep, patience, self.raw(method, path, token, headers, payload));
        let response = exchange.await.unwrap_or(Err(Fault::Timeout("the first byte")))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.refusal(response).await)
    }

    async fn raw(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        headers: HeaderMap,
        payload: Payload,
    ) -> Result<http::Response<Chunks>, Fault> {
        let url = self.base.join(path).map_err(|error| Fault::Local(error.to_string()))?;
        let mut request = http::Request::builder()
            .method(method)
            .uri(url.as_str())
            .header(HEADER_DEVICE, self.device().to_string())
            .header(HEADER_PROTOCOL, PROTOCOL);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let (payload, kind, encoding) = packed(payload)?;
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(encoding) = encoding {
            request = request.header(header::CONTENT_ENCODING, encoding);
        }
        let mut request = request.body(payload).map_err(|error| Fault::Local(error.to_string()))?;
        request.headers_mut().extend(headers);
        let (sent, begun) = (self.now(), (self.clocks.ticks)());
        let response = self.transport.send(request).await?;
        if let Some(time) = number(response.headers(), HEADER_TIME) {
            let trip_ms =
                u64::try_from((self.clocks.ticks)().saturating_sub(begun).as_millis()).unwrap_or(u64::MAX);
            let mut offset = self.offset.lock().unwrap_or_else(PoisonError::into_inner);
            let before = offset.best_ms();
            offset.sample(sent, trip_ms, Timestamp(time));
            let best = offset.best_ms();
            drop(offset);
            if let Some(hear) = self.on_offset.as_ref().filter(|_| best != before) {
                hear(best);
            }
        }
        Ok(response)
    }

    async fn json<T: DeserializeOwned>(&self, response: http::Response<Chunks>) -> Result<T, Fault> {
        let kind = kind(response.headers());
        if !kind.starts_with("application/json") {
            return Err(Fault::Portal(kind));
        }
        let body = self.body(response.into_body(), self.limits.body_bytes).await?;
        serde_json::from_slice(&body).map_err(|error| Fault::Garbage(error.to_string()))
    }

    /// Reads a body piece by piece, so that neither a bomb nor a stall is waited for to its end.
    async fn body(&self, mut chunks: Chunks, limit_bytes: usize) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        loop {
            let next = within(&self.clocks.sleep, self.limits.first_byte, chunks.next()).await;
            let Some(chunk) = next.ok_or(Fault::Timeout("the next bytes"))? else { return Ok(body) };
            let chunk = chunk?;
            if body.len() + chunk.len() > limit_bytes {
                return Err(Fault::TooLarge(limit_bytes));
            }
            body.extend_from_slice(&chunk);
        }
    }

    async fn refusal(&self, response: http::Response<Chunks>) -> Fault {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match self.body(response.into_body(), ERROR_LIMIT_BYTES).await {
            Ok(body) => serde_json::from_slice::<ErrorBody>(&body).ok(),
            // The status alone has to do; the next attempt meets what cut this one off.
            Err(_) => None,
        };
        let later = matches!(status.as_u16(), 408 | 425 | 429) || status.is_server_error();
        match body {
            body if later && status != StatusCode::NETWORK_AUTHENTICATION_REQUIRED => {
                busy(status, body.as_ref(), &headers)
            }
            None => Fault::Portal(format!("{status}, {}", kind(&headers))),
            Some(ErrorBody { code: ErrorCode::Unauthorised, .. }) => Fault::Unauthorised,
            Some(ErrorBody { code: ErrorCode::DeviceRevoked, .. }) => Fault::Revoked,
            Some(ErrorBody { code: ErrorCode::Upgrade, detail, .. }) => Fault::Upgrade(detail),
            Some(ErrorBody { code, detail, .. }) => Fault::Refused { code, detail },
        }
    }
}

fn packed(payload: Payload) -> Result<(Payload, Option<&'static str>, Option<&'static str>), Fault> {
    match payload {
        Payload::Empty => Ok((Payload::Empty, None, None)),
        Payload::Whole(bytes) if bytes.len() < COMPRESS_FROM_BYTES => {
            Ok((Payload::Whole(bytes), Some("application/json"), None))
        }
        Payload::Whole(bytes) => {
            let packed =
                zstd::encode_all(bytes.as_ref(), 3).map_err(|error| Fault::Local(error.to_string()))?;
            Ok((Payload::Whole(packed.into()), Some("application/json"), Some("zstd")))
        }
        stream @ Payload::Stream { .. } => Ok((stream, Some("application/octet-stream"), None)),
    }
}

fn busy(status: StatusCode, body: Option<&ErrorBody>, headers: &HeaderMap) -> Fault {
    let said_ms = body.and_then(|body| body.retry_after_ms);
    let header_ms = number(headers, header::RETRY_AFTER.as_str()).map(|seconds| seconds.saturating_mul(1000));
    Fault::Busy {
        retry_after_ms: said_ms.or(header_ms).and_then(|ms| u64::try_from(ms).ok()),
        too_many: status == StatusCode::TOO_MANY_REQUESTS,
        detail: body.map_or_else(|| status.to_string(), |body| body.detail.clone()),
    }
}

/// Insists on the mark that every answer of a Tern server has.
fn marked(epoch: Option<Uuid>) -> Result<Uuid, Fault> {
    epoch.ok_or_else(|| Fault::Portal("an answer without the mark of a Tern server".to_owned()))
}

fn epoch(headers: &HeaderMap) -> Option<Uuid> {
    headers.get(HEADER_EPOCH)?.to_str().ok()?.parse().ok()
}

fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

fn kind(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.unwrap_or("no content type").to_ascii_lowercase()
}
