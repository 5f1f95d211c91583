//! Rules that hold for every file: it says what it is in its first line, it is short enough to read, it promises nothing.

use super::Finding;
use crate::workspace::Source;

const LONGEST_FILE_LINES: usize = 500;
/// Written by a program and checked for freshness; nobody reads them from top to bottom.
const GENERATED: [&str; 3] = ["ui/src/api/gen.ts", "ui/src/i18n/words.gen.ts", "crates/store/schema.sql"];

pub(super) fn findings(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let path = source.path.as_str();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_generated = GENERATED.contains(&path);

    // A longer text stands under its opening line.
    let openings: &[&str] = match ending {
        "rs" => &["//! "],
        "ts" | "js" | "mjs" if !path.ends_with(".d.ts") => &["/** @file ", "/**\n * @file "],
        "svelte" => &["<!-- @component"],
        _ => &[],
    };
    // The system's own first line, in a file that can be started.
    let text = match source.text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#!/") => rest,
        Some(_) | None => source.text.as_str(),
    };
    if let Some(opening) = openings.first()
        && !is_generated
        && !openings.iter().any(|opening| text.starts_with(opening))
    {
        findings.push(Finding::at(
            source,
            1,
            format!("the first line says what is here and why: `{opening}...`"),
        ));
    }

    let is_code = matches!(ending, "rs" | "ts" | "js" | "mjs" | "svelte" | "css" | "sh");
    let length = source.text.lines().count();
    if is_code && !is_generated && length > LONGEST_FILE_LINES {
        let what = format!("{length} lines; split it by idea into files of at most {LONGEST_FILE_LINES}");
        findings.push(Finding::at(source, length, what));
    }
    if path.ends_with("/mod.rs") {
        findings.push(Finding::at(source, 1, "a module is `foo.rs` with `foo/` beside it, never `mod.rs`"));
    }
    if is_code {
        findings.extend(unfinished(source));
    }
    findings
}

/// Marks of work that is not done. Plans live in issues, not in code.
fn unfinished(source: &Source) -> Vec<Finding> {
    // Put together here, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let lines = source.text.lines().enumerate();
    let marked = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
    marked
        .map(|(index, _)| Finding::at(source, index + 1, "finish it, or file an issue and remove the mark"))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::{check_caught, check_fine};

    #[test]
    fn a_file_says_what_it_is() {
        check_caught("crates/desk/src/a.rs", "use std::fmt;\n", "first line");
        check_caught("ui/src/lib/a.ts", "export const a = 1;\n", "first line");
        check_caught("ui/src/kit/A.svelte", "<p>a</p>\n", "first line");
        check_fine("crates/desk/src/a.rs", "//! The letter a.\n");
        check_fine("ui/src/lib/a.ts", "/** @file The letter a. */\n");
        check_fine("ui/src/lib/a.ts", "/**\n * @file The letter a.\n */\n");
        check_fine("ui/scripts/a.mjs", "#!/usr/bin/env node\n/** @file The letter a. */\n");
        check_fine("ui/src/kit/A.svelte", "<!-- @component The letter a. -->\n<p>a</p>\n");
        check_fine("ui/src/api/gen.ts", "export type A = 1;\n");
    }

    #[test]
    fn a_long_file_is_split() {
        let text = format!("//! Long.\n{}", "\n".repeat(500));
        check_caught("crates/desk/src/a.rs", &text, "501 lines");
    }

    #[test]
    fn modules_have_names() {
        check_caught("crates/desk/src/a/mod.rs", "//! A.\n", "mod.rs");
    }

    #[test]
    fn unfinished_work_is_not_committed() {
        let text = format!("//! A.\n// {} later\n", concat!("TO", "DO"));
        check_caught("crates/desk/src/a.rs", &text, "issue");
    }
}
