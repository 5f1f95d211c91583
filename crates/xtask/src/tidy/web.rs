//! Rules for the UI's files: one door to the shell, styles that a machine without a graphics card can draw and that
//! read from right to left.

use super::Finding;
use super::words::{Language, code_only, lines_with};
use crate::workspace::Source;

const THE_DOOR: &str = "ui/src/platform/tauri.ts";
const THE_COLOURS: &str = "ui/src/tokens.css";

/// Properties with a side that right-to-left writing turns around, and what to write.
const PHYSICAL: [(&str, &str); 12] = [
    ("margin-left", "margin-inline-start"),
    ("margin-right", "margin-inline-end"),
    ("padding-left", "padding-inline-start"),
    ("padding-right", "padding-inline-end"),
    ("border-left", "border-inline-start"),
    ("border-right", "border-inline-end"),
    ("left", "inset-inline-start"),
    ("right", "inset-inline-end"),
    ("border-top-left-radius", "border-start-start-radius"),
    ("border-top-right-radius", "border-start-end-radius"),
    ("border-bottom-left-radius", "border-end-start-radius"),
    ("border-bottom-right-radius", "border-end-end-radius"),
];

pub(super) fn findings(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("ui/src/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let is_script = [".ts", ".svelte"].iter().any(|ending| source.path.ends_with(ending));
    if is_script && source.path != THE_DOOR {
        for (index, line) in source.text.lines().enumerate() {
            let imports = line.contains("import") && line.contains("@tauri-apps/");
            if imports {
                let what = format!("only {THE_DOOR} knows the shell; call a command through `api/call.ts`");
                findings.push(Finding::at(source, index + 1, what));
            }
            if ["@ts-ignore", "@ts-nocheck"].iter().any(|mark| line.contains(mark)) {
                findings.push(Finding::at(
                    source,
                    index + 1,
                    "`@ts-expect-error` with a reason, or a right type",
                ));
            }
            if line.contains("eslint-disable") && !line.contains(" -- ") {
                findings.push(Finding::at(source, index + 1, "say why a lint is silenced, after ` -- `"));
            }
        }
    }
    if let Some(style) = style_of(source) {
        findings.extend(style_findings(source, &code_only(&style, Language::Web)));
    }
    findings
}

/// Returns a file's styles, every other line blank, so that line numbers stay true.
fn style_of(source: &Source) -> Option<String> {
    if source.path.ends_with(".css") {
        return Some(source.text.clone());
    }
    if !source.path.ends_with(".svelte") {
        return None;
    }
    let mut inside = false;
    let mut style = String::new();
    for line in source.text.lines() {
        if line.trim_start().starts_with("</style") {
            inside = false;
        }
        if inside {
            style.push_str(line);
        }
        style.push('\n');
        if line.trim_start().starts_with("<style") {
            inside = true;
        }
    }
    Some(style)
}

fn style_findings(source: &Source, style: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in lines_with(style, "backdrop-filter") {
        findings.push(Finding::at(source, line, "`backdrop-filter` is drawn by the processor, every frame"));
    }
    for line in lines_with(style, "blur(") {
        findings.push(Finding::at(source, line, "a blur is drawn by the processor, every frame"));
    }
    for line in lines_with(style, "infinite") {
        findings.push(Finding::at(source, line, "an endless animation keeps a core busy for nothing"));
    }
    // A declaration may go over several lines, so this reads declarations, not lines.
    let mut line = 1;
    for declaration in style.split_inclusive([';', '{', '}']) {
        let first = line
            + declaration
                .chars()
                .take_while(|character| character.is_whitespace())
                .filter(|c| *c == '\n')
                .count();
        line += declaration.matches('\n').count();
        // What opens a block is a selector or a query, not a declaration.
        if declaration.ends_with('{') {
            continue;
        }
        let Some((property, value)) = declaration.trim().trim_end_matches([';', '}']).split_once(':') else {
            continue;
        };
        let (property, value) = (property.trim(), value.trim());
        if let Some((_, logical)) = PHYSICAL.iter().find(|(physical, _)| *physical == property) {
            findings.push(Finding::at(
                source,
                first,
                format!("`{property}` breaks right-to-left; `{logical}`"),
            ));
        }
        if property == "text-align" && ["left", "right"].contains(&value) {
            findings.push(Finding::at(source, first, "`text-align` takes `start` or `end`"));
        }
        if property == "transition" || property == "transition-property" {
            let words = value.split(|character: char| !character.is_alphanumeric() && character != '-');
            let layout = ["all", "width", "height", "top", "left", "right", "bottom", "margin", "padding"];
            if let Some(word) = words.into_iter().find(|word| layout.contains(word)) {
                let what = format!("a transition on `{word}` lays the page out again every frame");
                findings.push(Finding::at(source, first, what));
            }
        }
        let is_colour =
            value.contains('#') || ["rgb(", "rgba(", "hsl(", "oklch("].iter().any(|f| value.contains(f));
        if is_colour && !property.starts_with("--") && source.path != THE_COLOURS {
            findings.push(Finding::at(source, first, format!("colours come from {THE_COLOURS}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::{check_caught, check_fine};

    fn style(rule: &str) -> String {
        format!("/* A. */\n.a {{\n  {rule}\n}}\n")
    }

    #[test]
    fn one_file_knows_the_shell() {
        let text = "/** @file A. */\nimport { invoke } from \"@tauri-apps/api/core\";\n";
        check_caught("ui/src/features/a.ts", text, "only ui/src/platform/tauri.ts");
        check_fine("ui/src/platform/tauri.ts", text);
    }

    #[test]
    fn slow_styles_are_banned() {
        for (rule, message) in [
            ("backdrop-filter: saturate(2);", "processor"),
            ("filter: blur(4px);", "processor"),
            ("animation: spin 1s infinite;", "endless"),
            ("transition: width 0.2s;", "lays the page out"),
            ("transition:\n    opacity 0.2s,\n    all 1s;", "lays the page out"),
        ] {
            check_caught("ui/src/a.css", &style(rule), message);
        }
        check_fine("ui/src/a.css", &style("transition: transform 0.2s, opacity 0.2s;"));
    }

    #[test]
    fn styles_read_from_right_to_left() {
        check_caught("ui/src/a.css", &style("margin-left: 4px;"), "margin-inline-start");
        check_caught("ui/src/a.css", &style("left: 0;"), "inset-inline-start");
        check_caught("ui/src/a.css", &style("text-align: left;"), "start");
        check_fine("ui/src/a.css", &style("margin-inline-start: 4px;"));
    }

    #[test]
    fn colours_have_one_home() {
        check_caught("ui/src/a.css", &style("color: #123456;"), "tokens.css");
        check_fine("ui/src/tokens.css", &style("color: #123456;"));
    }

    #[test]
    fn only_the_style_of_a_component_is_judged() {
        let component = "<!-- @component A. -->\n<p title=\"left: 0\">left</p>\n<style>\n  p {\n    left: 0;\n  }\n</style>\n";
        check_caught("ui/src/kit/A.svelte", component, "inset-inline-start");
    }
}
