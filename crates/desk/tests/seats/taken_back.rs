//! What was not made at this desk, and no server has numbered, stays when an edit of it is taken back.

use crate::seated::{Seated, local};
use contract::problem::Code;
use domain::record::Record;
use domain::ticket::Ticket;
use serde_json::{Value, json};
use uuid::Uuid;

impl Seated {
    async fn take_back(&self, what: &str) {
        let queue = self.call("outbox_list", json!({})).await;
        let says = |one: &&Value| one["what"].as_str().unwrap().contains(what);
        let found =
            queue.as_array().unwrap().iter().find(says).unwrap_or_else(|| panic!("{what} in {queue}"));
        self.call("outbox_discard", json!({ "change": found["change"] })).await;
    }
}

#[tokio::test]
async fn an_imported_ticket_is_as_it_was_before_each_edit_that_is_taken_back() {
    let world = Seated::alone(local(), None).await;
    let id = Uuid::from_u128(77);
    let team = domain::person::default_team().0;
    let mut past = Ticket::opened("From the past", team, world.clock.now());
    past.provisional = Some("L-77".to_owned());
    world.desk.seed(vec![Record::new(id, Some(id), &past)]).await.unwrap();
    let ticket = id.to_string();
    let edit = |fields: Value| json!({ "tickets": [ticket], "fields": fields });
    world.call("ticket_set", edit(json!({ "subject": "Renamed" }))).await;
    world.call("ticket_set", edit(json!({ "tags": ["keep"] }))).await;
    world.call("ticket_set", edit(json!({ "component": "pump" }))).await;
    world.call("ticket_set", edit(json!({ "component": "valve" }))).await;

    world.take_back("Renamed").await;
    let got = world.got(&ticket).await;
    assert_eq!(
        (&got["subject"], &got["tags"]),
        (&json!("From the past"), &json!(["keep"])),
        "the rest stays"
    );
    world.take_back("pump").await;
    assert_eq!(world.got(&ticket).await["component"], "valve", "what was said later stands");
    world.take_back("valve").await;
    world.take_back("keep").await;
    let got = world.got(&ticket).await;
    assert_eq!(got["tags"], json!([]));
    assert_eq!(
        world.call("ticket_find", json!({ "number": "L-77" })).await["id"],
        ticket,
        "and it is listed"
    );

    world.call("ticket_delete", json!({ "tickets": [ticket] })).await;
    let queue = world.call("outbox_list", json!({})).await;
    world.call("outbox_discard", json!({ "change": queue[0]["change"] })).await;
    assert_eq!(world.got(&ticket).await["subject"], "From the past", "it is out of the bin");
    assert_eq!(world.call("outbox_list", json!({})).await, json!([]));
}

#[tokio::test]
async fn whoever_the_desk_begins_with_stays_its_owner() {
    let world = Seated::alone(local(), None).await;
    world.call("signature_put", json!({ "text": "Bye" })).await;
    world.take_back("signature").await;
    assert!(world.call("lookup_all", json!({})).await.to_string().contains("Ada"));
    world.ticket("The desk still works").await;
}

#[tokio::test]
async fn an_admin_does_not_give_up_their_own_role() {
    let world = Seated::alone(local(), None).await;
    for role in ["requester", "technician", "manager"] {
        let input = json!({ "person": world.me, "name": "Ada", "role": role });
        let refused = world.desk.call(world.me, "person_save", input).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden, "{role}: {refused:?}");
    }
    let gone = json!({ "person": world.me, "name": "Ada", "role": "admin", "retired": true });
    assert_eq!(world.desk.call(world.me, "person_save", gone).await.unwrap_err().code, Code::Forbidden);
    world.call("person_save", json!({ "person": world.me, "name": "Ada L.", "role": "admin" })).await;
    assert!(world.call("lookup_all", json!({})).await.to_string().contains("Ada L."));
}

#[tokio::test]
async fn a_ticket_that_names_no_team_goes_where_everybody_sees_it() {
    let world = Seated::alone(local(), None).await;
    for name in ["Payroll", "People"] {
        let team = json!({ "team": null, "name": name, "retired": false, "private": true });
        world.call("team_save", team).await;
    }
    let me = json!({ "person": world.me, "name": "Ada", "role": "admin", "teams": [] });
    world.call("person_save", me).await;
    let ticket = world.ticket("Printer").await;
    let support = json!(domain::person::default_team().0);
    assert_eq!(world.got(&ticket).await["team"], support, "and not to whichever was made first");
}

#[tokio::test]
async fn what_somebody_asks_for_is_no_pattern_and_has_an_end() {
    let world = Seated::alone(local(), None).await;
    for tag in ["v_p", "vip", "v%p"] {
        let ticket = world.ticket(tag).await;
        world.change(&ticket, json!({ "tags": [tag] })).await;
    }
    for tag in ["v_p", "vip", "v%p"] {
        let found =
            world.call("ticket_search", json!({ "text": format!("tag:{tag}"), "from": 0, "count": 9 })).await;
        assert_eq!(found["total"], 1, "{tag}");
    }
    for text in ["_", "%"] {
        let found = world.call("person_search", json!({ "text": text, "count": 9 })).await;
        assert_eq!(found.as_array().map(Vec::len), Some(0), "{text}: {found}");
    }
    let ever = json!({ "from": i64::MIN, "to": 0, "scope": "all", "teams": [] });
    assert!(world.desk.call(world.me, "agenda", ever).await.is_err());
    let folder = tempfile::tempdir().unwrap();
    let ticket = world.ticket("A folder").await;
    let input = json!({ "ticket": ticket, "name": "x", "path": folder.path() });
    let refused = world.desk.call(world.me, "attachment_add", input).await.unwrap_err();
    assert_eq!(refused.code, Code::BadInput);
}
