//! The arrows between our crates: they only go down, nothing that ships links the test kit, one SQLite is linked.

use super::Finding;
use crate::workspace::Package;

/// How high a crate stands; it may depend on what stands lower, and on nothing else of ours.
fn height(name: &str) -> Option<u8> {
    Some(match name {
        "domain" => 0,
        "contract" | "store" => 1,
        "desk" | "paper" => 2,
        "sync" | "connectors" => 3,
        "host" => 4,
        "server" | "cli" | "tern" => 5,
        "testkit" => 6,
        "xtask" => 7,
        _ => return None,
    })
}

/// Arrows that go down and are wrong all the same.
const FORBIDDEN: [(&str, &str, &str); 3] = [
    ("server", "sync", "`sync` is the device's side of the conversation"),
    ("server", "host", "a server holds no desk folder and signs in nowhere"),
    ("xtask", "testkit", "a fresh machine compiles `xtask` before anything is installed"),
];

/// A part from outside, and the only crates that may ask for it.
const OWNED: [(&str, &[&str]); 8] = [
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["store"]),
    ("sqlx", &["store"]),
    ("libsqlite3-sys", &["store"]),
    ("tauri", &["tern"]),
    ("tauri-build", &["tern"]),
    ("axum", &["server", "testkit"]),
    ("axum-server", &["server"]),
];

pub(super) fn findings(packages: &[Package]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages.iter().filter(|package| package.is_ours) {
        let Some(own_height) = height(&package.name) else {
            let what =
                "a new crate needs a place in `tidy/direction.rs` and a sentence in docs/architecture.md";
            findings.push(Finding::in_package(&package.name, what));
            continue;
        };
        for wanted in &package.dependencies {
            let pair = (package.name.as_str(), wanted.name.as_str());
            if let Some((_, _, why)) = FORBIDDEN.iter().find(|(from, to, _)| (*from, *to) == pair) {
                findings.push(Finding::in_package(pair.0, format!("does not use `{}`: {why}", pair.1)));
            } else if wanted.is_for_tests {
                // Tests may stand on the whole product.
            } else if let Some(other_height) = height(&wanted.name) {
                if other_height >= own_height {
                    let what =
                        format!("depends on `{}`, which stands no lower; arrows only go down", wanted.name);
                    findings.push(Finding::in_package(&package.name, what));
                }
            } else if let Some((part, owners)) = OWNED.iter().find(|(part, _)| *part == wanted.name)
                && !owners.contains(&package.name.as_str())
            {
                let what = format!("asks for `{part}`, which belongs to {}", owners.join(" and "));
                findings.push(Finding::in_package(&package.name, what));
            }
        }
    }
    let engines: Vec<&str> =
        packages.iter().filter(|p| p.name == "libsqlite3-sys").map(|p| p.version.as_str()).collect();
    if engines.len() > 1 {
        let what = format!(
            "{} are linked; two SQLite libraries in one program corrupt files",
            engines.join(" and ")
        );
        findings.push(Finding::in_package("libsqlite3-sys", what));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, wanted: &[&str]) -> Package {
        let dependencies =
            wanted.iter().map(|name| Dependency { name: (*name).to_owned(), is_for_tests: false }).collect();
        Package { name: name.into(), version: "1.0.0".into(), licence: None, is_ours: true, dependencies }
    }

    #[track_caller]
    fn check(packages: &[Package], message: &str) {
        let found = findings(packages);
        assert!(found.len() == 1 && found[0].what.contains(message), "{message}: {found:?}");
    }

    #[test]
    fn arrows_only_go_down() {
        check(&[package("domain", &["store"])], "arrows only go down");
        check(&[package("store", &["contract"])], "arrows only go down");
        check(&[package("server", &["sync"])], "device's side");
        check(&[package("cli", &["testkit"])], "arrows only go down");
        assert_eq!(findings(&[package("desk", &["domain", "store", "contract", "serde"])]), []);
    }

    #[test]
    fn tests_may_stand_on_the_whole_product() {
        let mut store = package("store", &["testkit"]);
        store.dependencies[0].is_for_tests = true;
        assert_eq!(findings(&[store]), []);
    }

    #[test]
    fn parts_have_owners() {
        check(&[package("desk", &["sea-orm"])], "belongs to store");
        check(&[package("cli", &["axum"])], "belongs to server and testkit");
        check(&[package("testkit", &["tauri"])], "belongs to tern");
    }

    #[test]
    fn a_crate_without_a_place_is_noticed() {
        check(&[package("common", &[])], "needs a place");
    }

    #[test]
    fn one_sqlite_is_linked() {
        let mut engine = package("libsqlite3-sys", &[]);
        engine.is_ours = false;
        assert_eq!(findings(std::slice::from_ref(&engine)), []);
        check(&[engine.clone(), engine], "two SQLite libraries");
    }
}
