//! A server of a few hundred lines on bare TCP: honest by default, and as bad as a test wants it for one answer.

use crate::bad::Reply;
use contract::wire::{
    Cursor, ErrorBody, ErrorCode, HEADER_EPOCH, HEADER_TIME, Hello, NumberedChange, PROTOCOL, PullPage,
    PushAnswer, PushRequest, PushResult, RefreshRequest, SignInRequest, Tokens, UploadAnswer, UploadRequest,
};
use domain::ids::PersonId;
use domain::merge::Outcome;
use domain::record::{Doc, Kind, Record};
use domain::time::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;
use uuid::Uuid;

pub(crate) struct Books {
    pub(crate) epoch: Uuid,
    records: Vec<Record>,
    head: i64,
    judged: BTreeMap<i64, PushResult>,
    /// The number of the newest access and refresh token.
    token: u64,
    access_good: bool,
    session_good: bool,
    protocols: (u32, u32),
    asked: Vec<String>,
    packed_pushes: usize,
    bad: VecDeque<(String, Reply)>,
    files: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<Uuid, (UploadRequest, Vec<u8>)>,
    /// The sizes of the chunks that came, and the most that came at once.
    chunks: Vec<usize>,
    coming: usize,
    most_at_once: usize,
    /// From where on files were asked for.
    ranges: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Server {
    address: SocketAddr,
    books: Arc<Mutex<Books>>,
    head: Arc<watch::Sender<i64>>,
    cut: Arc<watch::Sender<bool>>,
}

pub(crate) struct Request {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

pub(crate) struct Answer {
    status: u16,
    body: Vec<u8>,
    kind: &'static str,
    /// Which part of a file this is.
    part: Option<String>,
}

pub(crate) fn json(status: u16, value: &impl Serialize) -> Answer {
    Answer { status, body: serde_json::to_vec(value).unwrap(), kind: "application/json", part: None }
}

pub(crate) fn refused(status: u16, code: ErrorCode) -> Answer {
    json(status, &ErrorBody { code, detail: format!("{code:?}"), retry_after_ms: None })
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let books = Books {
            epoch: Uuid::from_u128(1),
            records: Vec::new(),
            head: 0,
            judged: BTreeMap::new(),
            token: 0,
            access_good: true,
            session_good: true,
            protocols: (PROTOCOL, PROTOCOL),
            asked: Vec::new(),
            packed_pushes: 0,
            bad: VecDeque::new(),
            files: BTreeMap::new(),
            uploads: BTreeMap::new(),
            chunks: Vec::new(),
            coming: 0,
            most_at_once: 0,
            ranges: Vec::new(),
        };
        let server = Server {
            address: listener.local_addr().unwrap(),
            books: Arc::new(Mutex::new(books)),
            head: Arc::new(watch::channel(0).0),
            cut: Arc::new(watch::channel(false).0),
        };
        let accepting = server.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let server = accepting.clone();
                tokio::spawn(async move {
                    let mut cut = server.cut.subscribe();
                    tokio::select! {
                        _ = cut.wait_for(|cut| *cut) => {}
                        _ = server.serve(socket) => {}
                    }
                });
            }
        });
        server
    }

    pub(crate) fn books<T>(&self, with: impl FnOnce(&mut Books) -> T) -> T {
        with(&mut self.books.lock().unwrap())
    }

    pub(crate) fn url(&self) -> Url {
        format!("http://{}", self.address).parse().unwrap()
    }

    /// Somebody else makes `count` records in one commit.
    pub(crate) fn seed(&self, count: usize) {
        let head = self.books(|books| {
            books.head += 1;
            for _ in 0..count {
                let id = Uuid::from_u128(0xA0_0000 + books.records.len() as u128);
                books.add(id);
            }
            books.head
        });
        self.head.send_replace(head);
    }

    pub(crate) fn misbehave(&self, path: &str, reply: Reply) {
        self.books(|books| books.bad.push_back((path.to_owned(), reply)));
    }

    pub(crate) fn bad_left(&self) -> usize {
        self.books(|books| books.bad.len())
    }

    pub(crate) fn expire_access(&self) {
        self.books(|books| books.access_good = false);
    }

    pub(crate) fn end_session(&self) {
        self.books(|books| books.session_good = false);
    }

    pub(crate) fn speak(&self, from: u32, to: u32) {
        self.books(|books| books.protocols = (from, to));
    }

    /// A backup with `count` records takes the server's place.
    pub(crate) fn restore(&self, count: usize) {
        self.books(|books| {
            books.epoch = Uuid::from_u128(2);
            books.records.clear();
            books.judged.clear();
            books.head = 0;
        });
        self.seed(count);
    }

    /// Drops every connection and takes no new one for longer than an instant.
    pub(crate) fn cut(&self) {
        self.cut.send_replace(true);
    }

    pub(crate) fn mend(&self) {
        self.cut.send_replace(false);
    }

    pub(crate) fn head(&self) -> i64 {
        self.books(|books| books.head)
    }

    pub(crate) fn judged(&self) -> usize {
        self.books(|books| books.judged.len())
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.books(|books| books.asked.clone())
    }

    pub(crate) fn packed_pushes(&self) -> usize {
        self.books(|books| books.packed_pushes)
    }

    pub(crate) fn listeners(&self) -> usize {
        self.head.receiver_count()
    }

    pub(crate) fn file(&self, hash: &str) -> Option<Vec<u8>> {
        self.books(|books| books.files.get(hash).cloned())
    }

    pub(crate) fn keep_file(&self, hash: &str, bytes: Vec<u8>) {
        self.books(|books| books.files.insert(hash.to_owned(), bytes));
    }

    pub(crate) fn chunks(&self) -> Vec<usize> {
        self.books(|books| books.chunks.clone())
    }

    pub(crate) fn most_at_once(&self) -> usize {
        self.books(|books| books.most_at_once)
    }

    pub(crate) fn ranges(&self) -> Vec<String> {
        self.books(|books| books.ranges.clone())
    }

    async fn serve(&self, mut socket: TcpStream) -> Option<()> {
        let mut buffer = Vec::new();
        loop {
            let request = read(&mut socket, &mut buffer).await?;
            if request.method == "PATCH" {
                self.books(|books| {
                    books.coming += 1;
                    books.most_at_once = books.most_at_once.max(books.coming);
                });
                // Long enough for others to come as well, if they do.
                tokio::time::sleep(Duration::from_millis(20)).await;
                self.books(|books| books.coming -= 1);
            }
            let bad = self.books(|books| {
                books.asked.push(request.path.clone());
                books.ranges.extend(request.headers.get("range").cloned());
                let place = books.bad.iter().position(|(path, _)| request.path.starts_with(path))?;
                books.bad.remove(place).map(|(_, reply)| reply)
            });
            match bad {
                None if request.path == "/sync/v1/events" && self.books(|books| books.lets_in(&request)) => {
                    return self.events(socket).await;
                }
                None => {
                    let answer = self.books(|books| books.answer(&request));
                    self.call();
                    self.write(&mut socket, answer, &request.method).await?;
                }
                Some(bad) => self.misanswer(&mut socket, &request, bad).await?,
            }
        }
    }

    fn call(&self) {
        let head = self.head();
        self.head.send_if_modified(|known| std::mem::replace(known, head) != head);
    }

    pub(crate) async fn write(&self, socket: &mut TcpStream, answer: Answer, method: &str) -> Option<()> {
        let epoch = self.books(|books| books.epoch);
        let part = answer.part.map(|part| format!("content-range: {part}\r\n")).unwrap_or_default();
        let head = format!(
            "HTTP/1.1 {} Whatever\r\n{HEADER_EPOCH}: {epoch}\r\n{HEADER_TIME}: 5000\r\ncontent-type: {}\r\n\
             {part}content-length: {}\r\n\r\n",
            answer.status,
            answer.kind,
            answer.body.len()
        );
        socket.write_all(head.as_bytes()).await.ok()?;
        if method != "HEAD" {
            socket.write_all(&answer.body).await.ok()?;
        }
        Some(())
    }

    async fn events(&self, mut socket: TcpStream) -> Option<()> {
        let epoch = self.books(|books| books.epoch);
        let mut head = self.head.subscribe();
        let start = format!(
            "HTTP/1.1 200 OK\r\n{HEADER_EPOCH}: {epoch}\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        );
        socket.write_all(start.as_bytes()).await.ok()?;
        loop {
            let now = *head.borrow_and_update();
            let event = format!(": hi\n\nevent: head\ndata: {{\"head\":{now}}}\n\n");
            socket.write_all(event.as_bytes()).await.ok()?;
            head.changed().await.ok()?;
        }
    }
}

