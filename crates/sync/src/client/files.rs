//! The routes of files: up in chunks, down from wherever one wants to go on.

use super::{Client, epoch, marked};
use crate::fault::Fault;
use crate::timer::within;
use crate::transport::{Chunks, Payload};
use bytes::Bytes;
use contract::wire::{ErrorCode, HEADER_CHUNK, HEADER_UPLOAD_OFFSET, UploadAnswer, UploadRequest};
use futures::StreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use uuid::Uuid;

/// A file, or the rest of one, as it comes.
pub(crate) struct Coming {
    /// How large the whole file is, if the server says so.
    pub(crate) size_bytes: Option<u64>,
    pub(crate) chunks: Chunks,
}

impl Client {
    /// Says that there is a file for an attachment; learns where it stands.
    pub(crate) async fn begin_upload(
        &self,
        token: &str,
        hash: &str,
        size_bytes: u64,
    ) -> Result<UploadAnswer, Fault> {
        let size_bytes =
            i64::try_from(size_bytes).map_err(|_| Fault::Local("a file of absurd size".to_owned()))?;
        let request = UploadRequest { hash: hash.to_owned(), size_bytes };
        let (answer, epoch) = self.post("sync/v1/uploads", Some(token), &request).await?;
        marked(epoch)?;
        Ok(answer)
    }

    /// Sends a piece of a file.
    pub(crate) async fn send_chunk(
        &self,
        token: &str,
        upload: Uuid,
        offset_bytes: i64,
        chunk: Vec<u8>,
    ) -> Result<UploadAnswer, Fault> {
        let hash = blake3::hash(&chunk).to_hex();
        let hash = HeaderValue::from_str(&hash).map_err(|error| Fault::Local(error.to_string()))?;
        let headers = HeaderMap::from_iter([
            (HeaderName::from_static(HEADER_UPLOAD_OFFSET), HeaderValue::from(offset_bytes)),
            (HeaderName::from_static(HEADER_CHUNK), hash),
        ]);
        let len_bytes = chunk.len() as u64;
        let bytes = futures::stream::iter([Ok(Bytes::from(chunk))]).boxed();
        let payload = Payload::Stream { len_bytes, bytes };
        let path = format!("sync/v1/uploads/{upload}");
        let exchange = async {
            let response = self.ask_with(Method::PATCH, &path, Some(token), headers, payload).await?;
            marked(epoch(response.headers()))?;
            self.json(response).await
        };
        self.within(self.total(len_bytes), exchange).await
    }

    /// Asks for a file from an offset on.
    pub(crate) async fn get_file(&self, token: &str, hash: &str, from: u64) -> Result<Coming, Fault> {
        let path = format!("sync/v1/blobs/{hash}");
        let range = HeaderValue::from_str(&format!("bytes={from}-"));
        let range = range.map_err(|error| Fault::Local(error.to_string()))?;
        let headers = HeaderMap::from_iter([(header::RANGE, range)]);
        let asked = self.ask_with(Method::GET, &path, Some(token), headers, Payload::Empty).await;
        let response = match asked {
            // An empty file has no part.
            Err(Fault::Refused { code: ErrorCode::BadRequest, .. }) if from == 0 => {
                self.ask(Method::GET, &path, Some(token), Payload::Empty).await?
            }
            asked => asked?,
        };
        marked(epoch(response.headers()))?;
        let (starts, size_bytes) = if response.status() == StatusCode::PARTIAL_CONTENT {
            let part = part(response.headers());
            let (starts, size_bytes) =
                part.ok_or_else(|| Fault::Garbage("a part that does not say which".to_owned()))?;
            (starts, Some(size_bytes))
        } else {
            (0, None)
        };
        if starts != from {
            return Err(Fault::Garbage(format!("asked for a file from {from} on, got it from {starts} on")));
        }
        let limit = self.limits.file_bytes;
        if size_bytes.is_some_and(|size_bytes| size_bytes > limit) {
            return Err(Fault::TooLarge(usize::try_from(limit).unwrap_or(usize::MAX)));
        }
        let most = size_bytes.unwrap_or(limit).saturating_sub(from);
        let (first_byte, sleep) = (self.limits.first_byte, self.clocks.sleep.clone());
        let steady = futures::stream::try_unfold((response.into_body(), 0), move |(mut body, read)| {
            let sleep = sleep.clone();
            async move {
                let next = within(&sleep, first_byte, body.next()).await;
                let Some(chunk) = next.ok_or(Fault::Timeout("the next bytes"))?.transpose()? else {
                    return Ok(None);
                };
                let read = read + chunk.len() as u64;
                if read > most {
                    return Err(Fault::Garbage("more bytes than the file has".to_owned()));
                }
                Ok(Some((chunk, (body, read))))
            }
        });
        Ok(Coming { size_bytes, chunks: steady.boxed() })
    }
}

/// Where a part starts, and how large the whole is.
fn part(headers: &HeaderMap) -> Option<(u64, u64)> {
    let said = headers.get(header::CONTENT_RANGE)?.to_str().ok()?.strip_prefix("bytes ")?;
    let (range, size_bytes) = said.split_once('/')?;
    let (starts, _) = range.split_once('-')?;
    Some((starts.trim().parse().ok()?, size_bytes.trim().parse().ok()?))
}
