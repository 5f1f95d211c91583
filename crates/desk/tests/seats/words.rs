//! Of what a server says the full-text index takes in the words that moved, and no others: most rows that come have the
//! words that they had, and the index costs more than the row.

use crate::offline::world;
use crate::seated::Seated;
use contract::wire::{PushAnswer, PushResult};
use domain::merge::Outcome;
use serde_json::json;

/// A word that no record has: it is found for as long as the index leaves the ticket alone.
const MARK: &str = "zebra";

impl Seated {
    async fn finds(&self, text: &str) -> bool {
        let page = self.call("ticket_search", json!({ "text": text, "from": 0, "count": 10 })).await;
        !page["hits"].as_array().unwrap().is_empty()
    }

    /// Puts the mark in place of a ticket's words.
    async fn mark(&self, ticket: &str) {
        let sql = format!(
            "INSERT OR REPLACE INTO words (rowid, subject, body) SELECT n, '{MARK}', '' FROM record \
             WHERE kind = 8 AND hex(id) = upper('{}')",
            ticket.replace('-', "")
        );
        self.desk.db().run_script(&sql).await.unwrap();
        assert!(self.finds(MARK).await);
    }

    async fn edit(&self, ticket: &str, field: &str, value: &str) {
        self.call("ticket_set", json!({ "tickets": [ticket], "fields": { field: value } })).await;
    }
}

#[tokio::test]
async fn words_that_came_as_they_were_are_left_alone_and_others_are_read_again() {
    let world = world(0).await;
    let id = world.ticket().await;
    let server = &world.server.desk;
    // With nothing that waits, and under an edit that does.
    for (level, subject) in [("low", "Scanner"), ("high", "Plotter")] {
        if level == "high" {
            world.ben.edit(&id, "subcomponent", "waits").await;
        }
        world.ben.mark(&id).await;
        world.ada.edit(&id, "urgency", level).await;
        world.ada.sync(server).await;
        world.ben.pull(server).await;
        let shown = world.ben.call("ticket_get", json!({ "ticket": id })).await;
        assert_eq!(shown["urgency"], level, "it came");
        assert!(world.ben.finds(MARK).await, "and its words stand as they stood");

        world.ada.edit(&id, "subject", subject).await;
        world.ada.sync(server).await;
        world.ben.pull(server).await;
        assert!(world.ben.finds(subject).await);
        assert!(!world.ben.finds(MARK).await, "the words that stood there are gone");
    }
    let message = json!({ "ticket": id, "kind": "note", "body": "chewed by a marmot" });
    world.ada.call("message_add", message).await;
    world.ada.sync(server).await;
    world.ben.mark(&id).await;
    world.ben.pull(server).await;
    assert!(world.ben.finds("marmot").await, "what is new is indexed");
    assert!(world.ben.finds(MARK).await, "and its ticket is not");
}

#[tokio::test]
async fn words_that_are_taken_back_or_refused_leave_the_index() {
    let world = world(0).await;
    let id = world.ticket().await;
    let ben = &world.ben;
    ben.edit(&id, "subject", "Lamp").await;
    assert!(ben.finds("lamp").await && !ben.finds("printer").await);
    ben.call("undo", json!({})).await;
    assert!(ben.finds("printer").await && !ben.finds("lamp").await, "taken back before it was sent");

    let answer = |waiting: &[contract::wire::NumberedChange]| PushAnswer {
        results: waiting
            .iter()
            .map(|waits| PushResult {
                n: waits.n,
                id: waits.change.id,
                outcome: Outcome::Rejected,
                seq: 1,
                refusal: None,
            })
            .collect(),
        head: 1,
        time: world.clock.now(),
        retry_after_ms: None,
    };
    for (field, value, moves) in [("subject", "Candle", true), ("urgency", "high", false)] {
        ben.edit(&id, field, value).await;
        if !moves {
            ben.mark(&id).await;
        }
        let waiting = ben.desk.outgoing(10).await.unwrap();
        ben.desk.sending(&waiting).await.unwrap();
        ben.desk.settle(&answer(&waiting)).await.unwrap();
        let shown = ben.call("ticket_get", json!({ "ticket": id })).await;
        assert_ne!(shown[field], value, "refused");
        assert_eq!(ben.finds("printer").await, moves, "read again where the refused edit had other words");
        assert_eq!(ben.finds(MARK).await, !moves, "and nowhere else");
    }
    assert!(!ben.finds("candle").await);
}
