//! Who sees which tickets: what comes into sight arrives, what leaves it goes, and no word of the rest is ever sent.

use crate::blobs;
use crate::sync::{change, push};
use crate::world::{Signed, World, for_each_database};
use axum::http::Method;
use contract::wire::{Cursor, NumberedChange, Part, Place, PullPage, SnapshotPage};
use domain::change::{Act, Change, Edit};
use domain::ids::{ChangeId, PersonId, TeamId};
use domain::person::{Person, Role, Team, default_team};
use domain::record::{Kind, Record};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const SECRET: &str = "the merger with Contoso";

/// What a device has of tickets: each with its version, and everything that it was ever sent.
pub(crate) struct Shelf {
    pub(crate) who: Signed,
    pub(crate) cursor: Cursor,
    pub(crate) rows: BTreeMap<(Kind, Uuid), Record>,
    pub(crate) heard: String,
}

impl Shelf {
    /// Copies everything, in pages of `max`.
    pub(crate) async fn copy(world: &World, who: Signed, max: usize) -> Shelf {
        let mut shelf = Shelf { who, cursor: Cursor::default(), rows: BTreeMap::new(), heard: String::new() };
        let mut place = Place::beginning(Part::Shared);
        let mut since = String::new();
        while place.part != Part::Done {
            let part = serde_json::to_value(place.part).unwrap();
            let path = format!(
                "/sync/v1/snapshot?part={}&ticket={}&kind={}&id={}&fresh=true&max={max}{since}",
                part.as_str().unwrap(),
                place.ticket,
                place.kind,
                place.id
            );
            let reply = world.get(&shelf.who, &path).await;
            shelf.heard.push_str(&String::from_utf8_lossy(&reply.bytes));
            let page: SnapshotPage = serde_json::from_value(reply.ok()).unwrap();
            assert_eq!((page.prev, page.count), (place, page.records.len()));
            place = page.next;
            since = format!("&since={}", page.since);
            shelf.cursor = Cursor::after(page.since);
            shelf.rows.extend(page.records.into_iter().map(|record| ((record.kind, record.id), record)));
        }
        shelf
    }

    /// Reads one page of the feed.
    async fn page(&mut self, world: &World, max: usize) -> bool {
        let Cursor { seq, kind, id } = self.cursor;
        let path = format!("/sync/v1/pull?seq={seq}&kind={kind}&id={id}&max={max}");
        let reply = world.get(&self.who, &path).await;
        self.heard.push_str(&String::from_utf8_lossy(&reply.bytes));
        let page: PullPage = serde_json::from_value(reply.ok()).unwrap();
        assert_eq!(page.prev, self.cursor);
        assert!(page.done || page.next > page.prev, "{:?} to {:?}", page.prev, page.next);
        for ticket in &page.gone {
            self.rows.retain(|_, record| {
                record.ticket != Some(*ticket) && (record.ticket.is_some() || record.id != *ticket)
            });
        }
        for record in page.records {
            let known = self.rows.get(&(record.kind, record.id)).map_or(0, |known| known.ver);
            if record.ver > known {
                self.rows.insert((record.kind, record.id), record);
            }
        }
        self.cursor = page.next;
        page.done
    }

    pub(crate) async fn follow(&mut self, world: &World, max: usize) {
        while !self.page(world, max).await {}
    }

    /// The bodies and subjects that are here.
    fn texts(&self) -> BTreeSet<String> {
        let texts = self.rows.values().filter(|record| matches!(record.kind, Kind::Ticket | Kind::Message));
        texts
            .map(|record| {
                let field = if record.kind == Kind::Ticket { "subject" } else { "body" };
                record.field(field).as_str().unwrap().to_owned()
            })
            .collect()
    }
}

pub(crate) async fn team(world: &World, name: &str, private: bool) -> TeamId {
    let id = TeamId(Uuid::now_v7());
    let team = Team { name: name.to_owned(), private, ..Team::default() };
    world.app.desk().seed(vec![Record::new(id.0, None, &team)]).await.unwrap();
    id
}

pub(crate) async fn join(world: &World, who: &Signed, role: Role, teams: &[TeamId]) {
    let person = Person {
        name: role.key().to_owned(),
        email: Some(crate::world::email(role)),
        role,
        teams: teams.iter().copied().collect(),
        ..Person::default()
    };
    world.app.desk().enrol(who.person, &person).await.unwrap();
}

struct Desk<'a> {
    world: &'a World,
    admin: Signed,
    n: std::cell::Cell<i64>,
}

