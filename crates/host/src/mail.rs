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
    let bytes = match (input.base64, input.path) {
        (Some(text), None) => STANDARD
            .decode(text)
            .map_err(|error| Problem::new(Code::BadInput, format!("The file is not base64: {error}")))?,
        (None, Some(path)) => file(&path).await?,
        _ => return Err(Problem::new(Code::BadInput, "Give either the mail or a path.")),
    };
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

/// No mail is larger than a file that a ticket takes; a pipe would be waited for, so it is asked first what it is.
async fn file(path: &str) -> Result<Vec<u8>, Problem> {
    let unreadable =
        |error: std::io::Error| Problem::new(Code::BadInput, format!("{path} cannot be read: {error}"));
    let about = tokio::fs::metadata(path).await.map_err(unreadable)?;
    if !about.is_file() || about.len() > domain::message::ATTACHMENT_LIMIT_BYTES.unsigned_abs() {
        return Err(Problem::new(Code::BadInput, format!("{path} is no file that a mail could be in.")));
    }
    tokio::fs::read(path).await.map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mail_is_read_from_its_place_as_from_its_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("asked.eml");
        let text = b"From: Noor <noor@example.com>\r\nSubject: Badge\r\n\r\nIt blinks.\r\n";
        std::fs::write(&path, text).expect("a mail");
        let path = path.to_str().expect("a plain name").to_owned();
        let placed = read(MailFile { base64: None, path: Some(path) }).await.expect("a mail");
        let given = read(MailFile { base64: Some(STANDARD.encode(text)), path: None }).await.expect("a mail");
        assert_eq!((placed.subject.as_str(), placed.body), ("Badge", given.body));
        let folder = folder.path().to_str().expect("a plain name").to_owned();
        for (base64, path) in [(None, None), (None, Some(folder)), (Some(String::new()), Some("x".into()))] {
            let refused = read(MailFile { base64, path }).await.expect_err("no mail");
            assert_eq!(refused.code, Code::BadInput);
        }
    }
}
