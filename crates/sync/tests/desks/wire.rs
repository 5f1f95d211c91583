//! A wire between devices and a server's desk in the same process, which can be cut.

use async_trait::async_trait;
use contract::wire::{
    BODY_LIMIT_BYTES, Cursor, DigestRequest, ErrorBody, ErrorCode, HEADER_DEVICE, HEADER_EPOCH, HEADER_TIME,
    HEADER_UPLOAD_OFFSET, Place, PushRequest, QuarantineAnswer, QuarantineRequest, RefreshRequest,
    RekeyRequest, Tokens, UploadAnswer, UploadRequest,
};
use desk::{AcceptError, Ask, Desk};
use domain::ids::{DeviceId, PersonId};
use domain::time::Timestamp;
use futures::{StreamExt, TryStreamExt};
use http::{Request, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use store::blobs::BlobHash;
use sync::fault::Fault;
use sync::transport::{Chunks, Payload, Transport};
use uuid::Uuid;

/// Files on their way: what was promised, and what came.
type Uploads = BTreeMap<Uuid, (UploadRequest, Vec<u8>)>;

/// The server's desk, and whether anything gets through to it. The token is the person's id.
#[derive(Clone)]
pub(crate) struct Wire {
    server: Arc<Mutex<Desk>>,
    cut: Arc<AtomicBool>,
    /// An admin signed this device out for good.
    revoked: Arc<AtomicBool>,
    /// The next answer from here is lost.
    loses: Arc<Mutex<Option<&'static str>>>,
    uploads: Arc<Mutex<Uploads>>,
    /// Devices that others went on as.
    rekeyed: Arc<Mutex<Vec<DeviceId>>>,
}

impl Wire {
    pub(crate) fn new(server: Desk) -> Self {
        let (cut, revoked) = (Arc::default(), Arc::default());
        let (loses, uploads, rekeyed) = (Arc::default(), Arc::default(), Arc::default());
        Wire { server: Arc::new(Mutex::new(server)), cut, revoked, loses, uploads, rekeyed }
    }

    /// Signs this device out for good.
    pub(crate) fn revoke(&self) {
        self.revoked.store(true, Ordering::SeqCst);
    }

    fn server(&self) -> Desk {
        self.server.lock().unwrap().clone()
    }

    /// Puts another desk in the server's place.
    pub(crate) fn reach(&self, server: Desk) {
        *self.server.lock().unwrap() = server;
    }

    pub(crate) fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
    }

    pub(crate) fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }

    /// Loses the next answer from a path.
    pub(crate) fn lose(&self, path: &'static str) {
        *self.loses.lock().unwrap() = Some(path);
    }

    /// Whether nothing is left to be lost.
    pub(crate) fn has_lost(&self) -> bool {
        self.loses.lock().unwrap().is_none()
    }

    fn is_cut(&self) -> bool {
        self.cut.load(Ordering::SeqCst)
    }

    fn check(&self) -> Result<(), Fault> {
        if self.is_cut() { Err(Fault::Offline("the wire was cut".to_owned())) } else { Ok(()) }
    }

    async fn upload(&self, path: &str, headers: &http::HeaderMap, payload: Payload) -> (u16, Vec<u8>) {
        let Some(id) = path.strip_prefix("/sync/v1/uploads/") else {
            let Payload::Whole(bytes) = payload else { panic!("a wish without a body") };
            let request: UploadRequest = serde_json::from_slice(&bytes).unwrap();
            let hash: BlobHash = request.hash.parse().unwrap();
            if self.server().blobs().has(hash).await.unwrap() {
                return json(&UploadAnswer::Have);
            }
            let upload = Uuid::now_v7();
            self.uploads.lock().unwrap().insert(upload, (request, Vec::new()));
            return json(&UploadAnswer::Wanted { upload, offset_bytes: 0 });
        };
        let upload: Uuid = id.parse().unwrap();
        let Payload::Stream { bytes, .. } = payload else { panic!("a chunk without a body") };
        let chunk: Vec<u8> = bytes.try_collect::<Vec<_>>().await.unwrap().concat();
        let whole = {
            let mut uploads = self.uploads.lock().unwrap();
            let (request, come) = uploads.get_mut(&upload).unwrap();
            assert_eq!(headers[HEADER_UPLOAD_OFFSET].to_str().unwrap(), come.len().to_string());
            come.extend(chunk);
            if come.len() < usize::try_from(request.size_bytes).unwrap() {
                let offset_bytes = come.len().try_into().unwrap();
                return json(&UploadAnswer::Wanted { upload, offset_bytes });
            }
            uploads.remove(&upload).unwrap()
        };
        let hash = whole.0.hash.parse().unwrap();
        self.server().blobs().add_expected(whole.1.as_slice(), hash).await.unwrap();
        json(&UploadAnswer::Have)
    }

    fn events(&self) -> Chunks {
        let head = self.server().head();
        let heads = futures::stream::unfold((head, true), |(mut head, first)| async move {
            if !first {
                head.changed().await.ok()?;
            }
            let seq = *head.borrow_and_update();
            Some((Ok(format!("event: head\ndata: {{\"head\":{seq}}}\n\n").into()), (head, false)))
        });
        heads.boxed()
    }
}

