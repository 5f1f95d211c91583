//! A mail that falls onto Tern becomes a ticket: who asks, what they say, and what they sent with it.

use crate::world::{Machine, click, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window};

/// As a mail program writes it, and as somebody hostile adds to it.
const MAIL: &str = "From: Noor Haddad <noor@example.com>\r
Subject: =?utf-8?Q?Badge_reader_at_gate_3_f=C3=A4llt_aus?=\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=cut\r
\r
--cut\r
Content-Type: text/html; charset=utf-8\r
\r
<p>It blinks <b>red</b> and nobody gets in.</p><img src=\"http://127.0.0.1:9/seen.gif\">\r
<script>document.title = 'broken into'</script>\r
--cut\r
Content-Type: text/plain; name=\"reader.log\"\r
Content-Disposition: attachment; filename=\"reader.log\"\r
\r
E17 no carrier\r
--cut--\r
";

/// Lets a file fall onto the desk beside everything that takes files.
async fn drop_file(window: &Window, name: &str, text: &str) {
    let script = "const carried = new DataTransfer();
        carried.items.add(new File([arguments[1]], arguments[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));";
    window.run(script, &[json!(name), json!(text)]).await.unwrap();
}

#[tokio::test]
async fn a_mail_that_falls_onto_the_desk_becomes_a_ticket() {
    let machine = Machine::new();
    let window = machine.open_local("Robin").await;
    drop_file(&window, "notes.txt", "no mail").await;
    drop_file(&window, "badge.eml", MAIL).await;
    let subject = window.by_testid("new-ticket-subject").await.unwrap();
    window
        .until("the subject is filled in", async || {
            let value = subject.property("value").await?;
            Ok((value == json!("Badge reader at gate 3 fällt aus")).then_some(()))
        })
        .await
        .unwrap();
    let name = window.by_testid("new-ticket-requester-name").await.unwrap();
    assert_eq!(name.property("value").await.unwrap(), json!("Noor Haddad"), "somebody new");
    click(&window, "new-ticket-create").await;
    let made = window
        .until("the ticket is there with its file", async || {
            let page = rpc(
                &window,
                "ticket_list",
                json!({ "filter": {}, "sort": "number", "descending": true, "from": 0, "count": 5 }),
            )
            .await;
            let Some(id) = page["rows"][0]["id"].as_str().map(str::to_owned) else { return Ok(None) };
            let view = rpc(&window, "ticket_get", json!({ "ticket": id })).await;
            Ok((view["attachments"][0]["name"] == "reader.log").then_some(view))
        })
        .await
        .unwrap();
    assert_eq!(made["description"], "It blinks **red** and nobody gets in.", "{made}");
    assert_eq!(made["requester"]["email"], "noor@example.com", "{made}");
    let title: Value = window.run("return document.title", &[]).await.unwrap();
    assert_ne!(title, json!("broken into"));

    // The same person is known the next time.
    drop_file(&window, "again.eml", &MAIL.replace("gate_3", "gate_4")).await;
    let asks = window.by_testid("new-ticket-requester").await.unwrap();
    window
        .until("Noor is known", async || {
            Ok((asks.property("value").await? == json!("Noor Haddad")).then_some(()))
        })
        .await
        .unwrap();
    window.press(&[Key::Escape]).await.unwrap();
    window.close().await.unwrap();
}
