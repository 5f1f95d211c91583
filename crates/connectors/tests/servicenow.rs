//! The ServiceNow preset on the published log, and on files that are broken in every way we could think of.
#![expect(clippy::unwrap_in_result, reason = "a test that cannot go on has failed")]

use connectors::{Settings, Stopped, Tick, preset};
use domain::calendar::Zone;
use domain::history::{Event, What};
use domain::house::House;
use domain::import::{Batch, Happened, ImportedTicket, records};
use domain::person::Role;
use domain::priority::{Matrix, Priority};
use domain::record::Kind;
use domain::status::StatusCategory;
use domain::ticket::Ticket;
use domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

const LOG: &[u8] = include_bytes!("../../../tests/data/incidents.csv");

fn read_in(zone: &str, file: &[u8]) -> Result<Batch, Stopped> {
    let settings = Settings { zone: Zone::named(zone).expect("a zone"), matrix: Matrix::default() };
    let servicenow = preset("servicenow").expect("it is in the list");
    (servicenow.parse)(&mut &file[..], &settings, &mut |_| ControlFlow::Continue(()))
}

fn read(file: &[u8]) -> Batch {
    read_in("UTC", file).expect("the file as a whole is fine")
}

/// The first lines of the log, the header among them, with one more line behind them.
fn with_line(lines: usize, line: &str) -> Vec<u8> {
    let mut file = Vec::new();
    for line in LOG.split_inclusive(|&byte| byte == b'\n').take(lines) {
        file.extend_from_slice(line);
    }
    file.extend_from_slice(line.as_bytes());
    file
}

fn line(number: usize) -> String {
    let line = LOG.split(|&byte| byte == b'\n').nth(number - 1).expect("a line of the log");
    String::from_utf8(line.to_vec()).expect("the log is UTF-8").trim_end().to_owned()
}

fn ticket<'a>(batch: &'a Batch, key: &str) -> &'a ImportedTicket {
    batch.tickets.iter().find(|ticket| ticket.key == key).unwrap_or_else(|| panic!("no {key}"))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

/// The statuses of a ticket with the times at which it came to them.
fn statuses(ticket: &ImportedTicket) -> Vec<(String, Timestamp)> {
    let story = ticket.history.iter();
    let story = story.filter_map(|event| event.what.status().map(|status| (status.0.clone(), event.at)));
    story.collect()
}

#[test]
fn every_row_of_the_published_log_goes_in() {
    let batch = read(LOG);
    assert_eq!((batch.rows, batch.rejected_rows), (4085, 0), "{:?}", batch.rejected);
    assert_eq!(batch.tickets.len(), 594);
    assert_eq!(batch.tickets.iter().map(|ticket| &ticket.key).collect::<BTreeSet<_>>().len(), 594);
    assert!(batch.attribution.as_deref().is_some_and(|text| text.contains("CC BY 4.0")));

    let active = |role: Role| batch.people.iter().filter(|p| p.role == role && !p.retired).count();
    assert_eq!(active(Role::Requester), 477, "callers");
    assert_eq!(active(Role::Agent), 108, "resolvers");
    assert_eq!(batch.teams.len(), 55);
    let level =
        |depth: usize| batch.categories.iter().filter(|c| c.key.matches(" / ").count() == depth).count();
    assert_eq!((level(0), level(1)), (29, 105), "categories and subcategories");
    assert_eq!(batch.tickets.iter().filter(|ticket| ticket.status.0 == "closed").count(), 594);

    let mut priorities = BTreeMap::new();
    for ticket in &batch.tickets {
        *priorities.entry(ticket.priority).or_insert(0) += 1;
        assert_eq!(ticket.priority_reason, None, "impact and urgency say the same as the log");
    }
    let expected =
        [(Priority::Low, 58), (Priority::Normal, 503), (Priority::High, 24), (Priority::Urgent, 9)];
    assert_eq!(priorities, BTreeMap::from(expected));
}

