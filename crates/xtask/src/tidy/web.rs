//! Rules for the UI's scripts: one door to the shell, and no silenced check without a reason. Its styles are judged by
//! the UI's own lint.

use super::Finding;
use crate::workspace::Source;

const THE_DOOR: &str = "ui/src/platform/tauri.ts";

pub(super) fn findings(source: &Source) -> Vec<Finding> {
    let is_script = [".ts", ".svelte"].iter().any(|ending| source.path.ends_with(ending));
    if !source.path.starts_with("ui/src/") || !is_script {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let imports = line.contains("import") || line.contains(" from ");
        if source.path != THE_DOOR && imports && line.contains("@tauri-apps/") {
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
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::{check_caught, check_fine};

    #[test]
    fn one_file_knows_the_shell() {
        let text = "/** @file A. */\nimport { invoke } from \"@tauri-apps/api/core\";\n";
        check_caught("ui/src/features/a.ts", text, "only ui/src/platform/tauri.ts");
        check_fine("ui/src/platform/tauri.ts", text);
    }

    #[test]
    fn checks_are_silenced_with_a_reason() {
        check_caught("ui/src/a.ts", "/** @file A. */\n// @ts-ignore\n", "expect-error");
        check_caught("ui/src/a.ts", "/** @file A. */\n// eslint-disable-next-line no-eval\n", "silenced");
        check_fine("ui/src/a.ts", "/** @file A. */\n// eslint-disable-next-line no-eval -- the only way\n");
    }
}
