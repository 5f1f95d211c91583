//! What a line means on one desk: which statuses, people, teams and times its terms name, and what it got wrong.

use super::nearest::nearest;
use super::times::{Span, Way, span};
use super::{Compare, Key, Line, Term, What};
use crate::calendar::Schedule;
use crate::house::House;
use crate::ids::{CategoryId, OrganisationId, PersonId, TeamId};
use crate::person::Organisation;
use crate::priority::Priority;
use crate::status::{StatusCategory, StatusKey};
use crate::ticket_type::TicketType;
use crate::time::Timestamp;
use crate::view::Alarm;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What names and times are held against.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    pub house: &'a House,
    pub organisations: &'a BTreeMap<Uuid, Organisation>,
    /// Whose midnight a day ends at.
    pub schedule: &'a Schedule,
    pub now: Timestamp,
}

/// A line as the desk understands it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    pub words: Vec<Sought>,
    /// All of these.
    pub clauses: Vec<Clause>,
    pub mistakes: Vec<Mistake>,
}

/// Words to look for, or to leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    pub text: String,
    pub not: bool,
    /// Whether they stand together as they are.
    pub phrase: bool,
}

/// Something that a ticket has to be, or must not.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    pub not: bool,
    /// Any of these; none is nothing.
    pub any: Vec<Test>,
    /// The items of the line that say so.
    pub items: Vec<usize>,
}

/// One thing that is true of a ticket or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    Statuses(BTreeSet<StatusKey>),
    Categories(BTreeSet<StatusCategory>),
    Priorities(BTreeSet<Priority>),
    Teams(BTreeSet<TeamId>),
    /// Those of whoever looks.
    MyTeams,
    Assignees(BTreeSet<PersonId>),
    /// Whoever looks.
    Mine,
    Unassigned,
    /// Somebody with all of these words in their name, address or organisation.
    Requester(String),
    NoRequester,
    Organisations(BTreeSet<OrganisationId>),
    NoOrganisation,
    Types(BTreeSet<TicketType>),
    Topics(BTreeSet<CategoryId>),
    NoTopic,
    Tag(String),
    Untagged,
    /// A clock runs out, or a date of its own comes while it is not done.
    Due(Span),
    /// No clock runs, and it has no date of its own.
    NeverDue,
    /// The ticket's own date, of those that are not done.
    DueDate(Span),
    /// It has no date of its own.
    Undated,
    Created(Span),
    Updated(Span),
    Clock(Alarm),
    /// Put off by whoever looks.
    Snoozed,
    /// It was deleted; without this none that was is found.
    Deleted,
    /// It waits or rests until a moment at which it is work again.
    Postponed,
    /// Whoever looks asked to hear of it.
    Watched,
    /// Done, and that it is fixed was confirmed; or was not.
    Confirmed(bool),
    /// Open, and the last public word is the desk's own; or is not.
    Answered(bool),
    /// Others said something that whoever looks has not read; or did not.
    Unread(bool),
    /// Whoever looks has begun to write something there, and not sent it.
    Begun,
    Attachment,
    /// A number, or a name until there is one.
    Number(String),
}

/// Something of a line that cannot be meant as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The item of the line.
    pub item: usize,
    pub wrong: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It looks like a term, and is looked for as a word.
    Key { key: String, near: Option<Key> },
    /// Nothing is called so.
    Value { key: Key, value: String, near: Option<String> },
    /// `<` and `>` say nothing of this key.
    Order { key: Key },
    /// What a time looks like is `2d`, `today` or a date.
    Time { key: Key, value: String },
}

