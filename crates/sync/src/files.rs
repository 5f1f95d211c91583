//! Files on their way, each as far as the line carries it: up chunk by chunk, down from the byte where it broke.
//!
//! A line that breaks is not waited for as long as each attempt brings a file further.

use crate::client::Client;
use crate::fault::Fault;
use crate::lanes::{Lanes, local};
use crate::local::{File, Receiving};
use crate::plan::Event;
use contract::wire::{CHUNK_LIMIT_BYTES, ErrorCode, UploadAnswer};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const UPLOADS_AT_ONCE: usize = 2;
/// How often is looked for files that were added while others are sent.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// So small a chunk gets through any line that carries anything.
const SMALLEST_CHUNK_BYTES: usize = 32 * 1024;
/// After so many chunks in a row a larger one is tried.
const STEADY: u32 = 4;
/// So many attempts in a row that brought a file no further are enough for now.
const STUCK: u32 = 10;
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// What came is written down in steps of this size.
const STEP_BYTES: usize = 256 * 1024;

/// How large a chunk the line carries: halved where it breaks, doubled where it holds.
pub(crate) struct Gait(Mutex<(usize, u32)>);

impl Default for Gait {
    fn default() -> Self {
        Gait(Mutex::new((CHUNK_LIMIT_BYTES, 0)))
    }
}

impl Gait {
    fn chunk_bytes(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn held(&self) {
        let mut gait = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        gait.1 += 1;
        if gait.1 >= STEADY {
            *gait = ((gait.0 * 2).min(CHUNK_LIMIT_BYTES), 0);
        }
    }

    fn broke(&self) {
        let mut gait = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *gait = ((gait.0 / 2).max(SMALLEST_CHUNK_BYTES), 0);
    }
}

/// Attempts at one file.
#[derive(Default)]
struct Attempts {
    stuck: u32,
}

impl Attempts {
    /// The file came further.
    fn moved(&mut self) {
        self.stuck = 0;
    }

    /// An attempt failed; waits before the next one, or gives up with what went wrong.
    async fn failed(&mut self, client: &Client, fault: Fault) -> Result<(), Fault> {
        self.stuck += 1;
        if self.stuck > STUCK {
            return Err(fault);
        }
        tracing::debug!(error = %fault, "A file goes on where it is");
        let pause = SHORTEST_PAUSE * 2_u32.saturating_pow(self.stuck - 1);
        client.pause(pause.min(LONGEST_PAUSE)).await;
        Ok(())
    }
}

impl Lanes {
    /// Sends what the server lacks; a file that is refused does not hold up the others.
    pub(crate) async fn send_files(&self) -> Result<Event, Fault> {
        let mut tried = BTreeSet::new();
        let mut sending = FuturesUnordered::new();
        let (mut files, mut trouble) = (0, None);
        loop {
            if sending.len() < UPLOADS_AT_ONCE {
                let fresh = local(self.local.unsent_files().await)?;
                let fresh = fresh.into_iter().filter(|file| tried.insert(file.hash.clone()));
                sending.extend(fresh.take(UPLOADS_AT_ONCE - sending.len()).map(|file| self.send_file(file)));
            }
            let sent = tokio::select! {
                biased;
                sent = sending.next() => sent,
                // A small file that is added now does not wait for a large one.
                () = self.client.pause(LOOK_AGAIN), if sending.len() < UPLOADS_AT_ONCE => continue,
            };
            match sent {
                None => return trouble.map_or(Ok(Event::Sent { files }), Err),
                Some(Ok(sent)) => files += usize::from(sent),
                Some(Err(fault @ (Fault::Refused { .. } | Fault::Local(_)))) => {
                    tracing::warn!(error = %fault, "A file stays here for now");
                    trouble.get_or_insert(fault);
                }
                Some(Err(fault)) => return Err(fault),
            }
        }
    }

