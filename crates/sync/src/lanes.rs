//! The work of each lane: one conversation with the server, and what the desk makes of it.

use crate::client::{Answer, Client};
use crate::conversation::Options;
use crate::fault::Fault;
use crate::files::Gait;
use crate::local::Local;
use crate::pace::Pace;
use crate::plan::{Event, Left};
use crate::presence::Turns;
use crate::session::{Access, Secrets, Session};
use crate::sse;
use contract::session::{FirstCopy, PasswordChange};
use contract::wire::{Cursor, ErrorCode, NumberedChange, PROTOCOL, PUSH_LIMIT, PullPage, PushAnswer, Tokens};
use domain::ids::DeviceId;
use domain::record::Seq;
use futures::StreamExt;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};
use url::Url;

/// The most bytes of changes in one request; a single larger change still goes.
const PUSH_LIMIT_BYTES: usize = 1024 * 1024;

/// What every lane works with.
pub(crate) struct Lanes {
    pub(crate) local: Arc<dyn Local>,
    pub(crate) client: Arc<Client>,
    pub(crate) session: Arc<Session>,
    /// How many records a page may have.
    pub(crate) page: usize,
    /// What the line has carried of files so far.
    pub(crate) gait: Gait,
    pub(crate) pace: Arc<Pace>,
    pub(crate) events: mpsc::UnboundedSender<Event>,
    pub(crate) first_copy: watch::Sender<Option<FirstCopy>>,
    pub(crate) turns: Turns,
}

pub(crate) fn local<T>(result: anyhow::Result<T>) -> Result<T, Fault> {
    result.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "The desk could not keep up its side of sync");
        Fault::local(&error)
    })
}

impl Lanes {
    /// What a conversation works with, and where its lanes say what they do on their way.
    pub(crate) fn new(
        local: Arc<dyn Local>,
        server: &Url,
        device: DeviceId,
        secrets: Arc<dyn Secrets>,
        options: &Options,
    ) -> Result<(Arc<Self>, mpsc::UnboundedReceiver<Event>), Fault> {
        let client = Arc::new(options.client(server, device)?);
        let session = Arc::new(Session::new(secrets));
        let (events, said) = mpsc::unbounded_channel();
        let (first_copy, _) = watch::channel(None);
        let (page, gait, pace) = (options.page.max(1), Gait::default(), Arc::clone(&options.pace));
        let turns = Turns::default();
        let lanes = Lanes { local, client, session, page, gait, pace, events, first_copy, turns };
        Ok((Arc::new(lanes), said))
    }

    pub(crate) async fn greet(&self) -> Result<Event, Fault> {
        let Access { token, .. } = self.session.access()?;
        let Answer { value: hello, epoch } = self.client.hello(&token).await?;
        if hello.epoch != epoch {
            return Err(Fault::Garbage("two histories in one answer".to_owned()));
        }
        if !(hello.min_protocol..=hello.protocol).contains(&PROTOCOL) {
            let (from, to) = (hello.min_protocol, hello.protocol);
            return Err(Fault::Upgrade(format!("it speaks {from} to {to}, this version {PROTOCOL}")));
        }
        self.turns.spread(hello.presence);
        match local(self.local.epoch().await)? {
            Some(known) if known != epoch => return Err(Fault::History(epoch)),
            Some(_) => {}
            None => local(self.local.forget_feed(epoch).await)?,
        }
        let cursor = local(self.local.cursor().await)?;
        let mut copying = local(self.local.copying().await)?;
        if hello.head < cursor.seq {
            // It forgot what it had told: somebody put an older backup in its place.
            return Err(Fault::History(epoch));
        }
        if copying.is_none() && cursor == Cursor::default() {
            local(self.local.copy_again().await)?;
            copying = local(self.local.copying().await)?;
        }
        if let Some(copying) = copying {
            let total = hello.records.max(copying.done);
            self.first_copy.send_replace(Some(FirstCopy { done: copying.done, total }));
        }
        Ok(Event::Greeted { head: hello.head })
    }

