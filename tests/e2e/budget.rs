//! What the daily things cost in key presses and taps: typing of free text is not counted, and a row that grows fails.

use crate::world::{Machine, rpc};
use serde_json::{Value, json};
use testkit::webdriver::{Key, Window, testid};

/// Somebody's hands: everything they do is counted.
struct Hands<'a> {
    window: &'a Window,
    inputs: u32,
}

impl<'a> Hands<'a> {
    fn over(window: &'a Window) -> Self {
        Self { window, inputs: 0 }
    }

    /// One key, with what is held down while it is pressed.
    async fn key(&mut self, keys: &[Key]) {
        self.inputs += 1;
        self.window.chord(keys).await.unwrap();
    }

    /// The few letters by which something is found; however many, they are one input.
    async fn letters(&mut self, text: &str) {
        self.inputs += 1;
        self.window.type_text(text).await.unwrap();
    }

    /// What one has to say costs what it costs, in every program.
    async fn text(&mut self, text: &str) {
        self.window.type_text(text).await.unwrap();
    }

    /// A click, or a tap.
    async fn tap(&mut self, selector: &str) {
        self.inputs += 1;
        let promise = format!("`{selector}` takes a tap");
        self.window
            .until(&promise, async || match self.window.find_now(selector).await? {
                Some(element) => element.click().await.map(Some),
                None => Ok(None),
            })
            .await
            .unwrap();
    }

    /// The row is done: it took as many as it may.
    fn took(&mut self, budget: u32, row: &str) {
        let inputs = std::mem::take(&mut self.inputs);
        assert_eq!(inputs, budget, "{row} takes {budget} inputs");
    }
}

/// Waits until a ticket looks like this.
async fn until_ticket(window: &Window, ticket: &str, promise: &str, looks: impl Fn(&Value) -> bool) {
    window
        .until(promise, async || {
            Ok(looks(&rpc(window, "ticket_get", json!({ "ticket": ticket })).await).then_some(()))
        })
        .await
        .unwrap();
}

/// Waits until the conversation of a ticket has a message.
async fn until_said(window: &Window, ticket: &str, kind: &str, body: &str) {
    let asked = json!({ "ticket": ticket, "before": null, "count": 50 });
    window
        .until(&format!("{body:?} stands in the conversation"), async || {
            let thread = rpc(window, "ticket_thread", asked.clone()).await;
            let entries = thread["entries"].as_array().unwrap();
            let said = |entry: &Value| entry["kind"] == kind && entry["body"].as_str() == Some(body);
            Ok(entries.iter().any(said).then_some(()))
        })
        .await
        .unwrap();
}

async fn focused(window: &Window, selector: &str) {
    window.find(&format!("{selector}:focus")).await.unwrap();
}

async fn go(window: &Window, place: &str, hook: &str) {
    window.run("location.hash = arguments[0]", &[json!(format!("#/{place}"))]).await.unwrap();
    window.find(hook).await.unwrap();
}

fn open_ticket(ticket: &str) -> String {
    format!("[data-testid=ticket][data-ticket=\"{ticket}\"]")
}

/// The ticket of the row that has the focus in the list.
async fn to_list(window: &Window) -> String {
    go(window, "list", "[data-testid=row]:focus").await;
    let row = window.find("[data-testid=row]:focus").await.unwrap();
    row.attribute("data-ticket").await.unwrap().expect("a row names its ticket")
}

/// A desk with tickets of one customer.
async fn desk(machine: &Machine) -> Window {
    let window = machine.open_local("Robin").await;
    let ada = json!({ "name": "Ada Marsh", "email": "ada@larkfield.example" });
    for (nth, subject) in
        ["Router", "Printer in the hall", "Printer on the third floor", "Mail"].iter().enumerate()
    {
        let new_requester = if nth == 0 { ada.clone() } else { Value::Null };
        let new =
            json!({ "subject": subject, "description": "", "fields": {}, "new_requester": new_requester });
        rpc(&window, "ticket_new", new).await;
    }
    window
}

