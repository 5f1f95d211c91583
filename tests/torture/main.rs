//! Two minutes of the torture test on the programs as they are built; `cargo xtask torture` runs it for longer.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::time::Duration;
use testkit::ill_disk::Illness;
use testkit::torture::{Options, carry_a_file, outlive_a_failing_disk, run};

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
    assert!(
        !Illness::can_befall() || (report.disks_ill.len() >= 4 && report.disk_refused > 0),
        "{report:#?}"
    );
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

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_recovers_from_a_failing_disk_without_a_restart() {
    let programs = Path::new(env!("CARGO_BIN_EXE_tern")).parent().unwrap().to_owned();
    // Packages of some systems have nothing that makes a disk fail; those that Tern installs by itself do.
    let Some(report) = outlive_a_failing_disk(&programs).await.unwrap() else {
        assert!(!Path::new("/etc/debian_version").exists(), "fiu-utils is missing");
        return;
    };
    let refused = |call: &str| report.refused.iter().filter(|(failed, _)| *failed == call).count();
    assert_eq!(refused("posix/io/sync/fsync"), 4, "{report:?}");
    assert_eq!(refused("posix/io/rw/pwrite"), 4, "{report:?}");
    assert!(refused("posix/io/rw/pread") > 0, "{report:?}");
    assert!(
        report.refused.iter().all(|(_, code)| code == "disk_failing" || code == "foreign_file"),
        "{report:?}"
    );
}