    pub(crate) async fn push(&self) -> Result<Event, Fault> {
        if local(self.local.is_copy().await)? {
            return self.rekey().await;
        }
        let changes = batch(local(self.local.outgoing(PUSH_LIMIT).await)?)?;
        let Some(first) = changes.first().map(|change| change.n) else {
            let waits = local(self.local.counts().await)?.pending > 0;
            let left = if waits { Left::Held } else { Left::Nothing };
            return Ok(Event::Pushed { sent: 0, left, head: 0 });
        };
        let sent: Vec<_> = changes.iter().map(|numbered| (numbered.n, numbered.change.id)).collect();
        let Access { token, .. } = self.session.access()?;
        let fresh = local(self.local.sending(&changes).await)?;
        let Answer { value: answer, epoch } = match self.client.push(&token, changes).await {
            Err(Fault::Refused { code: ErrorCode::Gap, detail }) => {
                return self.renumber(first, &detail).await;
            }
            Err(Fault::Refused { code: ErrorCode::DeviceForked, .. }) => return self.rekey().await,
            Err(fault @ Fault::Unreached(_)) => {
                local(self.local.not_sent(&fresh).await)?;
                return Err(fault);
            }
            other => other?,
        };
        self.same_history(epoch).await?;
        check(&sent, &answer)?;
        local(self.local.settle(&answer).await)?;
        if let Some(wait_ms) = answer.retry_after_ms {
            // The gate of this lane waits longer each time; the server counts the tries.
            let detail = format!("it could not digest a change and asks for it again in {wait_ms} ms");
            return Err(Fault::Refused { code: ErrorCode::Internal, detail });
        }
        let next = local(self.local.outgoing(1).await)?.first().map(|change| change.n);
        if next == Some(first) {
            return Err(Fault::Local("a judged change is still queued".to_owned()));
        }
        // Whether what is left is held back shows at the next look.
        let left = if next.is_some() || local(self.local.counts().await)?.pending > 0 {
            Left::Ready
        } else {
            Left::Nothing
        };
        Ok(Event::Pushed { sent: answer.results.len(), left, head: answer.head })
    }

    /// This desk is a copy of another, or was restored: its numbers stand for what somebody else did.
    ///
    /// It goes on as a device of its own. Changes keep their ids, so what both copies have arrives once.
    async fn rekey(&self) -> Result<Event, Fault> {
        let device = self.local.fresh_device();
        let Access { token, .. } = self.session.access()?;
        let tokens = self.client.rekey(&token, device).await?;
        let become_it = async { local(self.local.rekey(device).await) };
        self.session.go_on_as(&self.client, device, &tokens, become_it).await?;
        tracing::warn!(device.id = %device, "This desk is a copy of another; it goes on as a device of its own");
        Ok(Event::Pushed { sent: 0, left: Left::Ready, head: 0 })
    }

    /// The server knows fewer of this device's changes than were numbered: it was restored, or the desk was.
    async fn renumber(&self, first: i64, detail: &str) -> Result<Event, Fault> {
        let refused = || Fault::Refused { code: ErrorCode::Gap, detail: detail.to_owned() };
        let digits = detail.rsplit(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty());
        let expected: i64 = digits.and_then(|digits| digits.parse().ok()).ok_or_else(refused)?;
        if expected == first {
            return Err(refused());
        }
        tracing::warn!(expected, first, "Numbering the queue on from what the server knows");
        local(self.local.renumber(expected).await)?;
        Err(Fault::Busy {
            retry_after_ms: None,
            too_many: false,
            detail: "the queue was renumbered".to_owned(),
        })
    }

    /// Copies everything if that has to be done, then reads pages of the feed until there are no more.
    pub(crate) async fn pull(self: &Arc<Self>) -> Result<Event, Fault> {
        let mut rows = self.copy().await?;
        loop {
            match self.follow_feed(&mut rows).await {
                Err(Fault::Refused { code: ErrorCode::CursorExpired, detail }) => {
                    tracing::info!(detail, "Copying everything again");
                    local(self.local.copy_again().await)?;
                    rows += self.copy().await?;
                }
                other => return other,
            }
        }
    }

