//! Two minutes of the torture test on the programs as they are built; `cargo xtask torture` runs it for longer.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::time::Duration;
use testkit::torture::{Options, carry_a_file, run};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_saved_is_lost_whatever_dies() {
    let programs = Path::new(env!("CARGO_BIN_EXE_tern")).parent().unwrap().to_owned();
    let options =
        Options { programs, span: Duration::from_secs(120), kills: 60, desks: 3, seed: 7, database: None };
    let report = run(&options).await.unwrap();
    assert!(report.is_good(), "{report:#?}");
    // A storm that touched nothing proves nothing.
    assert!(report.saved >= 100 && report.desks_killed >= 10 && report.server_killed >= 5, "{report:#?}");
    assert!(report.desks_killed + report.server_killed >= 50, "{report:#?}");
    assert!(report.connections.len() >= 6, "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_outlives_everybody_who_carries_it() {
    let programs = Path::new(env!("CARGO_BIN_EXE_tern")).parent().unwrap().to_owned();
    let report = carry_a_file(&programs).await.unwrap();
    assert!(report.is_same, "{report:?}");
    assert_eq!((report.sender_killed, report.server_killed, report.receiver_killed), (2, 2, 2));
    // What was carried when somebody died is not carried again.
    let file_bytes = 25 << 20;
    assert!(report.carried_up_bytes < 2 * file_bytes, "{report:?}");
    assert!(report.carried_down_bytes < 2 * file_bytes, "{report:?}");
}