fn json(value: &impl Serialize) -> (u16, Vec<u8>) {
    (200, serde_json::to_vec(value).unwrap())
}

fn refused(code: ErrorCode, detail: String) -> (u16, Vec<u8>) {
    refused_with(409, code, detail)
}

fn refused_with(status: u16, code: ErrorCode, detail: String) -> (u16, Vec<u8>) {
    (status, json(&ErrorBody { code, detail, retry_after_ms: None }).1)
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: Request<Payload>) -> Result<Response<Chunks>, Fault> {
        if self.is_cut() {
            return Err(Fault::Unreached("the wire is cut".to_owned()));
        }
        let (head, payload) = request.into_parts();
        let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let who = || {
            let bearer = head.headers["authorization"].to_str().unwrap().trim_start_matches("Bearer ");
            PersonId(bearer.parse().unwrap())
        };
        let hello = self.server().hello().await.unwrap();
        let whole = match &payload {
            Payload::Whole(bytes) if head.headers.contains_key("content-encoding") => {
                zstd::decode_all(bytes.as_ref()).unwrap()
            }
            Payload::Whole(bytes) => bytes.to_vec(),
            Payload::Empty | Payload::Stream { .. } => Vec::new(),
        };
        let mut kind = "application/json";
        let open = ["/api/v1/refresh", "/sync/v1/quarantine"].contains(&path);
        let (status, body) = match path {
            _ if self.revoked.load(Ordering::SeqCst) && !open => {
                refused_with(403, ErrorCode::DeviceRevoked, "signed out for good".to_owned())
            }
            "/sync/v1/quarantine" if whole.len() > BODY_LIMIT_BYTES => {
                refused_with(413, ErrorCode::TooLarge, "too much at once".to_owned())
            }
            // Stands for whatever this server is too old, or too new, to read.
            "/sync/v1/quarantine" if String::from_utf8_lossy(&whole).contains("illegible") => {
                refused_with(400, ErrorCode::BadRequest, "not readable".to_owned())
            }
            "/sync/v1/quarantine" => {
                let request: QuarantineRequest = serde_json::from_slice(&whole).unwrap();
                let device = DeviceId(head.headers[HEADER_DEVICE].to_str().unwrap().parse().unwrap());
                let server = self.server();
                let kept = match self.revoked.load(Ordering::SeqCst) {
                    true => server.take_over(device, who(), request.changes, request.last).await.unwrap(),
                    false => server.take_refused(device, who(), request.changes).await.unwrap(),
                };
                json(&QuarantineAnswer { kept })
            }
            "/api/v1/refresh" => {
                let request: RefreshRequest = serde_json::from_slice(&whole).unwrap();
                let (person, of) = request.refresh.split_once('+').unwrap_or((&request.refresh, ""));
                // A session is of one device: a token of another one's is none.
                let fits = match of.is_empty() {
                    true => !self.rekeyed.lock().unwrap().contains(&request.device),
                    false => of == request.device.to_string(),
                };
                let (access, person) = (person.to_owned(), PersonId(person.parse().unwrap()));
                let refresh = request.refresh.clone();
                match fits {
                    true => json(&Tokens { access, access_expires_at: Timestamp(0), refresh, person }),
                    false => refused_with(401, ErrorCode::Unauthorised, "sign in again".to_owned()),
                }
            }
            "/sync/v1/hello" => json(&hello),
            "/sync/v1/push" => {
                let request: PushRequest = serde_json::from_slice(&whole).unwrap();
                assert_eq!(head.headers[HEADER_DEVICE].to_str().unwrap(), request.device.to_string());
                match self.server().accept(request.device, who(), request.changes).await {
                    Ok(answer) => json(&answer),
                    Err(AcceptError::Gap { expected }) => {
                        refused(ErrorCode::Gap, format!("expected {expected}"))
                    }
                    Err(AcceptError::Forked(n)) => refused(ErrorCode::DeviceForked, n.to_string()),
                    Err(error) => panic!("{error}"),
                }
            }
            "/sync/v1/rekey" => {
                let RekeyRequest { device } = serde_json::from_slice(&whole).unwrap();
                let person = who();
                self.rekeyed.lock().unwrap().push(device);
                let (access, refresh) = (person.to_string(), format!("{person}+{device}"));
                json(&Tokens { access, access_expires_at: Timestamp(0), refresh, person })
            }
            "/sync/v1/pull" => {
                let after = Cursor {
                    seq: value("seq").unwrap().parse().unwrap(),
                    kind: value("kind").unwrap().parse().unwrap(),
                    id: value("id").unwrap().parse().unwrap(),
                };
                let max = value("max").unwrap().parse().unwrap();
                match self.server().feed_with_digest(who(), after, max).await {
                    Ok(page) => json(&page),
                    Err(error) => refused(ErrorCode::CursorExpired, error.to_string()),
                }
            }
            "/sync/v1/snapshot" => {
                let part = serde_json::json!(value("part").unwrap());
                let place = Place {
                    part: serde_json::from_value(part).unwrap(),
                    ticket: value("ticket").unwrap().parse().unwrap(),
                    kind: value("kind").unwrap().parse().unwrap(),
                    id: value("id").unwrap().parse().unwrap(),
                };
                let ask = Ask {
                    place,
                    since: value("since").map(|since| since.parse().unwrap()),
                    fresh: value("fresh").unwrap().parse().unwrap(),
                    max: value("max").unwrap().parse().unwrap(),
                };
                match self.server().snapshot(who(), ask).await {
                    Ok(page) => json(&page),
                    Err(error) => refused(ErrorCode::CursorExpired, error.to_string()),
                }
            }
            "/sync/v1/digest" => {
                let request: DigestRequest = serde_json::from_slice(&whole).unwrap();
                json(&self.server().digest(who(), &request.ranges).await.unwrap())
            }
            "/sync/v1/events" => {
                kind = "text/event-stream";
                (200, Vec::new())
            }
            path if path.starts_with("/sync/v1/uploads") => self.upload(path, &head.headers, payload).await,
            path => {
                kind = "application/octet-stream";
                let hash: BlobHash = path.strip_prefix("/sync/v1/blobs/").unwrap().parse().unwrap();
                (200, self.server().blobs().read(hash).await.unwrap())
            }
        };
        // An answer that was under way when the wire was cut does not arrive.
        self.check()?;
        if self.loses.lock().unwrap().take_if(|lost| *lost == path).is_some() {
            return Err(Fault::Timeout("the first byte"));
        }
        let chunks = if kind == "text/event-stream" {
            let wire = self.clone();
            self.events().and_then(move |chunk| futures::future::ready(wire.check().map(|()| chunk))).boxed()
        } else {
            futures::stream::iter([Ok(body.into())]).boxed()
        };
        let response = Response::builder()
            .status(status)
            .header(HEADER_EPOCH, hello.epoch.to_string())
            .header(HEADER_TIME, hello.time.0)
            .header("content-type", kind);
        response.body(chunks).map_err(|error| Fault::Offline(io::Error::other(error).to_string()))
    }

    fn renew(&self) {}
}