/// Reads what a line means.
pub fn read(line: &Line, ground: Ground<'_>) -> Asked {
    let mut asked = Asked::default();
    let mut gathered: BTreeMap<Key, usize> = BTreeMap::new();
    for (index, item) in line.items.iter().enumerate() {
        let term = match &item.what {
            What::Word(text) => {
                if let Some(wrong) = half_term(text) {
                    asked.mistakes.push(Mistake { item: index, wrong });
                }
                asked.words.push(Sought { text: text.clone(), not: item.not, phrase: false });
                continue;
            }
            What::Phrase(text) => {
                asked.words.push(Sought { text: text.clone(), not: item.not, phrase: true });
                continue;
            }
            What::Term(term) if term.values.is_empty() => continue,
            What::Term(term) => term,
        };
        let (any, wrongs) = tests(term, ground);
        asked.mistakes.extend(wrongs.into_iter().map(|wrong| Mistake { item: index, wrong }));
        let other = gathered.get(&term.key).copied().filter(|_| term.key.gathers() && !item.not);
        if let Some(clause) = other.and_then(|place| asked.clauses.get_mut(place)) {
            clause.any.extend(any);
            clause.items.push(index);
            joined(&mut clause.any);
            continue;
        }
        if !item.not {
            gathered.insert(term.key, asked.clauses.len());
        }
        asked.clauses.push(Clause { not: item.not, any, items: vec![index] });
    }
    asked
}

/// A word such as `stauts:open`, whose key is not known and near one that is.
fn half_term(word: &str) -> Option<Wrong> {
    let sign = word.find([':', '<', '>'])?;
    let key = &word[..sign];
    let named = key.chars().count() >= 3 && key.chars().all(|c| c.is_alphabetic() || c == '_');
    let near = Key::near(key);
    // An address is no mistake, and neither is the beginning of a sentence.
    let meant = named && word.len() > sign + 1 && (near.is_some() || !word[sign..].starts_with("://"));
    meant.then(|| Wrong::Key { key: key.to_owned(), near })
}

/// What the values of a term name.
fn tests(term: &Term, ground: Ground<'_>) -> (Vec<Test>, Vec<Wrong>) {
    let (mut any, mut wrongs) = (Vec::new(), Vec::new());
    let key = term.key;
    if term.compare != Compare::Is && !key.is_ordered() {
        return (any, vec![Wrong::Order { key }]);
    }
    for value in &term.values {
        let found = match key {
            Key::Due | Key::DueDate | Key::Created | Key::Updated => {
                match time(key, value, term.compare, ground) {
                    Some(test) => Ok(test),
                    None => Err(Wrong::Time { key, value: value.clone() }),
                }
            }
            Key::Priority => priorities(value, term.compare).ok_or(near(key, value, priority_names())),
            Key::Status => status(value, ground.house),
            Key::Assignee => assignee(value, ground.house),
            Key::Requester => {
                Ok(if is_none(value) { Test::NoRequester } else { Test::Requester(value.clone()) })
            }
            Key::Team => team(value, ground.house),
            Key::Type => ticket_type(value, ground.house),
            Key::Category => topic(value, ground.house),
            Key::Tag => Ok(if is_none(value) { Test::Untagged } else { Test::Tag(value.clone()) }),
            Key::Organisation => organisation(value, ground.organisations),
            Key::Is => is(value),
            Key::Has => has(value),
            Key::Number => Ok(Test::Number(value.trim_start_matches('#').to_owned())),
        };
        match found {
            Ok(test) => any.push(test),
            Err(wrong) => wrongs.push(wrong),
        }
    }
    joined(&mut any);
    (any, wrongs)
}

/// Makes one test of those that name several of the same.
fn joined(any: &mut Vec<Test>) {
    let mut out: Vec<Test> = Vec::new();
    for test in any.drain(..) {
        let taken = out.iter_mut().any(|have| match (have, &test) {
            (Test::Statuses(have), Test::Statuses(more)) => add(have, more),
            (Test::Categories(have), Test::Categories(more)) => add(have, more),
            (Test::Priorities(have), Test::Priorities(more)) => add(have, more),
            (Test::Teams(have), Test::Teams(more)) => add(have, more),
            (Test::Assignees(have), Test::Assignees(more)) => add(have, more),
            (Test::Organisations(have), Test::Organisations(more)) => add(have, more),
            (Test::Types(have), Test::Types(more)) => add(have, more),
            (Test::Topics(have), Test::Topics(more)) => add(have, more),
            (have, test) => have == test,
        });
        if !taken {
            out.push(test);
        }
    }
    *any = out;
}

fn add<T: Ord + Clone>(have: &mut BTreeSet<T>, more: &BTreeSet<T>) -> bool {
    have.extend(more.iter().cloned());
    true
}

