//! What people do at their desks, as commands of the contract.

use super::dice::Dice;
use super::ledger::Ledger;
use super::script::Act;
use super::template::Cast;
use contract::problem::{Code, Problem};
use desk::Desk;
use domain::ids::PersonId;
use serde_json::{Value, json};
use uuid::Uuid;

/// What somebody wrote that has to be seen at once.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrote {
    pub(crate) ticket: Value,
    pub(crate) field: &'static str,
    pub(crate) value: Value,
}

/// What came of an act.
#[derive(Debug, Default)]
pub(crate) struct Acted {
    pub(crate) wrote: Option<Wrote>,
    /// Marks whose ticket or view was not known before.
    pub(crate) made: Vec<(usize, Uuid)>,
    /// The change of the outbox that it was done to.
    pub(crate) picked: Option<Uuid>,
}

const LEVELS: [&str; 3] = ["low", "medium", "high"];
const STATUSES: [&str; 7] = ["new", "open", "in_progress", "waiting", "on_hold", "resolved", "closed"];
const TAGS: [&str; 5] = ["vpn", "printer", "mail", "door", "lift"];

/// Does one thing; a refusal of the desk is an answer, not an error.
pub(crate) async fn perform(
    desk: &Desk,
    me: PersonId,
    act: Act,
    pick: u64,
    cast: &Cast,
    ledger: &mut Ledger,
) -> Result<Acted, Problem> {
    let mut dice = Dice::new(pick, 7);
    let call = async |command: &str, input: Value| desk.call(me, command, input).await;
    let none = || Problem::new(Code::Missing, "there is nothing to do it to".to_owned());
    let list = call("ticket_list", json!({ "from": 0, "count": 40 })).await?;
    let mut tickets: Vec<Value> =
        list["rows"].as_array().into_iter().flatten().map(|row| row["id"].clone()).collect();
    tickets.sort_by_key(Value::to_string);
    // Few tickets get most of the attention, so that people meet.
    let some = |dice: &mut Dice| {
        let near = if dice.chance(0.7) { tickets.len().min(3) } else { tickets.len() };
        dice.pick(&tickets[..near]).cloned()
    };
    let about = |ticket: &Value| ticket.as_str().and_then(|id| id.parse::<Uuid>().ok());
    let set = async |ticket: &Value, field: &'static str, value: Value| {
        call("ticket_set", json!({ "tickets": [ticket], "fields": { field: value } })).await?;
        Ok::<_, Problem>(Acted {
            wrote: Some(Wrote { ticket: ticket.clone(), field, value }),
            ..Acted::default()
        })
    };
    if matches!(act, Act::NewTicket | Act::Venom) {
        let number = ledger.marks.len();
        let mark = ledger.mark(me, None);
        let team = *dice.pick(&cast.teams).expect("there are teams");
        let subject = if act == Act::Venom { format!("venom {mark}") } else { format!("Trouble {mark}") };
        let description = format!("Line one.\nLine two.\nLine three {mark}.\n");
        let input = json!({ "subject": subject, "description": description, "fields": { "team": team } });
        let made = call("ticket_new", input).await?;
        let id = about(&made["id"]).ok_or_else(none)?;
        return Ok(Acted { made: vec![(number, id)], ..Acted::default() });
    }
    if act == Act::Import {
        return super::bring::bring(desk, me, &mut dice, ledger).await;
    }
    if let Some(done) = super::kept::keep(act, me, &mut dice, cast, ledger, &call).await? {
        return Ok(done);
    }
    if let Some(done) = elsewhere(desk, act, &mut dice, &call).await? {
        return Ok(done);
    }
    let ticket = some(&mut dice).ok_or_else(none)?;
    let id = about(&ticket);
    match act {
        Act::Subject => {
            let mark = ledger.mark(me, id);
            set(&ticket, "subject", json!(format!("Trouble {mark}"))).await
        }
        // On the desk it is an edit like any other; the server cannot digest it.
        Act::VenomEdit => {
            let mark = ledger.mark(me, id);
            set(&ticket, "subject", json!(format!("venom {mark}"))).await
        }
        Act::Description => {
            let mark = ledger.mark(me, id);
            let view = call("ticket_get", json!({ "ticket": ticket })).await?;
            let mut lines: Vec<String> =
                view["description"].as_str().unwrap_or_default().lines().map(str::to_owned).collect();
            let at = dice.below(lines.len() + 1);
            match lines.get_mut(at).filter(|_| dice.chance(0.6)) {
                Some(line) => *line = format!("{line} {mark}"),
                None => lines.insert(at, format!("Also {mark}.")),
            }
            set(&ticket, "description", json!(format!("{}\n", lines.join("\n")))).await
        }
        Act::Assign => {
            let who = dice.pick(&cast.people).map(|(person, _)| *person).filter(|_| dice.chance(0.8));
            call("ticket_set", json!({ "tickets": [ticket], "fields": { "assignee": who } })).await?;
            Ok(Acted::default())
        }
        Act::Urgency => set(&ticket, "urgency", json!(dice.pick(&LEVELS))).await,
        Act::Status => {
            let status = json!({ "status": dice.pick(&STATUSES) });
            call("ticket_set", json!({ "tickets": [ticket], "fields": status })).await?;
            Ok(Acted::default())
        }
        Act::Tag | Act::Untag => {
            let tag = [dice.pick(&TAGS)];
            let input = if act == Act::Tag {
                json!({ "tickets": [ticket], "add_tags": tag })
            } else {
                json!({ "tickets": [ticket], "remove_tags": tag })
            };
            call("ticket_set", input).await?;
            Ok(Acted::default())
        }
        Act::Team => {
            let team = dice.pick(&cast.teams);
            call("ticket_set", json!({ "tickets": [ticket], "fields": { "team": team } })).await?;
            Ok(Acted::default())
        }
        Act::Resolution => {
            let mark = ledger.mark(me, id);
            set(&ticket, "resolution", json!(format!("Replaced {mark}"))).await
        }
        Act::Reply | Act::Note => {
            let mark = ledger.mark(me, id);
            let kind = if act == Act::Reply { "reply" } else { "note" };
            let input = json!({ "ticket": ticket, "kind": kind, "body": format!("Hello {mark}") });
            call("message_add", input).await?;
            Ok(Acted::default())
        }
        Act::Time => {
            let mark = ledger.mark(me, id);
            let seconds = dice.between(60, 7_200);
            call("time_add", json!({ "ticket": ticket, "seconds": seconds, "note": mark })).await?;
            Ok(Acted::default())
        }
        Act::Link => {
            let other = some(&mut dice).ok_or_else(none)?;
            call("link_add", json!({ "ticket": ticket, "other": other, "relation": "related" })).await?;
            Ok(Acted::default())
        }
        Act::Attach => {
            use base64::Engine;
            let mark = ledger.mark(me, id);
            let bytes = format!("{mark} {}", "smoke ".repeat(dice.below(400)));
            let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
            call("attachment_add", json!({ "ticket": ticket, "name": "log.txt", "base64": base64 })).await?;
            Ok(Acted::default())
        }
        Act::Delete => {
            call("ticket_delete", json!({ "tickets": [ticket] })).await?;
            Ok(Acted::default())
        }
        Act::Chain => {
            let mut last = Acted::default();
            for _ in 0..3 {
                last = set(&ticket, "urgency", json!(dice.pick(&LEVELS))).await?;
            }
            Ok(last)
        }
        Act::NewTicket
        | Act::Venom
        | Act::Import
        | Act::Resolve
        | Act::Release
        | Act::Withdraw
        | Act::Retry
        | Act::Discard
        | Act::Undo
        | Act::Restore
        | Act::SaveView
        | Act::ChangeView
        | Act::ShareView
        | Act::DropView => Err(none()),
    }
}

