//! Rules for Rust files: which crate may name what, what the domain may not do, how lints are silenced.

use super::Finding;
use super::words::{code_only, lines_with};
use crate::workspace::Source;

/// A word that only some folders may use.
struct Owned {
    words: &'static [&'static str],
    owners: &'static [&'static str],
    why: &'static str,
}

const OWNED: [Owned; 3] = [
    Owned {
        words: &["sea_orm", "sea_orm_migration", "sea_query", "sqlx"],
        owners: &["crates/store/"],
        why: "only `store` talks SQL; ask it for what you need",
    },
    Owned {
        words: &["tauri", "tauri_build", "wry", "tao"],
        owners: &["src-tauri/"],
        why: "only `src-tauri` knows the window",
    },
    Owned {
        words: &["axum", "axum_server"],
        owners: &["crates/server/", "crates/testkit/"],
        why: "only `server` and the test host speak HTTP's server side",
    },
];

/// What would make the domain depend on the moment, the machine or luck.
const IMPURE: [&str; 19] = [
    "Utc::now",
    "Local::now",
    "Instant::now",
    "SystemTime",
    "now_v7",
    "new_v4",
    "now_v1",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "getrandom",
    "rand::",
    "OsRng",
    "async fn",
    "async move",
    "tokio",
];

/// Names that say nothing about the thing they name.
const EMPTY_ENDINGS: [&str; 7] = ["Manager", "Service", "Helper", "Util", "Utils", "Data", "Info"];

pub(super) fn findings(source: &Source) -> Vec<Finding> {
    if !source.path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(&source.text);
    let mut findings = Vec::new();
    for owned in &OWNED {
        if owned.owners.iter().any(|owner| source.path.starts_with(owner)) {
            continue;
        }
        for word in owned.words {
            for line in lines_with(&code, &format!("{word}::"))
                .into_iter()
                .chain(lines_with(&code, &format!("use {word};")))
            {
                findings.push(Finding::at(source, line, format!("`{word}`: {}", owned.why)));
            }
        }
    }
    if source.path.starts_with("crates/domain/src/") && !source.path.ends_with("tests.rs") {
        // Tests at the end of a file may read what they like.
        let rules = code.split("#[cfg(test)]").next().unwrap_or_default();
        for word in IMPURE {
            for line in lines_with(rules, word) {
                let what = format!("`{word}`: the domain is pure; take the value as an argument");
                findings.push(Finding::at(source, line, what));
            }
        }
    }
    for attribute in ["#[allow(", "#![allow("] {
        for line in lines_with(&code, attribute) {
            findings.push(Finding::at(
                source,
                line,
                "silence a lint with `#[expect(..., reason = \"...\")]`",
            ));
        }
    }
    findings.extend(run_by_nobody(source));
    findings.extend(empty_names(source, &code));
    findings
}

/// Code in the documentation: `cargo xtask test` runs none, since looking for it takes a minute.
fn run_by_nobody(source: &Source) -> Vec<Finding> {
    let mut is_open = false;
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let line = line.trim_start();
        let words = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let Some(fence) = words.and_then(|words| words.trim_start().strip_prefix("```")) else { continue };
        is_open = !is_open;
        if is_open && fence.trim() != "text" {
            let what =
                "nobody runs an example in the documentation; make it a test, or say that it is `text`";
            findings.push(Finding::at(source, index + 1, what));
        }
    }
    findings
}

fn empty_names(source: &Source, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let words: Vec<&str> =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
        for pair in words.windows(2) {
            let declares = matches!(pair[0], "struct" | "enum" | "trait" | "type");
            let ending = EMPTY_ENDINGS.iter().find(|ending| pair[1].ends_with(*ending));
            if declares && let Some(ending) = ending {
                let what = format!("`{}`: `{ending}` says nothing; name the thing", pair[1]);
                findings.push(Finding::at(source, index + 1, what));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::{check_caught, check_fine};

    #[test]
    fn each_layer_names_only_its_own_parts() {
        check_caught("crates/desk/src/a.rs", "//! A.\nuse sea_orm::Set;\n", "only `store`");
        check_caught("crates/server/src/a.rs", "//! A.\nfn f(p: sqlx::Pool) {}\n", "only `store`");
        check_caught("crates/desk/src/a.rs", "//! A.\nuse tauri::App;\n", "only `src-tauri`");
        check_caught("crates/desk/src/a.rs", "//! A.\nuse axum::Router;\n", "only `server`");
        check_caught("tests/journeys/a.rs", "//! A.\nuse axum::Router;\n", "only `server`");
        check_fine("crates/store/src/a.rs", "//! A.\nuse sea_orm::Set;\n");
        check_fine("src-tauri/src/a.rs", "//! A.\nuse tauri::App;\n");
        check_fine("crates/testkit/src/host.rs", "//! A.\nuse axum::Router;\n");
        check_fine("crates/desk/src/a.rs", "//! A.\n// Rows are `sea_orm::Model` in the store.\n");
    }

    #[test]
    fn the_domain_asks_nobody_for_the_time() {
        for impure in ["let t = Utc::now();", "let i = Uuid::now_v7();", "use std::fs;", "async fn f() {}"] {
            let text = format!("//! A.\n{impure}\n");
            check_caught("crates/domain/src/a.rs", &text, "pure");
            check_fine("crates/desk/src/a.rs", &text);
        }
        check_fine("crates/domain/src/a.rs", "//! A.\n#[cfg(test)]\nmod tests { use std::fs; }\n");
    }

    #[test]
    fn lints_are_silenced_with_a_reason() {
        let attribute = concat!("//! A.\n#[al", "low(dead_code)]\nfn f() {}\n");
        check_caught("crates/desk/src/a.rs", attribute, "expect");
        check_fine("crates/desk/src/a.rs", "//! A.\n#[expect(dead_code, reason = \"shown\")]\nfn f() {}\n");
    }

    #[test]
    fn an_example_that_nobody_runs_is_a_test_or_a_text() {
        check_caught("crates/desk/src/a.rs", "//! A.\n/// ```\n/// f();\n/// ```\nfn f() {}\n", "a test");
        check_caught("crates/desk/src/a.rs", "//! A.\n//! ```rust\n//! f();\n//! ```\n", "a test");
        check_fine("crates/desk/src/a.rs", "//! A.\n/// ```text\n/// a -> b\n/// ```\nfn f() {}\n");
    }

    #[test]
    fn names_say_what_they_name() {
        check_caught("crates/desk/src/a.rs", "//! A.\npub struct TicketManager;\n", "name the thing");
        check_fine("crates/desk/src/a.rs", "//! A.\npub struct Database;\n");
    }
}
