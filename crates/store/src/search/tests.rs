//! What a search finds in a small desk, and how the database goes about it in a large one.

use super::*;
use crate::family::Counts;
use crate::tickets::{Asked, Face, Narrow};
use crate::{Db, Location};
use domain::query::{Ground, Sought, parse};
use domain::ticket::Ticket;
use domain::time::Timestamp;
use serde_json::json;

async fn desk(folder: &std::path::Path) -> Db {
    Db::open(&Location::File(folder.join("desk.db")), None).await.unwrap()
}

fn record(kind: Kind, id: u128, ticket: u128, doc: serde_json::Value) -> Record {
    Record {
        kind,
        id: Uuid::from_u128(id),
        ticket: Some(Uuid::from_u128(ticket)),
        doc: serde_json::from_value(doc).unwrap(),
        ver: 0,
        fver: BTreeMap::new(),
        first: 0,
        deleted: false,
    }
}

/// A ticket of a team and owner, with its subject.
fn face(id: u128, subject: &str, status: &str, assignee: Option<u128>) -> Face {
    let mut ticket = Ticket::opened(subject, domain::ids::TeamId(Uuid::from_u128(900)), Timestamp(0));
    ticket.status = domain::status::StatusKey::new(status);
    ticket.assignee = assignee.map(|id| domain::ids::PersonId(Uuid::from_u128(id)));
    ticket.requester = Some(domain::ids::PersonId(Uuid::from_u128(800 + id % 2)));
    if id % 2 == 1 {
        ticket.tags.insert("odd".to_owned());
    }
    Face {
        id: Uuid::from_u128(id),
        category: domain::status::StatusCategory::Open,
        updated_at: i64::try_from(id).unwrap(),
        counts: Counts { messages: 1, attachments: i64::from(id == 3), ..Counts::default() },
        next_due: crate::tickets::NEVER,
        next_turn: None,
        last_due: None,
        last_turn: None,
        next_step: None,
        alarm: 0,
        clocks: "[]".to_owned(),
        answered: false,
        last_words: None,
        concerns: Default::default(),
        deleted: false,
        known_at: 0,
        postponed_until: None,
        gauge: domain::measure::Gauge {
            opened: Timestamp(50),
            answered: None,
            resolved: None,
            resolver: None,
            replies: 0,
            reopened: 0,
            since: Timestamp(60),
            moves: Vec::new(),
            outcomes: Vec::new(),
        },
        ticket,
    }
}

async fn write_all(db: &Db, faces: &[Face], more: &[Record]) {
    let mut records: Vec<Record> = faces
        .iter()
        .map(|face| {
            let id = face.id.as_u128();
            record(Kind::Ticket, id, id, domain::record::to_doc(&face.ticket).into())
        })
        .collect();
    records.extend(more.iter().cloned());
    let tx = db.begin().await.unwrap();
    crate::records::put(&tx, &records).await.unwrap();
    put(&tx, &records.iter().collect::<Vec<_>>()).await.unwrap();
    crate::tickets::put(&tx, faces).await.unwrap();
    crate::gauges::put(&tx, faces, &BTreeMap::new()).await.unwrap();
    let person = |name: &str| domain::person::Person { name: name.to_owned(), ..Default::default() };
    let people = [(800, "Eva Even"), (801, "Otto Odd")];
    let people: Vec<_> = people.map(|(id, name)| (Uuid::from_u128(id), person(name), None, false)).into();
    crate::people::put(&tx, &people).await.unwrap();
    tx.commit().await.unwrap();
}

fn narrow(line: &str) -> Narrow {
    let house = domain::house::House::fresh();
    let ground = Ground {
        house: &house,
        organisations: &BTreeMap::new(),
        schedule: domain::calendar::Schedule::always(),
        now: Timestamp(0),
    };
    let asked = domain::query::read(&parse(line), ground);
    assert_eq!(asked.mistakes, [], "{line}");
    let words: &[Sought] = &asked.words;
    let clauses = Asked { clauses: asked.clauses, me: Uuid::from_u128(7), my_teams: Vec::new(), now: 0 };
    Narrow {
        words: Words::of(words),
        asked: (!clauses.clauses.is_empty()).then_some(clauses),
        ..Narrow::default()
    }
}