#[tokio::test]
async fn by_keyboard() {
    let machine = Machine::new();
    let window = desk(&machine).await;
    let hands = &mut Hands::over(&window);

    let first = to_list(&window).await;
    hands.key(&[Key::Letter('i')]).await;
    until_ticket(&window, &first, "it is mine", |view| view["assignee_name"] == "Robin").await;
    hands.took(1, "assigning to oneself");

    hands.key(&[Key::Control, Key::Letter('z')]).await;
    until_ticket(&window, &first, "it is nobody's again", |view| view["assignee"].is_null()).await;
    hands.took(1, "undoing the last thing");

    hands.key(&[Key::Letter('p')]).await;
    window.find("[role=listbox]").await.unwrap();
    hands.key(&[Key::Letter('2')]).await;
    // Against what impact and urgency say, one is asked why: the answer and a key.
    focused(&window, &testid("priority-reason-text")).await;
    hands.text("The whole floor waits").await;
    hands.key(&[Key::Enter]).await;
    until_ticket(&window, &first, "its priority is high", |view| view["priority"] == "high").await;
    hands.took(3, "a priority of one's own");
    hands.key(&[Key::Letter('p')]).await;
    window.find("[role=listbox]").await.unwrap();
    hands.key(&[Key::Letter('3')]).await;
    until_ticket(&window, &first, "its priority is normal", |view| view["priority"] == "normal").await;
    hands.took(2, "changing the priority");

    hands.key(&[Key::Letter('b')]).await;
    window.find("#menu-list .current").await.unwrap();
    hands.key(&[Key::Enter]).await;
    until_ticket(&window, &first, "it sleeps", |view| view["snoozed_until"].is_number()).await;
    hands.took(2, "putting a ticket off until tomorrow");

    hands.key(&[Key::Control, Key::Letter('k')]).await;
    window.find("[data-testid=palette-input]:focus").await.unwrap();
    hands.letters("L-2").await;
    window.find("[data-testid=palette-item][aria-selected=true]").await.unwrap();
    hands.key(&[Key::Enter]).await;
    window.find("[data-testid=ticket]").await.unwrap();
    hands.took(3, "finding a ticket by its number");
    let second = window.by_testid("ticket").await.unwrap().attribute("data-ticket").await.unwrap().unwrap();

    hands.key(&[Key::Shift, Key::Letter('m')]).await;
    focused(&window, &testid("merge-find")).await;
    window.find("[data-testid=merge-item][aria-selected=true]").await.unwrap();
    hands.letters("third").await;
    window.find("[data-testid=merge-item][aria-selected=true]").await.unwrap();
    hands.key(&[Key::Enter]).await;
    focused(&window, &testid("merge-run")).await;
    hands.key(&[Key::Enter]).await;
    until_ticket(&window, &second, "it is merged", |view| !view["merged_into"].is_null()).await;
    hands.took(4, "merging a duplicate");

    hands.key(&[Key::Letter('c')]).await;
    focused(&window, &testid("new-ticket-requester")).await;
    hands.letters("ada").await;
    window.find("[role=option][aria-selected=true]").await.unwrap();
    hands.key(&[Key::Enter]).await;
    focused(&window, &testid("new-ticket-subject")).await;
    hands.text("No dial tone").await;
    hands.key(&[Key::Control, Key::Enter]).await;
    window.until_gone(&testid("new-ticket-sheet")).await.unwrap();
    hands.took(4, "a ticket for a known customer");
    let rows = rpc(&window, "ticket_list", json!({ "from": 0, "count": 10 })).await["rows"].clone();
    let made = rows.as_array().unwrap().iter().find(|row| row["subject"] == "No dial tone").unwrap();
    assert_eq!(made["requester"], "Ada Marsh", "{made}");
    window.close().await.unwrap();
}

#[tokio::test]
async fn in_a_conversation_by_keyboard() {
    let machine = Machine::new();
    let window = desk(&machine).await;
    let canned =
        json!({ "name": "Thank you", "body": "Thank you for waiting.", "share": { "with": "nobody" } });
    rpc(&window, "canned_save", canned).await;
    let first = to_list(&window).await;
    let hands = &mut Hands::over(&window);
    hands.key(&[Key::Enter]).await;
    window.find(&open_ticket(&first)).await.unwrap();
    hands.took(1, "opening a ticket");

    hands.key(&[Key::Letter(']')]).await;
    window
        .until("the next ticket is open", async || {
            let open = window.find_now("[data-testid=ticket]").await?;
            let ticket = match open {
                Some(open) => open.attribute("data-ticket").await?,
                None => None,
            };
            Ok(ticket.filter(|ticket| *ticket != first))
        })
        .await
        .unwrap();
    hands.took(1, "the next ticket");
    let second = window.by_testid("ticket").await.unwrap().attribute("data-ticket").await.unwrap().unwrap();

    window.by_testid("composer").await.unwrap();
    hands.key(&[Key::Letter('n')]).await;
    focused(&window, "[data-kind=note] #composer-text").await;
    hands.text("The cable is loose").await;
    hands.key(&[Key::Control, Key::Enter]).await;
    until_said(&window, &second, "note", "The cable is loose").await;
    hands.took(2, "an internal note");

    hands.key(&[Key::Letter('r')]).await;
    focused(&window, "[data-kind=reply] #composer-text").await;
    hands.took(1, "beginning a reply");
    hands.key(&[Key::Letter(';')]).await;
    hands.letters("th").await;
    window.find("[data-testid=canned-item][aria-selected=true]").await.unwrap();
    hands.key(&[Key::Enter]).await;
    window
        .until("it stands in the reply", async || {
            let text = window.run("return document.querySelector('#composer-text').value", &[]).await?;
            Ok(text.as_str().is_some_and(|text| text.contains("Thank you for waiting.")).then_some(()))
        })
        .await
        .unwrap();
    hands.took(3, "a canned reply");
    // `R` is counted above: this is the other half of a reply that resolves and goes on.
    hands.key(&[Key::Control, Key::Shift, Key::Enter]).await;
    until_ticket(&window, &second, "it is resolved", |view| view["category"] == "resolved").await;
    until_said(&window, &second, "reply", "Thank you for waiting.").await;
    window.until_gone(&open_ticket(&second)).await.unwrap();
    window.by_testid("ticket").await.unwrap();
    hands.took(1, "sending, resolving and going on");

    go(&window, "board", "[data-testid=card]:focus").await;
    let card = window.find("[data-testid=card]:focus").await.unwrap();
    let carried = card.attribute("data-ticket").await.unwrap().unwrap();
    let was = rpc(&window, "ticket_get", json!({ "ticket": carried })).await["status"].clone();
    hands.key(&[Key::Letter('s')]).await;
    window.find("[role=listbox]#menu-list").await.unwrap();
    hands.key(&[Key::Letter('2')]).await;
    until_ticket(&window, &carried, "its card is in another column", |view| view["status"] != was).await;
    hands.took(2, "another status on the board");
    window.close().await.unwrap();
}

