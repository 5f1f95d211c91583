//! Saved views: what somebody looks for again and again, kept under a name and shared by whoever likes it.

use crate::form::FieldIs;
use crate::ids::{OrganisationId, PersonId, TeamId};
use crate::priority::Priority;
use crate::record::{Entity, Kind};
use crate::status::{StatusCategory, StatusKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How a list of tickets is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// The next clock to run out first.
    #[default]
    Due,
    /// The ticket's own date, soonest first; those without one come last.
    DueDate,
    Number,
    Subject,
    Priority,
    Status,
    Requester,
    Assignee,
    Created,
    Updated,
}

/// What settles the order of tickets that are equal by the first key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ThenBy {
    pub key: SortKey,
    pub descending: bool,
}

/// What a list stands in groups by, each with a heading of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ListGroup {
    Status,
    Priority,
    Assignee,
    Team,
    Organisation,
    /// How soon a clock runs out, by `DueSoon`.
    Due,
}

/// How soon the next clock of a ticket runs out; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DueSoon {
    Breached,
    WithinHour,
    Today,
    Later,
    /// No clock runs.
    Quiet,
}

impl DueSoon {
    pub const ALL: [DueSoon; 5] =
        [DueSoon::Breached, DueSoon::WithinHour, DueSoon::Today, DueSoon::Later, DueSoon::Quiet];

    /// The stable key used on the wire.
    pub fn key(self) -> &'static str {
        match self {
            DueSoon::Breached => "breached",
            DueSoon::WithinHour => "within_hour",
            DueSoon::Today => "today",
            DueSoon::Later => "later",
            DueSoon::Quiet => "quiet",
        }
    }
}

/// What a clock can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    AtRisk,
    Breached,
}

/// What a view narrows to; what is empty does not narrow. Each list is a set of its own, so that two people who
/// edit the same view at once both get what they added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Narrows {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub statuses: BTreeSet<StatusKey>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub categories: BTreeSet<StatusCategory>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub priorities: BTreeSet<Priority>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub teams: BTreeSet<TeamId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub assignees: BTreeSet<PersonId>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unassigned: bool,
    /// What whoever looks owns.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mine: bool,
    /// What the teams of whoever looks have.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub my_teams: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// What fields of the desk hold: any of what is named of one field, for each field that is.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub fields: BTreeSet<FieldIs>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub clocks: BTreeSet<Alarm>,
    /// What has a clock that runs out today.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub due_today: bool,
    /// What was changed within so many hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_hours: Option<i64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub awake: bool,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub name: String,
    pub owner: PersonId,
    /// The owner when it is personal, a team when that shares it; without one it is everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
    /// Where it stands in the sidebar, by `ticket::rank_between`.
    #[serde(default)]
    pub position: i64,
    #[serde(default)]
    pub sort: SortKey,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<ThenBy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<ListGroup>,
    /// The columns of the list in their order; without any the list's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    #[serde(flatten)]
    pub narrows: Narrows,
}

impl Entity for View {
    const KIND: Kind = Kind::View;
}

/// The views that every desk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BuiltIn {
    Mine,
    Unassigned,
    MyTeams,
    DueToday,
    Breached,
    Recent,
}

impl BuiltIn {
    pub const ALL: [BuiltIn; 6] = [
        BuiltIn::Mine,
        BuiltIn::Unassigned,
        BuiltIn::MyTeams,
        BuiltIn::DueToday,
        BuiltIn::Breached,
        BuiltIn::Recent,
    ];

