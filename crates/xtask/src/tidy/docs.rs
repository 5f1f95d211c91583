//! README's table of documents names each of them: one that is not found from there is not read.

use super::Finding;
use crate::workspace::Source;

const FRONT: &str = "README.md";

pub(super) fn findings(sources: &[Source]) -> Vec<Finding> {
    let Some(front) = sources.iter().find(|source| source.path == FRONT) else {
        return vec![Finding::in_package(FRONT, "there is none")];
    };
    let is_document = |path: &str| path.starts_with("docs/") && path.ends_with(".md");
    let named = linked(&front.text);
    let missing = sources
        .iter()
        .filter(|source| is_document(&source.path) && !named.contains(&source.path.as_str()))
        .map(|source| {
            Finding::at(source, 1, format!("{FRONT} leads to every document, and not to this one"))
        });
    let dangling = named
        .iter()
        .filter(|path| is_document(path) && sources.iter().all(|source| source.path != **path))
        .map(|path| Finding::in_package(FRONT, format!("it leads to {path}, which is not there")));
    missing.chain(dangling).collect()
}

/// Where the links of a Markdown text lead.
fn linked(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(front: &str, documents: &[&str]) -> Vec<String> {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let mut sources: Vec<Source> = documents.iter().map(|path| source(path, "# A\n")).collect();
        sources.push(source(FRONT, front));
        findings(&sources).into_iter().map(|found| format!("{}: {}", found.place, found.what)).collect()
    }

    #[test]
    fn every_document_is_named_and_every_name_is_a_document() {
        let front = "| `docs` | [a](docs/a.md), [b](docs/b.md) | ![c](docs/images/c.png)";
        assert_eq!(told(front, &["docs/a.md", "docs/b.md"]), Vec::<String>::new());
        let one = told(front, &["docs/a.md", "docs/b.md", "docs/server.md"]);
        assert!(one.len() == 1 && one[0].starts_with("docs/server.md:1: README.md leads"), "{one:?}");
        let other = told(front, &["docs/a.md"]);
        assert!(other.len() == 1 && other[0].contains("leads to docs/b.md"), "{other:?}");
    }
}