impl Desk<'_> {
    async fn send(&self, numbered: NumberedChange) {
        let answer = push(self.world, &self.admin, &[numbered]).await;
        assert!(answer.results[0].refusal.is_none(), "{:?}", answer.results[0]);
    }

    fn next(&self) -> i64 {
        self.n.set(self.n.get() + 1);
        self.n.get()
    }

    async fn open(&self, subject: &str, team: TeamId) -> Uuid {
        let id = Uuid::now_v7();
        let doc = json!({
            "subject": subject, "status": "new", "team": team, "created_at": self.world.now(),
            "created_by": self.admin.person,
        });
        self.send(change(self.world, self.admin.person, self.next(), Kind::Ticket, id, Some(id), doc)).await;
        id
    }

    async fn write(&self, ticket: Uuid, body: &str) {
        let doc = json!({
            "ticket": ticket, "kind": "note", "side": "agent", "author": self.admin.person, "body": body,
            "at": self.world.now(),
        });
        let id = Uuid::now_v7();
        self.send(change(self.world, self.admin.person, self.next(), Kind::Message, id, Some(ticket), doc))
            .await;
    }

    async fn set(&self, ticket: Uuid, field: &str, old: Value, new: Value) {
        let edit = Edit { base: 0, old, new };
        let act = Act::Patch { fields: BTreeMap::from([(field.to_owned(), edit)]), sets: BTreeMap::new() };
        let change = Change {
            id: ChangeId(Uuid::now_v7()),
            kind: Kind::Ticket,
            entity: ticket,
            ticket: Some(ticket),
            by: self.admin.person,
            at: self.world.now(),
            seen: 0,
            delivered_at: None,
            act,
        };
        self.send(NumberedChange { n: self.next(), change }).await;
    }
}

async fn desk(world: &World) -> Desk<'_> {
    let admin = world.signed(Role::Admin).await;
    Desk { world, admin, n: std::cell::Cell::new(0) }
}

fn set<const N: usize>(texts: [&str; N]) -> BTreeSet<String> {
    texts.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_private_team_is_seen_by_its_members_and_those_who_answer_for_the_desk() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let board = team(&world, "Board", true).await;
        let hidden = desk.open(SECRET, board).await;
        desk.write(hidden, "about the merger with Contoso").await;
        desk.open("Printer", default_team().0).await;
        let agent = world.signed(Role::Agent).await;
        let manager = world.signed(Role::Manager).await;
        let technician = world.signed(Role::Technician).await;
        for max in [1, 3, 1000] {
            let mut shelf = Shelf::copy(&world, agent.clone(), max).await;
            desk.write(hidden, "more on the merger with Contoso").await;
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts(), set(["Printer"]));
            assert!(!shelf.heard.contains("Contoso"), "no byte of it");
            assert!(Shelf::copy(&world, manager.clone(), max).await.texts().contains(SECRET));
            assert_eq!(Shelf::copy(&world, technician.clone(), max).await.texts(), set([]));
        }
        for path in [
            format!("/api/v1/tickets/{hidden}"),
            format!("/api/v1/tickets/{hidden}/messages"),
            "/api/v1/tickets/1001".to_owned(),
        ] {
            let reply = world.get(&agent, &path).await;
            assert_eq!(reply.failed(404), "not_found", "{path}");
            assert!(world.get(&manager, &path).await.status.is_success());
        }
        for path in ["/api/v1/tickets", "/api/v1/tickets?text=merger"] {
            let list = world.get(&agent, path).await;
            assert!(!String::from_utf8_lossy(&list.bytes).contains("Contoso"));
            assert!(String::from_utf8_lossy(&world.get(&manager, path).await.bytes).contains("Contoso"));
        }
        let edit = json!({ "fields": { "subject": "mine" } });
        let path = format!("/api/v1/tickets/{hidden}");
        let reply = world.ask(Some(&agent), Method::PATCH, &path, edit).await;
        assert!(!reply.status.is_success() && !String::from_utf8_lossy(&reply.bytes).contains("Contoso"));
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_comes_into_sight_arrives_whole_and_one_that_leaves_goes() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let (field, office) = (team(&world, "Field", false).await, team(&world, "Office", false).await);
        let technician = world.signed(Role::Technician).await;
        join(&world, &technician, Role::Technician, &[field]).await;
        for max in [1, 2, 1000] {
            let mut shelf = Shelf::copy(&world, technician.clone(), max).await;
            let ticket = desk.open("Boiler", office).await;
            for word in ["one", "two", "three"] {
                desk.write(ticket, word).await;
            }
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts(), set([]));
            desk.set(ticket, "team", json!(office), json!(field)).await;
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts(), set(["Boiler", "one", "two", "three"]));
            desk.set(ticket, "team", json!(field), json!(office)).await;
            desk.write(ticket, SECRET).await;
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts(), set([]));
            // Owned by the technician, whatever the team; then by nobody.
            desk.set(ticket, "assignee", Value::Null, json!(technician.person)).await;
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts().len(), 5);
            desk.set(ticket, "assignee", json!(technician.person), Value::Null).await;
            shelf.follow(&world, max).await;
            assert_eq!(shelf.texts(), set([]));
        }
    })
    .await;
}