    async fn follow_feed(&self, rows: &mut usize) -> Result<Event, Fault> {
        let mut cursor = local(self.local.cursor().await)?;
        let mut page = self.page(cursor).await?;
        loop {
            let came = page.records.len() + page.gone.len();
            let PullPage { next: after, done, head, digest, .. } = page;
            let (absorbed, next) = if done {
                (self.local.absorb(page).await, None)
            } else {
                let (absorbed, next) = tokio::join!(self.local.absorb(page), self.page(after));
                (absorbed, Some(next))
            };
            local(absorbed)?;
            if local(self.local.cursor().await)? != after {
                return Err(Fault::Garbage(format!("a page after {cursor:?} was not the next one")));
            }
            *rows += came;
            if came > 0 {
                // The last one too: what follows it may break. Nobody listens any more only when the conversation is over.
                let _ = self.events.send(Event::Paged);
            }
            let Some(next) = next else {
                self.compare(digest).await?;
                return Ok(Event::Pulled { known: head.max(after.seq), rows: *rows });
            };
            cursor = after;
            page = next?;
        }
    }

    async fn page(&self, after: Cursor) -> Result<PullPage, Fault> {
        let mut max = self.page;
        loop {
            let Access { token, .. } = self.session.access()?;
            match self.client.pull(&token, after, max, self.local.wants_digest()).await {
                // Huge records: ask for fewer, down to one at a time.
                Err(Fault::TooLarge(_)) if max > 1 => max = (max / 8).max(1),
                Err(fault) => return Err(fault),
                Ok(Answer { value: page, epoch }) => {
                    if page.epoch != epoch {
                        return Err(Fault::Garbage("two histories in one answer".to_owned()));
                    }
                    self.same_history(epoch).await?;
                    if page.head < after.seq {
                        // It forgot what it had told: somebody put an older backup in its place.
                        return Err(Fault::History(epoch));
                    }
                    if page.prev != after || (!page.done && page.next <= after) {
                        return Err(Fault::Garbage(format!(
                            "asked for what follows {after:?}, got another page"
                        )));
                    }
                    return Ok(page);
                }
            }
        }
    }

    pub(crate) async fn same_history(&self, epoch: uuid::Uuid) -> Result<(), Fault> {
        match local(self.local.epoch().await)? {
            Some(known) if known == epoch => Ok(()),
            Some(_) | None => Err(Fault::History(epoch)),
        }
    }

    /// Lets the server know with the next refresh how many changes wait.
    pub(crate) async fn note_pending(&self) {
        match self.local.counts().await {
            Ok(counts) => self.client.set_pending(counts.pending),
            Err(error) => tracing::warn!("counting what waits: {error:#}"),
        }
    }

    /// Takes the tokens of a fresh sign-in. A server that was put back to before it signed this device out for good, or
    /// lost its session, is told who this is; if the device is still signed out there, it hears so at once.
    pub(crate) async fn signed_in(&self, tokens: &Tokens) -> Result<(), Fault> {
        self.session.keep(tokens).await?;
        self.local.reopen().await;
        Ok(())
    }

    pub(crate) async fn administer(
        &self,
        method: &http::Method,
        path: &str,
    ) -> Result<serde_json::Value, Fault> {
        self.signed(|token| async move { self.client.administer(&token, method.clone(), path).await }).await
    }

    pub(crate) async fn change_password(&self, change: &PasswordChange) -> Result<(), Fault> {
        self.signed(|token| async move { self.client.change_password(&token, change).await }).await
    }

    /// Asks with the access token, and once more with a fresh one when the server does not know it.
    pub(crate) async fn signed<T, F>(&self, ask: impl Fn(Arc<str>) -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let access = self.usable(None).await?;
        match ask(access.token).await {
            Err(Fault::Unauthorised) => ask(self.usable(Some(access.number)).await?.token).await,
            other => other,
        }
    }

