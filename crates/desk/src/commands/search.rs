//! Searching: how a line is understood, what it finds and where, and how that divides.

mod alike;
mod facets;

pub(crate) use alike::ticket_alike;
pub(crate) use facets::search_facets;

use super::view::filter_of;
use crate::desk::Desk;
use crate::fault::Fault;
use contract::search::*;
use domain::ids::PersonId;
use domain::message::MessageKind;
use domain::query::{self, Ground, Item, Key, Line, Mistake, Test, What, Wrong};
use domain::record::{Kind, Record};
use domain::snippet::{HIT_START, around};
use std::collections::BTreeMap;
use store::search::{Order, Place, Words};
use store::tickets::{Asked, Narrow, TicketRow};
use uuid::Uuid;

/// How much is offered at once.
const OFFERS: usize = 8;

/// Does something with a line and what it is held against.
fn on_ground<R>(desk: &Desk, text: &str, does: impl FnOnce(&Line, Ground<'_>) -> R) -> R {
    let rules = desk.inner.rules();
    let schedule = rules.clockwork.schedule();
    let ground = Ground {
        house: &rules.house,
        organisations: &rules.organisations,
        schedule: &schedule,
        now: desk.inner.clock.now(),
    };
    does(&query::parse(text), ground)
}

/// The words of a line, and what else it asks, in the words of the store.
pub(crate) fn asked(desk: &Desk, me: PersonId, text: &str) -> (Option<Words>, Option<Asked>) {
    if text.is_empty() {
        return (None, None);
    }
    on_ground(desk, text, |line, ground| {
        let asked = query::read(line, ground);
        let my_teams = ground.house.staff.get(&me).into_iter().flat_map(|person| &person.teams);
        let clauses = Asked {
            clauses: asked.clauses,
            me: me.0,
            my_teams: my_teams.map(|id| id.0).collect(),
            now: ground.now.0,
        };
        (Words::of(&asked.words), (!clauses.clauses.is_empty()).then_some(clauses))
    })
}

/// What a line narrows to within what somebody sees; `None` when it asks for nothing.
fn narrow(desk: &Desk, me: PersonId, text: &str) -> Option<Narrow> {
    let (words, asked) = asked(desk, me, text);
    let asks = words.is_some() || asked.is_some();
    asks.then(|| Narrow { words, asked, scopes: desk.inner.scopes(me), ..Narrow::default() })
}

pub(crate) async fn ticket_search(
    desk: &Desk,
    me: PersonId,
    input: SearchQuery,
) -> Result<SearchPage, Fault> {
    let Some(narrow) = narrow(desk, me, &input.text) else {
        return Ok(SearchPage { total: 0, more: false, from: 0, hits: Vec::new() });
    };
    let db = &desk.inner.db;
    let order = match input.sort {
        SearchSort::Best => Order::Best,
        SearchSort::Newest => Order::Newest,
    };
    let (from, count) = (input.from.max(0).cast_unsigned(), input.count.clamp(1, 500).cast_unsigned());
    let found = store::search::find(db, &narrow, order, from, count).await?;
    let ids: Vec<Uuid> = found.tickets.iter().map(|(id, _)| *id).collect();
    let mut rows = store::tickets::get_many(db, &ids).await?;
    let ordered: Vec<(TicketRow, Place)> =
        found.tickets.iter().filter_map(|(id, place)| rows.remove(id).map(|row| (row, *place))).collect();
    let texts = texts(desk, &ordered).await?;
    let plain: Vec<TicketRow> = ordered.iter().map(|(row, _)| row.clone()).collect();
    let page = desk.page_of(me, &plain).await?;
    let rules = desk.inner.rules();
    let words = narrow.words.map(|words| words.plain().join(" ")).unwrap_or_default();
    let hits = ordered.iter().map(|(row, place)| {
        let row_view = page.row(&rules, row);
        let (why, snippet) = match place {
            Place::Record(kind, id) => match texts.get(&(*kind, *id)) {
                Some(record) => stands(record, &words),
                None => (SearchWhy::Details, String::new()),
            },
            Place::Requester => {
                (SearchWhy::Person, around(row_view.requester.as_deref().unwrap_or_default(), &words))
            }
            Place::Nowhere => {
                let record = texts.get(&(Kind::Ticket, row.id));
                let text = record.and_then(|record| record.field("description").as_str());
                (SearchWhy::Terms, around(text.unwrap_or_default(), ""))
            }
        };
        SearchHit { row: row_view, why, snippet }
    });
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    Ok(SearchPage { total: found.total, more: found.more, from, hits: hits.collect() })
}

/// The records in which words stand, and the tickets of which a beginning is shown.
async fn texts(desk: &Desk, found: &[(TicketRow, Place)]) -> anyhow::Result<BTreeMap<(Kind, Uuid), Record>> {
    let mut by_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
    for (row, place) in found {
        match place {
            Place::Record(kind, id) => by_kind.entry(*kind).or_default().push(*id),
            Place::Nowhere => by_kind.entry(Kind::Ticket).or_default().push(row.id),
            Place::Requester => {}
        }
    }
    let mut texts = BTreeMap::new();
    for (kind, ids) in by_kind {
        let records = store::records::get_many(&desk.inner.db, kind, &ids).await?;
        texts.extend(records.into_iter().map(|(id, record)| ((kind, id), record)));
    }
    Ok(texts)
}

/// Where in a record words stand, and what is around them there.
fn stands(record: &Record, words: &str) -> (SearchWhy, String) {
    let field = |name: &str| around(record.field(name).as_str().unwrap_or_default(), words);
    if record.kind == Kind::Message {
        let note = record.field("kind") == &serde_json::json!(MessageKind::Note);
        return (if note { SearchWhy::Note } else { SearchWhy::Conversation }, field("body"));
    }
    if record.kind == Kind::Attachment {
        return (SearchWhy::Attachment, field("name"));
    }
    let begins = field("description");
    if field("subject").contains(HIT_START) || begins.contains(HIT_START) {
        let subject = field("subject").contains(HIT_START);
        return (if subject { SearchWhy::Subject } else { SearchWhy::Details }, begins);
    }
    let tags = domain::change::elements(record.field("tags")).into_iter().collect::<Vec<_>>().join(", ");
    let others = ["resolution", "root_cause", "workaround", "error_messages", "component", "service"];
    let texts = others.into_iter().map(field).chain([around(&tags, words)]);
    match texts.into_iter().find(|text| text.contains(HIT_START)) {
        Some(text) => (SearchWhy::Details, text),
        // A number stands beside the subject.
        None => (SearchWhy::Subject, begins),
    }
}

pub(crate) async fn search_read(desk: &Desk, me: PersonId, input: SearchRead) -> Result<SearchLine, Fault> {
    let text = input.text;
    let (line, mut asked) = on_ground(desk, &text, |line, ground| (line.clone(), query::read(line, ground)));
    let mut filter_requester = None;
    let mut lifted = Vec::new();
    for clause in &asked.clauses {
        for test in &clause.any {
            let Test::Requester(name) = test else { continue };
            let people = store::search::people_named(&desk.inner.db, name, 2).await?;
            if people.is_empty() {
                let wrong = Wrong::Value { key: Key::Requester, value: name.clone(), near: None };
                asked.mistakes.extend(clause.items.first().map(|item| Mistake { item: *item, wrong }));
            }
            if let ([one], false, 1) = (people.as_slice(), clause.not, clause.any.len()) {
                filter_requester = Some(PersonId(*one));
                lifted.extend(clause.items.iter().copied());
            }
        }
    }
    // What was found to be one person has its place; the rest is read without it.
    let rest = line.without(&lifted).to_string();
    let narrows = on_ground(desk, &rest, |line, ground| query::lifted(line, &query::read(line, ground)));
    let mut filter = filter_of(&narrows);
    filter.requester = filter_requester;
    let units = |byte: usize| u32::try_from(text[..byte].encode_utf16().count()).unwrap_or(u32::MAX);
    let part = |(index, item): (usize, &Item)| SearchPart {
        from: units(item.at.start),
        to: units(item.at.end),
        not: item.not,
        what: match &item.what {
            What::Word(text) => SearchWhat::Word { text: text.clone() },
            What::Phrase(text) => SearchWhat::Phrase { text: text.clone() },
            What::Term(term) => SearchWhat::Term {
                key: term.key,
                sign: term.compare.sign().to_owned(),
                values: term.values.clone(),
            },
        },
        mistakes: asked
            .mistakes
            .iter()
            .filter(|mistake| mistake.item == index)
            .map(|mistake| said(&mistake.wrong))
            .collect(),
    };
    let parts = line.items.iter().enumerate().map(part).collect();
    let offers = match input.caret {
        Some(caret) => offers(desk, me, &text, caret).await?,
        None => Vec::new(),
    };
    Ok(SearchLine { text, parts, filter, offers })
}

fn said(wrong: &Wrong) -> SearchMistake {
    match wrong.clone() {
        Wrong::Key { key, near } => SearchMistake::Key { key, near },
        Wrong::Value { key, value, near } => SearchMistake::Value { key, value, near },
        Wrong::Order { key } => SearchMistake::Order { key },
        Wrong::Time { key, value } => SearchMistake::Time { key, value },
    }
}

/// What the piece at a caret can become, what begins as it does first.
async fn offers(desk: &Desk, _: PersonId, text: &str, caret: u32) -> anyhow::Result<Vec<SearchOffer>> {
    let mut units = 0;
    let byte = text.char_indices().find(|(_, c)| {
        let reached = units >= caret as usize;
        units += c.len_utf16();
        reached
    });
    let Some(place) = query::place(text, byte.map_or(text.len(), |(at, _)| at)) else {
        return Ok(Vec::new());
    };
    let units = |byte: usize| u32::try_from(text[..byte].encode_utf16().count()).unwrap_or(u32::MAX);
    let offer = |text: String, key: Key, value: Option<String>| SearchOffer {
        from: units(place.from),
        to: units(place.to),
        text,
        key,
        value,
    };
    let Some(key) = place.key else {
        let typed = place.typed.to_lowercase();
        let keys = Key::ALL.into_iter().filter(|key| key.name().starts_with(&typed));
        return Ok(keys.take(OFFERS).map(|key| offer(format!("{}:", key.name()), key, None)).collect());
    };
    let db = &desk.inner.db;
    let known = match key {
        Key::Requester => {
            let people = store::people::search(db, &place.typed, OFFERS as u64).await?;
            people.into_iter().map(|person| (person.name, None)).collect()
        }
        Key::Tag => {
            let tags = store::planning::tags_in_use(db, 100).await?;
            tags.into_iter().map(|tag| (tag, None)).collect()
        }
        Key::Status
        | Key::Assignee
        | Key::Team
        | Key::Priority
        | Key::Type
        | Key::Category
        | Key::Organisation
        | Key::Due
        | Key::DueDate
        | Key::Created
        | Key::Updated
        | Key::Is
        | Key::Has
        | Key::Number => on_ground(desk, "", |_, ground| query::values(key, ground)),
    };
    let fit = |(text, name): &(String, Option<String>)| {
        let names = [Some(text), name.as_ref()];
        names.into_iter().flatten().filter_map(|name| query::fits(&place.typed, name)).min()
    };
    let mut fitting: Vec<(usize, (String, Option<String>))> =
        known.into_iter().filter_map(|one| fit(&one).map(|fit| (fit, one))).collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    if let [(_, (only, _))] = fitting.as_slice()
        && *only == place.typed
    {
        // There is nothing to add.
        return Ok(Vec::new());
    }
    let shown = fitting.into_iter().take(OFFERS);
    Ok(shown
        .map(|(_, (text, name))| {
            let name = name.unwrap_or_else(|| text.clone());
            offer(query::quoted(&text), key, Some(name))
        })
        .collect())
}
