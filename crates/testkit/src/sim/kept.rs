//! Views: what people do with them at their desks, and that what they were told is saved stands in them at the end.

use super::acts::Acted;
use super::checks::broken;
use super::dice::Dice;
use super::eyes::Rows;
use super::ledger::Ledger;
use super::script::Act;
use super::template::Cast;
use super::world::{Stop, World};
use contract::problem::Problem;
use domain::change::{Act as Deed, Change};
use domain::ids::PersonId;
use domain::merge::Outcome;
use domain::record::Kind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Does something with views; `None` when the act is about something else.
pub(super) async fn keep(
    act: Act,
    me: PersonId,
    dice: &mut Dice,
    cast: &Cast,
    ledger: &mut Ledger,
    call: &impl AsyncFn(&str, Value) -> Result<Value, Problem>,
) -> Result<Option<Acted>, Problem> {
    if !super::script::KEEP.contains(&act) {
        return Ok(None);
    }
    let share = |dice: &mut Dice| match dice.below(4) {
        0 => json!({ "with": "everybody" }),
        1 => json!({ "with": "nobody" }),
        _ => json!({ "with": "team", "team": dice.pick(&cast.teams) }),
    };
    if act == Act::SaveView {
        let number = ledger.marks.len();
        let name = format!("View {}", ledger.mark(me, None));
        let share = if dice.chance(0.5) { json!({ "with": "nobody" }) } else { share(dice) };
        let made = call("view_add", json!({ "name": name, "share": share })).await?;
        let made = made["id"].as_str().and_then(|id| id.parse().ok()).map(|id| (number, id));
        return Ok(Some(Acted { wrote: None, made: made.into_iter().collect() }));
    }
    let views: Vec<Value> = call("view_list", json!({})).await?.as_array().cloned().unwrap_or_default();
    let saved: Vec<&Value> = views.iter().filter(|view| view["what"]["is"] == "saved").collect();
    // Few get most of the attention, so that people meet.
    let near = if dice.chance(0.6) { saved.len().min(2) } else { saved.len() };
    let Some(view) = dice.pick(&saved[..near]).copied() else { return Ok(Some(Acted::default())) };
    let id = view["what"]["id"].clone();
    let about = id.as_str().and_then(|id| id.parse::<Uuid>().ok());
    let (command, input) = if act == Act::ShareView {
        ("view_set", json!({ "view": id, "share": share(dice) }))
    } else if act == Act::DropView {
        ("view_remove", json!({ "view": id }))
    } else {
        match dice.below(3) {
            0 => ("view_set", json!({ "view": id, "name": format!("View {}", ledger.mark(me, about)) })),
            1 => {
                let mut content = view["content"].clone();
                if let Some(tags) = content["filter"]["tags"].as_array_mut() {
                    tags.push(ledger.mark(me, about).into());
                }
                ("view_set", json!({ "view": id, "content": content }))
            }
            _ => {
                let after = dice.pick(&saved).map(|other| other["what"]["id"].clone());
                ("view_move", json!({ "view": id, "after": after }))
            }
        }
    };
    call(command, input).await?;
    Ok(Some(Acted::default()))
}

impl World {
    /// What was saved in a view stands in it: the name that came last, and whatever anybody added to look for.
    pub(super) fn check_kept(&mut self, rows: &Rows) -> Result<(), Stop> {
        let verdicts = self.verdicts()?;
        let quarantine =
            self.on_server(async |app| store::sim::quarantined(app.db()).await)?.unwrap_or_default();
        // What lay aside takes effect when an admin says so, and is answered as before.
        let aside: BTreeSet<Uuid> = quarantine.iter().filter_map(|row| row[0].parse().ok()).collect();
        let mut names: BTreeMap<Uuid, BTreeSet<(i64, String)>> = BTreeMap::new();
        let mut later: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
        let (mut added, mut removed) = (Vec::new(), BTreeSet::new());
        for (id, intent) in &self.ledger.intents {
            let change = &intent.change;
            if change.kind != Kind::View {
                continue;
            }
            let (name, more, less) = said(change);
            // Whoever took something out of it had it before their eyes.
            removed.extend(less.into_iter().map(|tag| (change.entity, tag)));
            if aside.contains(id) {
                later.entry(change.entity).or_default().extend(name);
                continue;
            }
            let Some(verdict) = verdicts.get(id) else { continue };
            match verdict.outcome {
                Outcome::Applied | Outcome::Merged => {
                    names.entry(change.entity).or_default().extend(name.map(|name| (verdict.seq, name)));
                    added.extend(more.into_iter().map(|tag| (change.entity, tag, *id)));
                }
                Outcome::Noop | Outcome::Rejected => {}
                Outcome::Conflict | Outcome::Held => {
                    let what = format!("{id} of a view was {:?}, which no view can be", verdict.outcome);
                    return Err(broken(3, what));
                }
            }
        }
        for (view, names) in names {
            let Some(row) = rows.get(&(Kind::View, view)) else { continue };
            let Some((last, _)) = names.last() else { continue };
            let name = row.doc.get("name").and_then(Value::as_str).unwrap_or_default();
            // Several of one commit: whichever came later in it.
            let mut may_be = names.iter().filter(|(seq, _)| seq == last).map(|(_, name)| name);
            if !may_be.any(|may| may == name) && !later.get(&view).is_some_and(|names| names.contains(name)) {
                let what = format!("view {view} is called {name}, and commit {last} called it otherwise");
                return Err(broken(3, what));
            }
            self.floor.count("view kept");
        }
        for (view, tag, change) in added {
            let Some(row) = rows.get(&(Kind::View, view)) else { continue };
            let tags = row.doc.get("tags").map(domain::change::elements).unwrap_or_default();
            if !tags.contains(&tag) && !removed.contains(&(view, tag.clone())) {
                return Err(broken(1, format!("{tag} was added to view {view} by {change} and is gone")));
            }
        }
        Ok(())
    }
}

/// What a change of a view says: its name, what it adds to look for, and what it takes out.
fn said(change: &Change) -> (Option<String>, Vec<String>, Vec<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match &change.act {
        Deed::Create { doc } => {
            let tags = doc.get("tags").map(domain::change::elements).unwrap_or_default();
            (doc.get("name").and_then(text), tags.into_iter().collect(), Vec::new())
        }
        Deed::Patch { fields, sets } => {
            let name = fields.get("name").and_then(|edit| text(&edit.new));
            let tags = sets.get("tags").cloned().unwrap_or_default();
            (name, tags.add.into_iter().collect(), tags.remove.into_iter().collect())
        }
        Deed::Delete | Deed::Restore | Deed::Import { .. } => (None, Vec::new(), Vec::new()),
    }
}