#[tokio::test]
async fn with_a_pointer() {
    let machine = Machine::new();
    let window = desk(&machine).await;
    let first = to_list(&window).await;
    let hands = &mut Hands::over(&window);
    go(&window, &format!("ticket/{first}"), &open_ticket(&first)).await;
    window.by_testid("composer").await.unwrap();

    hands.tap(&testid("assignee")).await;
    hands.tap("#menu-list [role=option]:first-child").await;
    until_ticket(&window, &first, "it is mine", |view| view["assignee_name"] == "Robin").await;
    hands.took(2, "assigning to oneself");

    hands.tap("[data-testid=toast] button").await;
    until_ticket(&window, &first, "it is nobody's again", |view| view["assignee"].is_null()).await;
    hands.took(1, "undoing the last thing");

    hands.tap(&testid("priority")).await;
    hands.tap("#menu-list [role=option]:nth-child(2)").await;
    focused(&window, &testid("priority-reason-text")).await;
    hands.text("The whole floor waits").await;
    hands.tap("[data-testid=priority-reason] footer button:last-child").await;
    until_ticket(&window, &first, "its priority is high", |view| view["priority"] == "high").await;
    hands.took(3, "a priority of one's own");

    hands.tap(&testid("composer-note")).await;
    focused(&window, "[data-kind=note] #composer-text").await;
    hands.text("The cable is loose").await;
    hands.tap(&testid("composer-send")).await;
    until_said(&window, &first, "note", "The cable is loose").await;
    hands.took(2, "an internal note");

    go(&window, "board", "[data-testid=card]").await;
    let card = window.find("[data-status=new] [data-testid=card]").await.unwrap();
    let carried = card.attribute("data-ticket").await.unwrap().unwrap();
    let column = window.find("[data-testid=column][data-status=open]").await.unwrap();
    window.drag(&card, &column).await.unwrap();
    until_ticket(&window, &carried, "it is open", |view| view["status"] == "open").await;
    hands.took(0, "another status on the board, beside one drag");
    window.close().await.unwrap();
}

#[tokio::test]
async fn a_visit_with_one_thumb() {
    let machine = Machine::new();
    let window = desk(&machine).await;
    let ticket = to_list(&window).await;
    let me = rpc(&window, "session_get", json!({})).await["me"].clone();
    let now = window.run("return Date.now()", &[]).await.unwrap().as_i64().unwrap();
    let hour = 3_600_000;
    let visit = json!({ "ticket": ticket, "technician": me, "from": now, "until": now + hour, "address": null, "purpose": null });
    rpc(&window, "visit_add", visit).await;
    go(&window, "visits", "[data-testid=visit][data-state=planned]").await;

    let hands = &mut Hands::over(&window);
    hands.tap(&testid("visit-step")).await;
    window.find("[data-testid=visit][data-state=on_the_way]").await.unwrap();
    hands.tap(&testid("visit-step")).await;
    window.find("[data-testid=visit][data-state=on_site]").await.unwrap();
    hands.tap(&testid("visit-photo-add")).await;
    // The camera is the system's; what it brings comes back like this.
    let photo = "const carried = new DataTransfer();
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 8;
        canvas.toBlob((blob) => {
            carried.items.add(new File([blob], 'tray.png', { type: 'image/png' }));
            const input = document.querySelector('[data-testid=visit-photo-input]');
            input.files = carried.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
        });";
    window.run(photo, &[]).await.unwrap();
    window.by_testid("visit-photo").await.unwrap();
    hands.tap(&testid("visit-step")).await;
    focused(&window, &testid("visit-report")).await;
    hands.text("Changed the fuser").await;
    hands.tap(&testid("visit-done-confirm")).await;
    window.find("[data-testid=visit][data-state=done]").await.unwrap();
    until_said(&window, &ticket, "note", "Changed the fuser").await;
    hands.took(5, "a visit: under way, there, a photo, what was done, done");
    window.close().await.unwrap();
}
