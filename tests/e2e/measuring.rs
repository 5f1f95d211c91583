//! What the benchmark does in the window can still be done there: no figure of it is a promise here, but each is to be had.

use crate::world::Machine;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../crates/testkit/src/bin/tern-bench/budgets.js");
const ROUNDS: u32 = 2;

#[tokio::test]
async fn everything_the_benchmark_measures_in_the_window_is_to_be_had() {
    let machine = Machine::new();
    let window = machine.open_sample().await;
    window.run(PAGE, &[Value::Null, json!(0)]).await.unwrap();
    let names = window.run("return window.measures", &[]).await.unwrap();
    let names: BTreeSet<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        window.run(PAGE, &[json!(name), json!(ROUNDS)]).await.unwrap();
        let answer = window
            .until(&format!("{name} is measured"), async || {
                let answer = window.run("return window.measured", &[]).await?;
                Ok((!answer.is_null()).then_some(answer))
            })
            .await
            .unwrap();
        let times = answer["times"].as_array().unwrap_or_else(|| panic!("{name}: {answer}"));
        // The clock of the page counts whole milliseconds: what is quick may take none.
        assert!(!times.is_empty() && times.iter().all(|it| it.as_f64() >= Some(0.0)), "{name}: {answer}");
    }
    window.close().await.unwrap();
}