    /// Sends one file from wherever it stands; tells whether the server has it now.
    async fn send_file(&self, file: File) -> Result<bool, Fault> {
        let mut attempts = Attempts::default();
        let mut stands = self.begin_upload(&file).await?;
        loop {
            let (upload, offset_bytes) = match stands {
                UploadAnswer::Have => {
                    local(self.local.file_sent(&file.hash).await)?;
                    return Ok(true);
                }
                UploadAnswer::Wanted { upload, offset_bytes } => (upload, offset_bytes),
            };
            let from = u64::try_from(offset_bytes).ok().filter(|from| *from < file.size_bytes);
            let from = from.ok_or_else(|| Fault::Garbage("a file goes on outside of itself".to_owned()))?;
            let most = self.pace.at_once(self.gait.chunk_bytes(), SMALLEST_CHUNK_BYTES);
            let chunk = local(self.local.read_file(&file.hash, from, most).await)?;
            let Some(chunk) = chunk.filter(|chunk| !chunk.is_empty()) else {
                local(self.local.file_lost(&file.hash).await)?;
                return Ok(false);
            };
            let bytes = chunk.len();
            let next = offset_bytes + i64::try_from(bytes).unwrap_or(i64::MAX);
            let token = self.session.access()?.token;
            stands = match self.client.send_chunk(&token, upload, offset_bytes, chunk).await {
                Ok(answer) => {
                    let goes_on =
                        matches!(&answer, UploadAnswer::Wanted { offset_bytes, .. } if *offset_bytes == next);
                    if !goes_on && answer != UploadAnswer::Have {
                        return Err(Fault::Garbage("a chunk of a file was taken for another".to_owned()));
                    }
                    attempts.moved();
                    self.gait.held();
                    if answer != UploadAnswer::Have {
                        self.pace.spend(&self.client, bytes).await;
                    }
                    answer
                }
                Err(fault) if breaks_upload(&fault) => {
                    self.gait.broke();
                    attempts.failed(&self.client, fault).await?;
                    self.begin_again(&file, &mut attempts).await?
                }
                Err(fault) => return Err(fault),
            };
        }
    }

    async fn begin_upload(&self, file: &File) -> Result<UploadAnswer, Fault> {
        let token = self.session.access()?.token;
        self.client.begin_upload(&token, &file.hash, file.size_bytes).await
    }

    /// Asks where a file stands after its line broke.
    async fn begin_again(&self, file: &File, attempts: &mut Attempts) -> Result<UploadAnswer, Fault> {
        loop {
            match self.begin_upload(file).await {
                Err(fault) if breaks(&fault) => attempts.failed(&self.client, fault).await?,
                other => return other,
            }
        }
    }

    /// Brings one file here, if it is not here yet.
    pub(crate) async fn fetch_file(&self, hash: &str) -> Result<(), Fault> {
        if local(self.local.has_file(hash).await)? {
            return Ok(());
        }
        // Waits for whoever fetches the same file.
        let mut file = self.local.receive_file(hash).await?;
        if local(self.local.has_file(hash).await)? {
            return Ok(());
        }
        let mut attempts = Attempts::default();
        let (mut access, mut renewed) = (self.usable(None).await?, false);
        let begun = file.size_bytes();
        loop {
            let before = file.size_bytes();
            let fetched = self.fetch_rest(&access.token, hash, file.as_mut()).await;
            if file.size_bytes() > before {
                attempts.moved();
                renewed = false;
            }
            match fetched {
                Ok(()) => return file.finish().await,
                Err(Fault::Unauthorised) if !renewed => {
                    access = self.usable(Some(access.number)).await?;
                    renewed = true;
                }
                // A line that carried nothing at all is no line.
                Err(fault) if breaks(&fault) && file.size_bytes() > begun => {
                    attempts.failed(&self.client, fault).await?
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// Takes in what is missing of a file, for as long as the line holds.
    async fn fetch_rest(&self, token: &str, hash: &str, file: &mut dyn Receiving) -> Result<(), Fault> {
        let mut coming = self.client.get_file(token, hash, file.size_bytes()).await?;
        let mut step = Vec::new();
        let ended = loop {
            match coming.chunks.next().await {
                None => break Ok(()),
                Some(Err(fault)) => break Err(fault),
                Some(Ok(chunk)) => {
                    // Nothing is asked for meanwhile, which slows the sender down.
                    self.pace.spend(&self.client, chunk.len()).await;
                    step.extend_from_slice(&chunk);
                }
            }
            if step.len() >= STEP_BYTES {
                file.write(std::mem::take(&mut step)).await?;
            }
        };
        file.write(step).await?;
        ended?;
        if coming.size_bytes.is_some_and(|size_bytes| file.size_bytes() < size_bytes) {
            return Err(Fault::Offline("the file broke off".to_owned()));
        }
        Ok(())
    }
}

/// Whether the line, and not the server, stopped a file.
fn breaks(fault: &Fault) -> bool {
    fault.is_network()
}

/// Whether a chunk came to nothing in a way that asking where the file stands may mend.
fn breaks_upload(fault: &Fault) -> bool {
    // It stands elsewhere, is over, or the chunk was damaged on its way.
    let elsewhere = matches!(
        fault,
        Fault::Refused { code: ErrorCode::Conflict | ErrorCode::NotFound | ErrorCode::BadRequest, .. }
    );
    elsewhere || matches!(fault, Fault::Garbage(_)) || breaks(fault)
}
