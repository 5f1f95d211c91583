//! Boards, views, canned replies and macros: what is somebody's own is sent to nobody else, and what stops being shared
//! goes.

use crate::scopes::{Shelf, join, team};
use crate::sync::{change, push};
use crate::world::{Signed, World, for_each_database};
use contract::wire::{DigestRange, NumberedChange, PullPage};
use domain::change::{Act, Change, Edit};
use domain::ids::ChangeId;
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use uuid::Uuid;

const SECRET: &str = "Contoso merger";

struct Hand<'a> {
    world: &'a World,
    who: Signed,
    n: Cell<i64>,
}

impl<'a> Hand<'a> {
    fn of(world: &'a World, who: &Signed) -> Self {
        Hand { world, who: who.clone(), n: Cell::new(0) }
    }

    fn next(&self) -> i64 {
        self.n.set(self.n.get() + 1);
        self.n.get()
    }

    async fn send(&self, numbered: NumberedChange) -> Outcome {
        push(self.world, &self.who, &[numbered]).await.results[0].outcome
    }

    async fn save(&self, kind: Kind, id: Uuid, name: &str, scope: Option<Uuid>) -> Outcome {
        let mut doc = json!({ "name": name, "owner": self.who.person });
        if let Some(scope) = scope {
            doc["scope"] = json!(scope);
        }
        if kind == Kind::Macro {
            doc["note"] = json!(format!("About the {name}"));
        }
        if kind == Kind::Template {
            doc["description"] = json!(format!("About the {name}"));
        }
        if kind == Kind::CannedReply {
            doc["body"] = json!(format!("About the {name}"));
        }
        if kind == Kind::Board {
            doc["columns"] = json!([]);
        }
        self.send(change(self.world, self.who.person, self.next(), kind, id, None, doc)).await
    }

    async fn set(&self, kind: Kind, id: Uuid, field: &str, old: Value, new: Value) -> Outcome {
        let edit = Edit { base: 0, old, new };
        let change = Change {
            id: ChangeId(Uuid::now_v7()),
            kind,
            entity: id,
            ticket: None,
            by: self.who.person,
            at: self.world.now(),
            seen: 0,
            delivered_at: None,
            act: Act::Patch { fields: BTreeMap::from([(field.to_owned(), edit)]), sets: BTreeMap::new() },
        };
        self.send(NumberedChange { n: self.next(), change }).await
    }
}

/// The sum that comes with the last page: what a device with these rows must come to.
async fn agrees(world: &World, shelf: &Shelf) {
    let cursor = shelf.cursor;
    let path = format!("/sync/v1/pull?seq={}&kind={}&id={}&digest=true", cursor.seq, cursor.kind, cursor.id);
    let page: PullPage = serde_json::from_value(world.get(&shelf.who, &path).await.ok()).unwrap();
    let mut sum = domain::digest::Sum::default();
    for record in shelf.rows.values().filter(|record| !record.deleted) {
        sum.add(domain::digest::Sum::of(record.kind, record.id, record.ver));
    }
    assert_eq!(page.digest, Some(sum), "{:?}", shelf.who.person);
}