async fn found(db: &Db, line: &str, order: Order) -> Vec<u128> {
    let found = find(db, &narrow(line), order, 0, 100).await.unwrap();
    assert_eq!(found.total, i64::try_from(found.tickets.len()).unwrap(), "{line}");
    // A list that is narrowed to the same line shows the same tickets.
    let listed = crate::tickets::count(db, &narrow(line)).await.unwrap();
    assert_eq!(listed, found.total, "{line}");
    found.tickets.into_iter().map(|(id, _)| id.as_u128()).collect()
}

async fn small(folder: &std::path::Path) -> Db {
    let db = desk(folder).await;
    let faces = [
        face(1, "The printer is jammed", "new", None),
        face(2, "Printer offline", "open", Some(7)),
        face(3, "VPN drops", "open", Some(8)),
        face(4, "Laptop for a newcomer", "resolved", Some(8)),
    ];
    let message = |id, ticket, kind: &str, body: &str| {
        record(Kind::Message, id, ticket, json!({ "kind": kind, "body": body }))
    };
    write_all(
        &db,
        &faces,
        &[
            message(11, 1, "reply", "It says tray two"),
            message(12, 2, "note", "The toner was never ordered"),
            message(13, 3, "reply", "My printer is not concerned"),
            record(Kind::Attachment, 21, 3, json!({ "name": "vpn_trace-2026.log" })),
        ],
    )
    .await;
    db
}

#[tokio::test]
async fn words_and_terms_narrow_together_and_each_hit_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let db = small(folder.path()).await;
    let check = async |line: &str, expected: &[u128]| {
        let mut ids = found(&db, line, Order::Best).await;
        ids.sort_unstable();
        assert_eq!(ids, expected, "{line}");
    };
    check("printer", &[1, 2, 3]).await;
    // Each word may stand at another place: in the heading, in a message, in the name of who asked.
    check("printer toner", &[2]).await;
    check("tray printer two", &[1]).await;
    check("trace printer vpn", &[3]).await;
    check("otto printer", &[1, 3]).await;
    check("eva odd printer", &[]).await;
    check("\"vpn drops\" concerned", &[3]).await;
    check("\"drops my\" printer", &[]).await;
    check("printer toner status:new", &[]).await;
    check("printer concerned -trace", &[]).await;
    check("printer -jammed", &[2, 3]).await;
    // Left out is a ticket, wherever in it the word stands.
    check("printer -toner", &[1, 3]).await;
    check("-printer", &[4]).await;
    check("\"tray two\"", &[1]).await;
    check("-\"tray two\" printer", &[2, 3]).await;
    check("printer status:open", &[2, 3]).await;
    check("printer -status:open", &[1]).await;
    check("printer assignee:me,none", &[1, 2]).await;
    check("-assignee:me", &[1, 3, 4]).await;
    check("status:new,open assignee:none", &[1]).await;
    check("tag:odd -printer", &[]).await;
    check("-tag:odd", &[2, 4]).await;
    check("has:attachment", &[3]).await;
    check("trace", &[3]).await;
    check("otto", &[1, 3]).await;
    check("requester:even printer", &[2]).await;
    check("-requester:even", &[1, 3]).await;
    check("type:incident vpn", &[3]).await;
    check("-type:incident", &[]).await;
    check("category:none updated<1h printer", &[1, 2, 3]).await;
    check("due:none -due<2d vpn", &[3]).await;
    check("nothing", &[]).await;
    assert_eq!(found(&db, "printer", Order::Newest).await, [3, 2, 1]);
    assert_eq!(found(&db, "printer", Order::Best).await[2], 3, "a subject weighs more than a message");
    assert_eq!(found(&db, "status:open", Order::Best).await, [3, 2], "without words the newest come first");

    let place = async |line: &str| find(&db, &narrow(line), Order::Best, 0, 1).await.unwrap().tickets[0].1;
    assert_eq!(place("toner").await, Place::Record(Kind::Message, Uuid::from_u128(12)));
    assert_eq!(place("trace").await, Place::Record(Kind::Attachment, Uuid::from_u128(21)));
    assert_eq!(place("otto").await, Place::Requester);
    // Of words that stand apart the rarest says where, and they are less than words that stand together.
    assert_eq!(place("printer toner").await, Place::Record(Kind::Message, Uuid::from_u128(12)));
    assert_eq!(place("otto tray").await, Place::Record(Kind::Message, Uuid::from_u128(11)));
    assert_eq!(found(&db, "printer is", Order::Best).await[0], 1);
    assert_eq!(place("status:new").await, Place::Nowhere);
    let behind = find(&db, &narrow("printer"), Order::Best, 50, 10).await.unwrap();
    assert_eq!((behind.total, behind.tickets.len()), (3, 0));
}