#[tokio::test]
async fn there_and_back_again_while_paging_ends_in_one_state() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let (field, office) = (team(&world, "Field", false).await, team(&world, "Office", false).await);
        let technician = world.signed(Role::Technician).await;
        join(&world, &technician, Role::Technician, &[field]).await;
        let mut shelf = Shelf::copy(&world, technician.clone(), 1).await;
        let moving = desk.open("Boiler", field).await;
        for word in ["one", "two", "three", "four"] {
            desk.write(moving, word).await;
        }
        let mut home = true;
        for step in 0..24 {
            // One page of one record, then a move: the cursor is anywhere when it happens.
            shelf.page(&world, 1).await;
            if step % 3 == 0 {
                let (from, to) = if home { (field, office) } else { (office, field) };
                desk.set(moving, "team", json!(from), json!(to)).await;
                home = !home;
            }
        }
        if !home {
            desk.set(moving, "team", json!(office), json!(field)).await;
        }
        shelf.follow(&world, 1).await;
        assert_eq!(shelf.texts(), set(["Boiler", "one", "two", "three", "four"]));
        let fresh = Shelf::copy(&world, technician.clone(), 1000).await;
        assert_eq!(shelf.rows, fresh.rows, "the same as a copy made now");
        desk.set(moving, "team", json!(field), json!(office)).await;
        shelf.follow(&world, 1).await;
        assert_eq!(shelf.texts(), set([]));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_reach_asks_for_another_copy() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let field = team(&world, "Field", false).await;
        desk.open("Boiler", field).await;
        let technician = world.signed(Role::Technician).await;
        join(&world, &technician, Role::Technician, &[]).await;
        let shelf = Shelf::copy(&world, technician.clone(), 10).await;
        assert_eq!(shelf.texts(), set([]));
        join(&world, &technician, Role::Technician, &[field]).await;
        let Cursor { seq, kind, id } = shelf.cursor;
        let path = format!("/sync/v1/pull?seq={seq}&kind={kind}&id={id}");
        assert_eq!(world.get(&technician, &path).await.failed(410), "cursor_expired");
        let mut shelf = Shelf::copy(&world, technician.clone(), 10).await;
        shelf.follow(&world, 10).await;
        assert_eq!(shelf.texts(), set(["Boiler"]));
        // A team that becomes private concerns every agent.
        let agent = world.signed(Role::Agent).await;
        let shelf = Shelf::copy(&world, agent.clone(), 10).await;
        assert_eq!(shelf.texts(), set(["Boiler"]));
        let save = json!({ "team": field, "name": "Field", "private": true });
        world.app.desk().call(desk.admin.person, "team_save", save).await.unwrap();
        let Cursor { seq, kind, id } = shelf.cursor;
        let path = format!("/sync/v1/pull?seq={seq}&kind={kind}&id={id}");
        assert_eq!(world.get(&agent, &path).await.failed(410), "cursor_expired");
        assert_eq!(Shelf::copy(&world, agent, 10).await.texts(), set([]));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_for_those_who_see_its_ticket() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let board = team(&world, "Board", true).await;
        let hidden = desk.open(SECRET, board).await;
        let agent = world.signed(Role::Agent).await;
        let hash = blake3::hash(b"terms").to_hex().to_string();
        let doc = json!({
            "ticket": hidden, "name": "terms.txt", "mime": "text/plain", "size_bytes": 5, "hash": hash,
            "author": desk.admin.person, "at": world.now(),
        });
        let by: PersonId = desk.admin.person;
        desk.send(change(&world, by, desk.next(), Kind::Attachment, Uuid::now_v7(), Some(hidden), doc)).await;
        let path = format!("/sync/v1/blobs/{hash}");
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");
        let manager = world.signed(Role::Manager).await;
        assert_eq!(world.get(&manager, &path).await.failed(404), "not_found", "its bytes have not come");
        blobs::send(&world, &desk.admin, b"terms").await;
        assert_eq!(world.get(&manager, &path).await.bytes, b"terms");
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");

        // Somebody who learned the hash names it on a ticket of their own: neither does it show that the file is here,
        // nor is it given before they have sent all of it themselves.
        blobs::promise(&world, &agent, b"terms", 5).await;
        blobs::upload_of(&blobs::begin(&world, &agent, b"terms", 5).await);
        assert_eq!(world.get(&agent, &path).await.failed(404), "not_found");
        blobs::send(&world, &agent, b"terms").await;
        assert_eq!(world.get(&agent, &path).await.bytes, b"terms");
    })
    .await;
}

