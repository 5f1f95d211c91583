//! The fields that a desk adds to its tickets: kept in one setting, and asked for when a ticket is made or resolved.

use super::done;
use super::house::put;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::{FORM, STANDARD};
use contract::form::{FieldOrder, FieldSave, StandardAsk};
use contract::session::{Done, Made};
use domain::form::standard::check;
use domain::form::{FormField, MissingField, ORDER};
use domain::ids::PersonId;
use domain::record::Doc;
use domain::refusal::Refusal;

pub(crate) async fn field_save(desk: &Desk, me: PersonId, input: FieldSave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let form = acting.door.rules.house.form.clone();
    let name = input.name.trim().to_owned();
    let (key, position) = match input.field {
        Some(key) => {
            let before = form.field(&key.0);
            let before = before.ok_or_else(|| Refusal::invalid("field", "there is no such field"))?;
            (before.key.clone(), before.position)
        }
        None => (form.key_for(&name), i64::try_from(form.fields().len()).unwrap_or(i64::MAX)),
    };
    let field = FormField {
        key: key.clone(),
        name: name.clone(),
        help: input.help.map(|help| help.trim().to_owned()).filter(|help| !help.is_empty()),
        holds: input.holds.with_ids(),
        types: input.types.into_iter().collect(),
        required: input.required,
        position,
        archived: input.archived,
    };
    form.check(&field)?;
    put(&mut acting, FORM, Doc::from_iter([(key.0.clone(), serde_json::to_value(&field)?)])).await?;
    acting.commit(&format!("Saved the field {name}")).await?;
    Ok(Made { id: key.0, label: name })
}

pub(crate) async fn field_order(desk: &Desk, me: PersonId, input: FieldOrder) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let known = acting.door.rules.house.form.fields().iter().map(|field| &field.key);
    let rest: Vec<_> = known.filter(|key| !input.keys.contains(key)).cloned().collect();
    let keys: Vec<_> = input.keys.into_iter().chain(rest).collect();
    put(&mut acting, FORM, Doc::from_iter([(ORDER.to_owned(), serde_json::to_value(&keys)?)])).await?;
    acting.commit("Ordered the fields").await?;
    Ok(done("Ordered the fields"))
}

pub(crate) async fn standard_field_save(
    desk: &Desk,
    me: PersonId,
    input: StandardAsk,
) -> Result<Done, Fault> {
    check(input.field, &input.ask)?;
    let name = input.field.key().replace('_', " ");
    let mut acting = desk.act(me).await?;
    let asks = Doc::from_iter([(input.field.key().to_owned(), serde_json::to_value(&input.ask)?)]);
    put(&mut acting, STANDARD, asks).await?;
    let label = format!("Saved the field {name}");
    acting.commit(&label).await?;
    Ok(done(label))
}

/// What is missing on any of several tickets, so that a person is asked once for all of it.
#[derive(Default)]
pub(super) struct Missing(Vec<MissingField>);

impl Missing {
    /// Takes note of what one ticket lacks; every other fault goes on.
    pub(super) fn note(&mut self, edited: Result<(), Fault>) -> Result<(), Fault> {
        match edited {
            Err(Fault::Refused(Refusal::Fields(fields))) => {
                let new: Vec<_> = fields.into_iter().filter(|field| !self.0.contains(field)).collect();
                self.0.extend(new);
                Ok(())
            }
            edited => edited,
        }
    }

    /// Refuses what some ticket lacks something for.
    pub(super) fn refuse(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Fields(self.0).into()) }
    }
}