#[test]
fn everything_that_a_ticket_names_is_in_the_batch() {
    let batch = read(LOG);
    let people: BTreeSet<_> = batch.people.iter().map(|person| &person.key).collect();
    let teams: BTreeSet<_> = batch.teams.iter().map(|team| &team.key).collect();
    let mut categories = BTreeSet::new();
    for category in &batch.categories {
        assert!(category.parent.as_ref().is_none_or(|parent| categories.contains(parent)), "parents first");
        categories.insert(category.key.clone());
    }
    for ticket in &batch.tickets {
        let named = [&ticket.requester, &ticket.assignee, &ticket.created_by];
        assert!(named.into_iter().flatten().all(|person| people.contains(person)));
        assert!(ticket.team.iter().all(|team| teams.contains(team)));
        assert!(ticket.category.iter().all(|category| categories.contains(category)));
        assert!(
            ticket.history.iter().filter_map(|event| event.actor.as_ref()).all(|key| people.contains(key))
        );
        assert!(matches!(ticket.history[0].what, Happened::Created { .. }));
    }
}

/// Reads the log a second time, in the simplest way there is, and compares every single change of state.
#[test]
fn every_change_of_state_stands_at_its_own_time() {
    let mut expected: BTreeMap<String, Vec<(String, Timestamp)>> = BTreeMap::new();
    for row in std::str::from_utf8(LOG).unwrap().lines().skip(1) {
        let fields: Vec<_> = row.split(',').collect();
        let time = |text: &str| {
            let (d, m, y, hm) = (&text[0..2], &text[3..5], &text[6..10], &text[11..16]);
            at(&format!("{y}-{m}-{d}T{hm}:00Z"))
        };
        let state = match fields[1] {
            "New" => "new",
            "Active" => "in_progress",
            "Awaiting User Info" => "waiting",
            "Awaiting Problem" | "Awaiting Vendor" | "Awaiting Evidence" => "on_hold",
            "Resolved" => "resolved",
            "Closed" => "closed",
            other => panic!("{other}"),
        };
        let story =
            expected.entry(fields[0].to_owned()).or_insert_with(|| vec![("new".to_owned(), time(fields[9]))]);
        if story.last().is_none_or(|last| last.0 != state) {
            story.push((state.to_owned(), time(fields[13])));
        }
    }
    let batch = read(LOG);
    let found = batch.tickets.iter().map(|ticket| (ticket.key.clone(), statuses(ticket)));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
}

#[test]
fn a_ticket_tells_what_the_log_knows() {
    let batch = read_in("America/Sao_Paulo", LOG).unwrap();
    let ticket = ticket(&batch, "INC0000045");
    assert_eq!(ticket.subject, "Symptom 72 · Category 55 / Subcategory 170");
    assert_eq!(ticket.requester.as_deref(), Some("Caller 2403"));
    assert_eq!(ticket.created_by.as_deref(), Some("Opened by 8"), "spaces are tidied");
    assert_eq!(ticket.team.as_deref(), Some("Group 56"));
    assert_eq!(ticket.assignee, None, "`?` is unknown");
    assert_eq!(ticket.category.as_deref(), Some("Category 55 / Subcategory 170 / Symptom 72"));
    assert_eq!(ticket.custom["made_sla"], true);
    assert_eq!(ticket.custom["closed_code"], "code 5");
    assert_eq!(ticket.created_at, at("2016-02-29T04:16:00Z"), "three hours west of Greenwich");
    assert_eq!(ticket.resolved_at, Some(at("2016-02-29T14:29:00Z")));
    assert_eq!(ticket.closed_at, Some(at("2016-03-05T15:00:00Z")));
}

#[test]
fn the_log_becomes_records_with_the_same_ids_every_time() {
    let house = House::fresh();
    let all = records(&read(LOG), &house);
    let ids: BTreeSet<_> = all.iter().map(|record| record.id).collect();
    assert_eq!(ids.len(), all.len(), "no two things share an id");
    assert_eq!(records(&read(LOG), &house), all, "importing again finds what is there");

    let batch = read(LOG);
    let id = batch.ids().ticket("INC0000045").0;
    let of_ticket = |kind| all.iter().filter(move |record| record.kind == kind && record.ticket == Some(id));
    let stored: Ticket = of_ticket(Kind::Ticket).next().expect("the ticket").read().expect("its fields");
    assert_eq!(stored.external.as_deref(), Some("servicenow INC0000045"));
    assert_eq!(stored.attribution, batch.attribution, "the attribution stays with the data");
    assert_eq!(stored.status.0, "closed");
    let history: Vec<Event> = of_ticket(Kind::Event).map(|record| record.read().expect("a line")).collect();
    let closed = history
        .iter()
        .find(|event| matches!(&event.what, What::Changed { category: Some(StatusCategory::Closed), .. }));
    assert_eq!(closed.map(|event| event.at), Some(at("2016-03-05T12:00:00Z")));
    let order: Vec<_> =
        of_ticket(Kind::Event).zip(&history).map(|(record, event)| (event.at, record.id)).collect();
    assert!(order.is_sorted(), "what shares a minute stays in order: {order:?}");
}

