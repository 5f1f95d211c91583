//! Who else is on a ticket: between the windows of this desk and its server, and kept by nobody.

use crate::host::Host;
use crate::open::Open;
use contract::presence::{PresenceHere, PresenceView, PresentView};
use contract::problem::Problem;
use contract::session::Notice;
use contract::wire::{PresenceRequest, Present};
use std::sync::{Arc, Weak};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Says what this person does on a ticket, and answers who else is there.
pub(crate) async fn presence_here(host: &Arc<Host>, input: PresenceHere) -> Result<PresenceView, Problem> {
    let open = host.desk().await?;
    let presence = open.sync.lock().await.as_ref().map(sync::Sync::presence);
    let PresenceHere { ticket, doing } = input;
    let present = match presence {
        Some(presence) => presence.say(PresenceRequest { ticket, doing }).await,
        None => None,
    };
    Ok(view(&open, present.unwrap_or(Present { ticket, people: Vec::new() })))
}

/// Passes on who comes and goes, until the conversation ends.
pub(crate) async fn pass_on(host: Weak<Host>, open: Weak<Open>, mut hearing: Receiver<Present>) {
    loop {
        let present = match hearing.recv().await {
            Ok(present) => present,
            // What was missed is in the answer to the window's next word.
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let (Some(host), Some(open)) = (host.upgrade(), open.upgrade()) else { return };
        // Nobody listening is fine.
        let _ = host.notices.send(Notice::Present { presence: view(&open, present) });
    }
}

/// By name; somebody whom this desk does not know yet is left out until it does.
fn view(open: &Open, present: Present) -> PresenceView {
    let named = |person| open.desk.staff(person).map(|known| known.name);
    let people = present.people.into_iter().filter(|one| one.person != open.me).filter_map(|one| {
        let name = named(one.person)?;
        Some(PresentView { person: one.person, name, doing: one.doing, left_ms: one.left_ms })
    });
    PresenceView { ticket: present.ticket, people: people.collect() }
}
