//! Templates: what a new ticket of a kind that comes again begins with, kept and shared like a macro.

use crate::checklist::check_lines;
use crate::ids::{CategoryId, PersonId, TeamId};
use crate::priority::Priority;
use crate::record::{Entity, Kind};
use crate::refusal::Refusal;
use crate::ticket_type::TicketType;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A template, personal or shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub name: String,
    pub owner: PersonId,
    /// As with a view: the owner when it is personal, a team when that shares it; without one everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Uuid>,
    #[serde(flatten)]
    pub fills: Fills,
}

impl Entity for Template {
    const KIND: Kind = Kind::Template;
}

/// What a template fills in; what it does not name it leaves alone. Each is a field of its own, so that two people who
/// edit a template at once both get what they changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "TemplateFills"))]
#[serde(default)]
pub struct Fills {
    /// With the placeholders of canned replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub subject: Option<String>,
    /// Markdown with the placeholders of canned replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, rename = "type"))]
    pub ticket_type: Option<TicketType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub priority: Option<Priority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub category: Option<CategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub team: Option<TeamId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub assignee: Option<PersonId>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeSet<String>>"))]
    pub tags: BTreeSet<String>,
    /// Values of the fields that this desk added, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<BTreeMap<String, Value>>"))]
    pub custom: BTreeMap<String, Value>,
    /// An item on each line: as one text it merges line by line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub checklist: Option<String>,
}

impl Fills {
    /// The same without what is empty, so that "nothing" has one spelling.
    #[must_use]
    pub fn tidied(self) -> Self {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Fills {
            subject: said(self.subject),
            description: said(self.description).map(|text| text.trim().to_owned()),
            tags: self.tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect(),
            custom: self.custom.into_iter().filter(|(_, value)| crate::form::is_filled(value)).collect(),
            checklist: said(self.checklist).map(|text| text.trim_end().to_owned()),
            ..self
        }
    }