#[test]
fn a_malformed_row_is_told_of_and_the_rest_goes_in() {
    let good = line(2);
    let cases = [
        ("too few", "INC1,New".to_owned(), None, "2 fields where the header has 36"),
        ("too many", format!("{good},x"), None, "37 fields"),
        ("no number", good.replacen("INC0000045", "?", 1), Some("number"), "missing"),
        ("odd state", good.replacen("New", "-100", 1), Some("incident_state"), "unknown state `-100`"),
        ("no state", good.replacen("New", "", 1), Some("incident_state"), "missing"),
        (
            "no such day",
            good.replace("29-02-2016 01:23", "30-02-2016 01:23"),
            Some("sys_updated_at"),
            "30-02-2016",
        ),
        ("no time", good.replace("29-02-2016 01:23", "?"), Some("sys_updated_at"), "missing"),
        ("odd opening", good.replace("29-02-2016 01:16", "soon"), Some("opened_at"), "`soon`"),
        ("odd closing", good.replace("05-03-2016 12:00", "2016"), Some("closed_at"), "`2016`"),
        ("odd impact", good.replacen("2 - Medium", "9 - Vast", 1), Some("impact"), "`9 - Vast`"),
        ("odd priority", good.replace("3 - Moderate", "soonish"), Some("priority"), "`soonish`"),
        (
            "endless value",
            good.replace("Group 56", &"x".repeat(201)),
            Some("assignment_group"),
            "200 characters",
        ),
        ("open quote", good.replace("Category 55", "\"Category 55"), None, "never closed"),
        ("a zero", good.replace("Category 55", "\0"), None, "code 0"),
    ];
    for (name, bad, column, reason) in cases {
        let mut file = with_line(5, &format!("{bad}\r\n"));
        file.extend_from_slice(line(7).as_bytes());
        let batch = read(&file);
        assert_eq!((batch.rows, batch.rejected_rows), (6, 1), "{name}: {:?}", batch.rejected);
        assert_eq!(batch.rejected[0].line, 6, "{name}");
        assert_eq!(batch.rejected[0].column.as_deref(), column, "{name}");
        assert!(batch.rejected[0].reason.contains(reason), "{name}: {}", batch.rejected[0]);
        assert_eq!(batch.tickets.len(), 2, "{name}: the rows around it are in");
    }
}

#[test]
fn what_is_unknown_is_no_mistake() {
    let mut fields: Vec<&str> = vec!["?"; 36];
    (fields[0], fields[1], fields[13]) = ("INC9", "Awaiting Vendor", "27-03-2016 02:30");
    let batch = read_in("Europe/Berlin", &with_line(1, &fields.join(","))).unwrap();
    assert_eq!(batch.rejected, []);
    let ticket = ticket(&batch, "INC9");
    assert_eq!(ticket.subject, "Incident INC9");
    assert_eq!(ticket.created_at, at("2016-03-27T01:30:00Z"), "the hour that summer time skipped");
    assert_eq!(ticket.status.0, "on_hold");
    assert_eq!(ticket.priority, Priority::Normal);
}

#[test]
fn a_stated_priority_that_differs_keeps_its_reason() {
    let file = with_line(1, &line(2).replace("3 - Moderate", "1 - Critical"));
    let batch = read(&file);
    assert_eq!(batch.tickets[0].priority, Priority::Urgent);
    assert!(batch.tickets[0].priority_reason.is_some());
}

#[test]
fn an_opening_entered_too_late_still_comes_first() {
    let file =
        with_line(1, &format!("{}\n{}", line(2), line(3)).replace("29-02-2016 01:16", "01-03-2016 10:00"));
    let batch = read(&file);
    assert_eq!(batch.tickets[0].created_at, at("2016-03-01T10:00:00Z"), "as the log says");
    let times: Vec<_> = batch.tickets[0].history.iter().map(|event| event.at).collect();
    assert_eq!(times, [at("2016-02-29T08:53:00Z"); 2], "but nothing happens to a ticket that is not there");
}

