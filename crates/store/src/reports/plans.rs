//! Reports read spans of time from indexes alone: looking up each ticket of a span costs a page of the file.

use super::*;
use crate::{Db, Location};
use domain::priority::Priority;

async fn plan(db: &Db, (sql, values): Condition) -> Vec<String> {
    let steps = rows(db, &format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
    steps.iter().map(|step| step.try_get_by_index::<String>(3).unwrap()).collect()
}

#[tokio::test]
async fn a_span_of_time_is_read_from_an_index_that_holds_all_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Location::File(folder.path().join("desk.db")), None).await.unwrap();
    let cut = |what| Cut { what, from: Timestamp(1), to: Timestamp(2), ..Cut::default() };
    let narrow = Among {
        teams: vec![Uuid::nil()],
        assignees: vec![Uuid::nil()],
        priorities: vec![Priority::High],
        ..Among::default()
    };
    for among in [Among::default(), narrow] {
        let count = |what, by| counting(DbBackend::Sqlite, &among, Some(&cut(what)), &by);
        let times = |what, times, by| timing(DbBackend::Sqlite, &among, &cut(what), times, &by);
        for (asked, index) in [
            (count(CutWhat::Opened, Group::All), "gauge_opened"),
            (count(CutWhat::Opened, Group::Topic), "gauge_opened"),
            (count(CutWhat::Resolved, Group::Resolver), "gauge_resolved"),
            (count(CutWhat::FirstContact, Group::Steps("resolved", vec![1, 2])), "gauge_resolved"),
            (times(CutWhat::Answered, Times::Answer, Group::All), "gauge_answered"),
            (times(CutWhat::Answered, Times::AnswerWall, Group::All), "gauge_answered"),
            (times(CutWhat::Resolved, Times::Work, Group::Resolver), "gauge_resolved"),
            (times(CutWhat::Resolved, Times::WorkWall, Group::Resolver), "gauge_resolved"),
        ] {
            let steps = plan(&db, asked).await;
            assert!(steps[0].contains(&format!("USING COVERING INDEX {index} ")), "{index}: {steps:?}");
        }
        for (what, index) in [
            (CutWhat::Finished, "moved_at"),
            (CutWhat::Reopened, "moved_at"),
            (CutWhat::Left, "moved_at"),
            (CutWhat::Met, "outcome_at"),
        ] {
            let steps = plan(&db, count(what, Group::All)).await;
            let covered = format!("USING COVERING INDEX {index} ");
            assert!(steps.iter().any(|step| step.contains(&covered)), "{index}: {steps:?}");
            let again = steps.iter().any(|step| step.contains("moved_again"));
            assert_eq!(again, what == CutWhat::Reopened, "{steps:?}");
        }
    }
}
