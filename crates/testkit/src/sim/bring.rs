//! Imports at a simulated desk: tickets of another system, now and then the same again, now and then many.

use super::acts::Acted;
use super::dice::Dice;
use super::ledger::Ledger;
use contract::problem::Problem;
use desk::Desk;
use domain::ids::PersonId;
use domain::import::{Batch, Happened, ImportedEvent, ImportedMessage, ImportedPerson, ImportedTicket};
use domain::message::{MessageKind, Side};
use domain::person::Role;
use domain::status::StatusKey;
use domain::ticket::Channel;
use domain::ticket_type::TicketType;
use std::ops::ControlFlow;

/// The system that everything comes from.
const SOURCE: &str = "elsewhere";
/// So many tickets come in more than one part.
const MANY: usize = 60;
/// The other system has so many tickets that are brought more than once.
const KNOWN: usize = 12;

/// Brings a file of tickets here. What has the same key has the same content, whoever brings it.
pub(super) async fn bring(
    desk: &Desk,
    me: PersonId,
    dice: &mut Dice,
    ledger: &mut Ledger,
) -> Result<Acted, Problem> {
    let count = if dice.chance(0.08) { MANY } else { 1 + dice.below(4) };
    let begin = dice.below(KNOWN);
    let mut batch = Batch::new(SOURCE);
    batch.people.push(ImportedPerson {
        key: "pat".to_owned(),
        name: "Pat Elsewhere".to_owned(),
        role: Role::Requester,
        ..ImportedPerson::default()
    });
    let mut made = Vec::new();
    for key in begin..begin + count {
        let (number, mark) = ledger.imported(me, key);
        made.push((number, batch.ids().ticket(&key.to_string()).0));
        batch.tickets.push(ticket(key, &mark));
    }
    desk.import(me, &batch, &mut |_, _| ControlFlow::Continue(())).await?;
    Ok(Acted { made, ..Acted::default() })
}

fn ticket(key: usize, mark: &str) -> ImportedTicket {
    let at = super::time::BEGIN.plus_ms(-86_400_000 + i64::try_from(key).unwrap_or(0));
    let status = StatusKey::new("open");
    let created =
        Happened::Created { status: status.clone(), priority: domain::priority::Priority::default() };
    ImportedTicket {
        key: key.to_string(),
        subject: format!("Elsewhere {mark}"),
        description: String::new(),
        ticket_type: TicketType::default(),
        channel: Channel::default(),
        status,
        requester: Some("pat".to_owned()),
        created_by: None,
        team: None,
        assignee: None,
        category: None,
        impact: Default::default(),
        urgency: Default::default(),
        priority: Default::default(),
        priority_reason: None,
        component: None,
        location: None,
        tags: Default::default(),
        custom: Default::default(),
        due: None,
        resolution: None,
        created_at: at,
        updated_at: at,
        resolved_at: None,
        closed_at: None,
        history: vec![ImportedEvent { at, actor: None, what: created }],
        messages: vec![ImportedMessage {
            at: at.plus_ms(1),
            kind: MessageKind::Reply,
            side: Side::Requester,
            author: "pat".to_owned(),
            body: "It was like this there, too.".to_owned(),
        }],
        time_entries: Vec::new(),
        links: Vec::new(),
    }
}
