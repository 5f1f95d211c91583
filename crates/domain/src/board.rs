//! Boards: what their columns and lanes are, whom they are for, and where a dropped card goes.

use crate::calendar::Schedule;
use crate::ids::{BoardId, PersonId, TicketId, stable_id};
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::status::{Status, StatusKey};
use crate::time::Timestamp;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How the cards of a board are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BoardSort {
    /// By hand, older first until somebody moves a card.
    #[default]
    Rank,
    /// The next clock to run out first.
    Due,
    Priority,
    Updated,
    Created,
    /// The longest open first.
    Oldest,
}

/// What the columns of a board are. Only those of statuses are made by hand; of the others there is one for each
/// value, and they show what is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ColumnsBy {
    #[default]
    Status,
    Assignee,
    Priority,
    /// The due date that somebody gave a ticket.
    Due,
}

impl ColumnsBy {
    fn is_status(&self) -> bool {
        *self == ColumnsBy::Status
    }
}

/// What the lanes of a board are, its second direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LanesBy {
    Assignee,
    Team,
    Priority,
    Organisation,
    /// How the clocks stand.
    Sla,
}

/// How the clocks of a ticket stand, as far as lanes tell it apart; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SlaStanding {
    Breached,
    AtRisk,
    OnTrack,
    /// No clock runs: it is paused or met, or there is none.
    Quiet,
}

impl SlaStanding {
    pub const ALL: [SlaStanding; 4] =
        [SlaStanding::Breached, SlaStanding::AtRisk, SlaStanding::OnTrack, SlaStanding::Quiet];

    /// The stable key used on the wire.
    pub fn key(self) -> &'static str {
        match self {
            SlaStanding::Breached => "breached",
            SlaStanding::AtRisk => "at_risk",
            SlaStanding::OnTrack => "on_track",
            SlaStanding::Quiet => "quiet",
        }
    }
}

/// The columns of a board by due date, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DueBucket {
    Overdue,
    Today,
    Tomorrow,
    ThisWeek,
    Later,
    None,
}

impl DueBucket {
    pub const ALL: [DueBucket; 6] = [
        DueBucket::Overdue,
        DueBucket::Today,
        DueBucket::Tomorrow,
        DueBucket::ThisWeek,
        DueBucket::Later,
        DueBucket::None,
    ];

    /// The stable key used on the wire.
    pub fn key(self) -> &'static str {
        match self {
            DueBucket::Overdue => "overdue",
            DueBucket::Today => "today",
            DueBucket::Tomorrow => "tomorrow",
            DueBucket::ThisWeek => "this_week",
            DueBucket::Later => "later",
            DueBucket::None => "none",
        }
    }
}

/// The hour at which a day's work is due when nobody names another.
const DUE_HOUR_MS: i64 = 17 * HOUR_MS;
const HOUR_MS: i64 = 3_600_000;

/// Where one bucket of due dates ends and the next begins, as it is now where the desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueBounds {
    now: Timestamp,
    today: NaiveDate,
    /// The ends of overdue, today, tomorrow and this week; each instant is the first of what comes after.
    pub ends: [Timestamp; 4],
}

impl DueBounds {
    pub fn at(now: Timestamp, schedule: &Schedule) -> Self {
        let today = schedule.date(now);
        let day = |days| schedule.day_start(after(today, days));
        let to_monday = u64::from(7 - today.weekday().num_days_from_monday());
        // On a Sunday tomorrow is Monday: of this week nothing is left.
        DueBounds { now, today, ends: [now, day(1), day(2), day(to_monday.max(2))] }
    }

    /// The ends of the next hour and of today, for lists by how soon a clock runs out; see `view::DueSoon`.
    pub fn soon(&self) -> [i64; 2] {
        [self.now.0 + HOUR_MS, self.ends[1].0]
    }

    pub fn bucket(&self, due: Option<Timestamp>) -> DueBucket {
        let Some(due) = due else { return DueBucket::None };
        let [overdue, today, tomorrow, week] = self.ends;
        if due < overdue {
            DueBucket::Overdue
        } else if due < today {
            DueBucket::Today
        } else if due < tomorrow {
            DueBucket::Tomorrow
        } else if due < week {
            DueBucket::ThisWeek
        } else {
            DueBucket::Later
        }
    }