    /// Whether a ticket can begin with it.
    ///
    /// # Errors
    /// `Refusal::Invalid` when it fills nothing, or the checklist is longer than a ticket's.
    pub fn check(&self) -> Result<(), Refusal> {
        if *self == Fills::default() {
            return Err(Refusal::invalid("fills", "a template fills something"));
        }
        check_lines(self.checklist.as_deref().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Who;
    use crate::change::{Act, Change, difference};
    use crate::checklist::{ITEM_LIMIT_BYTES, MOST_ITEMS};
    use crate::house::House;
    use crate::ids::ChangeId;
    use crate::merge::{Outcome, Side, merge};
    use crate::person::{Person, Role};
    use crate::record::{Record, to_doc};
    use crate::time::Timestamp;
    use serde_json::json;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn newcomer() -> Template {
        Template {
            name: "New colleague".to_owned(),
            owner: person(1),
            scope: None,
            fills: Fills {
                subject: Some("New colleague".to_owned()),
                tags: BTreeSet::from(["onboarding".to_owned()]),
                custom: BTreeMap::from([("site".to_owned(), json!("north")), ("desk".to_owned(), json!(1))]),
                checklist: Some("Account\nLaptop\nBadge".to_owned()),
                ..Fills::default()
            },
        }
    }

    fn change(by: u128, act: Act) -> Change {
        Change {
            id: ChangeId(Uuid::from_u128(by)),
            kind: Kind::Template,
            entity: Uuid::from_u128(99),
            ticket: None,
            by: person(by),
            at: Timestamp(0),
            seen: 3,
            delivered_at: None,
            act,
        }
    }

    fn both(base: &Record, first: &Template, second: &Template) -> (Outcome, Template) {
        let one = merge(Some(base), &change(1, difference(base, first).unwrap()), Side::Judge).unwrap();
        let mut current = Record { ver: 4, ..one.record };
        for field in &one.changed {
            current.fver.insert(field.field.clone(), 4);
        }
        let two = merge(Some(&current), &change(2, difference(base, second).unwrap()), Side::Judge).unwrap();
        (two.outcome, two.record.read().unwrap())
    }

    #[test]
    fn two_people_who_edit_a_template_at_once_both_get_what_they_changed() {
        let base = Record { ver: 3, first: 3, ..Record::new(Uuid::from_u128(99), None, &newcomer()) };
        let mut mine = newcomer();
        mine.fills.priority = Some(Priority::High);
        mine.fills.tags.insert("hr".to_owned());
        mine.fills.custom.insert("site".to_owned(), json!("south"));
        mine.fills.checklist = Some("Account and mail\nLaptop\nBadge".to_owned());
        let mut theirs = newcomer();
        theirs.fills.description = Some("Starts on Monday.".to_owned());
        theirs.fills.tags.insert("urgent".to_owned());
        theirs.fills.custom.insert("desk".to_owned(), json!(2));
        theirs.fills.checklist = Some("Account\nLaptop\nBadge and key".to_owned());
        let (outcome, merged) = both(&base, &mine, &theirs);
        assert_eq!(outcome, Outcome::Merged);
        let fills = &merged.fills;
        assert_eq!(
            (fills.priority, fills.description.as_deref()),
            (Some(Priority::High), Some("Starts on Monday."))
        );
        assert_eq!(fills.tags.iter().collect::<Vec<_>>(), ["hr", "onboarding", "urgent"]);
        assert_eq!((&fills.custom["site"], &fills.custom["desk"]), (&json!("south"), &json!(2)));
        assert_eq!(fills.checklist.as_deref(), Some("Account and mail\nLaptop\nBadge and key"));
        assert_eq!(both(&base, &theirs, &mine).1, merged, "whoever comes first");
    }

    #[test]
    fn a_template_reads_back_as_it_was_written_and_leaves_out_what_it_does_not_fill() {
        let record = Record::new(Uuid::from_u128(99), None, &newcomer());
        assert_eq!(record.read::<Template>().unwrap(), newcomer());
        let names: Vec<&str> = record.doc.keys().map(String::as_str).collect();
        assert_eq!(names, ["checklist", "custom", "name", "owner", "subject", "tags"]);
    }

    #[test]
    fn what_is_empty_is_not_kept() {
        let fills = Fills {
            subject: Some("  ".to_owned()),
            description: Some(" Text \n".to_owned()),
            tags: BTreeSet::from([" vpn ".to_owned(), " ".to_owned()]),
            custom: BTreeMap::from([("site".to_owned(), json!(" ")), ("vip".to_owned(), json!(false))]),
            checklist: Some("\n".to_owned()),
            ..Fills::default()
        };
        let expected = Fills {
            description: Some("Text".to_owned()),
            tags: BTreeSet::from(["vpn".to_owned()]),
            custom: BTreeMap::from([("vip".to_owned(), json!(false))]),
            ..Fills::default()
        };
        assert_eq!(fills.tidied(), expected, "No is an answer");
    }

    #[test]
    fn a_template_that_fills_nothing_or_has_no_name_is_none() {
        let house = House::fresh();
        let team = *house.teams.keys().next().unwrap();
        let me = Person { role: Role::Agent, ..Person::default() };
        let who = Who::new(person(1), &me, &house.teams);
        let save = |one: &Template| {
            let act = Act::Create { doc: to_doc(one) };
            house.decide(&who, &change(1, act), None, None).map(|verdict| verdict.outcome)
        };
        assert_eq!(save(&newcomer()), Ok(Outcome::Applied));
        let with = |fills: Fills| save(&Template { fills, ..newcomer() });
        let invalid = |field: &str, result| {
            assert!(matches!(result, Err(Refusal::Invalid { field: of, .. }) if of == field))
        };
        invalid("fills", with(Fills::default()));
        invalid("name", save(&Template { name: " ".to_owned(), ..newcomer() }));
        invalid("tags", with(Fills { tags: BTreeSet::from(["x".repeat(65)]), ..Fills::default() }));
        let long = |text: String| Fills { checklist: Some(text), ..Fills::default() };
        invalid("checklist", with(long("item\n".repeat(MOST_ITEMS + 1))));
        invalid("checklist", with(long("x".repeat(ITEM_LIMIT_BYTES + 1))));
        assert!(
            save(&Template { scope: Some(team.0), ..newcomer() }).is_err(),
            "one is no member of that team"
        );
    }
}
