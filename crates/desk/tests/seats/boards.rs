//! Saved boards at a desk of one's own: their columns and lanes, what they count, and where cards can be put.

use crate::seated::{HOUR, Seated, always, local};
use contract::problem::Code;
use serde_json::{Value, json};

async fn world() -> Seated {
    Seated::alone(local(), None).await
}

impl Seated {
    async fn board(&self, input: Value) -> String {
        self.call("board_save", input).await["id"].as_str().unwrap().to_owned()
    }

    async fn shown(&self, board: &str) -> Value {
        self.call("board_get", json!({ "board": board })).await
    }

    /// The columns that hold something: their keys and counts.
    async fn filled(&self, board: &str) -> Vec<(String, i64)> {
        let shown = self.shown(board).await;
        let columns = shown["columns"].as_array().unwrap().iter();
        columns
            .map(|column| (column["key"].as_str().unwrap().to_owned(), column["count"].as_i64().unwrap()))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The lanes: their keys and the counts of their cells.
    async fn lanes(&self, board: &str) -> Vec<(String, Vec<i64>)> {
        let shown = self.shown(board).await;
        let cells =
            |lane: &Value| lane["cells"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
        let lanes = shown["lanes"].as_array().unwrap().iter();
        lanes.map(|lane| (lane["key"].as_str().unwrap().to_owned(), cells(lane))).collect()
    }

    async fn cell(&self, board: &str, column: &str, lane: Option<&str>) -> Vec<String> {
        let mut input = json!({ "board": board, "column": column, "from": 0, "count": 50 });
        if let Some(lane) = lane {
            input["lane"] = json!(lane);
        }
        let page = self.call("board_column", input).await;
        let cards = page["cards"].as_array().unwrap();
        assert_eq!(page["total"].as_u64().unwrap(), cards.len() as u64);
        cards.iter().map(|card| card["subject"].as_str().unwrap().to_owned()).collect()
    }

    async fn put(&self, board: &str, tickets: &[&str], place: Value) -> Value {
        self.call("ticket_move", json!({ "tickets": tickets, "board": board, "place": place })).await
    }

    async fn not_put(&self, board: &str, tickets: &[&str], place: Value) -> contract::problem::Problem {
        let input = json!({ "tickets": tickets, "board": board, "place": place });
        self.desk.call(self.me, "ticket_move", input).await.unwrap_err()
    }

    async fn colleague(&self, name: &str) -> String {
        let person = json!({ "name": name, "role": "agent" });
        self.call("person_save", person).await["id"].as_str().unwrap().to_owned()
    }
}

fn two_columns() -> Value {
    json!([
        { "key": "todo", "name": "To do", "statuses": ["new", "open"] },
        { "key": "doing", "name": "Doing", "statuses": ["in_progress"], "limit": 1, "hard": true },
    ])
}

#[tokio::test]
async fn a_board_is_made_edited_deleted_and_brought_back_and_the_desks_own_comes_first() {
    let world = world().await;
    let names = || async {
        let list = world.call("board_list", json!({})).await;
        let names = list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let board = world.board(json!({ "name": " A first one ", "columns": two_columns() })).await;
    assert_eq!(names().await, ["All tickets", "A first one"]);
    let list = world.call("board_list", json!({})).await;
    assert_eq!(list[0]["share"]["with"], "everybody");
    assert_eq!(list[1]["share"]["with"], "nobody");
    assert_eq!(list[1]["may_edit"], true);
    assert_eq!(world.call("board_get", json!({})).await["name"], "All tickets");

    let edited = json!({ "board": board, "name": "Ours", "columns": two_columns(), "sort": "due",
                         "lanes": "priority", "share": { "with": "everybody" } });
    world.call("board_save", edited).await;
    let shown = world.shown(&board).await;
    assert_eq!(
        (&shown["name"], &shown["sort"], &shown["lanes_by"]),
        (&json!("Ours"), &json!("due"), &json!("priority"))
    );
    assert_eq!(shown["saved"]["share"]["with"], "everybody");
    world.call("undo", json!({})).await;
    assert_eq!(names().await, ["All tickets", "A first one"]);

    world.call("board_remove", json!({ "board": board })).await;
    assert_eq!(names().await, ["All tickets"]);
    let gone = world.desk.call(world.me, "board_get", json!({ "board": board })).await.unwrap_err();
    assert_eq!(gone.code, Code::Missing);
    assert_eq!(world.call("undo", json!({})).await["undo"], "Deleted the board A first one");
    assert_eq!(names().await, ["All tickets", "A first one"]);

    let last = world.call("board_list", json!({})).await[0]["id"].clone();
    let kept = world.desk.call(world.me, "board_remove", json!({ "board": last })).await.unwrap_err();
    assert_eq!(kept.code, Code::Invalid, "everybody keeps a board");
    let twice = json!({ "name": "Twice", "columns": [{ "key": "a", "name": "A", "statuses": ["new"] },
                                                     { "key": "b", "name": "B", "statuses": ["new"] }] });
    assert_eq!(world.desk.call(world.me, "board_save", twice).await.unwrap_err().code, Code::Invalid);

    let world = world.restarted().await;
    assert_eq!(world.shown(&board).await["name"], "A first one");
}

#[tokio::test]
async fn a_personal_board_is_there_for_nobody_else_on_the_same_desk() {
    let world = world().await;
    let board = world.board(json!({ "name": "Mine", "columns": two_columns() })).await;
    let other = world.colleague("Ben").await.parse().unwrap();
    let list = world.desk.call(other, "board_list", json!({})).await.unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    for (command, input) in [
        ("board_get", json!({ "board": board })),
        ("board_column", json!({ "board": board, "column": "todo", "from": 0, "count": 1 })),
        ("board_remove", json!({ "board": board })),
        ("board_save", json!({ "board": board, "name": "Theirs" })),
    ] {
        assert_eq!(
            world.desk.call(other, command, input).await.unwrap_err().code,
            Code::Missing,
            "{command}"
        );
    }
    let everybodys = json!({ "name": "For all", "share": { "with": "everybody" } });
    assert_eq!(world.desk.call(other, "board_save", everybodys).await.unwrap_err().code, Code::Forbidden);
}

#[tokio::test]
async fn tickets_that_no_column_shows_are_gathered_and_can_only_leave() {
    let world = world().await;
    let board = world.board(json!({ "name": "Two", "columns": two_columns() })).await;
    let (first, second) = (world.ticket("First").await, world.ticket("Second").await);
    assert_eq!(world.filled(&board).await, [("todo".to_owned(), 2)]);
    assert_eq!(world.shown(&board).await["columns"].as_array().unwrap().len(), 2, "nothing is left over");
    world.change(&second, json!({ "status": "waiting" })).await;
    assert_eq!(world.filled(&board).await, [("todo".to_owned(), 1), ("unmapped".to_owned(), 1)]);
    assert_eq!(world.cell(&board, "unmapped", None).await, ["Second"]);
    let shown = world.shown(&board).await;
    assert_eq!(shown["columns"][2]["facet"]["is"], "unmapped");
    assert_eq!(shown["columns"][2]["closed"], "unmapped");
    assert_eq!(world.not_put(&board, &[&first], json!({ "column": "unmapped" })).await.code, Code::Invalid);
    world.put(&board, &[&second], json!({ "column": "todo" })).await;
    assert_eq!(world.got(&second).await["status"], "new");
    assert_eq!(world.shown(&board).await["columns"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn in_a_column_of_several_statuses_a_ticket_ages_until_it_leaves_the_column() {
    let world = world().await;
    let board = world.board(json!({ "name": "Two", "columns": two_columns() })).await;
    let came = world.clock.now();
    let ticket = world.ticket("Old").await;
    let since = async |column: &str| {
        let asked = json!({ "board": board, "column": column, "from": 0, "count": 1 });
        world.call("board_column", asked).await["cards"][0]["since"].clone()
    };
    world.clock.wait(HOUR);
    world.change(&ticket, json!({ "status": "open" })).await;
    assert_eq!(since("todo").await, json!(came), "new or open, it is the same column");
    world.clock.wait(HOUR);
    world.change(&ticket, json!({ "status": "in_progress" })).await;
    assert_eq!(since("doing").await, json!(came.plus_ms(2 * HOUR)));
    world.clock.wait(HOUR);
    world.change(&ticket, json!({ "status": "open" })).await;
    assert_eq!(since("todo").await, json!(came.plus_ms(3 * HOUR)), "back again, it begins anew");
}

#[tokio::test]
async fn columns_of_people_and_priorities_have_limits_too() {
    let world = world().await;
    let zoe = world.colleague("Zoe").await;
    let limit = json!([{ "key": zoe, "limit": 1, "hard": true }, { "key": world.me.0, "name": "Mine" }]);
    let board = world.board(json!({ "name": "Who", "by": "assignee", "columns": limit })).await;
    let shown = world.shown(&board).await;
    let of_zoe = shown["columns"].as_array().unwrap().iter().find(|one| one["key"] == zoe).unwrap();
    assert_eq!(
        (&of_zoe["limit"], &of_zoe["hard"], &of_zoe["name"]),
        (&json!(1), &json!(true), &json!("Zoe"))
    );
    assert_eq!(shown["saved"]["columns"].as_array().unwrap().len(), 1, "what has no limit is not kept");
    let (first, second) = (world.ticket("First").await, world.ticket("Second").await);
    world.put(&board, &[&first], json!({ "column": zoe })).await;
    let full = world.not_put(&board, &[&second], json!({ "column": zoe })).await;
    assert_eq!(full.code, Code::Limit);
    assert_eq!(full.detail.unwrap(), json!({ "column": "Zoe", "limit": 1, "count": 2 }));
    // What is over does not count: only work does.
    world.change(&first, json!({ "status": "resolved" })).await;
    world.put(&board, &[&second], json!({ "column": zoe })).await;

    let urgent = json!([{ "key": "urgent", "limit": 1 }]);
    let board = world.board(json!({ "name": "Heat", "by": "priority", "columns": urgent })).await;
    let columns = world.shown(&board).await["columns"].clone();
    assert_eq!((&columns[0]["key"], &columns[0]["limit"]), (&json!("urgent"), &json!(1)));
}

#[tokio::test]
async fn a_hard_limit_takes_no_more_counts_all_lanes_and_lets_its_own_cards_move() {
    let world = world().await;
    let columns = two_columns();
    let board = world.board(json!({ "name": "Two", "columns": columns, "lanes": "priority" })).await;
    let (first, second) = (world.ticket("First").await, world.ticket("Second").await);
    world.change(&second, json!({ "priority": "high", "priority_reason": "VIP" })).await;
    world.put(&board, &[&first], json!({ "column": "doing", "lane": "normal" })).await;
    // Another lane of the same column: the limit is that of the column.
    let full = world.not_put(&board, &[&second], json!({ "column": "doing", "lane": "high" })).await;
    assert_eq!(full.code, Code::Limit);
    assert_eq!(full.detail.unwrap(), json!({ "column": "Doing", "limit": 1, "count": 2 }));
    assert_eq!(world.got(&second).await["status"], "new", "nothing happened");
    // What a filter hides counts all the same.
    let filtered = json!({ "board": board, "filter": { "priorities": ["urgent"] } });
    let shown = world.call("board_get", filtered).await;
    assert_eq!((&shown["columns"][1]["count"], &shown["columns"][1]["load"]), (&json!(0), &json!(1)));
    // What is there already moves about within the column.
    let within = json!({ "tickets": [first], "board": board, "place": { "column": "doing", "lane": "low" },
                         "priority_reason": "Can wait" });
    world.call("ticket_move", within).await;
    assert_eq!(world.got(&first).await["priority"], "low");
    world.put(&board, &[&first], json!({ "column": "todo", "lane": "low" })).await;
    world.put(&board, &[&second], json!({ "column": "doing", "lane": "high" })).await;
    assert_eq!(world.got(&second).await["status"], "in_progress");
}

#[tokio::test]
async fn a_card_that_is_put_into_a_lane_becomes_somebodys_or_some_teams() {
    let world = world().await;
    let ben = world.colleague("Ben").await;
    let board = world.board(json!({ "name": "Who", "columns": two_columns(), "lanes": "assignee" })).await;
    let (first, second) = (world.ticket("First").await, world.ticket("Second").await);
    world.change(&second, json!({ "assignee": ben })).await;
    let me = world.me.to_string();
    assert_eq!(
        world.lanes(&board).await,
        [("none".to_owned(), vec![1, 0]), (me.clone(), vec![0, 0]), (ben.clone(), vec![1, 0])],
        "nobody's first, then mine, then by name"
    );
    world.put(&board, &[&first], json!({ "column": "doing", "lane": me })).await;
    let got = world.got(&first).await;
    assert_eq!((&got["assignee"], &got["status"]), (&json!(me), &json!("in_progress")));
    assert_eq!(world.cell(&board, "doing", Some(&me)).await, ["First"]);
    assert_eq!(world.cell(&board, "todo", Some(&ben)).await, ["Second"]);
    // One undo takes both back.
    world.call("undo", json!({})).await;
    let got = world.got(&first).await;
    assert_eq!((&got["assignee"], &got["status"]), (&Value::Null, &json!("new")));
    world.put(&board, &[&second], json!({ "column": "todo", "lane": "none" })).await;
    assert_eq!(world.got(&second).await["assignee"], Value::Null);

    let team = world.call("team_save", json!({ "name": "Field" })).await["id"].as_str().unwrap().to_owned();
    world
        .call(
            "board_save",
            json!({ "board": board, "name": "Who", "columns": two_columns(), "lanes": "team" }),
        )
        .await;
    world.put(&board, &[&first], json!({ "column": "todo", "lane": team })).await;
    assert_eq!(world.cell(&board, "todo", Some(&team)).await, ["First"]);
    let unknown = world.not_put(&board, &[&first], json!({ "column": "todo", "lane": "nonsense" })).await;
    assert_eq!(unknown.code, Code::Invalid);
}

#[tokio::test]
async fn lanes_of_organisations_and_clocks_are_read_and_not_put_into() {
    let world = world().await;
    world.call("calendar_save", always()).await;
    let organisation = world.call("organisation_save", json!({ "name": "Northwind" })).await["id"].clone();
    let (first, second) = (world.ticket("First").await, world.ticket("Second").await);
    world.change(&second, json!({ "organisation": organisation })).await;
    let board =
        world.board(json!({ "name": "Whose", "columns": two_columns(), "lanes": "organisation" })).await;
    let northwind = organisation.as_str().unwrap();
    assert_eq!(
        world.lanes(&board).await,
        [(northwind.to_owned(), vec![1, 0]), ("none".to_owned(), vec![1, 0])]
    );
    assert_eq!(world.shown(&board).await["lanes"][0]["closed"], "organisation");
    let refused = world.not_put(&board, &[&first], json!({ "column": "doing", "lane": northwind })).await;
    assert_eq!(refused.code, Code::Invalid);
    // Within its lane it may go to another column.
    world.put(&board, &[&second], json!({ "column": "doing", "lane": northwind })).await;
    assert_eq!(world.got(&second).await["status"], "in_progress");

    world
        .call(
            "board_save",
            json!({ "board": board, "name": "Late", "columns": two_columns(), "lanes": "sla" }),
        )
        .await;
    assert_eq!(world.lanes(&board).await, [("on_track".to_owned(), vec![1, 1])]);
    world.clock.wait(200 * HOUR);
    world.desk.tick(Some(world.me)).await.unwrap();
    assert_eq!(world.lanes(&board).await, [("breached".to_owned(), vec![1, 1])]);
    assert_eq!(world.cell(&board, "todo", Some("breached")).await, ["First"]);
    let refused = world.not_put(&board, &[&first], json!({ "column": "todo", "lane": "on_track" })).await;
    assert_eq!(refused.code, Code::Invalid);

    // Beside one that is in time, each cell says how many are not.
    world.ticket("Third").await;
    let by_team = json!({ "board": board, "name": "Late", "columns": two_columns(), "lanes": "team" });
    world.call("board_save", by_team).await;
    let lane = world.shown(&board).await["lanes"][0].clone();
    assert_eq!((&lane["cells"], &lane["breached_cells"]), (&json!([2, 1]), &json!([1, 1])));
}

#[tokio::test]
async fn more_lanes_than_fit_are_gathered_in_one() {
    let world = world().await;
    let board =
        world.board(json!({ "name": "Whose", "columns": two_columns(), "lanes": "organisation" })).await;
    for n in 0..62 {
        let made = world.call("organisation_save", json!({ "name": format!("Company {n:02}") })).await;
        let ticket = world.ticket(&format!("Of {n:02}")).await;
        world.change(&ticket, json!({ "organisation": made["id"] })).await;
    }
    let lanes = world.lanes(&board).await;
    assert_eq!(lanes.len(), 61);
    assert_eq!(lanes[60], ("rest".to_owned(), vec![2, 0]));
    assert_eq!(world.cell(&board, "todo", Some("rest")).await.len(), 2);
    assert_eq!(world.filled(&board).await, [("todo".to_owned(), 62)]);
}

#[tokio::test]
async fn a_board_by_priority_asks_why_and_one_by_person_assigns() {
    let world = world().await;
    let ben = world.colleague("Ben").await;
    let ticket = world.ticket("First").await;
    let done = world.ticket("Done").await;
    world.change(&done, json!({ "status": "closed", "assignee": ben })).await;
    let by_priority = world.board(json!({ "name": "How bad", "by": "priority" })).await;
    assert_eq!(
        world.filled(&by_priority).await,
        [("normal".to_owned(), 1)],
        "what is done is out of the way"
    );
    let why = world.not_put(&by_priority, &[&ticket], json!({ "column": "urgent" })).await;
    assert_eq!(why.code, Code::PriorityReason);
    let with_reason = json!({ "tickets": [ticket], "board": by_priority, "place": { "column": "urgent" },
                              "priority_reason": "The board of directors" });
    world.call("ticket_move", with_reason).await;
    assert_eq!(world.filled(&by_priority).await, [("urgent".to_owned(), 1)]);
    assert_eq!(world.got(&ticket).await["priority_reason"], "The board of directors");

    let by_person = world.board(json!({ "name": "Who", "by": "assignee" })).await;
    let shown = world.shown(&by_person).await;
    let keys: Vec<&str> =
        shown["columns"].as_array().unwrap().iter().map(|column| column["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["none", &world.me.to_string(), &ben], "nobody, Ada, Ben");
    world.put(&by_person, &[&ticket], json!({ "column": ben })).await;
    assert_eq!(world.cell(&by_person, &ben, None).await, ["First"], "and nothing that is done");
    world.put(&by_person, &[&ticket], json!({ "column": "none" })).await;
    assert_eq!(world.got(&ticket).await["assignee"], Value::Null);
    let filtered = json!({ "board": by_person, "filter": { "categories": ["closed"] } });
    let shown = world.call("board_get", filtered).await;
    assert!(shown["columns"].as_array().unwrap().iter().all(|column| column["count"] == 0));
}

#[tokio::test]
async fn a_board_by_due_date_gives_dates_and_makes_nothing_late() {
    let world = world().await;
    let ticket = world.ticket("First").await;
    let board = world.board(json!({ "name": "When", "by": "due", "lanes": "assignee" })).await;
    assert_eq!(world.filled(&board).await, [("none".to_owned(), 1)]);
    for bucket in ["today", "tomorrow", "this_week", "later", "none"] {
        world.put(&board, &[&ticket], json!({ "column": bucket, "lane": "none" })).await;
        assert_eq!(world.filled(&board).await, [(bucket.to_owned(), 1)]);
        assert_eq!(world.cell(&board, bucket, Some("none")).await, ["First"]);
    }
    assert_eq!(world.not_put(&board, &[&ticket], json!({ "column": "overdue" })).await.code, Code::Invalid);
    world.put(&board, &[&ticket], json!({ "column": "today" })).await;
    world.clock.wait(24 * HOUR);
    assert_eq!(world.filled(&board).await, [("overdue".to_owned(), 1)], "the day passed");
    // What is late may be put into order among the late.
    world.put(&board, &[&ticket], json!({ "column": "overdue" })).await;
}

#[tokio::test]
async fn a_card_says_since_when_it_stands_in_its_status() {
    let world = world().await;
    let ticket = world.ticket("First").await;
    let board = world.board(json!({ "name": "Two", "columns": two_columns() })).await;
    world.clock.wait(3 * HOUR);
    let moved = world.clock.now();
    world.put(&board, &[&ticket], json!({ "column": "doing" })).await;
    world.clock.wait(HOUR);
    world.change(&ticket, json!({ "subject": "Another name" })).await;
    let input = json!({ "board": board, "column": "doing", "from": 0, "count": 1 });
    let page = world.call("board_column", input).await;
    assert_eq!(page["cards"][0]["since"], json!(moved), "an edit of something else changes nothing of it");
}

#[tokio::test]
async fn cards_stand_in_each_order_that_a_board_has() {
    let world = world().await;
    let mut tickets = Vec::new();
    for subject in ["First", "Second", "Third"] {
        tickets.push(world.ticket(subject).await);
        world.clock.wait(HOUR);
    }
    // The second is urgent, so that its clocks run out first; the first was changed last.
    world.change(&tickets[1], json!({ "impact": "high", "urgency": "high" })).await;
    world.clock.wait(HOUR);
    world.change(&tickets[0], json!({ "tags": ["late"] })).await;
    let board = world.board(json!({ "name": "Two", "columns": two_columns() })).await;
    world.put(&board, &[&tickets[2]], json!({ "column": "todo", "before": tickets[0] })).await;
    for (sort, expected) in [
        ("rank", ["Third", "First", "Second"]),
        ("due", ["Second", "First", "Third"]),
        ("priority", ["Second", "Third", "First"]),
        ("updated", ["First", "Second", "Third"]),
        ("created", ["Third", "Second", "First"]),
        ("oldest", ["First", "Second", "Third"]),
    ] {
        let input = json!({ "board": board, "column": "todo", "from": 0, "count": 5, "sort": sort });
        let cards = world.call("board_column", input).await["cards"].clone();
        let subjects: Vec<_> = cards.as_array().unwrap().iter().map(|card| card["subject"].clone()).collect();
        assert_eq!(subjects, expected, "{sort}");
    }
}

#[tokio::test]
async fn several_cards_are_moved_as_one_keep_their_order_and_go_back_together() {
    let world = world().await;
    let mut ids = Vec::new();
    for subject in ["One", "Two", "Three", "Four"] {
        ids.push(world.ticket(subject).await);
    }
    let board = world.board(json!({ "name": "Work", "columns": two_columns() })).await;
    let before = world.cell(&board, "todo", None).await;
    let first = &before[0];
    // Picked from below to above: they stand as they stood.
    let picked = [&before[3], &before[1]].map(|subject| {
        let at = ["One", "Two", "Three", "Four"].iter().position(|one| one == subject).unwrap();
        ids[at].as_str()
    });
    let at = ["One", "Two", "Three", "Four"].iter().position(|one| one == first).unwrap();
    world.put(&board, &[picked[1], picked[0]], json!({ "column": "todo", "before": ids[at] })).await;
    let expected = [&before[1], &before[3], &before[0], &before[2]].map(Clone::clone);
    assert_eq!(world.cell(&board, "todo", None).await, expected);
    world.call("undo", json!({})).await;
    assert_eq!(world.cell(&board, "todo", None).await, before, "one undo");

    let why = world.not_put(&board, &[&ids[0], &ids[1]], json!({ "column": "doing" })).await;
    assert_eq!(why.code, Code::Limit, "each is within the limit, both are not");
    assert_eq!(world.cell(&board, "doing", None).await, Vec::<String>::new());
    world.put(&board, &[&ids[0]], json!({ "column": "doing" })).await;
    assert_eq!(world.cell(&board, "doing", None).await, ["One"]);
}
