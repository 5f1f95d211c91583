//! A change that breaks the server when it is judged: it is tried, kept aside, and those behind it go on.

use crate::sync::{change, opening, push};
use crate::world::{World, for_each_database};
use contract::wire::NumberedChange;
use domain::change::Act;
use domain::merge::Outcome;
use domain::person::Role;
use domain::record::Kind;
use domain::refusal::Refusal;
use serde_json::{Value, json};
use store::server::quarantine;
use uuid::Uuid;

/// Makes the database refuse every record in which this word stands.
pub(crate) async fn break_on(world: &World, word: &str) {
    let sql = if world.app.db().is_sqlite() {
        format!(
            "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.doc LIKE '%{word}%' \
             BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END"
        )
    } else {
        format!(
            "CREATE FUNCTION poison() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$ \
             LANGUAGE plpgsql; \
             CREATE TRIGGER poison BEFORE INSERT ON record FOR EACH ROW WHEN (NEW.doc LIKE '%{word}%') \
             EXECUTE FUNCTION poison()"
        )
    };
    world.app.db().run_script(&sql).await.unwrap();
}

fn note(world: &World, who: &crate::world::Signed, n: i64, ticket: Uuid, body: &str) -> NumberedChange {
    let doc = json!({
        "ticket": ticket, "kind": "note", "side": "agent", "author": who.person, "body": body, "at": world.now(),
    });
    change(world, who.person, n, Kind::Message, Uuid::now_v7(), Some(ticket), doc)
}

async fn subjects(world: &World, who: &crate::world::Signed) -> Vec<String> {
    let page = world.get(who, "/api/v1/tickets?sort=number").await.ok();
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["subject"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_change_that_breaks_the_server_is_kept_aside_and_blocks_nobody() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        break_on(&world, "venom").await;
        let bad = opening(&world, &agent, 2, "A bottle of venom");
        let dependent = note(&world, &agent, 3, bad.change.entity, "It bit me");
        let changes =
            [opening(&world, &agent, 1, "Before"), bad, dependent, opening(&world, &agent, 4, "After")];
        for tried in 1..5 {
            let answer = push(&world, &agent, &changes).await;
            assert_eq!(answer.results.len(), 1, "try {tried}: what came before it was taken in");
            assert_eq!(answer.results[0].outcome, Outcome::Applied);
            assert!(answer.retry_after_ms.is_some(), "the device is asked to send it again");
            assert_eq!(subjects(&world, &agent).await, ["Before"]);
            assert_eq!(quarantine::list(world.app.db(), false).await.unwrap(), Vec::new());
        }
        let answer = push(&world, &agent, &changes).await;
        assert_eq!(answer.retry_after_ms, None);
        let outcomes: Vec<Outcome> = answer.results.iter().map(|result| result.outcome).collect();
        assert_eq!(outcomes, [Outcome::Applied, Outcome::Rejected, Outcome::Rejected, Outcome::Applied]);
        assert_eq!(answer.results[1].refusal, Some(Refusal::Poison));
        assert_eq!(
            answer.results[2].refusal,
            Some(Refusal::Missing(Kind::Ticket)),
            "it goes with its ticket"
        );
        assert_eq!(subjects(&world, &agent).await, ["Before", "After"]);

        let kept = quarantine::list(world.app.db(), false).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (&kept[0].change, kept[0].person),
            (&changes[1].change, agent.person),
            "the content is kept"
        );
        assert!(kept[0].error.as_deref().unwrap().contains("broken on purpose"));
        let again = push(&world, &agent, &changes).await;
        assert_eq!(again.results, answer.results, "the answer stays the same");
        assert_eq!(quarantine::list(world.app.db(), false).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn settings_that_nobody_could_read_never_become_those_of_the_desk() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let id = domain::record::setting_id("matrix");
        let garbage = change(&world, admin.person, 1, Kind::Setting, id, None, json!({ "rows": "none" }));
        let fine = opening(&world, &admin, 2, "Fine");
        let answer = push(&world, &admin, &[garbage, fine]).await;
        assert_eq!(answer.retry_after_ms, None, "it is no fault of the server's");
        let outcomes: Vec<Outcome> = answer.results.iter().map(|result| result.outcome).collect();
        assert_eq!(outcomes, [Outcome::Rejected, Outcome::Applied]);
        world.ticket(&admin, "The desk goes on").await;
    })
    .await;
}

#[tokio::test]
async fn one_id_never_stands_for_two_changes() {
    for_each_database(async |world: World| {
        let agent = world.signed(Role::Agent).await;
        let first = opening(&world, &agent, 1, "First");
        push(&world, &agent, std::slice::from_ref(&first)).await;
        let mut other = first.clone();
        other.n = 2;
        if let Act::Create { doc } = &mut other.change.act {
            doc.insert("subject".to_owned(), Value::from("Second"));
        }
        let answer = push(&world, &agent, &[other]).await;
        assert_eq!(answer.results[0].outcome, Outcome::Rejected);
        assert_eq!(subjects(&world, &agent).await, ["First"]);
    })
    .await;
}

#[tokio::test]
async fn an_import_that_nobody_could_read_is_refused_and_breaks_nothing() {
    for_each_database(async |world: World| {
        let admin = world.signed(Role::Admin).await;
        let (ticket, event) = (Uuid::now_v7(), Uuid::now_v7());
        let records = json!([
            { "kind": "ticket", "id": ticket, "ticket": ticket, "doc": { "subject": "From elsewhere", "status": "new",
                "team": domain::person::default_team().0, "created_at": 0 } },
            { "kind": "event", "id": event, "ticket": ticket, "doc": { "ticket": ticket, "at": "yesterday" } },
        ]);
        let mut import = opening(&world, &admin, 1, "x");
        let records = serde_json::from_value(records).unwrap();
        import.change.act = Act::Import { batch: Uuid::now_v7(), part: 1, parts: 1, records };
        let mut rules = opening(&world, &admin, 2, "x");
        let calendar = json!({ "versions": [{ "since": 0, "value": { "calendars": [{ "zone": "Nowhere/Land" }] } }] });
        let id = domain::record::setting_id("calendar");
        let records = serde_json::from_value(json!([{ "kind": "setting", "id": id, "doc": calendar }])).unwrap();
        rules.change.act = Act::Import { batch: Uuid::now_v7(), part: 1, parts: 1, records };
        let answer = push(&world, &admin, &[import, rules, opening(&world, &admin, 3, "Fine")]).await;
        assert_eq!(answer.retry_after_ms, None, "it is no fault of the server's");
        let outcomes: Vec<Outcome> = answer.results.iter().map(|result| result.outcome).collect();
        assert_eq!(outcomes, [Outcome::Rejected, Outcome::Rejected, Outcome::Applied]);
        assert_eq!(subjects(&world, &admin).await, ["Fine"]);
    })
    .await;
}
