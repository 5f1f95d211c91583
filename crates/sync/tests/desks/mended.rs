//! A device whose rows are not what the server has: it notices by itself, and takes the server's word.

use super::*;
use domain::record::{Doc, Kind};

#[tokio::test]
async fn rows_that_went_wrong_here_are_found_and_mended() {
    let (ada, bob, server, _folder) = world().await;
    let mut made = Vec::new();
    for index in 0..250 {
        made.push(Uuid::now_v7());
        let doc = json!({ "subject": format!("Ticket {index}"), "status": "new", "team": default_team().0 });
        let Value::Object(doc) = doc else { unreachable!() };
        let ticket = domain::ticket::Ticket {
            subject: format!("Ticket {index}"),
            ..serde_json::from_value::<domain::ticket::Ticket>(Value::Object(with_times(doc))).unwrap()
        };
        server.seed(vec![Record::new(made[index], Some(made[index]), &ticket)]).await.unwrap();
    }
    ada.quiet().await;
    bob.quiet().await;
    let [lost, stale, edited] = [3, 140, 200].map(|index| made[index]);
    bob.wire.cut();
    bob.set(&json!(edited), "urgency", "high").await;
    let extra = Uuid::now_v7();
    {
        let tx = bob.desk.db().begin().await.unwrap();
        store::records::forget(&tx, Kind::Ticket, lost).await.unwrap();
        let mut record = store::records::get(&tx, Kind::Ticket, stale).await.unwrap().unwrap();
        let copy = Record { id: extra, ticket: Some(extra), ..record.clone() };
        record.doc.insert("subject".to_owned(), json!("old words"));
        record.ver -= 1;
        store::records::put(&tx, &[record, copy]).await.unwrap();
        tx.commit().await.unwrap();
    }
    bob.desk.compare_soon();
    bob.wire.mend();
    bob.quiet().await;
    bob.quiet().await;
    assert_eq!(bob.get(&json!(lost)).await["subject"], "Ticket 3");
    assert_eq!(bob.get(&json!(stale)).await["subject"], "Ticket 140");
    assert!(store::records::get(bob.desk.db(), Kind::Ticket, extra).await.unwrap().is_none());
    ada.quiet().await;
    assert_eq!(ada.get(&json!(edited)).await["urgency"], "high", "what waited went out");
    assert!(!bob.desk.differs(all(&server).await).await.unwrap());
}

#[tokio::test]
async fn mending_that_broke_off_is_begun_again_and_not_put_off_for_a_day() {
    let (ada, bob, server, _folder) = world().await;
    let made = ada.call("ticket_new", json!({ "subject": "Printer" })).await;
    ada.quiet().await;
    bob.quiet().await;
    let id: Uuid = serde_json::from_value(made["id"].clone()).unwrap();
    let tx = bob.desk.db().begin().await.unwrap();
    store::records::forget(&tx, Kind::Ticket, id).await.unwrap();
    tx.commit().await.unwrap();
    bob.desk.compare_soon();
    bob.wire.lose("/sync/v1/digest");
    bob.quiet().await;
    assert!(bob.wire.has_lost(), "it was about to be mended");
    bob.quiet().await;
    assert_eq!(bob.get(&made["id"]).await["subject"], "Printer");
    assert!(!bob.desk.differs(all(&server).await).await.unwrap());
}

fn with_times(mut doc: Doc) -> Doc {
    doc.insert("created_at".to_owned(), json!(1_772_442_000_000_i64));
    doc
}

async fn all(server: &Desk) -> domain::digest::Sum {
    let tx = server.db().snapshot().await.unwrap();
    let mut sum = domain::digest::Sum::default();
    for cell in store::digest::recount(&tx).await.unwrap().into_values() {
        sum.add(cell);
    }
    assert_eq!(sum, store::digest::of_cells(&tx, None).await.unwrap(), "kept with every commit");
    sum
}
