//! Delimited text, read so that one broken row costs one row.
//!
//! A quote that is opened and never closed would make an ordinary reader swallow the rest of the file as
//! one field. This one looks ahead, gives the line up and goes on behind it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

/// The longest line, and the longest row over several lines, in bytes.
const ROW_LIMIT_BYTES: usize = 1024 * 1024;
/// How many lines one quoted row may span.
const ROW_LIMIT_LINES: usize = 500;

/// A row, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Row {
    Fields { line: u64, fields: Vec<String> },
    Broken { line: u64, reason: String },
}

/// Rows of delimited text, one after the other, with the lines on which they begin.
pub(crate) struct Rows<R> {
    input: BufReader<R>,
    /// Lines that were read while looking for the end of a quote.
    ahead: VecDeque<Line>,
    delimiter: u8,
    lines: u64,
    bytes: u64,
}

struct Line {
    number: u64,
    text: Vec<u8>,
    too_long: bool,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(input: R) -> Self {
        Rows {
            input: BufReader::with_capacity(64 * 1024, input),
            ahead: VecDeque::new(),
            delimiter: b',',
            lines: 0,
            bytes: 0,
        }
    }

    /// How many bytes have been read.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the first line that is not blank and learns from it what stands between two fields.
    pub(crate) fn header(&mut self) -> std::io::Result<Option<Row>> {
        let line = loop {
            let Some(mut line) = self.take_line()? else { return Ok(None) };
            if let Some(rest) = line.text.strip_prefix(b"\xEF\xBB\xBF") {
                line.text = rest.to_vec();
            }
            if line.too_long || !is_blank(&line.text) {
                break line;
            }
        };
        let count = |byte| line.text.iter().filter(|&&other| other == byte).count();
        for candidate in *b";\t" {
            if count(candidate) > count(self.delimiter) {
                self.delimiter = candidate;
            }
        }
        self.ahead.push_front(line);
        self.next(None)
    }