#[tokio::test]
async fn the_kept_sums_are_those_of_the_records() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let (field, office) = (team(&world, "Field", false).await, team(&world, "Office", true).await);
        let technician = world.signed(Role::Technician).await;
        join(&world, &technician, Role::Technician, &[field]).await;
        let ticket = desk.open("Boiler", field).await;
        desk.write(ticket, "one").await;
        desk.set(ticket, "assignee", Value::Null, json!(technician.person)).await;
        desk.set(ticket, "team", json!(field), json!(office)).await;
        desk.write(ticket, "two").await;
        world.ticket(&desk.admin, "Another").await;
        let db = world.app.db();
        let counted = store::digest::recount(db).await.unwrap();
        for (cell, sum) in &counted {
            assert_eq!(store::digest::of_cells(db, Some(&[*cell])).await.unwrap(), *sum, "{cell}");
        }
        // What somebody sees adds up to what the feed says it does.
        for who in [&technician, &desk.admin] {
            let shelf = Shelf::copy(&world, who.clone(), 1000).await;
            let mut sum = domain::digest::Sum::default();
            for record in shelf.rows.values().filter(|record| !record.deleted) {
                sum.add(domain::digest::Sum::of(record.kind, record.id, record.ver));
            }
            let Cursor { seq, kind, id } = shelf.cursor;
            let path = format!("/sync/v1/pull?seq={seq}&kind={kind}&id={id}&digest=true");
            let page: PullPage = serde_json::from_value(world.get(who, &path).await.ok()).unwrap();
            assert_eq!(page.digest, Some(sum));
        }
    })
    .await;
}

#[tokio::test]
async fn a_wait_ends_with_news_that_one_may_see() {
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let field = team(&world, "Field", false).await;
        let technician = world.signed(Role::Technician).await;
        join(&world, &technician, Role::Technician, &[field]).await;
        let head = world.app.desk().hello().await.unwrap().head;
        let path = format!("/sync/v1/poll?seq={head}&wait=1");
        desk.open("Hidden", default_team().0).await;
        assert_eq!(world.get(&technician, &path).await.ok()["head"], head, "nothing of that is for them");
        desk.open("Boiler", field).await;
        let seen = world.get(&technician, &path).await.ok()["head"].as_i64().unwrap();
        assert!(seen > head);
        assert!(world.get(&desk.admin, &path).await.ok()["head"].as_i64().unwrap() > head);
    })
    .await;
}

#[tokio::test]
async fn what_was_deleted_long_ago_is_forgotten_and_an_old_cursor_copies_again() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    for_each_database(async |world: World| {
        let desk = desk(&world).await;
        let kept = world.ticket(&desk.admin, "Kept").await;
        let gone = world.ticket(&desk.admin, "Gone").await;
        desk.write(gone.parse().unwrap(), "with words").await;
        let mut old = Shelf::copy(&world, desk.admin.clone(), 1000).await;
        let delete = json!({ "tickets": [gone] });
        world.app.desk().call(desk.admin.person, "ticket_delete", delete).await.unwrap();
        let mut young = Shelf::copy(&world, desk.admin.clone(), 1000).await;
        assert_eq!(world.app.desk().forget_deleted().await.unwrap(), 0, "the first day is noted");
        world.pass_ms(179 * DAY_MS);
        let note = json!({ "ticket": kept, "kind": "note", "body": "a note" });
        world.app.desk().call(desk.admin.person, "message_add", note).await.unwrap();
        assert_eq!(world.app.desk().forget_deleted().await.unwrap(), 0);
        young.who = world.sign_in(&crate::world::email(Role::Admin)).await;
        young.follow(&world, 1000).await;
        world.pass_ms(2 * DAY_MS);
        assert!(world.app.desk().forget_deleted().await.unwrap() >= 2);
        let admin = world.sign_in(&crate::world::email(Role::Admin)).await;
        old.who = admin.clone();
        young.who = admin.clone();
        let Cursor { seq, kind, id } = old.cursor;
        let path = format!("/sync/v1/pull?seq={seq}&kind={kind}&id={id}");
        assert_eq!(world.get(&admin, &path).await.failed(410), "cursor_expired");
        young.follow(&world, 1000).await;
        assert!(!Shelf::copy(&world, admin, 1000).await.texts().contains("with words"));
        let counted = store::digest::recount(world.app.db()).await.unwrap();
        for (cell, sum) in &counted {
            assert_eq!(store::digest::of_cells(world.app.db(), Some(&[*cell])).await.unwrap(), *sum);
        }
    })
    .await;
}