    /// The access token, a fresh one if there is none or if the one with this number was refused.
    pub(crate) async fn usable(&self, refused: Option<u64>) -> Result<Access, Fault> {
        match (self.session.access(), refused) {
            (Ok(access), None) => Ok(access),
            (_, refused) => {
                self.session.refresh(&self.client, refused).await?;
                self.session.access()
            }
        }
    }

    /// Waits until the server has something after this commit, or for as long as it lets one wait.
    pub(crate) async fn wait(&self, after: Seq) -> Result<Seq, Fault> {
        let Access { token, .. } = self.session.access()?;
        let Answer { value: news, epoch } = self.client.wait(&token, after).await?;
        self.same_history(epoch).await?;
        if let Some(present) = news.present {
            self.turns.hear(present);
        }
        Ok(news.head)
    }

    /// Reads live stream `id` to its end, and says why it ended.
    pub(crate) async fn listen(&self, id: u32) -> Fault {
        match self.follow(id).await {
            Ok(()) => Fault::Offline("the live stream ended".to_owned()),
            Err(fault) => fault,
        }
    }

    async fn follow(&self, id: u32) -> Result<(), Fault> {
        let say = |event| {
            // Nobody listens any more only when the conversation is over.
            let _ = self.events.send(event);
        };
        let Access { token, .. } = self.session.access()?;
        let mut chunks = self.client.events(&token).await?;
        say(Event::Opened { id });
        let mut reader = sse::Reader::default();
        while let Some(chunk) = chunks.next().await {
            say(Event::Byte { id });
            for said in reader.take(&chunk?)? {
                let number = |name: &str| {
                    let data: Option<serde_json::Value> = serde_json::from_str(&said.data).ok();
                    data.and_then(|data| data.get(name)?.as_i64())
                };
                match said.event.as_str() {
                    "head" | "beat" => {
                        if let Some(head) = number("head") {
                            say(Event::Heard { id, head });
                        }
                    }
                    "bye" => {
                        let spread_ms = number("spread_ms").and_then(|ms| u64::try_from(ms).ok());
                        say(Event::Bye { id, spread_ms: spread_ms.unwrap_or_default() });
                    }
                    "presence" => self.turns.read(&said.data),
                    "end" => return Err(Fault::Unauthorised),
                    // A newer server may say more than this version knows.
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// How many of the first changes fit into one request; a single larger one still goes.
pub(crate) fn fitting<'a, T: Serialize + 'a>(
    changes: impl IntoIterator<Item = &'a T>,
) -> Result<usize, Fault> {
    let (mut size, mut count) = (0, 0);
    for change in changes {
        size += serde_json::to_vec(change).map_err(|error| Fault::Local(error.to_string()))?.len();
        if count > 0 && size > PUSH_LIMIT_BYTES {
            break;
        }
        count += 1;
    }
    Ok(count)
}

/// As many changes as one push may carry: numbers in a row.
fn batch(mut changes: Vec<NumberedChange>) -> Result<Vec<NumberedChange>, Fault> {
    let row = changes.windows(2).take_while(|pair| pair[0].n + 1 == pair[1].n).count() + 1;
    changes.truncate(row);
    changes.truncate(fitting(&changes)?);
    Ok(changes)
}

/// The answer speaks of the changes that were sent, from the first on.
fn check(sent: &[(i64, domain::ids::ChangeId)], answer: &PushAnswer) -> Result<(), Fault> {
    let judged = answer.results.iter().map(|result| (result.n, result.id));
    let fits = judged.zip(sent).all(|(judged, sent)| judged == *sent);
    let stopped = answer.retry_after_ms.is_some();
    if (answer.results.is_empty() && !stopped) || answer.results.len() > sent.len() || !fits {
        return Err(Fault::Garbage("an answer to other changes".to_owned()));
    }
    Ok(())
}
