//! The bad answers: everything between a device and its server that is not the server at its best.

use crate::server::{Request, Server, json, refused};
use contract::wire::{ErrorCode, HEADER_EPOCH, PushAnswer, PushResult};
use domain::merge::Outcome;
use domain::time::Timestamp;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use uuid::Uuid;

/// One bad answer.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Text {
        status: u16,
        kind: &'static str,
        body: &'static str,
    },
    /// Half a body, then the end of the connection.
    Cut,
    Close,
    Stall,
    Redirect,
    /// A part of a file that says where it starts and how large the whole is, and the end of the connection.
    Part {
        from: usize,
        size_bytes: usize,
        bytes: Vec<u8>,
    },
    /// Everything is done, only the answer never arrives.
    Lost,
    WrongPush,
    /// A few bytes that unpack to many.
    Bomb,
    TooMany,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &'static str) -> Self {
        Reply::Text { status, kind: "application/json", body }
    }

    pub(crate) fn html(status: u16, body: &'static str) -> Self {
        Reply::Text { status, kind: "text/html", body }
    }
}

impl Server {
    pub(crate) async fn misanswer(
        &self,
        socket: &mut TcpStream,
        request: &Request,
        bad: Reply,
    ) -> Option<()> {
        let epoch = self.books(|books| books.epoch);
        match bad {
            Reply::Text { status, kind, body } => {
                // Half of the world's portals would not send the mark; a broken server of ours would.
                let mark = if kind == "application/json" {
                    format!("{HEADER_EPOCH}: {epoch}\r\n")
                } else {
                    String::new()
                };
                let text = format!(
                    "HTTP/1.1 {status} Whatever\r\n{mark}content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                );
                socket.write_all(text.as_bytes()).await.ok()
            }
            Reply::Cut => {
                let text = format!(
                    "HTTP/1.1 200 OK\r\n{HEADER_EPOCH}: {epoch}\r\ncontent-type: application/json\r\n\
                     content-length: 1000\r\n\r\n{{\"epoch\": \"{epoch}\", \"results\": [], \"rec"
                );
                socket.write_all(text.as_bytes()).await.ok()?;
                None
            }
            Reply::Part { from, size_bytes, bytes } => {
                let text = format!(
                    "HTTP/1.1 206 Part\r\n{HEADER_EPOCH}: {epoch}\r\ncontent-type: application/octet-stream\r\n\
                     content-range: bytes {from}-{}/{size_bytes}\r\ncontent-length: {}\r\n\r\n",
                    size_bytes - 1,
                    bytes.len().max(size_bytes - from)
                );
                socket.write_all(text.as_bytes()).await.ok()?;
                socket.write_all(&bytes).await.ok()?;
                None
            }
            Reply::Close => None,
            Reply::Stall => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                None
            }
            Reply::Redirect => {
                let text =
                    "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\n\r\n";
                socket.write_all(text.as_bytes()).await.ok()
            }
            Reply::Lost => {
                self.books(|books| books.answer(request));
                None
            }
            Reply::WrongPush => {
                let result = PushResult {
                    n: 77,
                    id: domain::ids::ChangeId(Uuid::from_u128(77)),
                    outcome: Outcome::Applied,
                    seq: 1,
                    refusal: None,
                };
                let answer = PushAnswer {
                    results: vec![result],
                    head: 1,
                    time: Timestamp(5_000),
                    retry_after_ms: None,
                };
                self.write(socket, json(200, &answer), "POST").await
            }
            Reply::Bomb => {
                let packed = zstd::encode_all(vec![b' '; 64 * 1024 * 1024].as_slice(), 1).unwrap();
                let head = format!(
                    "HTTP/1.1 200 OK\r\n{HEADER_EPOCH}: {epoch}\r\ncontent-type: application/json\r\n\
                     content-encoding: zstd\r\ncontent-length: {}\r\n\r\n",
                    packed.len()
                );
                socket.write_all(head.as_bytes()).await.ok()?;
                socket.write_all(&packed).await.ok()
            }
            Reply::TooMany => self.write(socket, refused(429, ErrorCode::TooManyTries), "POST").await,
        }
    }
}
