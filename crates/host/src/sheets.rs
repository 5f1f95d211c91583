//! Tables of figures as files: comma-separated values for programs, a workbook for people.

use crate::export::{quoted, write};
use crate::problem::internal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::problem::{Code, Problem};
use contract::report::{About, Sheet, SheetCell, SheetFormat, SheetsSave, SheetsSaved, Unit};
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What a spreadsheet takes in the name of a sheet, in UTF-16 units.
const NAME_LIMIT: usize = 31;
const MS_PER_DAY: f64 = 86_400_000.0;
const BASIS_POINTS: f64 = 10_000.0;

/// Writes tables to a file, or gives it back.
pub(crate) async fn save(input: SheetsSave) -> Result<SheetsSaved, Problem> {
    let content = match (input.format, input.sheets.as_slice()) {
        (_, []) => return Err(Problem::new(Code::Invalid, "There is no table to save.")),
        (SheetFormat::Csv, [sheet]) => csv(sheet).into_bytes(),
        (SheetFormat::Csv, _) => {
            return Err(Problem::new(
                Code::Invalid,
                "Comma-separated values hold one table. Save a workbook.",
            ));
        }
        (SheetFormat::Xlsx, sheets) => {
            xlsx(sheets, &input.title, &input.about).map_err(|error| internal(&error.into()))?
        }
    };
    let beside = match (input.format, input.sheets.as_slice()) {
        (SheetFormat::Csv, [sheet]) => Some(described(&input, sheet)),
        (SheetFormat::Csv | SheetFormat::Xlsx, _) => None,
    };
    match &input.path {
        None => {
            let encode = |content: Vec<u8>| STANDARD.encode(content);
            Ok(SheetsSaved {
                base64: Some(encode(content)),
                beside: beside.map(|json| encode(json.into_bytes())),
            })
        }
        Some(path) => {
            write(path, content).await?;
            if let Some(json) = beside {
                write(&format!("{path}-metadata.json"), json).await?;
            }
            Ok(SheetsSaved { base64: None, beside: None })
        }
    }
}

/// What a table covers, as the W3C has it for tables on the web: programs that know of it read it by its name, and
/// those that do not are not disturbed.
fn described(input: &SheetsSave, sheet: &Sheet) -> String {
    let file = input.path.as_deref().map(|path| Path::new(path).file_name().unwrap_or_default());
    let columns: Vec<Value> = sheet.columns.iter().map(|name| json!({ "titles": name })).collect();
    let notes: Vec<Value> =
        input.about.facts.iter().map(|fact| json!({ "label": fact.label, "value": fact.value })).collect();
    let mut described = json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": input.title,
        "dc:description": told(&input.about),
        "notes": notes,
        "tableSchema": { "columns": columns },
    });
    if let Some(file) = file {
        described["url"] = json!(file.to_string_lossy());
    }
    format!("{described:#}\n")
}

/// All of it in one line.
fn told(about: &About) -> String {
    let facts = about.facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value));
    facts.collect::<Vec<_>>().join("; ")
}

fn csv(sheet: &Sheet) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut text = line(sheet.columns.iter().map(|column| quoted(column)).collect());
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            SheetCell::Text { text } => quoted(text),
            SheetCell::Number { value, .. } => value.map(|value| value.to_string()).unwrap_or_default(),
        });
        text.push_str(&line(cells.collect()));
    }
    text
}

fn xlsx(sheets: &[Sheet], title: &str, about: &About) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(title).set_comment(told(about)));
    let mut taken = BTreeSet::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(name_of(&sheet.name, &mut taken))?;
        fill(page, sheet)?;
    }
    // The last one: whoever opens the book or reads its first sheet finds the numbers.
    let page = book.add_worksheet();
    page.set_name(name_of(&about.name, &mut taken))?;
    let bold = Format::new().set_bold();
    page.write_string_with_format(0, 0, title, &bold)?;
    for (row, fact) in (2_u32..).zip(&about.facts) {
        page.write_string_with_format(row, 0, &fact.label, &bold)?;
        page.write_string(row, 1, &fact.value)?;
    }
    page.autofit();
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, name) in (0_u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, name, &bold)?;
    }
    let mut at = 1_u32;
    for row in &sheet.rows {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                SheetCell::Text { text } => page.write_string(at, column, text)?,
                SheetCell::Number { value: None, .. } => continue,
                SheetCell::Number { value: Some(value), unit } => {
                    let (value, format) = number(*value, *unit);
                    page.write_number_with_format(at, column, value, &Format::new().set_num_format(format))?
                }
            };
        }
        at += 1;
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    Ok(())
}

/// A value as a spreadsheet counts: a time in days, a share as a part of one.
#[expect(clippy::cast_precision_loss, reason = "cells are floating-point numbers; 2^53 ms are 285,000 years")]
fn number(value: i64, unit: Unit) -> (f64, &'static str) {
    match unit {
        Unit::Count => (value as f64, "#,##0"),
        Unit::Milliseconds => (value as f64 / MS_PER_DAY, "[h]:mm:ss"),
        Unit::BasisPoints => (value as f64 / BASIS_POINTS, "0.00%"),
    }
}

