//! Views and macros: what people do with them at their desks, and that what they were told is saved stands in them
//! at the end.

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

/// Does something with views or macros; `None` when the act is about something else.
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
        // Every third is a macro, so that the dice of all other acts fall as they did.
        let made = if number % 3 == 2 {
            let steps = json!({ "status": "open" });
            call("macro_save", json!({ "name": name, "steps": steps, "share": share })).await?
        } else {
            call("view_add", json!({ "name": name, "share": share })).await?
        };
        let made = made["id"].as_str().and_then(|id| id.parse().ok()).map(|id| (number, id));
        return Ok(Some(Acted { made: made.into_iter().collect(), ..Acted::default() }));
    }
    let macros: Vec<Value> = call("macro_list", json!({})).await?.as_array().cloned().unwrap_or_default();
    if !macros.is_empty() && ledger.marks.len() % 3 == 2 {
        return rewrite(act, me, dice, &macros, ledger, &share, call).await.map(Some);
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

/// Does something with a macro.
async fn rewrite(
    act: Act,
    me: PersonId,
    dice: &mut Dice,
    macros: &[Value],
    ledger: &mut Ledger,
    share: &impl Fn(&mut Dice) -> Value,
    call: &impl AsyncFn(&str, Value) -> Result<Value, Problem>,
) -> Result<Acted, Problem> {
    let Some(one) = dice.pick(&macros[..macros.len().min(2)]) else { return Ok(Acted::default()) };
    let about = one["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
    let mut input =
        json!({ "id": one["id"], "name": one["name"], "steps": one["steps"], "share": one["share"] });
    if act == Act::ShareView {
        input["share"] = share(dice);
    } else if act == Act::DropView {
        call("macro_remove", json!({ "id": one["id"] })).await?;
        return Ok(Acted::default());
    } else if dice.chance(0.5) {
        input["name"] = format!("Macro {}", ledger.mark(me, about)).into();
    } else if let Some(tags) = input["steps"]["add_tags"].as_array_mut() {
        tags.push(ledger.mark(me, about).into());
    }
    call("macro_save", input).await?;
    Ok(Acted::default())
}

/// The set in which a kept record names what it is about.
fn set_of(kind: Kind) -> &'static str {
    if kind == Kind::Macro { "add_tags" } else { "tags" }
}

impl World {
    /// What was saved in a view or a macro stands in it: the name that came last, and whatever anybody added to look for.
    pub(super) fn check_kept(&mut self, rows: &Rows) -> Result<(), Stop> {
        let verdicts = self.verdicts()?;
        let quarantine =
            self.on_server(async |app| store::sim::quarantined(app.db()).await)?.unwrap_or_default();
        // What lay aside takes effect when an admin says so, and is answered as before.
        let aside: BTreeSet<Uuid> = quarantine.iter().filter_map(|row| row[0].parse().ok()).collect();
        let mut names: BTreeMap<(Kind, Uuid), BTreeSet<(i64, String)>> = BTreeMap::new();
        let mut later: BTreeMap<(Kind, Uuid), BTreeSet<String>> = BTreeMap::new();
        let (mut added, mut removed) = (Vec::new(), BTreeSet::new());
        for (id, intent) in &self.ledger.intents {
            let change = &intent.change;
            if ![Kind::View, Kind::Macro].contains(&change.kind) {
                continue;
            }
            let of = (change.kind, change.entity);
            let (name, more, less) = said(change);
            // Whoever took something out of it had it before their eyes.
            removed.extend(less.into_iter().map(|tag| (of, tag)));
            if aside.contains(id) {
                later.entry(of).or_default().extend(name);
                continue;
            }
            let Some(verdict) = verdicts.get(id) else { continue };
            match verdict.outcome {
                Outcome::Applied | Outcome::Merged => {
                    names.entry(of).or_default().extend(name.map(|name| (verdict.seq, name)));
                    added.extend(more.into_iter().map(|tag| (of, tag, *id)));
                }
                Outcome::Noop | Outcome::Rejected => {}
                Outcome::Conflict | Outcome::Held => {
                    let what =
                        format!("{id} of a {} was {:?}, which none can be", of.0.key(), verdict.outcome);
                    return Err(broken(3, what));
                }
            }
        }
        for (of, names) in names {
            let Some(row) = rows.get(&of) else { continue };
            let Some((last, _)) = names.last() else { continue };
            let name = row.doc.get("name").and_then(Value::as_str).unwrap_or_default();
            // Several of one commit: whichever came later in it.
            let mut may_be = names.iter().filter(|(seq, _)| seq == last).map(|(_, name)| name);
            if !may_be.any(|may| may == name) && !later.get(&of).is_some_and(|names| names.contains(name)) {
                let what = format!("{of:?} is called {name}, and commit {last} called it otherwise");
                return Err(broken(3, what));
            }
            self.floor.count("view kept");
        }
        for (of, tag, change) in added {
            let Some(row) = rows.get(&of) else { continue };
            let tags = row.doc.get(set_of(of.0)).map(domain::change::elements).unwrap_or_default();
            if !tags.contains(&tag) && !removed.contains(&(of, tag.clone())) {
                return Err(broken(1, format!("{tag} was added to {of:?} by {change} and is gone")));
            }
        }
        Ok(())
    }
}

/// What a change of a view or a macro says: its name, what it adds to look for, and what it takes out.
fn said(change: &Change) -> (Option<String>, Vec<String>, Vec<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match &change.act {
        Deed::Create { doc } => {
            let tags = doc.get(set_of(change.kind)).map(domain::change::elements).unwrap_or_default();
            (doc.get("name").and_then(text), tags.into_iter().collect(), Vec::new())
        }
        Deed::Patch { fields, sets } => {
            let name = fields.get("name").and_then(|edit| text(&edit.new));
            let tags = sets.get(set_of(change.kind)).cloned().unwrap_or_default();
            (name, tags.add.into_iter().collect(), tags.remove.into_iter().collect())
        }
        Deed::Delete | Deed::Restore | Deed::Import { .. } => (None, Vec::new(), Vec::new()),
    }
}
