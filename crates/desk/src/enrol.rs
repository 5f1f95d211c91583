//! People whom nobody on the desk adds: the first admin, and whoever the machine's keeper names.

use crate::desk::Desk;
use crate::door::Door;
use contract::problem::Problem;
use domain::access::{Sight, Who};
use domain::change::{Act, difference};
use domain::ids::PersonId;
use domain::person::{Person, Role};
use domain::record::{Entity, to_doc};
use std::collections::BTreeSet;

impl Desk {
    /// Makes a person, or edits one, for whoever has the machine itself; the rules for people hold here as well.
    ///
    /// # Errors
    /// When a rule refuses it or the database cannot be written.
    pub async fn enrol(&self, id: PersonId, person: &Person) -> Result<(), Problem> {
        let inner = self.inner.as_ref();
        let _turn = inner.turn.lock().await;
        let mut door = Door::begin(inner).await.map_err(crate::Fault::from)?;
        let current = door.load(Person::KIND, id.0).await.map_err(crate::Fault::from)?;
        let act = match &current {
            Some(record) => difference(record, person),
            None => Some(Act::Create { doc: to_doc(person) }),
        };
        let Some(act) = act else { return Ok(()) };
        // The keeper of the machine may do what an admin may; the history shows the person's own name.
        let who = Who { id, role: Role::Admin, teams: BTreeSet::new(), sight: Sight::Everything };
        let received_at = inner.is_final().then_some(door.now);
        let change = door.draft(id, Person::KIND, id.0, None, act).await.map_err(crate::Fault::from)?;
        door.apply(&who, change, received_at).await?;
        door.commit().await.map_err(crate::Fault::from)?;
        Ok(())
    }
}