impl Books {
    fn add(&mut self, id: Uuid) {
        let record = Record {
            kind: Kind::Organisation,
            id,
            ticket: None,
            doc: Doc::new(),
            ver: self.head,
            fver: BTreeMap::new(),
            first: self.head,
            deleted: false,
        };
        self.records.push(record);
    }

    fn lets_in(&self, request: &Request) -> bool {
        let bearer = format!("Bearer access-{}", self.token);
        assert!(
            request.headers.contains_key("x-tern-device") && request.headers.contains_key("x-tern-proto")
        );
        self.session_good && self.access_good && request.headers.get("authorization") == Some(&bearer)
    }

    fn tokens(&mut self) -> Answer {
        self.token += 1;
        self.access_good = true;
        let tokens = Tokens {
            access: format!("access-{}", self.token),
            access_expires_at: Timestamp(0),
            refresh: format!("refresh-{}", self.token),
            person: PersonId(Uuid::from_u128(1)),
        };
        json(200, &tokens)
    }

    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        match path {
            "/api/v1/sign-in" => {
                let asked: SignInRequest = serde_json::from_slice(&request.body).unwrap();
                if asked.password != "right" {
                    return refused(401, ErrorCode::WrongPassword);
                }
                self.session_good = true;
                self.tokens()
            }
            "/api/v1/refresh" => {
                let asked: RefreshRequest = serde_json::from_slice(&request.body).unwrap();
                let known =
                    [self.token, self.token.saturating_sub(1)].map(|token| format!("refresh-{token}"));
                if !self.session_good || !known.contains(&asked.refresh) {
                    return refused(401, ErrorCode::Unauthorised);
                }
                self.tokens()
            }
            _ if !self.lets_in(request) => refused(401, ErrorCode::Unauthorised),
            "/sync/v1/hello" => json(200, &self.hello()),
            "/sync/v1/push" => self.push(request),
            "/sync/v1/pull" => json(200, &self.pull(query)),
            _ if path.starts_with("/sync/v1/uploads") => self.upload(request, path),
            _ => self.blob(request, path),
        }
    }

    fn hello(&self) -> Hello {
        Hello {
            epoch: self.epoch,
            head: self.head,
            time: Timestamp(5_000),
            protocol: self.protocols.1,
            min_protocol: self.protocols.0,
            presence: false,
            server_version: "test".to_owned(),
            records: i64::try_from(self.records.len()).unwrap(),
        }
    }

    fn push(&mut self, request: &Request) -> Answer {
        let packed = request.headers.get("content-encoding").is_some_and(|encoding| encoding == "zstd");
        self.packed_pushes += usize::from(packed);
        let body =
            if packed { zstd::decode_all(request.body.as_slice()).unwrap() } else { request.body.clone() };
        let asked: PushRequest = serde_json::from_slice(&body).unwrap();
        let mut results = Vec::new();
        for NumberedChange { n, change } in asked.changes {
            if let Some(result) = self.judged.get(&n) {
                assert_eq!(result.id, change.id, "a number has one change");
                results.push(result.clone());
                continue;
            }
            self.head += 1;
            self.add(change.entity);
            let result =
                PushResult { n, id: change.id, outcome: Outcome::Applied, seq: self.head, refusal: None };
            self.judged.insert(n, result.clone());
            results.push(result);
        }
        json(200, &PushAnswer { results, head: self.head, time: Timestamp(5_000), retry_after_ms: None })
    }

    fn pull(&self, query: &str) -> PullPage {
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let prev = Cursor {
            seq: value("seq").unwrap().parse().unwrap(),
            kind: value("kind").unwrap().parse().unwrap(),
            id: value("id").unwrap().parse().unwrap(),
        };
        let max: usize = value("max").unwrap().parse().unwrap();
        let place = |record: &Record| Cursor { seq: record.ver, kind: record.kind.code(), id: record.id };
        let mut after: Vec<_> = self.records.iter().filter(|record| place(record) > prev).cloned().collect();
        after.sort_by_key(place);
        let done = after.len() <= max;
        after.truncate(max);
        let end = Cursor::after(self.head);
        let next = if done { end } else { after.last().map_or(end, place) };
        PullPage {
            gone: Vec::new(),
            digest: None,
            forgotten: 0,
            epoch: self.epoch,
            prev,
            next,
            head: self.head,
            time: Timestamp(5_000),
            records: after,
            done,
        }
    }

    fn upload(&mut self, request: &Request, path: &str) -> Answer {
        let Some(id) = path.strip_prefix("/sync/v1/uploads/") else {
            let asked: UploadRequest = serde_json::from_slice(&request.body).unwrap();
            if self.files.contains_key(&asked.hash) {
                return json(200, &UploadAnswer::Have);
            }
            let known = self.uploads.iter().find(|(_, (upload, _))| upload.hash == asked.hash);
            let (upload, come) =
                known.map_or_else(|| (Uuid::now_v7(), 0), |(id, (_, bytes))| (*id, bytes.len()));
            self.uploads.entry(upload).or_insert((asked, Vec::new()));
            return json(200, &UploadAnswer::Wanted { upload, offset_bytes: come.try_into().unwrap() });
        };
        let upload: Uuid = id.parse().unwrap();
        self.chunks.push(request.body.len());
        let Some((asked, bytes)) = self.uploads.get_mut(&upload) else {
            return refused(404, ErrorCode::NotFound);
        };
        assert_eq!(request.headers["x-tern-chunk"], blake3::hash(&request.body).to_hex().as_str());
        if request.headers["upload-offset"] != bytes.len().to_string() {
            return refused(409, ErrorCode::Conflict);
        }
        bytes.extend_from_slice(&request.body);
        if bytes.len() < usize::try_from(asked.size_bytes).unwrap() {
            let offset_bytes = bytes.len().try_into().unwrap();
            return json(200, &UploadAnswer::Wanted { upload, offset_bytes });
        }
        let (asked, bytes) = self.uploads.remove(&upload).unwrap();
        assert_eq!(blake3::hash(&bytes).to_hex().as_str(), asked.hash);
        self.files.insert(asked.hash, bytes);
        json(200, &UploadAnswer::Have)
    }

    fn blob(&mut self, request: &Request, path: &str) -> Answer {
        let hash = path.strip_prefix("/sync/v1/blobs/").unwrap_or_else(|| panic!("{path} is no route"));
        let Some(bytes) = self.files.get(hash) else { return refused(404, ErrorCode::NotFound) };
        let from = request.headers["range"].strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap();
        let from: usize = from.parse().unwrap();
        let part = format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len());
        let body = bytes[from..].to_vec();
        Answer { status: 206, body, kind: "application/octet-stream", part: Some(part) }
    }
}

/// Reads one request; `None` at the end of the connection.
async fn read(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Request> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        more(socket, buffer).await?;
    };
    let head = String::from_utf8(buffer[..end].to_vec()).ok()?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while buffer.len() < end + 4 + length {
        more(socket, buffer).await?;
    }
    let body = buffer[end + 4..end + 4 + length].to_vec();
    buffer.drain(..end + 4 + length);
    Some(Request { method, path, headers, body })
}

async fn more(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 16 * 1024];
    let read = socket.read(&mut chunk).await.ok().filter(|read| *read > 0)?;
    buffer.extend_from_slice(&chunk[..read]);
    Some(())
}
