//! The lines of an iCalendar file: folded ones put together, names, parameters and values taken apart.

use super::Problem;

/// A content line, with the number at which it begins in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Line {
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.eq_ignore_ascii_case(value)
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The line once for each of its values.
    pub(super) fn values(&self) -> Vec<Line> {
        let values = self.value.split(',').map(str::trim).filter(|value| !value.is_empty());
        values.map(|value| Line { value: value.to_owned(), ..self.clone() }).collect()
    }

    /// The value as text for people.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match (letter, if letter == '\\' { letters.next() } else { None }) {
                ('\\', Some('n' | 'N')) => text.push(' '),
                ('\\', Some(other)) => text.push(other),
                (letter, _) => text.push(letter),
            }
        }
        text.trim().to_owned()
    }
}

/// Puts folded lines together and takes each apart; a line that has no name is a problem.
pub(super) fn unfold(text: &str) -> (Vec<Line>, Vec<Problem>) {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => whole.push((index + 1, line.to_owned())),
        }
    }
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for (number, text) in whole {
        match take_apart(number, &text) {
            Some(line) => lines.push(line),
            None => {
                problems.push(Problem { line: number, what: "this line has no name and value".to_owned() })
            }
        }
    }
    (lines, problems)
}

fn take_apart(number: usize, text: &str) -> Option<Line> {
    // A colon inside quotes belongs to a parameter.
    let mut quoted = false;
    let colon = text.char_indices().find(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == ':' && !quoted
    });
    let (at, _) = colon?;
    let (head, value) = (&text[..at], &text[at + 1..]);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
        return None;
    }
    let parameters = parts
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (key.trim().to_ascii_uppercase(), value.trim().to_owned()))
        .collect();
    Some(Line { number, name, parameters, value: value.to_owned() })
}