    /// The due date of a ticket that somebody puts into a bucket.
    ///
    /// # Errors
    /// For what has passed: nothing becomes late by hand, and on a Saturday nothing is left of this week.
    pub fn due(&self, bucket: DueBucket, schedule: &Schedule) -> Result<Option<Timestamp>, Refusal> {
        let [_, tomorrow, _, later] = self.ends;
        let on = |date: NaiveDate| schedule.day_start(date).plus_ms(DUE_HOUR_MS);
        let at = match bucket {
            DueBucket::Overdue => return Err(Refusal::invalid("due", "a ticket becomes overdue by itself")),
            DueBucket::Today if on(self.today) > self.now => on(self.today),
            // After hours there is only the end of the day left.
            DueBucket::Today => tomorrow.plus_ms(-60_000).max(self.now),
            DueBucket::Tomorrow => on(after(self.today, 1)),
            DueBucket::ThisWeek => {
                let rest = (2..7).map(|days| after(self.today, days));
                let left: Vec<NaiveDate> =
                    rest.take_while(|date| schedule.day_start(*date) < later).collect();
                let friday = left.iter().find(|date| date.weekday() == Weekday::Fri);
                let date = friday.or(left.last());
                on(*date.ok_or_else(|| Refusal::invalid("due", "there is nothing left of this week"))?)
            }
            DueBucket::Later => on(schedule.date(later)),
            DueBucket::None => return Ok(None),
        };
        Ok(Some(at))
    }
}

fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// One column: of a board of statuses, showing the tickets of one or more of them; of any other, the limit that holds there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Column {
    /// The stable key: by default that of its first status; of a person, a priority or a due date that of the value.
    pub key: String,
    /// Of a column of statuses.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub statuses: Vec<StatusKey>,
    /// Work in progress that the team wants to hold itself to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Whether the board takes no card beyond the limit; else it only shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hard: bool,
}

/// A saved board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub name: String,
    /// Those of statuses; where the columns are something else, those that have a limit.
    pub columns: Vec<Column>,
    #[serde(default)]
    pub sort: BoardSort,
    #[serde(default, skip_serializing_if = "ColumnsBy::is_status")]
    pub by: ColumnsBy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lanes: Option<LanesBy>,
    /// Who made it; the boards that a desk begins with are nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// The owner when it is personal, a team when that shares it; without one it is everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
}

/// The most columns a board of statuses has.
pub const COLUMNS_LIMIT: usize = 40;

impl Board {
    /// Whether it can be worked with.
    ///
    /// # Errors
    /// `Refusal::Invalid`, with the field.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.columns.len() > COLUMNS_LIMIT {
            return Err(Refusal::invalid("columns", format!("a board has up to {COLUMNS_LIMIT} columns")));
        }
        let (mut keys, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for column in &self.columns {
            if self.by.is_status() && column.name.trim().is_empty() {
                return Err(Refusal::invalid("columns", "every column has a name"));
            }
            if !keys.insert(&column.key) {
                return Err(Refusal::invalid("columns", "two columns have the same key"));
            }
            if column.statuses.iter().any(|status| !shown.insert(status)) {
                return Err(Refusal::invalid("columns", "a status stands in one column only"));
            }
            if column.limit.is_some_and(|limit| limit < 1) {
                return Err(Refusal::invalid("columns", "a limit is at least one"));
            }
        }
        let same = match (self.by, self.lanes) {
            (ColumnsBy::Assignee, Some(LanesBy::Assignee))
            | (ColumnsBy::Priority, Some(LanesBy::Priority)) => true,
            (ColumnsBy::Status | ColumnsBy::Assignee | ColumnsBy::Priority | ColumnsBy::Due, _) => false,
        };
        if same { Err(Refusal::invalid("lanes", "columns and lanes show the same")) } else { Ok(()) }
    }
}

impl Entity for Board {
    const KIND: Kind = Kind::Board;
}

impl Entity for Status {
    const KIND: Kind = Kind::Status;
}

/// Where a card was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Place {
    pub column: String,
    /// The lane, on a board that has lanes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub lane: Option<String>,
    /// The card above it, if any.
    #[serde(default)]
    pub after: Option<TicketId>,
    /// The card below it, if any.
    #[serde(default)]
    pub before: Option<TicketId>,
}