/// Acts that are not done to a ticket of the list.
async fn elsewhere(
    desk: &Desk,
    act: Act,
    dice: &mut Dice,
    call: &impl AsyncFn(&str, Value) -> Result<Value, Problem>,
) -> Result<Option<Acted>, Problem> {
    let pick = |dice: &mut Dice, list: Value, name: &str| {
        let rows: Vec<Value> = list.as_array().cloned().unwrap_or_default();
        dice.pick(&rows).map(|row| row[name].clone())
    };
    match act {
        Act::Resolve => {
            let list = if dice.chance(0.7) { "conflict_list" } else { "conflict_reviews" };
            if let Some(conflict) = pick(dice, call(list, json!({})).await?, "id") {
                let choice = if dice.chance(0.5) { "mine" } else { "theirs" };
                call("conflict_resolve", json!({ "conflict": conflict, "choice": choice })).await?;
            }
        }
        Act::Release => {
            if let Some(message) = pick(dice, call("held_list", json!({})).await?, "message") {
                call("message_release", json!({ "message": message })).await?;
            }
        }
        Act::Withdraw => {
            if let Some(message) = pick(dice, call("held_list", json!({})).await?, "message") {
                call("message_withdraw", json!({ "message": message })).await?;
            }
        }
        Act::Retry | Act::Discard => {
            let list = call("outbox_list", json!({})).await?;
            let rows: Vec<Value> = list.as_array().cloned().unwrap_or_default();
            let refused: Vec<&Value> = rows.iter().filter(|row| row["state"] == "rejected").collect();
            let found = match (act, dice.chance(0.7)) {
                (Act::Discard, false) => dice.pick(&rows).cloned(),
                _ => dice.pick(&refused).map(|row| (*row).clone()),
            };
            if let Some(row) = found {
                let command = if act == Act::Retry { "outbox_retry" } else { "outbox_discard" };
                call(command, json!({ "change": row["change"] })).await?;
                let picked = row["change"].as_str().and_then(|id| id.parse().ok());
                return Ok(Some(Acted { picked, ..Acted::default() }));
            }
        }
        Act::Undo => {
            let command = if dice.chance(0.7) { "undo" } else { "redo" };
            call(command, json!({})).await?;
        }
        Act::Restore => {
            let sql =
                "SELECT lower(hex(id)) FROM record WHERE kind = 8 AND deleted = 1 AND ver > 0 ORDER BY id";
            let deleted = store::sim::dump(desk.db(), sql, 1).await.unwrap_or_default();
            let Some(id) = dice.pick(&deleted).and_then(|row| row[0].parse::<Uuid>().ok()) else {
                return Ok(Some(Acted::default()));
            };
            call("ticket_restore", json!({ "tickets": [id] })).await?;
        }
        Act::NewTicket
        | Act::Subject
        | Act::Description
        | Act::Assign
        | Act::Urgency
        | Act::Status
        | Act::Tag
        | Act::Untag
        | Act::Team
        | Act::Resolution
        | Act::Reply
        | Act::Note
        | Act::Time
        | Act::Link
        | Act::Attach
        | Act::Delete
        | Act::Venom
        | Act::VenomEdit
        | Act::Import
        | Act::Chain
        | Act::SaveView
        | Act::ChangeView
        | Act::ShareView
        | Act::DropView => return Ok(None),
    }
    Ok(Some(Acted::default()))
}
