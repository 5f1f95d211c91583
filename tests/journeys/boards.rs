//! A board that two put into order while they were apart: both orders are in it afterwards, and it is one board.

use crate::world::{Desk, Server};
use domain::person::Role;
use serde_json::{Value, json};

const PEOPLE: [(&str, &str, Role); 2] =
    [("ada@desk.example", "Ada", Role::Agent), ("ben@desk.example", "Ben", Role::Agent)];

impl Desk {
    /// The subjects of the first column, from the top.
    async fn column(&self, board: &Value) -> Vec<String> {
        let input = json!({ "board": board, "column": "new", "from": 0, "count": 20, "sort": "rank" });
        let page = self.call("board_column", input).await;
        let cards = page["cards"].as_array().unwrap().iter();
        cards.map(|card| card["subject"].as_str().unwrap().to_owned()).collect()
    }

    async fn put(&self, board: &Value, ticket: &str, beside: Value) {
        let mut place = beside;
        place["column"] = json!("new");
        self.call("ticket_move", json!({ "tickets": [ticket], "board": board, "place": place })).await;
    }
}

#[tokio::test]
async fn cards_that_two_moved_apart_stand_where_each_put_them() {
    let mut server = Server::start(&PEOPLE).await;
    let ada = Desk::at(&server, "ada@desk.example").await;
    let ben = Desk::at(&server, "ben@desk.example").await;
    let mut tickets = Vec::new();
    for subject in ["A", "B", "C", "D", "E"] {
        tickets.push(ada.new_ticket(subject).await);
    }
    ada.sync().await;
    ben.sync().await;
    let board = ada.call("board_list", json!({})).await[0]["id"].clone();
    assert_eq!(ada.column(&board).await, ["A", "B", "C", "D", "E"]);

    server.stop().await;
    let [a, b, c, d, e] = tickets.as_slice() else { unreachable!() };
    ada.put(&board, e, json!({ "before": a })).await;
    ben.put(&board, b, json!({ "after": c, "before": d })).await;
    // Both move this one: whoever moved it last has seen it last.
    ada.put(&board, c, json!({ "before": e })).await;
    assert_eq!(ada.column(&board).await, ["C", "E", "A", "B", "D"]);
    assert_eq!(ben.column(&board).await, ["A", "C", "B", "D", "E"]);

    server.again().await;
    for desk in [&ada, &ben, &ada] {
        desk.sync().await;
    }
    let order = ada.column(&board).await;
    assert_eq!(order, ben.column(&board).await, "one board");
    assert_eq!(order, ["C", "E", "A", "B", "D"], "with every move in it");
    for desk in [&ada, &ben] {
        assert_eq!((desk.pending().await, desk.call("conflict_list", json!({})).await), (0, json!([])));
    }
}