#[tokio::test]
async fn facets_count_every_ticket_once_wherever_its_words_stand() {
    let folder = tempfile::tempdir().unwrap();
    let db = small(folder.path()).await;
    let counted = facets(&db, &narrow("printer"), &FACETS).await.unwrap();
    let show = |facet: Facet| {
        let values = counted[&facet].iter();
        values
            .map(|(value, count)| format!("{} {count}", value.as_deref().unwrap_or("-")))
            .collect::<Vec<_>>()
    };
    assert_eq!(show(Facet::Status), ["open 2", "new 1"]);
    let simple = |id: u128| Uuid::from_u128(id).simple().to_string();
    assert_eq!(
        show(Facet::Assignee),
        ["- 1".to_owned(), format!("{} 1", simple(7)), format!("{} 1", simple(8))]
    );
    assert_eq!(show(Facet::Team), [format!("{} 3", simple(900))]);
    assert_eq!(show(Facet::Priority), ["1 3"]);
    assert_eq!(show(Facet::Type), ["incident 3"]);
    assert_eq!(show(Facet::Tag), ["odd 2"]);
    let of_terms = facets(&db, &narrow("status:open"), &[Facet::Status]).await.unwrap();
    assert_eq!(of_terms[&Facet::Status], [(Some("open".to_owned()), 2)]);
}

#[tokio::test]
async fn a_word_that_stands_everywhere_finds_the_newest_and_a_rare_one_the_oldest() {
    let folder = tempfile::tempdir().unwrap();
    let db = desk(folder.path()).await;
    let subject = |id| if id == 3_000 { "Open the printer" } else { "Open" };
    let faces: Vec<Face> =
        (1..=5_200).map(|id| face(id, subject(id), "open", (id == 5).then_some(7))).collect();
    let messages: Vec<Record> = (1..=5_200)
        .map(|id| {
            let body = match id {
                1 => "the printer with the zebra",
                2 => "an invoice",
                5_190 => "a letter",
                _ => "the printer",
            };
            record(Kind::Message, id, id, json!({ "kind": "reply", "body": body }))
        })
        .collect();
    write_all(&db, &faces, &messages).await;
    let page = async |line: &str| find(&db, &narrow(line), Order::Newest, 0, 3).await.unwrap();
    let rare = page("zebra").await;
    assert_eq!((rare.total, rare.more, rare.tickets[0].0.as_u128()), (1, false, 1));
    // A rare word finds with a common one, however old the place where that stands.
    let apart = page("invoice open").await;
    assert_eq!((apart.total, apart.more, apart.tickets[0].0.as_u128()), (1, false, 2));
    let common = page("printer").await;
    assert_eq!((common.total, common.more), (find::LOOKED_AT, true));
    assert_eq!(common.tickets[0].0.as_u128(), 5_200);
    // Of what stands everywhere a heading is best, and then the newest.
    let best = find(&db, &narrow("printer"), Order::Best, 0, 2).await.unwrap();
    assert_eq!([3_000, 5_200], [0, 1].map(|at: usize| best.tickets[at].0.as_u128()));
    // Words that all stand everywhere still have to stand in one ticket.
    let both = find(&db, &narrow("open printer"), Order::Newest, 0, 20).await.unwrap();
    let both: Vec<u128> = both.tickets.iter().map(|(id, _)| id.as_u128()).collect();
    assert!(both.contains(&5_189) && !both.contains(&5_190) && both.contains(&5_191), "{both:?}");
    // What else is asked for is found however old it is.
    let old = page("printer assignee:me").await;
    assert_eq!((old.total, old.more, old.tickets[0].0.as_u128()), (1, false, 5));
    let terms = page("status:open").await;
    assert_eq!((terms.total, terms.more), (find::LOOKED_AT, true));
    let counted = facets(&db, &narrow("printer"), &[Facet::Status]).await.unwrap();
    assert_eq!(counted[&Facet::Status], [(Some("open".to_owned()), find::LOOKED_AT)]);
}