#[tokio::test]
async fn what_is_ones_own_is_never_sent_to_anybody_else() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let others = [
            world.signed(Role::Admin).await,
            world.signed(Role::Manager).await,
            world.signed(Role::Technician).await,
        ];
        for (round, kind) in
            (0..).zip([Kind::View, Kind::CannedReply, Kind::Board, Kind::Macro, Kind::Report, Kind::Template])
        {
            let mut shelves = Vec::new();
            for other in &others {
                shelves.push(Shelf::copy(&world, other.clone(), 3).await);
            }
            let mut mine = Shelf::copy(&world, ada.clone(), 3).await;
            let hand = Hand { n: Cell::new(2 * round), ..Hand::of(&world, &ada) };
            let id = Uuid::now_v7();
            assert_eq!(hand.save(kind, id, SECRET, Some(ada.person.0)).await, Outcome::Applied);
            assert_eq!(
                hand.set(kind, id, "name", json!(SECRET), json!("Contoso merger, later")).await,
                Outcome::Merged
            );
            for (shelf, other) in shelves.iter_mut().zip(&others) {
                shelf.follow(&world, 3).await;
                assert!(!shelf.rows.contains_key(&(kind, id)));
                let fresh = Shelf::copy(&world, other.clone(), 1).await;
                assert!(!fresh.rows.contains_key(&(kind, id)));
                agrees(&world, &fresh).await;
                agrees(&world, shelf).await;
                let range = DigestRange { kind, after: Uuid::nil(), to: Uuid::max() };
                let asked = json!({ "ranges": [range] });
                let answer = world.post(other, "/sync/v1/digest", asked).await;
                for heard in
                    [&shelf.heard, &fresh.heard, &String::from_utf8_lossy(&answer.bytes).into_owned()]
                {
                    assert!(!heard.contains("Contoso"), "no byte of it");
                }
                // Who guesses the id learns nothing, and changes nothing.
                let stranger = Hand { n: Cell::new(round), ..Hand::of(&world, other) };
                let outcome = stranger.set(kind, id, "name", json!(SECRET), json!("mine")).await;
                assert_eq!(outcome, Outcome::Rejected);
            }
            mine.follow(&world, 3).await;
            assert_eq!(mine.rows[&(kind, id)].field("name"), "Contoso merger, later");
            agrees(&world, &mine).await;
            agrees(&world, &Shelf::copy(&world, ada.clone(), 1).await).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_comes_and_what_is_not_any_more_goes() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let tim = world.signed(Role::Technician).await;
        let boss = world.signed(Role::Manager).await;
        let field = team(&world, "Field", false).await;
        join(&world, &ada, Role::Agent, &[field]).await;
        join(&world, &tim, Role::Technician, &[field]).await;
        let hand = Hand::of(&world, &ada);
        let id = Uuid::now_v7();
        let me = json!(ada.person);
        hand.save(Kind::View, id, "Printers", Some(ada.person.0)).await;
        let mut his = Shelf::copy(&world, tim.clone(), 2).await;
        let mut hers = Shelf::copy(&world, boss.clone(), 2).await;
        let sees = |shelf: &Shelf| shelf.rows.contains_key(&(Kind::View, id));

        // With a team: its members have it, and nobody else, whatever their role.
        hand.set(Kind::View, id, "scope", me.clone(), json!(field)).await;
        for (shelf, expected) in [(&mut his, true), (&mut hers, false)] {
            shelf.follow(&world, 2).await;
            assert_eq!(sees(shelf), expected);
            agrees(&world, shelf).await;
        }
        // With everybody.
        hand.set(Kind::View, id, "scope", json!(field), Value::Null).await;
        for shelf in [&mut his, &mut hers] {
            shelf.follow(&world, 2).await;
            assert!(sees(shelf));
            agrees(&world, shelf).await;
        }
        // And with nobody again: it goes from where it was.
        hand.set(Kind::View, id, "scope", Value::Null, me).await;
        hand.set(Kind::View, id, "name", json!("Printers"), json!(SECRET)).await;
        for shelf in [&mut his, &mut hers] {
            shelf.follow(&world, 2).await;
            assert!(!sees(shelf), "it is not there any more");
            assert!(!shelf.heard.contains("Contoso"));
            agrees(&world, shelf).await;
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_a_team_loses_what_it_shares() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let tim = world.signed(Role::Technician).await;
        let field = team(&world, "Field", false).await;
        join(&world, &ada, Role::Agent, &[field]).await;
        join(&world, &tim, Role::Technician, &[field]).await;
        let id = Uuid::now_v7();
        Hand::of(&world, &ada).save(Kind::CannedReply, id, "greeting", Some(field.0)).await;
        let his = Shelf::copy(&world, tim.clone(), 100).await;
        assert!(his.rows.contains_key(&(Kind::CannedReply, id)));
        join(&world, &tim, Role::Technician, &[]).await;
        let path = format!("/sync/v1/pull?seq={}&kind=0&id={}&max=9", his.cursor.seq, Uuid::nil());
        assert_eq!(world.get(&tim, &path).await.failed(410), "cursor_expired");
        let again = Shelf::copy(&world, tim.clone(), 100).await;
        assert!(!again.rows.contains_key(&(Kind::CannedReply, id)));
        agrees(&world, &again).await;
    })
    .await;
}

#[tokio::test]
async fn two_texts_for_one_canned_reply_are_a_question_for_those_alone_who_see_it() {
    for_each_database(async |world: World| {
        let ada = world.signed(Role::Agent).await;
        let boss = world.signed(Role::Manager).await;
        let hand = Hand::of(&world, &ada);
        let id = Uuid::now_v7();
        hand.save(Kind::CannedReply, id, "greeting", Some(ada.person.0)).await;
        let old = json!("About the greeting");
        hand.set(Kind::CannedReply, id, "body", old.clone(), json!("About the Contoso greeting")).await;
        let outcome = hand.set(Kind::CannedReply, id, "body", old, json!("Something else")).await;
        assert_eq!(outcome, Outcome::Conflict);
        let conflicts = |shelf: &Shelf| shelf.rows.keys().filter(|(kind, _)| *kind == Kind::Conflict).count();
        let mine = Shelf::copy(&world, ada, 100).await;
        let hers = Shelf::copy(&world, boss, 100).await;
        assert_eq!((conflicts(&mine), conflicts(&hers)), (1, 0));
        assert!(!hers.heard.contains("Contoso"));
        agrees(&world, &mine).await;
        agrees(&world, &hers).await;
    })
    .await;
}