/// The id of a status record.
pub fn status_id(key: &StatusKey) -> uuid::Uuid {
    stable_id("status", &key.0)
}

/// The board that every desk has from the start: a column for each status.
pub fn default_board(statuses: &[Status]) -> (BoardId, Board) {
    let columns = statuses
        .iter()
        .map(|status| Column {
            key: status.key.0.clone(),
            name: status.name.clone(),
            statuses: vec![status.key.clone()],
            limit: (status.key.0 == "in_progress").then_some(25),
            hard: false,
        })
        .collect();
    let board = Board {
        name: "All tickets".to_owned(),
        columns,
        sort: BoardSort::Rank,
        by: ColumnsBy::Status,
        lanes: None,
        owner: None,
        scope: None,
    };
    (BoardId(stable_id("board", "all")), board)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Who;
    use crate::change::{Act, Change, difference};
    use crate::house::House;
    use crate::ids::{ChangeId, TeamId};
    use crate::person::{Person, Role};
    use crate::record::{Record, to_doc};
    use crate::status::default_statuses;
    use std::collections::BTreeMap;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_due_date_stands_in_the_bucket_that_it_was_put_into() {
        let schedule = Schedule::always();
        for now in [
            "2026-03-10T10:00:00Z",
            "2026-03-10T23:30:00Z",
            "2026-03-12T08:00:00Z",
            "2026-03-14T08:00:00Z",
            "2026-03-15T18:00:00Z",
        ] {
            let bounds = DueBounds::at(at(now), schedule);
            for bucket in DueBucket::ALL {
                match bounds.due(bucket, schedule) {
                    Ok(due) => assert_eq!(bounds.bucket(due), bucket, "{now}: {due:?}"),
                    Err(refused) => {
                        assert!(matches!(refused, Refusal::Invalid { field, .. } if field == "due"))
                    }
                }
            }
            assert!(bounds.due(DueBucket::Overdue, schedule).is_err());
        }
        let tuesday = DueBounds::at(at("2026-03-10T10:00:00Z"), schedule);
        let due = |bucket| tuesday.due(bucket, schedule).unwrap();
        assert_eq!(due(DueBucket::Today), Some(at("2026-03-10T17:00:00Z")));
        assert_eq!(due(DueBucket::Tomorrow), Some(at("2026-03-11T17:00:00Z")));
        assert_eq!(due(DueBucket::ThisWeek), Some(at("2026-03-13T17:00:00Z")));
        assert_eq!(due(DueBucket::Later), Some(at("2026-03-16T17:00:00Z")));
        assert_eq!(due(DueBucket::None), None);
        let sunday = DueBounds::at(at("2026-03-15T10:00:00Z"), schedule);
        assert!(sunday.due(DueBucket::ThisWeek, schedule).is_err(), "nothing is left of the week");
        assert_eq!(sunday.bucket(Some(at("2026-03-16T09:00:00Z"))), DueBucket::Tomorrow);
        assert_eq!(tuesday.bucket(Some(at("2026-03-10T09:59:59Z"))), DueBucket::Overdue);
    }

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn who(number: u128, role: Role, teams: &[TeamId]) -> Who {
        let known = Person { role, teams: teams.iter().copied().collect(), ..Person::default() };
        Who::new(person(number), &known, &BTreeMap::new())
    }

    fn board(owner: Option<PersonId>, scope: Option<Uuid>) -> Board {
        Board { owner, scope, ..default_board(&default_statuses()).1 }
    }

    fn record(board: &Board) -> Record {
        Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, board) }
    }

    fn decide(who: &Who, act: Act, current: Option<&Record>) -> Result<(), Refusal> {
        let change = Change {
            id: ChangeId(Uuid::from_u128(7)),
            kind: Kind::Board,
            entity: Uuid::from_u128(99),
            ticket: None,
            by: who.id,
            at: Timestamp(0),
            seen: 3,
            delivered_at: None,
            act,
        };
        House::fresh().decide(who, &change, current, None).map(drop)
    }

    #[test]
    fn people_make_boards_for_themselves_and_their_teams_and_managers_for_everybody() {
        let team = TeamId(Uuid::from_u128(50));
        let create = |board: &Board| Act::Create { doc: to_doc(board) };
        let agent = who(1, Role::Agent, &[team]);
        assert!(decide(&agent, create(&board(Some(person(1)), Some(person(1).0))), None).is_ok());
        assert!(decide(&agent, create(&board(Some(person(1)), Some(team.0))), None).is_ok());
        assert!(decide(&agent, create(&board(Some(person(1)), None)), None).is_err());
        assert!(decide(&agent, create(&board(None, None)), None).is_err());
        assert!(decide(&agent, create(&board(Some(person(2)), Some(team.0))), None).is_err());
        assert!(decide(&agent, create(&board(Some(person(1)), Some(Uuid::from_u128(51)))), None).is_err());
        assert!(decide(&who(2, Role::Manager, &[]), create(&board(Some(person(2)), None)), None).is_ok());
        assert!(decide(&who(2, Role::Manager, &[]), create(&board(None, None)), None).is_ok());
    }

    #[test]
    fn a_board_of_the_desk_stays_everybodys_and_a_personal_one_its_owners() {
        let mine = record(&board(Some(person(1)), Some(person(1).0)));
        assert!(!who(2, Role::Admin, &[]).may_see_loose(&mine));
        assert!(who(1, Role::Technician, &[]).may_see_loose(&mine));
        let shared = difference(&mine, &board(Some(person(1)), None)).unwrap();
        assert!(decide(&who(1, Role::Agent, &[]), shared.clone(), Some(&mine)).is_err());
        assert!(decide(&who(1, Role::Manager, &[]), shared, Some(&mine)).is_ok());

        let house = record(&board(None, None));
        let renamed = Board { name: "Everything".to_owned(), ..board(None, None) };
        let renamed = difference(&house, &renamed).unwrap();
        assert!(decide(&who(1, Role::Agent, &[]), renamed.clone(), Some(&house)).is_err());
        assert!(decide(&who(1, Role::Manager, &[]), renamed, Some(&house)).is_ok());
        let taken = difference(&house, &board(None, Some(person(1).0))).unwrap();
        assert!(decide(&who(1, Role::Manager, &[]), taken, Some(&house)).is_err());
    }

    #[test]
    fn a_board_that_contradicts_itself_is_not_saved() {
        fn limited(board: &mut Board, limit: i64) {
            let mut column = board.columns.remove(0);
            (column.key, column.name, column.limit) = ("urgent".to_owned(), String::new(), Some(limit));
            (board.by, board.columns) = (ColumnsBy::Priority, vec![column]);
        }
        let me = who(1, Role::Manager, &[]);
        let save = |edit: fn(&mut Board)| {
            let mut board = board(Some(person(1)), None);
            edit(&mut board);
            decide(&me, Act::Create { doc: to_doc(&board) }, None)
        };
        assert!(save(|_| {}).is_ok());
        assert!(save(|board| board.name = " ".to_owned()).is_err());
        assert!(save(|board| board.columns[0].name = " ".to_owned()).is_err());
        assert!(save(|board| board.columns[0].key = board.columns[1].key.clone()).is_err());
        assert!(save(|board| board.columns[0].statuses.push(StatusKey::new("open"))).is_err());
        assert!(save(|board| board.columns[0].limit = Some(0)).is_err());
        assert!(
            save(|board| (board.by, board.lanes) = (ColumnsBy::Priority, Some(LanesBy::Priority))).is_err()
        );
        assert!(save(|board| (board.by, board.lanes) = (ColumnsBy::Priority, Some(LanesBy::Team))).is_ok());
        assert!(save(|board| limited(board, 3)).is_ok(), "what stands for a value has no name of its own");
        assert!(save(|board| limited(board, 0)).is_err());
    }

    #[test]
    fn a_board_of_an_older_desk_reads_as_what_it_was() {
        let old = serde_json::json!({ "name": "All", "columns": [{ "key": "new", "name": "New", "statuses": ["new"] }] });
        let board: Board = serde_json::from_value(old).unwrap();
        assert_eq!((board.by, board.lanes, board.owner, board.scope), (ColumnsBy::Status, None, None, None));
        assert!(!board.columns[0].hard);
        let written: Vec<String> = to_doc(&board).keys().cloned().collect();
        assert_eq!(written, ["columns", "name", "sort"], "an older desk reads what this one writes");
    }
}