#[tokio::test]
async fn a_search_walks_the_index_and_looks_tickets_up_by_their_key() {
    let folder = tempfile::tempdir().unwrap();
    let db = desk(folder.path()).await;
    let plan = async |line: &str| {
        let (sql, values) = find::asks(&db, &narrow(line), Order::Best).await.unwrap();
        let steps = rows(&db, &format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
        steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect::<Vec<String>>()
    };
    for line in ["printer status:open type:bug", "printer tray status:open type:bug"] {
        let steps = plan(line).await;
        let scans: Vec<&String> = steps.iter().filter(|step| step.starts_with("SCAN")).collect();
        let known = [
            "words VIRTUAL",
            "json_each VIRTUAL",
            "word",
            "hit",
            "person",
            "found",
            "place_",
            "having_",
            "(subquery",
        ];
        let is_known = |step: &str| known.iter().any(|known| step.starts_with(&format!("SCAN {known}")));
        assert!(scans.iter().all(|step| is_known(step)), "{line}: {steps:#?}");
        for wanted in [
            "SEARCH record USING COVERING INDEX record_place",
            "SEARCH ticket USING INDEX sqlite_autoindex_ticket_1",
        ] {
            assert!(steps.iter().any(|step| step.starts_with(wanted)), "{wanted}: {steps:#?}");
        }
    }
    // Without words the newest come by their index, and nothing is sorted but the page.
    let steps = plan("type:bug").await;
    assert!(
        steps.iter().any(|step| step.starts_with("SEARCH ticket USING COVERING INDEX ticket_updated")),
        "{steps:#?}"
    );
}

#[tokio::test]
async fn any_word_finds_what_is_alike_and_common_words_only_together() {
    let folder = tempfile::tempdir().unwrap();
    let db = small(folder.path()).await;
    let words = ["vpn", "drop", "printer", "unheard"].map(str::to_owned);
    let counted = places(&db, &words).await.unwrap();
    assert_eq!(counted.words.iter().map(|(_, places)| *places).collect::<Vec<_>>(), [2, 1, 3, 0]);
    let found = alike(&db, &counted, &Narrow::default(), 10).await.unwrap();
    assert_eq!(found[0].as_u128(), 3, "the rare words weigh most");
    assert_eq!(found.len(), 3, "each ticket once");
    // Words that stand everywhere would all have to be weighed: they count where they stand together.
    let common = [("printer", 30_000), ("jammed", 30_000), ("laptop", 1)];
    let common = common.map(|(word, places)| (word.to_owned(), places)).to_vec();
    let common = Places { words: common, all: 30_000 };
    let mut found = alike(&db, &common, &Narrow::default(), 10).await.unwrap();
    found.sort_unstable();
    assert_eq!(found.iter().map(Uuid::as_u128).collect::<Vec<_>>(), [1, 4]);
}