/// Damages the log at random places; whatever that makes of it, every row is either in or told of.
#[test]
fn no_damage_is_swallowed() {
    let lines = LOG.split_inclusive(|&byte| byte == b'\n').take(60);
    let sound: Vec<u8> = lines.flatten().copied().collect();
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let header = LOG.iter().position(|&byte| byte == b'\n').expect("a header") + 1;
    for _ in 0..300 {
        let mut file = sound.clone();
        for _ in 0..1 + below(6) {
            let place = header + below(file.len() - header);
            match below(4) {
                0 => file[place] = b"\"\n,;\0\xFF?-"[below(8)],
                1 => file.insert(place, b'"'),
                2 => drop(file.remove(place)),
                _ => file.truncate(place + 1),
            }
        }
        let batch = read(&file);
        let events: usize = batch.tickets.iter().map(|ticket| ticket.history.len()).sum();
        assert!(batch.rows - batch.rejected_rows <= 60 && events > 0 || batch.rows == batch.rejected_rows);
        assert_eq!(batch.rejected.len() as u64, batch.rejected_rows);
        assert!(batch.rejected.iter().all(|row| row.line > 1 && !row.reason.is_empty()));
    }
}

#[test]
fn text_of_another_encoding_is_named_by_its_line() {
    let mut file = with_line(3, "");
    file.extend(line(4).replace("Group 56", "Grupo S\u{e3}o").chars().map(|c| c as u8));
    let batch = read(&file);
    assert_eq!(batch.rejected[0].line, 4);
    assert!(batch.rejected[0].reason.contains("UTF-8"), "{}", batch.rejected[0]);
    assert_eq!(batch.tickets.len(), 1);

    let wide: Vec<u8> = "\u{feff}number,incident_state\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(read_in("UTC", &wide), Err(Stopped::Encoding(_))));
}

#[test]
fn a_file_that_is_no_log_says_what_it_lacks() {
    assert!(matches!(read_in("UTC", b""), Err(Stopped::Empty)));
    assert!(matches!(read_in("UTC", b"\xEF\xBB\xBF\n\n"), Err(Stopped::Empty)));
    let said = |file: &str| read_in("UTC", file.as_bytes()).unwrap_err().to_string();
    let header = line(1);
    assert!(said(&header.replace(",urgency", "")).contains("missing urgency"));
    assert!(said(&header.replace("number", "incident_state")).contains("twice"));
    assert!(said("name,age\nAda,36\n").contains("none of its columns is known"));
    assert_eq!(read(header.as_bytes()).tickets, [], "a log in which nothing happened is fine");
}

#[test]
fn spelling_does_not_matter() {
    let plain = read(LOG);
    let mut spelled = b"\xEF\xBB\xBF".to_vec();
    for (number, row) in std::str::from_utf8(LOG).unwrap().lines().enumerate() {
        let row = if number == 0 { row.to_uppercase() } else { row.to_owned() };
        let quoted: Vec<_> = row.split(',').map(|field| format!("\"{field}\"")).collect();
        spelled.extend(format!("{}\n\n", quoted.join(";")).bytes());
    }
    assert_eq!(read(&spelled).tickets, plain.tickets);
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_cancelled() {
    let settings = Settings { zone: Zone::named("UTC").expect("a zone"), matrix: Matrix::default() };
    let servicenow = preset("servicenow").unwrap();
    let mut ticks = Vec::new();
    let mut note = |tick: Tick| {
        ticks.push(tick);
        ControlFlow::Continue(())
    };
    (servicenow.parse)(&mut &LOG[..], &settings, &mut note).unwrap();
    assert!(ticks.len() > 10 && ticks.is_sorted_by_key(|tick| tick.rows));
    assert_eq!(*ticks.last().unwrap(), Tick { rows: 4085, bytes: LOG.len() as u64 });

    let mut cancel =
        |tick: Tick| if tick.rows > 1000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let stopped = (servicenow.parse)(&mut &LOG[..], &settings, &mut cancel);
    assert!(matches!(stopped, Err(Stopped::Cancelled)));
}
