//! A mail as programs for mail save it (`.eml`, RFC 5322 and MIME): who wrote what, and what is attached.

use crate::html::markdown;
use mail_parser::{MessageParser, MimeHeaders as _};

/// A mail, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub from: Option<Sender>,
    pub subject: String,
    /// Markdown.
    pub body: String,
    pub files: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// As it was written; the part before the `@` where there is none.
    pub name: String,
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

/// Why this is no mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not a mail: it has neither a sender nor a subject. Save it from your mail program as .eml and try again"
)]
pub struct NotMail;

/// Reads a mail; what is broken in it is left out.
///
/// # Errors
/// When there is nothing in it that makes a mail.
pub fn read(bytes: &[u8]) -> Result<Mail, NotMail> {
    let message = MessageParser::default().parse(bytes).ok_or(NotMail)?;
    let from = message.from().and_then(|all| all.first()).and_then(|address| {
        let email = address.address()?.trim().to_owned();
        let given = address.name().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let name = given.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
        Some(Sender { name, email }).filter(|sender| sender.email.contains('@'))
    });
    let subject = message.subject().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if from.is_none() && subject.is_empty() {
        return Err(NotMail);
    }
    let texts = |ids: &[u32], is_html: bool| -> Vec<String> {
        let parts = ids.iter().filter_map(|id| message.part(*id)).filter(|part| part.is_text());
        let said =
            parts.filter(|part| part.is_text_html() == is_html).filter_map(|part| part.text_contents());
        let said = said.map(|text| if is_html { markdown(text) } else { text.trim().replace("\r\n", "\n") });
        said.filter(|text| !text.is_empty()).collect()
    };
    // What its writer meant to be read without HTML says it best.
    let plain = texts(&message.text_body, false);
    let body = if plain.is_empty() { texts(&message.html_body, true) } else { plain }.join("\n\n");
    let files = message.attachments().enumerate().map(|(at, part)| {
        let mime = part.content_type().map_or_else(
            || "application/octet-stream".to_owned(),
            |is| format!("{}/{}", is.ctype(), is.subtype().unwrap_or("octet-stream")).to_lowercase(),
        );
        let named = part.attachment_name().map(last_of).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| {
            if mime == "message/rfc822" { format!("{}.eml", at + 1) } else { format!("{}", at + 1) }
        });
        File { name, mime, bytes: part.contents().to_vec() }
    });
    Ok(Mail { from, subject, body, files: files.collect() })
}

/// A name without any folder that it claims to lie in.
fn last_of(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mail(lines: &[&str]) -> Mail {
        read(lines.join("\r\n").as_bytes()).unwrap()
    }

    #[test]
    fn a_plain_mail_is_read() {
        let read = mail(&[
            "From: =?utf-8?Q?J=C3=BCrgen_Fuchs?= <juergen@example.com>",
            "Subject: =?iso-8859-1?Q?T=FCr?= klemmt",
            "",
            "Die Tür klemmt.",
            "> seit wann?",
        ]);
        assert_eq!(
            read.from,
            Some(Sender { name: "Jürgen Fuchs".into(), email: "juergen@example.com".into() })
        );
        assert_eq!(
            (read.subject.as_str(), read.body.as_str()),
            ("Tür klemmt", "Die Tür klemmt.\n> seit wann?")
        );
    }

    #[test]
    fn html_is_read_where_nothing_else_was_written_and_files_lose_their_folders() {
        let read = mail(&[
            "From: mia@example.com",
            "Subject: Hinge",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=cut",
            "",
            "--cut",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<p>It <b>broke</b>.<img src=\"https://spy.example/1.gif\"></p><script>alert(1)</script>",
            "--cut",
            "Content-Type: image/png; name=\"../../etc/hinge.png\"",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=\"../../etc/hinge.png\"",
            "",
            "iVBORw==",
            "--cut--",
        ]);
        assert_eq!(read.from.unwrap().name, "mia");
        assert_eq!(read.body, "It **broke**.");
        let file = &read.files[0];
        assert_eq!((file.name.as_str(), file.mime.as_str()), ("hinge.png", "image/png"));
        assert_eq!(file.bytes, [0x89, b'P', b'N', b'G']);
    }

    #[test]
    fn what_is_no_mail_says_so() {
        for bytes in [&b""[..], b"%PDF-1.7", b"\x00\xff\xfe", b"hello world"] {
            assert_eq!(read(bytes), Err(NotMail), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_mail_is_too_broken(
            head in "(From|Subject|Content-Type|Content-Transfer-Encoding|Date|X): [ -~\u{80}-\u{ff}]{0,60}\r\n",
            heads in "((From|Subject|Content-Type|Content-Disposition): (multipart/mixed; boundary=cut|text/html|message/rfc822|a@b|=\\?utf-8\\?[QB]\\?[ -~]{0,9}\\?=|attachment; filename=\"?[ -~]{0,9})\r\n){0,5}",
            body in "(--cut(--)?\r\n|\r\n|[ -~]{0,20}\r\n){0,12}",
        ) {
            if let Ok(mail) = read(format!("{head}{heads}\r\n{body}").as_bytes()) {
                prop_assert!(mail.files.iter().all(|file| !file.name.contains(['/', '\\']) && !file.name.is_empty()));
            }
        }
    }
}