    /// Reads the next row, which has to have `columns` fields when that is known; blank lines are skipped.
    pub(crate) fn next(&mut self, columns: Option<usize>) -> std::io::Result<Option<Row>> {
        let first = loop {
            match self.take_line()? {
                None => return Ok(None),
                Some(line) if line.too_long || !is_blank(&line.text) => break line,
                Some(_) => {}
            }
        };
        let line = first.number;
        let broken = |reason: String| Ok(Some(Row::Broken { line, reason }));
        if first.too_long {
            return broken(format!("the line is longer than {ROW_LIMIT_BYTES} bytes"));
        }
        let mut text = first.text;
        let mut fields = split(&text, self.delimiter);
        let mut more = 0;
        while fields.is_none() && more < ROW_LIMIT_LINES && text.len() < ROW_LIMIT_BYTES {
            if self.ahead.len() <= more {
                match self.read_line()? {
                    Some(line) => self.ahead.push_back(line),
                    None => break,
                }
            }
            let next = &self.ahead[more];
            text.push(b'\n');
            text.extend_from_slice(&next.text);
            more += 1;
            // Only a line with a quote can close one.
            if next.text.contains(&b'"') {
                fields = split(&text, self.delimiter);
            }
        }
        let Some(fields) = fields else {
            return broken("a quote is opened and never closed".to_owned());
        };
        if let Some(columns) = columns.filter(|&columns| columns != fields.len()) {
            return broken(match more {
                0 => format!("{} fields where the header has {columns}", fields.len()),
                _ => "a quote is opened and never closed in its row".to_owned(),
            });
        }
        self.ahead.drain(..more);
        let mut texts = Vec::with_capacity(fields.len());
        for field in fields {
            match String::from_utf8(field) {
                Ok(text) if text.contains('\0') => return broken("a character of code 0".to_owned()),
                Ok(text) => texts.push(text),
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let byte = error.as_bytes()[at];
                    return broken(format!(
                        "not UTF-8: the byte 0x{byte:02X} in field {}; save the file as CSV in UTF-8",
                        texts.len() + 1
                    ));
                }
            }
        }
        Ok(Some(Row::Fields { line, fields: texts }))
    }

    fn take_line(&mut self) -> std::io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read_line(),
        }
    }

    /// Reads one line without its end; of one that is too long only the beginning is kept.
    fn read_line(&mut self) -> std::io::Result<Option<Line>> {
        let mut text = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if text.len() + part.len() > ROW_LIMIT_BYTES {
                too_long = true;
            } else if !too_long {
                text.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            self.bytes += used as u64;
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.lines += 1;
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        Ok(Some(Line { number: self.lines, text, too_long }))
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

/// Splits a row into its fields; `None` when it ends inside quotes.
///
/// A quote counts only at the beginning of a field; elsewhere it is a character like any other.
fn split(text: &[u8], delimiter: u8) -> Option<Vec<Vec<u8>>> {
    let mut fields = Vec::new();
    let mut field = Vec::new();
    let mut bytes = text.iter().copied().peekable();
    loop {
        if bytes.next_if_eq(&b'"').is_some() {
            loop {
                match bytes.next()? {
                    b'"' if bytes.next_if_eq(&b'"').is_some() => field.push(b'"'),
                    b'"' => break,
                    byte => field.push(byte),
                }
            }
        }
        // What follows a closing quote still belongs to the field.
        while let Some(byte) = bytes.next_if(|&byte| byte != delimiter) {
            field.push(byte);
        }
        fields.push(std::mem::take(&mut field));
        if bytes.next().is_none() {
            return Some(fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads everything behind the header; fields are joined by `|`.
    fn read(text: &[u8]) -> Vec<String> {
        let mut rows = Rows::new(text);
        let Some(Row::Fields { fields, .. }) = rows.header().unwrap() else { panic!("no header") };
        let mut read = Vec::new();
        while let Some(row) = rows.next(Some(fields.len())).unwrap() {
            read.push(match row {
                Row::Fields { line, fields } => format!("{line}: {}", fields.join("|")),
                Row::Broken { line, reason } => format!("{line}! {reason}"),
            });
        }
        assert_eq!(rows.bytes(), text.len() as u64, "everything is read");
        read
    }

    #[test]
    fn the_usual_spellings_of_a_table_read_alike() {
        for text in ["a,b\n1,2\n", "\u{feff}a,b\r\n1,2\r\n", "\n\na;b\n\n1;2", "a\tb\n\"1\"\t2\n  \n"] {
            let read = read(text.as_bytes());
            assert_eq!(read.len(), 1, "{text:?}");
            assert!(read[0].ends_with(": 1|2"), "{text:?} gives {read:?}");
        }
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_lines() {
        let text = b"a,b\n\"1,\"\"one\"\"\",2\n\"x\r\ny\",3\n4,5 \"inch\"\n\"\",\"\"\n";
        assert_eq!(read(text), ["2: 1,\"one\"|2", "3: x\ny|3", "5: 4|5 \"inch\"", "6: |"]);
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_row() {
        assert_eq!(
            read(b"a,b\n\"1,2\n3,4\n"),
            ["2! a quote is opened and never closed", "3: 3|4"],
            "the file ends before the quote does"
        );
        assert_eq!(
            read(b"a,b\n\"1,2\n3,4\n5,\"6\"\n"),
            ["2! a quote is opened and never closed in its row", "3: 3|4", "4: 5|6"],
            "another row's quote does not close it"
        );
    }

    #[test]
    fn broken_rows_say_why_and_where() {
        let mut text = b"a,b\n1\n1,2,3\nJos\xE9,2\n1,\0\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', ROW_LIMIT_BYTES + 1));
        text.extend(b"\n7,8");
        assert_eq!(
            read(&text),
            [
                "2! 1 fields where the header has 2",
                "3! 3 fields where the header has 2",
                "4! not UTF-8: the byte 0xE9 in field 1; save the file as CSV in UTF-8",
                "5! a character of code 0",
                "6! the line is longer than 1048576 bytes",
                "7: 7|8",
            ]
        );
    }
}