/// A name that no other sheet has, without what spreadsheets refuse in one.
fn name_of(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |c: char| {
        if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { ' ' } else { c }
    };
    let clean: String = wanted.chars().map(allowed).collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let clean = if clean.is_empty() { "Table" } else { clean };
    let mut n = 1;
    loop {
        let end = if n == 1 { String::new() } else { format!(" {n}") };
        let name = shortened(clean, NAME_LIMIT - end.len()) + &end;
        // Spreadsheets tell names apart without regard to capitals.
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        n += 1;
    }
}

fn shortened(text: &str, limit: usize) -> String {
    let mut length = 0;
    text.chars()
        .take_while(|c| {
            length += c.len_utf16();
            length <= limit
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use contract::paper::Fact;

    fn text(text: &str) -> SheetCell {
        SheetCell::Text { text: text.to_owned() }
    }

    fn sheet(name: &str) -> Sheet {
        let number = |value, unit| SheetCell::Number { value, unit };
        Sheet {
            name: name.to_owned(),
            columns: vec!["Who".to_owned(), "Count".to_owned(), "Time".to_owned(), "Share".to_owned()],
            rows: vec![
                vec![
                    text("Ann \"Al\" Lee"),
                    number(Some(1_204), Unit::Count),
                    number(Some(7_200_000), Unit::Milliseconds),
                    number(Some(7_150), Unit::BasisPoints),
                ],
                vec![
                    text("=1+1"),
                    number(Some(-3), Unit::Count),
                    number(None, Unit::Milliseconds),
                    number(Some(0), Unit::BasisPoints),
                ],
            ],
        }
    }

    fn asked(format: SheetFormat, sheets: Vec<Sheet>, path: Option<String>) -> SheetsSave {
        let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: value.to_owned() };
        let facts = vec![fact("Period", "1–28 March"), fact("Tickets on this device", "240")];
        let about = About { name: "About".to_owned(), facts };
        SheetsSave { format, title: "Dashboard".to_owned(), about, sheets, path }
    }

    #[tokio::test]
    async fn values_are_plain_and_a_name_is_never_a_formula() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let wanted = Some(path.to_string_lossy().into_owned());
        save(asked(SheetFormat::Csv, vec![sheet("One")], wanted)).await.unwrap();
        let found = std::fs::read_to_string(path).unwrap();
        let rows = "\"Ann \"\"Al\"\" Lee\",1204,7200000,7150\r\n'=1+1,-3,,0\r\n";
        assert_eq!(found, format!("Who,Count,Time,Share\r\n{rows}"));
        let beside = std::fs::read_to_string(folder.path().join("a.csv-metadata.json")).unwrap();
        let beside: Value = serde_json::from_str(&beside).unwrap();
        assert_eq!(beside["url"], "a.csv");
        assert_eq!(beside["notes"][1], json!({ "label": "Tickets on this device", "value": "240" }));
        assert_eq!(beside["tableSchema"]["columns"][3]["titles"], "Share");
        let several = asked(SheetFormat::Csv, vec![sheet("One"), sheet("Two")], None);
        assert_eq!(save(several).await.unwrap_err().code, Code::Invalid);
    }

    #[tokio::test]
    async fn a_workbook_holds_numbers_times_and_shares_as_such() {
        let names = ["Open / closed", "open   closed", "A name that is longer than a sheet may have"];
        let sheets = names.map(sheet).to_vec();
        let saved = save(asked(SheetFormat::Xlsx, sheets, None)).await.unwrap();
        let bytes = STANDARD.decode(saved.base64.unwrap()).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let found = book.sheet_names();
        assert_eq!(found, ["Open   closed", "open   closed 2", "A name that is longer than a sh", "About"]);
        let range = book.worksheet_range(&found[0]).unwrap();
        let value = |row, column| range.get_value((row, column)).cloned();
        assert_eq!(value(1, 1), Some(Data::Float(1_204.0)));
        let Some(Data::DateTime(time)) = value(1, 2) else { panic!("a time: {:?}", value(1, 2)) };
        assert!((time.as_f64() - 2.0 / 24.0).abs() < 1e-9);
        assert_eq!(value(1, 3), Some(Data::Float(0.715)));
        assert_eq!(value(2, 0), Some(Data::String("=1+1".to_owned())), "no formula");
        assert_eq!(value(2, 2), Some(Data::Empty), "nothing known is nothing written");
        assert_eq!(value(3, 0), None, "nothing stands below the table");
        let about = book.worksheet_range("About").unwrap();
        let told: Vec<String> = about.rows().skip(2).map(|row| format!("{}: {}", row[0], row[1])).collect();
        assert_eq!(told, ["Period: 1–28 March", "Tickets on this device: 240"]);
    }
}
