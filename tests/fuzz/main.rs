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

/// One after the other, in one test: a panic anywhere in the process counts as a finding of whoever looks.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_input_breaks_neither_the_server_nor_a_device() {
    check(&server(&options(10)).await.unwrap(), 200);
    check(&device(&options(6)).await.unwrap(), 10);
    check(&tokio::task::spawn_blocking(|| decoders(&options(6))).await.unwrap().unwrap(), 300);
}
