//! Files of holidays as calendar programs write them, and broken ones.

use super::*;

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"))
}

fn event(lines: &str) -> String {
    file(&format!("BEGIN:VEVENT\nSUMMARY:A day\n{lines}END:VEVENT\n"))
}

fn read(text: &str) -> Holidays {
    holidays(text, "Europe/Berlin", 2026..=2028).unwrap()
}

fn dates(text: &str) -> Vec<String> {
    let read = read(text);
    assert_eq!(read.problems, []);
    read.days.iter().map(|day| day.date.to_string()).collect()
}

#[test]
fn whole_days_are_off_up_to_the_day_before_the_end() {
    assert_eq!(dates(&event("DTSTART;VALUE=DATE:20261225\n")), ["2026-12-25"]);
    let two = event("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\n");
    assert_eq!(dates(&two), ["2026-12-25", "2026-12-26"]);
    assert_eq!(dates(&event("DTSTART;VALUE=DATE:20261225\nDURATION:P2D\n")), ["2026-12-25", "2026-12-26"]);
}

#[test]
fn what_repeats_yearly_is_spelled_out_for_the_years_asked_for() {
    let yearly = |rule: &str| dates(&event(&format!("DTSTART;VALUE=DATE:20200501\nRRULE:{rule}\n")));
    assert_eq!(yearly("FREQ=YEARLY"), ["2026-05-01", "2027-05-01", "2028-05-01"]);
    assert_eq!(yearly("FREQ=YEARLY;INTERVAL=4"), ["2028-05-01"]);
    assert_eq!(yearly("FREQ=YEARLY;COUNT=7"), ["2026-05-01"], "counted from the first one");
    assert_eq!(yearly("FREQ=YEARLY;UNTIL=20270501T220000Z"), ["2026-05-01", "2027-05-01"]);
}

#[test]
fn weekdays_of_a_month_are_found_from_either_end() {
    // Thanksgiving and Memorial Day.
    let fourth = event("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\n");
    assert_eq!(dates(&fourth), ["2026-11-26", "2027-11-25", "2028-11-23"]);
    let last = event("DTSTART;VALUE=DATE:20200525\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\n");
    assert_eq!(dates(&last), ["2026-05-25", "2027-05-31", "2028-05-29"]);
    let leap = event("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\n");
    assert_eq!(dates(&leap), ["2028-02-29"]);
    let end = event("DTSTART;VALUE=DATE:20250228\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\n");
    assert_eq!(dates(&end), ["2026-02-28", "2027-02-28", "2028-02-29"]);
}

#[test]
fn exceptions_are_left_out_and_single_dates_added() {
    let text = event(
        "DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270501\nRDATE;VALUE=DATE:20260504\n",
    );
    assert_eq!(dates(&text), ["2026-05-01", "2026-05-04", "2028-05-01"]);
}

#[test]
fn a_part_of_a_day_is_off_by_the_wall_of_the_reader() {
    let text =
        event("DTSTART;TZID=Europe/London:20261224T120000\nDTEND;TZID=Europe/London:20261224T230000\n");
    let day = &read(&text).days[0];
    assert_eq!(day.date.to_string(), "2026-12-24");
    assert_eq!(day.off, [WallInterval("13:00".parse().unwrap(), "24:00".parse().unwrap())]);
    let utc = event("DTSTART:20261231T230000Z\nDURATION:PT24H\n");
    let whole = read(&utc);
    assert_eq!((whole.days[0].date.to_string(), whole.days[0].off.len()), ("2027-01-01".to_owned(), 0));
}

#[test]
fn names_come_without_their_escapes_and_folds() {
    let text =
        file("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\\, Day \n one\nEND:VEVENT\n");
    assert_eq!(read(&text).days[0].name, "Christmas, Day one");
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_the_rest_is_read() {
    let text = file(concat!(
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261301\nEND:VEVENT\n",
        "BEGIN:VEVENT\nSUMMARY:No start\nEND:VEVENT\n",
        "what is this\n",
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n",
        "BEGIN:VEVENT\nDTSTART;TZID=Mars/Base:20260101T120000\nDURATION:PT1H\nEND:VEVENT\n",
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\n",
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261226\n",
    ));
    let read = read(&text);
    let problems: Vec<(usize, &str)> = read.problems.iter().map(|it| (it.line, it.what.as_str())).collect();
    assert_eq!(
        problems,
        [
            (4, "\"20261301\" is no date"),
            (8, "this event has no DTSTART"),
            (9, "this line has no name and value"),
            (12, "holidays repeat yearly, this one weekly"),
            (15, "there is no time zone \"Mars/Base\""),
            (21, "this event does not end"),
        ]
    );
    assert_eq!(read.days.len(), 1);
}

#[test]
fn what_is_no_calendar_is_refused_whole() {
    assert_eq!(holidays("<html>", "UTC", 2026..=2026), Err(NoCalendar::NoBeginning));
    assert!(matches!(holidays(&file(""), "Mars/Base", 2026..=2026), Err(NoCalendar::Zone(_))));
    assert_eq!(holidays(&file(""), "UTC", 2026..=2999), Err(NoCalendar::Years));
}

#[test]
fn no_text_makes_it_panic() {
    let whole = event(
        "DTSTART;TZID=Europe/London:20261224T120000\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=-1TH\nDURATION:PT4H\n",
    );
    for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
        // Whatever is left of a file is read or refused.
        let _ = holidays(&whole[..cut], "Asia/Kathmandu", 2026..=2027);
    }
    for odd in
        ["DTSTART:99999999T999999\n", "DTSTART:20260101\nDURATION:P9999999999999D\n", "DTSTART:\n", ":\n"]
    {
        let _ = holidays(&event(odd), "UTC", 2026..=2026);
    }
}
