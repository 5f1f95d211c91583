//! Another help desk's tickets come in through the window: stopped with nothing changed, done whole, done again for
//! nothing, and with every line that did not fit by its number.

use crate::world::{Machine, click, counted, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

/// A published log of incidents, the same that `ternctl` imports in its tests.
const LOG: &str = include_str!("../data/incidents.csv");
/// The lines at its beginning that make up the cut, its header among them, and the tickets that they tell of.
const LINES: usize = 60;
const TICKETS: u64 = 8;

/// The first lines of the log and one that no help desk would write.
fn cut() -> String {
    let mut text: String = LOG.split_inclusive('\n').take(LINES).collect();
    text.push_str("INC1,New\r\n");
    text
}

/// The whole log several times over, as another ticket each time: enough to be caught on the way.
fn heap() -> String {
    let (header, rows) = LOG.split_once('\n').unwrap();
    let copies = (1..=4).map(|copy| rows.replace("INC0", &format!("INC{copy}")));
    std::iter::once(format!("{header}\n")).chain(copies).collect()
}

/// Lets a file fall onto the import, as a file manager does.
async fn drop_file(window: &Window, name: &str, text: &str) {
    window.by_testid("import-choose").await.unwrap();
    let script = "const carried = new DataTransfer();
        carried.items.add(new File([arguments[1]], arguments[0], { type: 'text/csv' }));
        document.querySelector('[data-testid=import-choose]')
            .dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));";
    window.run(script, &[json!(name), json!(text)]).await.unwrap();
    window.until_gone(&testid("import-choose")).await.unwrap();
}

/// Starts the import of what was dropped; the times are those of one place, wherever the test runs.
async fn start(window: &Window) {
    let zone = window.by_testid("import-zone").await.unwrap();
    zone.clear().await.unwrap();
    zone.type_text("Europe/London").await.unwrap();
    // Once for the zone, once for the whole form.
    window.press(&[Key::Enter, Key::Enter]).await.unwrap();
}

/// Waits for the report, and returns what its figures say: added, known, people, lines left out.
async fn report(window: &Window, outcome: &str) -> Vec<u64> {
    window.find(&format!("[data-testid=import-report][data-outcome={outcome}]")).await.unwrap();
    let figures = "return [...document.querySelectorAll('[data-testid=import-report] dd')]
        .map((one) => Number(one.textContent.replace(/\\D/g, '')))";
    let figures = window.run(figures, &[]).await.unwrap();
    figures.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect()
}

async fn report_says(window: &Window) -> String {
    let said = window.by_testid("import-report").await.unwrap().property("textContent").await.unwrap();
    said.as_str().unwrap().to_owned()
}

/// All that an import could leave behind.
async fn everything(window: &Window) -> Value {
    json!([
        rpc(window, "export_start", json!({ "format": "json" })).await,
        rpc(window, "lookup_all", json!({})).await,
        rpc(window, "person_search", json!({ "text": "", "count": 50 })).await,
        rpc(window, "outbox_list", json!({})).await,
    ])
}

#[tokio::test]
async fn an_import_is_stopped_for_nothing_done_whole_and_adds_nothing_again() {
    let machine = Machine::new();
    let window = machine.open().await;
    window.find("[data-testid=try-sample]:focus").await.unwrap();
    let import = window.by_testid("import-file").await.unwrap();
    import.focus().await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=local-name]:focus").await.unwrap();
    window.type_text("Robin").await.unwrap();
    window.press(&[Key::Enter]).await.unwrap();
    window.find("[data-testid=import][data-stage=choosing]").await.unwrap();

    // Stopped on its way: everything is as it was.
    let before = everything(&window).await;
    drop_file(&window, "everything.csv", &heap()).await;
    start(&window).await;
    window.find("[role=progressbar]:not([aria-valuenow=\"0\"])").await.unwrap();
    click(&window, "import-cancel").await;
    assert!(report(&window, "cancelled").await.is_empty(), "nothing is counted");
    assert_eq!(everything(&window).await, before, "an import that was stopped leaves nothing behind");

    // Done whole, with the line that did not fit by its number.
    click(&window, "import-another").await;
    drop_file(&window, "incidents.csv", &cut()).await;
    start(&window).await;
    let first = report(&window, "done").await;
    assert_eq!((first[0], first[1], first[3]), (TICKETS, 0, 1), "{first:?}");
    let said = report_says(&window).await;
    assert!(said.contains(&format!("Line {}", LINES + 1)) && said.contains("2 fields"), "{said}");
    assert!(said.contains("Europe/London"), "{said}");
    // What was imported may be closed long ago: the list has all of it.
    click(&window, "import-open").await;
    window.find("[data-testid=row][data-number]").await.unwrap();
    window.run("location.hash = '#/board'", &[]).await.unwrap();
    window.by_testid("board").await.unwrap();
    counted(&window, TICKETS).await;
    window.find("[data-testid=card][data-number]").await.unwrap();
    let imported = everything(&window).await;

    // The same file once more finds all of it there.
    window.run("location.hash = '#/import'", &[]).await.unwrap();
    click(&window, "import-another").await;
    drop_file(&window, "incidents.csv", &cut()).await;
    start(&window).await;
    assert_eq!(report(&window, "done").await, [0, TICKETS, 0, 1]);
    assert_eq!(everything(&window).await, imported, "an import done again leaves everything as it is");

    // And it outlives the window.
    window.close().await.unwrap();
    let window = machine.open().await;
    window.by_testid("board").await.unwrap();
    counted(&window, TICKETS).await;
}