fn time(key: Key, value: &str, compare: Compare, ground: Ground<'_>) -> Option<Test> {
    let ahead = matches!(key, Key::Due | Key::DueDate);
    if ahead && is_none(value) && compare == Compare::Is {
        return Some(if key == Key::Due { Test::NeverDue } else { Test::Undated });
    }
    let way = if ahead { Way::Ahead } else { Way::Behind };
    let span = span(value, compare, way, ground.now, ground.schedule)?;
    Some(if key == Key::Due {
        Test::Due(span)
    } else if key == Key::DueDate {
        Test::DueDate(span)
    } else if key == Key::Created {
        Test::Created(span)
    } else {
        Test::Updated(span)
    })
}

fn priorities(value: &str, compare: Compare) -> Option<Test> {
    let named = Priority::ALL.into_iter().find(|one| folded(one.key()) == folded(value))?;
    let fits = |one: &Priority| match compare {
        Compare::Is => *one == named,
        Compare::Less => *one < named,
        Compare::AtMost => *one <= named,
        Compare::More => *one > named,
        Compare::AtLeast => *one >= named,
    };
    Some(Test::Priorities(Priority::ALL.into_iter().filter(fits).collect()))
}

fn priority_names() -> impl Iterator<Item = &'static str> {
    Priority::ALL.into_iter().map(Priority::key)
}

/// A status by its key or name, else all of a category.
fn status(value: &str, house: &House) -> Result<Test, Wrong> {
    let names = house.statuses.iter().map(|one| (&one.key, vec![one.key.0.as_str(), one.name.as_str()]));
    let (exact, begun) = named(value, names);
    let categories: BTreeSet<StatusCategory> =
        StatusCategory::ALL.into_iter().filter(|one| folded(one.key()) == folded(value)).collect();
    if exact.is_empty() && !categories.is_empty() {
        return Ok(Test::Categories(categories));
    }
    let found = if exact.is_empty() { begun } else { exact };
    if found.is_empty() {
        let known = house.statuses.iter().flat_map(|one| [one.key.0.as_str(), one.name.as_str()]);
        return Err(near(Key::Status, value, known));
    }
    Ok(Test::Statuses(found.into_iter().cloned().collect()))
}

fn assignee(value: &str, house: &House) -> Result<Test, Wrong> {
    if is_me(value) {
        return Ok(Test::Mine);
    }
    if is_none(value) {
        return Ok(Test::Unassigned);
    }
    let names = house.staff.iter().map(|(id, one)| {
        let names = [Some(one.name.as_str()), one.email.as_deref()];
        (*id, names.into_iter().flatten().collect())
    });
    let found = best(value, names);
    let known = house.staff.values().map(|one| one.name.as_str());
    if found.is_empty() { Err(near(Key::Assignee, value, known)) } else { Ok(Test::Assignees(found)) }
}

fn team(value: &str, house: &House) -> Result<Test, Wrong> {
    if is_me(value) {
        return Ok(Test::MyTeams);
    }
    let found = best(value, house.teams.iter().map(|(id, one)| (*id, vec![one.name.as_str()])));
    let known = house.teams.values().map(|one| one.name.as_str());
    if found.is_empty() { Err(near(Key::Team, value, known)) } else { Ok(Test::Teams(found)) }
}

fn organisation(value: &str, known: &BTreeMap<Uuid, Organisation>) -> Result<Test, Wrong> {
    if is_none(value) {
        return Ok(Test::NoOrganisation);
    }
    let names = known.iter().map(|(id, one)| (OrganisationId(*id), vec![one.name.as_str()]));
    let found = best(value, names);
    let known = known.values().map(|one| one.name.as_str());
    if found.is_empty() { Err(near(Key::Organisation, value, known)) } else { Ok(Test::Organisations(found)) }
}

/// A category and all below it.
fn topic(value: &str, house: &House) -> Result<Test, Wrong> {
    if is_none(value) {
        return Ok(Test::NoTopic);
    }
    let mut found = best(value, house.categories.iter().map(|(id, one)| (*id, vec![one.name.as_str()])));
    if found.is_empty() {
        let known = house.categories.values().map(|one| one.name.as_str());
        return Err(near(Key::Category, value, known));
    }
    let above = house.above();
    let is_below = |id: CategoryId| {
        let mut next = Some(id);
        // A tree that somebody closed into a ring ends, too.
        for _ in 0..=house.categories.len() {
            next = next.and_then(|id| above.get(&id).copied());
            if next.is_none_or(|id| found.contains(&id)) {
                break;
            }
        }
        next.is_some_and(|id| found.contains(&id))
    };
    let below: Vec<CategoryId> = house.categories.keys().copied().filter(|id| is_below(*id)).collect();
    found.extend(below);
    Ok(Test::Topics(found))
}

