//! Some seconds of hostile input to server and device; `cargo xtask fuzz` goes on for longer.

use std::time::Duration;
use testkit::fuzz::{Options, Report, decoders, device, server};

fn options(seconds: u64) -> Options {
    let corpus = testkit::root().join("tests/fuzz/corpus");
    Options { span: Duration::from_secs(seconds), executions: u64::MAX, seed: 7, corpus, keep: false }
}

/// Nothing was found, and something was tried.
fn check(report: &Report, least: u64) {
    assert!(report.findings.is_empty(), "{report:#?}");
    assert!(report.executions >= least && report.answers.len() >= 5, "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_device_can_break_the_server() {
    check(&server(&options(10)).await.unwrap(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_server_can_break_a_device() {
    check(&device(&options(6)).await.unwrap(), 10);
}

#[test]
fn whatever_can_be_read_can_be_judged() {
    check(&decoders(&options(6)).unwrap(), 300);
}
