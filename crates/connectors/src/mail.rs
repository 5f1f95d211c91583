//! A mail as programs for mail save it (`.eml`, RFC 5322 and MIME): who wrote what, and what is attached.

use crate::html::{Enclosed, Said, markdown};
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
    let mut enclosed = Enclosed::new();
    let mut files: Vec<File> = Vec::new();
    for (at, part) in message.attachments().enumerate() {
        let mime = part.content_type().map_or_else(
            || "application/octet-stream".to_owned(),
            |is| format!("{}/{}", is.ctype(), is.subtype().unwrap_or("octet-stream")).to_lowercase(),
        );
        let named = part.attachment_name().map(last_of).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| {
            if mime == "message/rfc822" { format!("{}.eml", at + 1) } else { format!("{}", at + 1) }
        });
        let name = alone(name, &files);
        if let Some(id) = part.content_id().filter(|_| mime.starts_with("image/")) {
            enclosed.insert(id.trim_matches(['<', '>']).to_owned(), name.clone());
        }
        files.push(File { name, mime, bytes: part.contents().to_vec() });
    }
    let texts = |ids: &[u32], is_html: bool| -> Vec<&str> {
        let parts = ids.iter().filter_map(|id| message.part(*id)).filter(|part| part.is_text());
        parts.filter(|part| part.is_text_html() == is_html).filter_map(|part| part.text_contents()).collect()
    };
    let joined =
        |said: Vec<String>| said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let plain = texts(&message.text_body, false).into_iter().map(|text| text.trim().replace("\r\n", "\n"));
    let plain = joined(plain.collect());
    let html: Vec<Said> =
        texts(&message.html_body, true).into_iter().map(|text| markdown(text, &enclosed)).collect();
    // What its writer meant to be read without HTML says it best, unless something is only to be seen.
    let body = if plain.is_empty() || html.iter().any(|said| said.shows_more) {
        joined(html.into_iter().map(|said| said.text).collect())
    } else {
        plain
    };
    Ok(Mail { from, subject, body, files })
}

/// A name that no file before has, since the text shows pictures by their names.
fn alone(name: String, others: &[File]) -> String {
    let taken = |name: &str| others.iter().any(|other| other.name == name);
    if !taken(&name) {
        return name;
    }
    let (stem, ending) = name
        .rsplit_once('.')
        .map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let mut names = (2..).map(|nth| format!("{stem} ({nth}){ending}"));
    names.find(|name| !taken(name)).unwrap_or(name)
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
    fn a_picture_stands_where_its_writer_put_it_and_a_table_stays_one() {
        let picture = |id: &str| {
            [
                "--cut".to_owned(),
                "Content-Type: image/png; name=\"image 001.png\"".to_owned(),
                format!("Content-ID: <{id}>"),
                "Content-Disposition: inline; filename=\"image 001.png\"".to_owned(),
                "Content-Transfer-Encoding: base64".to_owned(),
                String::new(),
                "iVBORw==".to_owned(),
            ]
        };
        let html = "<p>Look:</p><img src='cid:b@x' alt='the [leak]'><img src='cid:none' alt='lost'>\
                    <img src='https://spy.example/1.gif'><table><tr><td>Flat</td><td>2|3</td></tr></table>";
        let head = [
            "From: mia@example.com",
            "Subject: Leak",
            "MIME-Version: 1.0",
            "Content-Type: multipart/related; boundary=cut",
            "",
            "--cut",
            "Content-Type: multipart/alternative; boundary=either",
            "",
            "--either",
            "Content-Type: text/plain",
            "",
            "Look: [cid:b@x]",
            "--either",
            "Content-Type: text/html",
            "",
            html,
            "--either--",
        ];
        let mut lines: Vec<String> = head.map(str::to_owned).to_vec();
        lines.extend(picture("a@x"));
        lines.extend(picture("b@x"));
        lines.push("--cut--".to_owned());
        let read = read(lines.join("\r\n").as_bytes()).unwrap();
        let names: Vec<&str> = read.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["image 001.png", "image 001 (2).png"]);
        assert_eq!(
            read.body,
            "Look:\n\n![the leak](image%20001%20%282%29%2Epng)lost\n\n|  |  |\n| --- | --- |\n| Flat | 2\\|3 |"
        );
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
