//! Visits at the server: steps of two devices are one story, nothing is taken out of it, and whoever goes sees where.

use crate::scopes::{Shelf, join, team};
use crate::sync::{change, push};
use crate::world::{Signed, World, for_each_database};
use contract::wire::NumberedChange;
use domain::change::{Act, Change, Edit, SetEdit};
use domain::ids::{ChangeId, PersonId, TeamId};
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use domain::time::Timestamp;
use domain::visit::{Step, StepKind, Visit, VisitState};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn steps(world: &World, visit: Uuid, ticket: Uuid, by: &Signed, edit: SetEdit) -> Change {
    Change {
        id: ChangeId(Uuid::now_v7()),
        kind: Kind::Visit,
        entity: visit,
        ticket: Some(ticket),
        by: by.person,
        at: world.now(),
        seen: 0,
        delivered_at: None,
        act: Act::Patch { fields: BTreeMap::new(), sets: BTreeMap::from([("steps".to_owned(), edit)]) },
    }
}

fn opened_for(team: TeamId) -> Value {
    json!({ "subject": "Printer", "team": team, "status": "new", "created_at": 1_000 })
}

fn said(at: i64, kind: StepKind, by: PersonId) -> BTreeSet<String> {
    BTreeSet::from([String::from(Step { at: Timestamp(at), kind, by })])
}

#[tokio::test]
async fn steps_of_two_devices_are_one_story_and_none_is_taken_out() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let tim = world.signed(Role::Technician).await;
        let field = team(&world, "Field", false).await;
        join(&world, &ada, Role::Agent, &[field]).await;
        join(&world, &tim, Role::Technician, &[field]).await;
        let (ticket, visit) = (Uuid::now_v7(), Uuid::now_v7());
        let opened = opened_for(field);
        let planned = json!({ "ticket": ticket, "technician": tim.person, "from": 1_000, "until": 2_000 });
        let made = [
            change(&world, ada.person, 1, Kind::Ticket, ticket, Some(ticket), opened),
            change(&world, ada.person, 2, Kind::Visit, visit, Some(ticket), planned),
        ];
        for result in push(&world, &ada, &made).await.results {
            assert_eq!(result.outcome, Outcome::Applied, "{result:?}");
        }

        // Neither device knew of the other's step.
        let arrived = said(1_500, StepKind::Arrived, tim.person);
        let done = said(1_900, StepKind::Done, tim.person);
        let add = |add: &BTreeSet<String>| SetEdit { add: add.clone(), remove: BTreeSet::new() };
        for (who, n, edit) in [(&ada, 3, add(&done)), (&tim, 1, add(&arrived))] {
            let change = steps(&world, visit, ticket, who, edit);
            let answer = push(&world, who, &[NumberedChange { n, change }]).await;
            assert!(matches!(answer.results[0].outcome, Outcome::Applied | Outcome::Merged), "{answer:?}");
        }
        let gone = SetEdit { add: BTreeSet::new(), remove: arrived };
        let change = steps(&world, visit, ticket, &tim, gone);
        let answer = push(&world, &tim, &[NumberedChange { n: 2, change }]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Rejected, "what happened stays");

        let shelf = Shelf::copy(&world, tim.clone(), 3).await;
        let stands: Visit = shelf.rows[&(Kind::Visit, visit)].read().unwrap();
        assert_eq!((stands.steps.len(), stands.state()), (2, VisitState::Done));
    })
    .await;
}

#[tokio::test]
async fn whoever_goes_there_sees_where_that_is() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let tim = world.signed(Role::Technician).await;
        let field = team(&world, "Field", false).await;
        let office = team(&world, "Office", false).await;
        join(&world, &ada, Role::Agent, &[office]).await;
        join(&world, &tim, Role::Technician, &[field]).await;
        let (ticket, visit) = (Uuid::now_v7(), Uuid::now_v7());
        let opened = opened_for(office);
        let planned = json!({ "ticket": ticket, "technician": tim.person });
        let made = [
            change(&world, ada.person, 1, Kind::Ticket, ticket, Some(ticket), opened),
            change(&world, ada.person, 2, Kind::Visit, visit, Some(ticket), planned.clone()),
        ];
        let answer = push(&world, &ada, &made).await;
        assert_eq!(answer.results[1].outcome, Outcome::Rejected, "he does not see the tickets of the office");
        let refusal = serde_json::to_string(&answer.results[1].refusal).unwrap();
        assert!(refusal.contains("technician"), "{refusal}");
        assert!(Shelf::copy(&world, tim.clone(), 3).await.rows.keys().all(|(kind, _)| *kind != Kind::Visit));

        // Nobody guesses visits of tickets that they do not see.
        let guessed = change(&world, tim.person, 1, Kind::Visit, Uuid::now_v7(), Some(ticket), planned);
        assert_eq!(push(&world, &tim, &[guessed]).await.results[0].outcome, Outcome::Rejected);
    })
    .await;
}

#[tokio::test]
async fn a_visit_comes_and_goes_with_its_ticket() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let (tim, tom) = (world.signed(Role::Technician).await, world.signed(Role::Manager).await);
        let field = team(&world, "Field", false).await;
        let office = team(&world, "Office", false).await;
        join(&world, &ada, Role::Agent, &[office, field]).await;
        join(&world, &tim, Role::Technician, &[field]).await;
        join(&world, &tom, Role::Technician, &[office]).await;
        let (ticket, visit) = (Uuid::now_v7(), Uuid::now_v7());
        let planned = json!({ "ticket": ticket, "technician": tim.person, "address": "Cellar" });
        let made = [
            change(&world, ada.person, 1, Kind::Ticket, ticket, Some(ticket), opened_for(field)),
            change(&world, ada.person, 2, Kind::Visit, visit, Some(ticket), planned),
        ];
        for result in push(&world, &ada, &made).await.results {
            assert_eq!(result.outcome, Outcome::Applied, "{result:?}");
        }
        let mut tims = Shelf::copy(&world, tim.clone(), 3).await;
        let mut toms = Shelf::copy(&world, tom.clone(), 3).await;
        let has = |shelf: &Shelf| shelf.rows.contains_key(&(Kind::Visit, visit));
        assert_eq!((has(&tims), has(&toms)), (true, false));
        assert!(!toms.heard.contains("Cellar"));

        for (n, from, to) in [(3, field, office), (4, office, field)] {
            let edit = Edit { base: 0, old: json!(from), new: json!(to) };
            let moved = Change {
                kind: Kind::Ticket,
                entity: ticket,
                act: Act::Patch {
                    fields: BTreeMap::from([("team".to_owned(), edit)]),
                    sets: BTreeMap::new(),
                },
                ..steps(&world, visit, ticket, &ada, SetEdit::default())
            };
            let answer = push(&world, &ada, &[NumberedChange { n, change: moved }]).await;
            assert!(matches!(answer.results[0].outcome, Outcome::Applied | Outcome::Merged), "{answer:?}");
            tims.follow(&world, 3).await;
            toms.follow(&world, 3).await;
            let in_field = to == field;
            assert_eq!((has(&tims), has(&toms)), (in_field, !in_field), "with its team");
        }
    })
    .await;
}
