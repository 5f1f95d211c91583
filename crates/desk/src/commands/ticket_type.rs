//! The types of tickets that a desk has: kept in one setting, each a field of its own.

use super::done;
use super::house::put;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::rules::TICKET_TYPES;
use contract::form::{TypeOrder, TypeSave};
use contract::session::{Done, Made};
use domain::ids::PersonId;
use domain::record::Doc;
use domain::refusal::Refusal;
use domain::ticket_type::{ORDER, TicketType, TypeOfTicket};

pub(crate) async fn type_save(desk: &Desk, me: PersonId, input: TypeSave) -> Result<Made, Fault> {
    let mut acting = desk.act(me).await?;
    let types = acting.door.rules.house.types.clone();
    let name = input.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let key = match (input.ticket_type, &name) {
        (Some(key), _) if types.get(&key).is_none() => {
            return Err(Refusal::invalid("type", "no such type").into());
        }
        (Some(key), None) if !TicketType::BUILT_IN.contains(&key) => {
            return Err(Refusal::invalid("name", "must not be empty").into());
        }
        (Some(key), _) => key,
        (None, Some(name)) => types.key_for(name),
        (None, None) => return Err(Refusal::invalid("name", "must not be empty").into()),
    };
    let one = TypeOfTicket { key, name, retired: input.retired };
    types.check(&one)?;
    let label = one.spoken().into_owned();
    let id = one.key.key().to_owned();
    put(&mut acting, TICKET_TYPES, Doc::from_iter([(id.clone(), serde_json::to_value(&one)?)])).await?;
    acting.commit(&format!("Saved the type {label}")).await?;
    Ok(Made { id, label })
}

pub(crate) async fn type_order(desk: &Desk, me: PersonId, input: TypeOrder) -> Result<Done, Fault> {
    let mut acting = desk.act(me).await?;
    let known = acting.door.rules.house.types.all().iter().map(|one| &one.key);
    let rest: Vec<_> = known.filter(|key| !input.keys.contains(key)).cloned().collect();
    let keys: Vec<_> = input.keys.into_iter().chain(rest).collect();
    let order = Doc::from_iter([(ORDER.to_owned(), serde_json::to_value(&keys)?)]);
    put(&mut acting, TICKET_TYPES, order).await?;
    acting.commit("Ordered the types").await?;
    Ok(done("Ordered the types"))
}
