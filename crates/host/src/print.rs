//! Documents as PDF files, laid out and written here: no printer and no dialog of the system has a part in it.

use crate::export::write;
use crate::problem::internal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::paper::{PaperSave, PaperSaved};
use contract::problem::Problem;

/// Writes a document to a file, or gives it back.
pub(crate) async fn save(input: PaperSave) -> Result<PaperSaved, Problem> {
    let PaperSave { paper, path } = input;
    // A long conversation takes a while to set; whoever else asks for something is not kept waiting.
    let written = tokio::task::spawn_blocking(move || paper::write(&paper));
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
