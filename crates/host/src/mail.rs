//! Reads a mail that was dropped on Tern.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::mail::{MailFile, MailPart, MailRead, MailSender};
use contract::problem::{Code, Problem};

/// Reads a mail, its files included, beside whatever else the desk does.
///
/// # Errors
/// When it is none.
pub(crate) async fn read(input: MailFile) -> Result<MailRead, Problem> {
    let bytes = STANDARD
        .decode(input.base64)
        .map_err(|error| Problem::new(Code::BadInput, format!("The file is not base64: {error}")))?;
    let read = tokio::task::spawn_blocking(move || connectors::mail::read(&bytes)).await;
    let mail = read
        .map_err(|error| Problem::new(Code::Internal, format!("The mail could not be read: {error}")))?
        .map_err(|error| {
            Problem::new(Code::Invalid, error.to_string()).with(serde_json::json!({ "field": "mail" }))
        })?;
    let files = mail.files.into_iter();
    Ok(MailRead {
        from: mail.from.map(|sender| MailSender { name: sender.name, email: sender.email }),
        subject: mail.subject,
        body: mail.body,
        files: files
            .map(|file| MailPart { name: file.name, mime: file.mime, base64: STANDARD.encode(file.bytes) })
            .collect(),
    })
}
