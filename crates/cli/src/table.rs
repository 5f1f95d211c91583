//! Aligned columns for people, safe to print: nothing in a ticket can steer the terminal.

/// How wide a column may become before its text is cut.
const CELL_CHARS: usize = 64;

pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Self {
        Table { rows: vec![head.iter().map(|cell| (*cell).to_owned()).collect()] }
    }

    #[expect(clippy::needless_pass_by_value, reason = "every caller makes its cells for this")]
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|cell| cut(&one_line(cell))).collect());
    }

    pub(crate) fn render(&self) -> String {
        aligned(&self.rows)
    }
}

/// Names and their values, one a line.
pub(crate) fn pairs(pairs: &[(&str, String)]) -> String {
    let rows: Vec<Vec<String>> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| vec![(*name).to_owned(), one_line(value)])
        .collect();
    aligned(&rows)
}

fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn cut(text: &str) -> String {
    if text.chars().count() <= CELL_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(CELL_CHARS - 1).collect();
    kept.trim_end().to_owned() + "…"
}

/// The text on one line, without control characters.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text with its lines, each moved in, without control characters.
pub(crate) fn indented(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            format!("    {}", line.trim_end()).trim_end().to_owned() + "\n"
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_long_cells_are_cut() {
        let mut table = Table::new(&["NUMBER", "SUBJECT"]);
        table.row(vec!["L-1".to_owned(), "Printer".to_owned()]);
        table.row(vec!["#1042".to_owned(), "x".repeat(80)]);
        let long = "x".repeat(63) + "…";
        assert_eq!(table.render(), format!("NUMBER  SUBJECT\nL-1     Printer\n#1042   {long}\n"));
    }

    #[test]
    fn a_subject_cannot_steer_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc"), "a [2Jb c");
        assert_eq!(indented("a\u{1b}c\n\nd"), "    a c\n\n    d\n");
    }
}
