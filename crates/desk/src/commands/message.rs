//! What is added to a ticket: replies, notes and files.

use super::canned::{signature, signed};
use super::done;
use super::ticket_view::attachment_view;
use crate::desk::Desk;
use crate::fault::Fault;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::message::MessageAdd;
use contract::problem::{Code, Problem};
use contract::session::Done;
use contract::ticket::*;
use domain::ids::{AttachmentId, PersonId};
use domain::message::{ATTACHMENT_LIMIT_BYTES, Attachment, Message, MessageKind, Side};
use domain::record::Kind;
use domain::refusal::Refusal;
use domain::ticket::Ticket;
use store::blobs::BlobHash;

pub(crate) async fn message_add(desk: &Desk, me: PersonId, input: MessageAdd) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let id = desk.inner.ids.next();
    let mut body = input.body.trim_end().to_owned();
    if input.kind == MessageKind::Reply && input.side == Side::Agent {
        if input.sign && !body.is_empty() {
            let door = &acting.door;
            let signature = signature(&door.rules, door.now, &door.tx, me, input.ticket).await?;
            body = signature.map_or(body.clone(), |signature| signed(&body, &signature));
        }
        let gaps = domain::canned::gaps(&body);
        if !gaps.is_empty() && !input.placeholders_meant {
            return Err(Refusal::Placeholders(gaps).into());
        }
    }
    let now = acting.door.now;
    let said = input.side == Side::Requester;
    let tells = input.tells_estimated && input.kind == MessageKind::Reply && !said;
    let mut message = match input.side {
        Side::Agent => Message::of_agent(input.ticket, input.kind, me, body, now),
        Side::Requester => {
            let ticket: Ticket = acting.door.need(Kind::Ticket, input.ticket.0).await?.read()?;
            let who = ticket.requester.filter(|_| input.kind == MessageKind::Reply);
            let who =
                who.ok_or_else(|| Refusal::invalid("side", "there is no requester who could have said it"))?;
            Message::of_requester(input.ticket, who, me, body, now)
        }
    };
    if tells {
        let ticket: Ticket = acting.door.need(Kind::Ticket, input.ticket.0).await?.read()?;
        message.tells = ticket.estimated;
    }
    acting.create(id, Some(input.ticket.0), &message).await?;
    for file in input.attachments {
        acting
            .edit::<Attachment>(file.0, |attachment, _| {
                attachment.message = Some(domain::ids::MessageId(id));
                Ok(())
            })
            .await?;
    }
    if input.status.is_some() || said || tells {
        acting
            .edit::<Ticket>(input.ticket.0, |ticket, house| {
                // A ticket that waited for this answer, or was done, is work again.
                let back = house.answered_by_requester(ticket).filter(|_| said).cloned();
                if let Some(status) = input.status.or(back) {
                    ticket.status = status;
                }
                if tells {
                    ticket.estimated_told = ticket.estimated;
                }
                house.form.fill(ticket, &input.fill);
                Ok(())
            })
            .await?;
    }
    let (draft, label) = match (input.kind, input.side) {
        (MessageKind::Reply, Side::Agent) => ("reply", "Replied"),
        (MessageKind::Reply, Side::Requester) => ("said", "Wrote down what was said"),
        (MessageKind::Note, _) => ("note", "Added a note"),
    };
    // What goes along with a reply goes with it.
    let beside: &[&str] = if draft == "reply" { &["reply-unsigned", "reply-tells"] } else { &[] };
    for kind in std::iter::once(&draft).chain(beside) {
        store::state::put_draft(&acting.door.tx, input.ticket.0, kind, "", now).await?;
    }
    acting.commit(label).await?;
    desk.announce([contract::commands::Tag::Drafts]);
    Ok(done(label))
}

