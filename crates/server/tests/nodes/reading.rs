//! What is unread is a matter of desks: a server on PostgreSQL answers the same questions, and nothing is unread there.

use crate::Nodes;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_unread_at_a_server() {
    let nodes = Nodes::start().await;
    let total = async |text: &str| {
        let input = json!({ "filter": { "text": text }, "count": 5 });
        let page = nodes.desk(0).call(nodes.me, "ticket_list", input).await.unwrap();
        assert!(page["rows"].as_array().unwrap().iter().all(|row| row["unread"].is_null()));
        page["total"].as_i64().unwrap()
    };
    let all = total("").await;
    assert!(all > 0);
    assert_eq!((total("is:read").await, total("is:unread").await), (all, 0));
}
