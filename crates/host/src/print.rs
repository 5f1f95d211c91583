//! Documents as PDF files, laid out and written here: no printer and no dialog of the system has a part in it.

use crate::commands::ask;
use crate::export::write;
use crate::host::Host;
use crate::problem::internal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::paper::{PaperPart, PaperPicture, PaperSave, PaperSaved};
use contract::problem::Problem;
use contract::ticket::AttachmentBytes;
use paper::Pictures;
use serde_json::json;
use std::sync::Arc;

/// Writes a document to a file, or gives it back.
pub(crate) async fn save(host: &Arc<Host>, input: PaperSave) -> Result<PaperSaved, Problem> {
    let PaperSave { paper, path } = input;
    let mut pictures = Pictures::new();
    for part in &paper.parts {
        let PaperPart::Pictures { pictures: shown, .. } = part else { continue };
        for PaperPicture { attachment, .. } in shown {
            // One that cannot be had is said in words: a document without a picture is better than none.
            let Ok(read) = ask(host, "attachment_read", json!({ "attachment": attachment })).await else {
                continue;
            };
            let read: AttachmentBytes =
                serde_json::from_value(read).map_err(|error| internal(&error.into()))?;
            let bytes = STANDARD.decode(read.base64).map_err(|error| internal(&error.into()))?;
            pictures.insert(*attachment, bytes);
        }
    }
    // A long conversation takes a while to set; whoever else asks for something is not kept waiting.
    let written = tokio::task::spawn_blocking(move || paper::write(&paper, &pictures));
    let written =
        written.await.map_err(|error| internal(&error.into()))?.map_err(|error| internal(&error))?;
    let base64 = match &path {
        None => Some(STANDARD.encode(&written.pdf)),
        Some(path) => {
            write(path, &written.pdf).await?;
            None
        }
    };
    Ok(PaperSaved { base64, missing: written.missing })
}
