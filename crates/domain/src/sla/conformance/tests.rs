//! The conformance cases that come with the project, and what the checks say about broken ones.

use super::*;

#[test]
fn every_business_time_case_passes() {
    let report = check_time(include_str!("../../../tests/data/business_time.jsonl"));
    assert_eq!((report.passed, report.failed), (340, 0), "{report}");
}

#[test]
fn every_timeline_passes() {
    let report = check_timelines(include_str!("../../../tests/data/timelines.json"));
    assert_eq!((report.passed, report.failed), (139, 0), "{report}");
}
