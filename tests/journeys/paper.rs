//! Files that Tern writes itself, through the commands that a screen calls: PDF and iCalendar.

use crate::world::Desk;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The words of each page, as any program finds them that searches a PDF.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let text = |page: &u32| document.extract_text(&[*page]).unwrap();
    document
        .get_pages()
        .keys()
        .map(text)
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn paper(parts: &Value) -> Value {
    json!({
        "language": "en",
        "number": "#1042",
        "title": "Drucker im 2. Stock druckt nichts",
        "facts": [{ "label": "Requester", "value": "Jörg Weiß" }, { "label": "Status", "value": "Open" }],
        "about": "As of 29 Nov 2026",
        "page": "Page {page} of {pages}",
        "unknown": "A box stands for a character.",
        "parts": parts,
    })
}

fn said(side: &str, text: &str) -> Value {
    let run = json!({ "text": text });
    let block = json!({ "kind": "paragraph", "depth": 0, "quoted": 0, "runs": [run] });
    let marks = if side == "internal" { json!(["Internal note"]) } else { json!([]) };
    json!({
        "is": "said", "who": "Ann Lee", "when": "29 Nov, 10:12", "side": side, "marks": marks, "text": [block],
        "files": ["log.txt"],
    })
}

async fn written(desk: &Desk, parts: Value) -> (Vec<u8>, Value) {
    let saved = desk.call("paper_save", json!({ "paper": paper(&parts) })).await;
    (STANDARD.decode(saved["base64"].as_str().unwrap()).unwrap(), saved["missing"].clone())
}

#[tokio::test]
async fn a_ticket_on_paper_is_text_that_can_be_searched_in_any_alphabet_that_tern_brings() {
    let desk = Desk::local("Ada").await;
    let text = "Grüße aus Zürich, Здравствуйте, Καλημέρα";
    let parts = json!([said("requester", text), said("internal", "Toner is empty"), said("agent", "Fixed")]);
    let (pdf, missing) = written(&desk, parts.clone()).await;
    assert_eq!(missing, json!([]));
    let pages = pages(&pdf);
    assert_eq!(pages.len(), 1);
    let wanted =
        ["#1042", "Drucker im 2. Stock druckt nichts", "Jörg Weiß", text, "Internal note", "log.txt"];
    for wanted in wanted.into_iter().chain(["Toner is empty", "Fixed", "29 Nov, 10:12", "Page 1 of 1"]) {
        assert!(pages[0].contains(wanted), "{wanted} in {}", pages[0]);
    }
    assert_eq!(written(&desk, parts).await.0, pdf, "the same words are the same file");
}

#[tokio::test]
async fn a_file_is_written_where_it_is_wanted_and_says_what_it_could_not_show() {
    let desk = Desk::local("Ada").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ticket.pdf");
    let input =
        json!({ "paper": paper(&json!([said("agent", "From a private plane: \u{10fff0}")])), "path": path });
    let saved = desk.call("paper_save", input).await;
    assert_eq!(saved, json!({ "base64": null, "missing": ["\u{10fff0}"] }));
    let pages = pages(&std::fs::read(path).unwrap());
    assert!(pages[0].contains("A box stands for a character."), "{pages:?}");
}

#[tokio::test]
async fn a_long_table_has_its_head_on_every_page_and_all_of_its_rows_in_their_order() {
    let desk = Desk::local("Ada").await;
    let row = |nth: usize| json!([{ "text": format!("Team {nth}"), "number": false }, { "text": nth.to_string(), "number": true }]);
    let rows: Vec<Value> = (1..=120).map(row).collect();
    let columns = ["Who", "Opened"];
    let table =
        json!([{ "is": "table", "title": "By team", "columns": columns, "rows": rows, "none": "Nothing" }]);
    let pages = pages(&written(&desk, table).await.0);
    assert!(pages.len() >= 3, "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains("Who Opened"), "{page}");
        assert!(page.contains(&format!("Page {} of {}", at + 1, pages.len())), "{page}");
    }
    let all = pages.join(" ");
    let places: Vec<usize> = (1..=120).map(|nth| all.find(&format!("Team {nth} {nth}")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

/// The smallest picture there is: one dot, and whole.
const DOT: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

#[tokio::test]
async fn pictures_of_files_stand_on_paper_and_what_is_none_is_said() {
    let desk = Desk::local("Ada").await;
    let ticket = desk.new_ticket("Boiler").await;
    let add = async |name: &str, base64: String| {
        let input = json!({ "ticket": ticket, "name": name, "mime": "image/png", "base64": base64 });
        desk.call("attachment_add", input).await["id"].clone()
    };
    let dot = add("signature.png", DOT.to_owned()).await;
    let broken = STANDARD.decode(DOT).unwrap();
    // Its head is that of a picture, and its dots are not.
    let broken = add("photo.png", STANDARD.encode(&broken[..broken.len() - 24])).await;
    let gone = json!(uuid::Uuid::from_u128(7));
    let pictures = [(&dot, "Jonas Vik"), (&broken, "Leak"), (&gone, "Lost")]
        .map(|(id, caption)| json!({ "attachment": id, "caption": caption }));
    let part = json!({
        "is": "pictures", "title": "Signature", "columns": 3, "pictures": pictures, "none": "not on this device",
    });
    let (pdf, _) = written(&desk, json!([part])).await;
    let page = pages(&pdf).remove(0);
    for wanted in ["Signature", "Jonas Vik", "Leak \u{2013} not on this", "Lost \u{2013} not on this"] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let is_picture = |object: &lopdf::Object| {
        object.as_stream().is_ok_and(|it| {
            it.dict.get(b"Subtype").is_ok_and(|is| is.as_name().is_ok_and(|is| is == b"Image"))
        })
    };
    assert_eq!(document.objects.values().filter(|object| is_picture(object)).count(), 1);
}

#[tokio::test]
async fn a_calendar_goes_out_with_what_is_shown_of_it() {
    let desk = Desk::local("Ada").await;
    let id = desk.new_ticket("Mail; down, again").await;
    let me = desk.call("session_get", json!({})).await["me"].clone();
    desk.set(&id, json!({ "assignee": me, "due": 4_102_444_800_000_i64 })).await;
    desk.call("reminder_add", json!({ "ticket": id, "at": 4_102_448_400_000_i64, "note": "Call back" }))
        .await;
    let words =
        json!({ "due": {}, "follow_up": "Due", "reminder": "Reminder", "snooze": "Back", "visit": "Visit" });
    let query = json!({ "from": 4_102_441_200_000_i64, "to": 4_102_452_000_000_i64, "scope": "mine" });
    let ask = |kinds: Value| json!({ "query": query, "kinds": kinds, "name": "Mine", "words": words });
    let saved = desk.call("agenda_save", ask(json!(["follow_up", "reminder"]))).await;
    assert_eq!(saved["entries"], 2, "{saved}");
    let text = saved["text"].as_str().unwrap();
    assert!(text.contains("DTSTART:21000101T000000Z\r\n"), "{text}");
    assert!(text.contains("SUMMARY:Call back · L-1 Mail\\; down\\, again\r\n"), "{text}");
    let again = desk.call("agenda_save", ask(json!(["reminder"]))).await;
    let uid = |saved: &Value| {
        let text = saved["text"].as_str().unwrap().to_owned();
        text.lines().find(|line| line.starts_with("UID:reminder-")).unwrap().to_owned()
    };
    assert_eq!((again["entries"].clone(), uid(&again)), (json!(1), uid(&saved)));
}