fn ticket_type(value: &str, house: &House) -> Result<Test, Wrong> {
    let called: Vec<_> = house.types.all().iter().map(|one| (&one.key, one.spoken())).collect();
    let found = best(value, called.iter().map(|(key, name)| ((*key).clone(), vec![key.key(), name])));
    let known = called.iter().flat_map(|(key, name)| [key.key(), name]);
    if found.is_empty() { Err(near(Key::Type, value, known)) } else { Ok(Test::Types(found)) }
}

/// What a ticket can be asked to be.
pub(super) const STATES: [&str; 18] = [
    "open",
    "done",
    "answered",
    "unanswered",
    "unread",
    "read",
    "draft",
    "confirmed",
    "unconfirmed",
    "breached",
    "at_risk",
    "snoozed",
    "postponed",
    "deleted",
    "watching",
    "mine",
    "unassigned",
    "untagged",
];

fn is(value: &str) -> Result<Test, Wrong> {
    let of = |done: bool| {
        let all = StatusCategory::ALL.into_iter().filter(|one| one.is_done() == done);
        Test::Categories(all.collect())
    };
    Ok(match folded(value).as_str() {
        "open" => of(false),
        "done" => of(true),
        "breached" => Test::Clock(Alarm::Breached),
        "at risk" => Test::Clock(Alarm::AtRisk),
        "answered" => Test::Answered(true),
        "unanswered" => Test::Answered(false),
        "unread" => Test::Unread(true),
        "read" => Test::Unread(false),
        "draft" => Test::Begun,
        "confirmed" => Test::Confirmed(true),
        "unconfirmed" => Test::Confirmed(false),
        "snoozed" => Test::Snoozed,
        "postponed" => Test::Postponed,
        "deleted" => Test::Deleted,
        "watching" | "watched" => Test::Watched,
        "mine" => Test::Mine,
        "unassigned" => Test::Unassigned,
        "untagged" => Test::Untagged,
        other => match StatusCategory::ALL.into_iter().find(|one| folded(one.key()) == other) {
            Some(category) => Test::Categories(BTreeSet::from([category])),
            None => return Err(near(Key::Is, value, STATES.into_iter())),
        },
    })
}

fn has(value: &str) -> Result<Test, Wrong> {
    match folded(value).as_str() {
        "attachment" | "attachments" | "file" | "files" => Ok(Test::Attachment),
        _ => Err(near(Key::Has, value, ["attachment"].into_iter())),
    }
}

fn near<'a>(key: Key, value: &str, known: impl Iterator<Item = &'a str>) -> Wrong {
    Wrong::Value { key, value: value.to_owned(), near: nearest(value, known).map(str::to_owned) }
}

fn is_me(value: &str) -> bool {
    ["me", "mine"].contains(&folded(value).as_str())
}

fn is_none(value: &str) -> bool {
    folded(value) == "none"
}

/// Names that differ in case, or in what parts their words, are the same.
pub(super) fn folded(name: &str) -> String {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '_' || c == '-').collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Those that are called so, and those with a word that begins so.
fn named<'a, T>(value: &str, known: impl Iterator<Item = (T, Vec<&'a str>)>) -> (Vec<T>, Vec<T>) {
    let wanted = folded(value);
    let (mut exact, mut begun) = (Vec::new(), Vec::new());
    for (id, names) in known {
        let names: Vec<String> = names.into_iter().map(folded).collect();
        if names.contains(&wanted) {
            exact.push(id);
        } else if !wanted.is_empty()
            && names.iter().any(|name| name.starts_with(&wanted) || name.contains(&format!(" {wanted}")))
        {
            begun.push(id);
        }
    }
    (exact, begun)
}

fn best<'a, T: Ord>(value: &str, known: impl Iterator<Item = (T, Vec<&'a str>)>) -> BTreeSet<T> {
    let (exact, begun) = named(value, known);
    if exact.is_empty() { begun } else { exact }.into_iter().collect()
}