/// Keeps a file: first its bytes, durably, then the record that names them.
pub(crate) async fn attachment_add(
    desk: &Desk,
    me: PersonId,
    input: AttachmentAdd,
) -> Result<AttachmentView, Fault> {
    let too_large = || Refusal::invalid("size", "a file may have up to 100 MiB");
    let added = match (&input.base64, &input.path) {
        (Some(text), None) => {
            let bytes = STANDARD
                .decode(text)
                .map_err(|error| Problem::new(Code::BadInput, format!("The file is not base64: {error}")))?;
            if i64::try_from(bytes.len()).unwrap_or(i64::MAX) > ATTACHMENT_LIMIT_BYTES {
                return Err(too_large().into());
            }
            desk.inner.blobs.add_bytes(&bytes).await.map_err(anyhow::Error::new)?
        }
        (None, Some(path)) => {
            let unreadable = |error: std::io::Error| {
                Problem::new(Code::BadInput, format!("{path} cannot be read: {error}"))
            };
            // Asked before it is opened: to open a pipe waits until somebody writes into it.
            let about = tokio::fs::metadata(path).await.map_err(unreadable)?;
            if !about.is_file() {
                let text = format!("{path} is not a file; only files can be attached.");
                return Err(Problem::new(Code::BadInput, text).into());
            }
            let file = tokio::fs::File::open(path).await.map_err(unreadable)?;
            let length = about.len();
            if i64::try_from(length).unwrap_or(i64::MAX) > ATTACHMENT_LIMIT_BYTES {
                return Err(too_large().into());
            }
            desk.inner.blobs.add(file).await.map_err(anyhow::Error::new)?
        }
        _ => return Err(Problem::new(Code::BadInput, "Give either the bytes or a path.").into()),
    };
    let mime = input.mime.unwrap_or_else(|| mime_of(&input.name).to_owned());
    let mut acting = desk.act(me).await?;
    let id = desk.inner.ids.next();
    let attachment = Attachment {
        ticket: input.ticket,
        message: None,
        visit: input.visit,
        name: file_name(&input.name),
        mime,
        size_bytes: i64::try_from(added.size_bytes).unwrap_or(i64::MAX),
        hash: added.hash.to_string(),
        author: me,
        at: acting.door.now,
    };
    acting.create(id, Some(input.ticket.0), &attachment).await?;
    if matches!(desk.seat(), crate::Seat::Server) {
        store::server::upload::note_arrived(&acting.door.tx, id, acting.door.now).await?;
    } else {
        crate::blobs::send(&acting.door.tx, &attachment.hash, attachment.size_bytes).await?;
    }
    acting.commit("Attached a file").await?;
    let record = store::records::get(&desk.inner.db, Kind::Attachment, id).await?;
    attachment_view(desk, &record.ok_or(Refusal::Missing(Kind::Attachment))?).await
}

pub(crate) async fn attachment_read(
    desk: &Desk,
    _: PersonId,
    input: AttachmentPick,
) -> Result<AttachmentBytes, Fault> {
    let (attachment, hash) = attachment_here(desk, input.attachment).await?;
    let bytes = desk.inner.blobs.read(hash).await.map_err(anyhow::Error::new)?;
    Ok(AttachmentBytes { name: attachment.name, mime: attachment.mime, base64: STANDARD.encode(bytes) })
}

/// Finds an attachment whose bytes are here.
pub(crate) async fn attachment_here(
    desk: &Desk,
    AttachmentId(id): AttachmentId,
) -> Result<(Attachment, BlobHash), Fault> {
    let record = store::records::get(&desk.inner.db, Kind::Attachment, id).await?;
    let attachment: Attachment = record.ok_or(Refusal::Missing(Kind::Attachment))?.read()?;
    let hash = parse_hash(&attachment.hash)?;
    if !desk.inner.blobs.has(hash).await.map_err(anyhow::Error::new)? {
        let text = "This file is not on this computer yet. It is fetched when the server can be reached.";
        return Err(Problem::new(Code::Offline, text).into());
    }
    Ok((attachment, hash))
}

/// Reads the hash of an attachment.
pub(crate) fn parse_hash(text: &str) -> Result<BlobHash, Fault> {
    text.parse().map_err(|_| Problem::new(Code::BadInput, "The attachment has no usable hash.").into())
}

/// The name without folders: a name that comes from elsewhere must not reach outside.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    if last.is_empty() || last == "." || last == ".." {
        "file".to_owned()
    } else {
        last.chars().take(200).collect()
    }
}

fn mime_of(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "txt" | "log" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