    pub fn key(self) -> &'static str {
        match self {
            BuiltIn::Mine => "mine",
            BuiltIn::Unassigned => "unassigned",
            BuiltIn::MyTeams => "my_teams",
            BuiltIn::DueToday => "due_today",
            BuiltIn::Breached => "breached",
            BuiltIn::Recent => "recent",
        }
    }

    /// What it narrows to.
    pub fn narrows(self) -> Narrows {
        let categories = BTreeSet::from([
            StatusCategory::New,
            StatusCategory::Open,
            StatusCategory::Waiting,
            StatusCategory::OnHold,
        ]);
        let open = Narrows { categories, ..Narrows::default() };
        match self {
            BuiltIn::Mine => Narrows { mine: true, awake: true, ..open },
            BuiltIn::Unassigned => Narrows { unassigned: true, ..open },
            BuiltIn::MyTeams => Narrows { my_teams: true, ..open },
            BuiltIn::DueToday => Narrows { due_today: true, ..open },
            BuiltIn::Breached => Narrows { clocks: BTreeSet::from([Alarm::Breached]), ..open },
            BuiltIn::Recent => Narrows { updated_hours: Some(24), ..Narrows::default() },
        }
    }

    /// How it is ordered, and whether the other way round.
    pub fn order(self) -> (SortKey, bool) {
        match self {
            BuiltIn::Recent => (SortKey::Updated, true),
            BuiltIn::Mine
            | BuiltIn::Unassigned
            | BuiltIn::MyTeams
            | BuiltIn::DueToday
            | BuiltIn::Breached => (SortKey::Due, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Who;
    use crate::change::{Act, Change, difference};
    use crate::house::House;
    use crate::ids::ChangeId;
    use crate::merge::{Outcome, Side, merge};
    use crate::person::{Person, Role};
    use crate::record::{Record, to_doc};
    use crate::refusal::Refusal;
    use crate::time::Timestamp;
    use std::collections::BTreeMap;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn who(number: u128, role: Role, teams: &[TeamId]) -> Who {
        let person = Person { role, teams: teams.iter().copied().collect(), ..Person::default() };
        Who::new(super::tests::person(number), &person, &BTreeMap::new())
    }

    fn view(owner: PersonId, scope: Option<Uuid>) -> View {
        View {
            name: "Printers".to_owned(),
            owner,
            scope,
            position: 0,
            sort: SortKey::Due,
            descending: false,
            then: None,
            group: None,
            columns: Vec::new(),
            narrows: Narrows { tags: BTreeSet::from(["printer".to_owned()]), ..Narrows::default() },
        }
    }

    fn record(view: &View) -> Record {
        Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, view) }
    }

    fn change(by: PersonId, act: Act) -> Change {
        Change {
            id: ChangeId(Uuid::from_u128(7)),
            kind: Kind::View,
            entity: Uuid::from_u128(99),
            ticket: None,
            by,
            at: Timestamp(0),
            seen: 3,
            delivered_at: None,
            act,
        }
    }

    fn decide(who: &Who, act: Act, current: Option<&Record>) -> Result<Outcome, Refusal> {
        House::fresh().decide(who, &change(who.id, act), current, None).map(|verdict| verdict.outcome)
    }

    #[test]
    fn a_personal_view_is_there_for_nobody_else_whatever_their_role() {
        let mine = record(&view(person(1), Some(person(1).0)));
        for role in [Role::Technician, Role::Agent, Role::Manager, Role::Admin] {
            let other = who(2, role, &[]);
            assert!(!other.may_see_loose(&mine));
            let missing = Err(Refusal::Missing(Kind::View));
            assert_eq!(decide(&other, Act::Delete, Some(&mine)), missing);
            let edit = difference(&mine, &View { name: "Mine now".to_owned(), ..view(person(1), None) });
            assert_eq!(decide(&other, edit.unwrap(), Some(&mine)), missing);
        }
        assert!(who(1, Role::Technician, &[]).may_see_loose(&mine));
    }

    #[test]
    fn what_is_shared_with_a_team_is_for_its_members_and_edited_by_its_owner_and_managers() {
        let (team, other_team) = (TeamId(Uuid::from_u128(50)), TeamId(Uuid::from_u128(51)));
        let shared = record(&view(person(1), Some(team.0)));
        assert!(!who(2, Role::Admin, &[other_team]).may_see_loose(&shared));
        assert!(who(2, Role::Technician, &[team]).may_see_loose(&shared));
        let renamed = View { name: "All printers".to_owned(), ..view(person(1), Some(team.0)) };
        let edit = || difference(&shared, &renamed).unwrap();
        assert!(decide(&who(1, Role::Agent, &[team]), edit(), Some(&shared)).is_ok());
        assert!(decide(&who(2, Role::Manager, &[team]), edit(), Some(&shared)).is_ok());
        assert!(matches!(
            decide(&who(2, Role::Agent, &[team]), edit(), Some(&shared)),
            Err(Refusal::Forbidden(_))
        ));
        // A manager may not keep it for themselves either.
        let taken = difference(&shared, &view(person(1), Some(person(2).0))).unwrap();
        assert!(decide(&who(2, Role::Manager, &[team]), taken, Some(&shared)).is_err());
        let given_away = difference(&shared, &view(person(1), Some(other_team.0))).unwrap();
        assert!(decide(&who(1, Role::Agent, &[team]), given_away, Some(&shared)).is_err());
    }

    #[test]
    fn nobody_saves_a_view_in_another_name_or_into_another_team() {
        let create = |view: &View| Act::Create { doc: to_doc(view) };
        let me = who(1, Role::Agent, &[]);
        assert_eq!(decide(&me, create(&view(person(1), Some(person(1).0))), None), Ok(Outcome::Applied));
        assert_eq!(decide(&me, create(&view(person(1), None)), None), Ok(Outcome::Applied));
        assert!(decide(&me, create(&view(person(2), Some(person(2).0))), None).is_err());
        assert!(decide(&me, create(&view(person(1), Some(person(2).0))), None).is_err());
        assert!(decide(&me, create(&view(person(1), Some(Uuid::from_u128(50)))), None).is_err());
        let nameless = View { name: " ".to_owned(), ..view(person(1), None) };
        assert!(decide(&me, create(&nameless), None).is_err());
    }

    #[test]
    fn two_people_who_add_to_one_view_at_once_both_get_what_they_added() {
        let base = record(&view(person(1), None));
        let with = |tag: &str, statuses: &[&str]| {
            let mut view = view(person(1), None);
            view.narrows.tags.insert(tag.to_owned());
            view.narrows.statuses = statuses.iter().map(|key| StatusKey::new(key)).collect();
            difference(&base, &view).unwrap()
        };
        let first = merge(Some(&base), &change(person(1), with("toner", &["open"])), Side::Judge).unwrap();
        let current = Record { ver: 4, ..first.record };
        let second = merge(Some(&current), &change(person(2), with("paper", &["new"])), Side::Judge).unwrap();
        assert_eq!(second.outcome, Outcome::Merged);
        assert!(second.conflicts.is_empty());
        let merged: View = second.record.read().unwrap();
        assert_eq!(merged.narrows.tags.iter().collect::<Vec<_>>(), ["paper", "printer", "toner"]);
        assert_eq!(merged.narrows.statuses.len(), 2);
    }

    #[test]
    fn a_scope_that_is_no_text_hides_a_record_rather_than_showing_it() {
        let mut odd = record(&view(person(1), None));
        odd.doc.insert("scope".to_owned(), serde_json::json!(["everybody"]));
        assert!(!who(1, Role::Admin, &[]).may_see_loose(&odd));
    }

    #[test]
    fn a_view_reads_back_as_it_was_written_and_leaves_out_what_does_not_narrow() {
        let view = view(person(1), Some(person(1).0));
        let record = record(&view);
        assert_eq!(record.read::<View>().unwrap(), view);
        let names: Vec<&str> = record.doc.keys().map(String::as_str).collect();
        assert_eq!(names.len(), 6, "{names:?}");
    }
}
