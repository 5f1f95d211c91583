//! The HTML of a mail as the Markdown that messages are written in: what it says stays, what it would do does not.
//!
//! Nothing of it is ever shown as HTML, so that there is nothing to be made harmless later: no script, no style, no
//! picture that tells its sender that it was seen, and no link to anything but the web, an address or a telephone.

use dom_query::{Document, NodeRef};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A mail that nests deeper than this says so in its own way only, as plain text.
const DEEPEST: usize = 120;
/// More than this is no mail that somebody reads; what follows is left out.
const MOST_BYTES: usize = 1 << 20;
/// Where it links to.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];
/// What says nothing, or does something.
const SILENT: [&str; 20] = [
    "applet", "audio", "base", "canvas", "embed", "frame", "frameset", "head", "iframe", "input", "link",
    "meta", "noscript", "object", "script", "select", "style", "svg", "template", "video",
];

/// The columns of a table that somebody reads.
const MOST_COLUMNS: usize = 24;

/// The files that came with a mail, by the name under which its HTML shows them in the text.
pub type Enclosed = BTreeMap<String, String>;

/// HTML as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    /// It has a table or a picture, which the same in plain text has not.
    pub shows_more: bool,
}

/// Writes HTML as Markdown; pictures that came with it stand in their places under the name of their file.
pub fn markdown(html: &str, enclosed: &Enclosed) -> Said {
    let most = html.floor_char_boundary(MOST_BYTES);
    let document = Document::from(&html[..most]);
    let mut page = Page { enclosed: enclosed.clone().into(), ..Page::default() };
    page.children(&document.root(), 0);
    let shows_more = page.shows_more.get();
    Said { text: page.end(), shows_more }
}

/// What is written so far, and what has to come before the next word.
#[derive(Default)]
struct Page {
    text: String,
    /// Line ends that are due: two of them make an empty line.
    gap: usize,
    /// A blank is due, unless a line ends first.
    blank: bool,
    /// What each line begins with: of quotations and lists.
    margin: String,
    /// What the next line begins with instead: the mark of an item.
    mark: Option<String>,
    /// What is marked already around here, so that it is marked once.
    within: BTreeSet<&'static str>,
    enclosed: Rc<Enclosed>,
    shows_more: Rc<Cell<bool>>,
}

impl Page {
    fn end(self) -> String {
        let lines: Vec<&str> = self.text.lines().map(str::trim_end).collect();
        lines.join("\n").trim().to_owned()
    }

    /// At least so many line ends come before the next word.
    fn at_least(&mut self, gap: usize) {
        self.gap = self.gap.max(gap);
    }

    fn raw(&mut self, text: &str) {
        if self.gap > 0 || self.text.is_empty() || self.mark.is_some() {
            if !self.text.is_empty() {
                for line in 0..self.gap.max(1) {
                    if line > 0 {
                        self.text.push_str(self.margin.trim_end());
                    }
                    self.text.push('\n');
                }
            }
            let begins = self.mark.take();
            self.text.push_str(begins.as_deref().unwrap_or(&self.margin));
            self.gap = 0;
        } else if self.blank {
            self.text.push(' ');
        }
        self.blank = false;
        self.text.push_str(text);
    }

    /// Words, between which any space is one blank.
    fn words(&mut self, text: &str) {
        let is_space = |letter: char| letter.is_whitespace() && letter != '\u{a0}';
        // Invisible letters fill the line under a subject in many a mail.
        let text: String =
            text.replace(['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}', '\u{ad}', '\u{34f}'], "");
        let mut is_first = true;
        for word in text.split(is_space) {
            if !is_first {
                self.blank = true;
            }
            is_first = false;
            if !word.is_empty() {
                self.raw(&word.replace('\u{a0}', " "));
            }
        }
    }

    fn children(&mut self, node: &NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            self.node(&child, depth);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>, depth: usize) {
        if node.is_text() {
            self.words(&node.text());
            return;
        }
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { return };
        if SILENT.contains(&&*name) || is_hidden(node) {
            return;
        }
        if depth > DEEPEST {
            self.at_least(1);
            self.words(&node.text());
            return;
        }
        let deeper = depth + 1;
        match &*name {
            "br" => self.gap = (self.gap + 1).min(2),
            "hr" => self.block(2, |page| page.raw("---")),
            "p" | "dl" | "figure" => self.block(2, |page| page.children(node, deeper)),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(2, |page| {
                let title = page.inline(node, deeper);
                if !title.is_empty() {
                    page.raw(&format!("## {title}"));
                }
            }),
            "blockquote" => self.within("> ", |page| page.children(node, deeper)),
            "ul" | "ol" | "menu" | "dir" => self.list(node, &name == "ol", deeper),
            "pre" => self.preformatted(&node.text()),
            "code" | "kbd" | "samp" | "tt" => self.marked(node, "`", deeper),
            "b" | "strong" => self.marked(node, "**", deeper),
            "i" | "em" => self.marked(node, "*", deeper),
            "a" => self.link(node, deeper),
            "img" => self.picture(node),
            "table" => self.table(node, deeper),
            "address" | "article" | "aside" | "body" | "center" | "dd" | "details" | "div" | "dt"
            | "fieldset" | "figcaption" | "footer" | "form" | "header" | "html" | "li" | "main" | "nav"
            | "section" | "summary" | "td" | "th" | "title" | "tr" => {
                self.block(1, |page| page.children(node, deeper))
            }
            _ => self.children(node, deeper),
        }
    }

    fn block(&mut self, gap: usize, write: impl FnOnce(&mut Page)) {
        self.at_least(gap);
        write(self);
        self.at_least(gap);
    }

    fn within(&mut self, margin: &str, write: impl FnOnce(&mut Page)) {
        self.at_least(2);
        let before = self.margin.len();
        self.margin.push_str(margin);
        write(self);
        self.margin.truncate(before);
        self.at_least(2);
    }

    /// A picture that came with the mail; any other one would tell its sender that it was seen, and is its words.
    fn picture(&mut self, node: &NodeRef<'_>) {
        let said = node.attr("alt").unwrap_or_default();
        let source = node.attr("src").unwrap_or_default();
        let source = source.trim();
        let name = starts_with(source, "cid:").then(|| self.enclosed.get(&source["cid:".len()..])).flatten();
        let Some(name) = name else { return self.words(&said) };
        let said = said.replace(['[', ']', '!'], "");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let picture = format!("![{said}]({})", utf8_percent_encode(name, NON_ALPHANUMERIC));
        self.raw(&picture);
        self.shows_more.set(true);
    }

    fn list(&mut self, node: &NodeRef<'_>, is_numbered: bool, depth: usize) {
        self.at_least(if self.margin.is_empty() { 2 } else { 1 });
        let mut number = 0;
        for item in node.children_it(false).filter(NodeRef::is_element) {
            number += 1;
            let mark = if is_numbered { format!("{number}. ") } else { "- ".to_owned() };
            let before = self.margin.len();
            self.mark = Some(format!("{}{mark}", self.margin));
            self.margin.push_str(&" ".repeat(mark.len()));
            self.at_least(1);
            self.children(&item, depth);
            self.margin.truncate(before);
            // Of an item that says nothing.
            self.mark = None;
            self.gap = 1;
        }
        self.at_least(if self.margin.is_empty() { 2 } else { 1 });
    }

    fn preformatted(&mut self, text: &str) {
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        self.block(2, |page| {
            let fence = if text.contains("```") { "~~~~" } else { "```" };
            for line in std::iter::once(fence).chain(text.lines()).chain(std::iter::once(fence)) {
                page.raw(line);
                page.gap = 1;
            }
        });
    }

    fn marked(&mut self, node: &NodeRef<'_>, mark: &'static str, depth: usize) {
        let Some(said) = self.inner(node, mark, depth) else { return };
        if said.contains('\n') || said.contains(mark) {
            self.lines(&said);
        } else {
            self.beside(node, &format!("{mark}{said}{mark}"));
        }
    }

    fn link(&mut self, node: &NodeRef<'_>, depth: usize) {
        let Some(said) = self.inner(node, "a", depth) else { return };
        let to = node.attr("href").map(|to| to.trim().to_owned()).unwrap_or_default();
        let is_safe = SCHEMES.iter().any(|scheme| starts_with(&to, scheme));
        let breaks = |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"`".contains(letter);
        if said.contains('\n') {
            self.lines(&said);
        } else if !is_safe
            || to.contains(breaks)
            || said == to.trim_end_matches('/')
            || is_address(&to, &said)
        {
            self.beside(node, &said);
        } else {
            let (said, to) = (said.replace(['[', ']'], ""), to.replace('(', "%28").replace(')', "%29"));
            self.beside(node, &format!("[{}]({to})", said.trim()));
        }
    }

    /// What stands within something that is marked; `None` when that is nothing, or is written already since the same
    /// mark is around it.
    fn inner(&mut self, node: &NodeRef<'_>, mark: &'static str, depth: usize) -> Option<String> {
        if self.within.contains(mark) {
            self.children(node, depth);
            return None;
        }
        let mut page = self.anew();
        page.within.clone_from(&self.within);
        page.within.insert(mark);
        page.children(node, depth);
        let said = page.end();
        if said.is_empty() {
            self.blank |= !node.text().is_empty();
        }
        Some(said).filter(|said| !said.is_empty())
    }

    fn lines(&mut self, text: &str) {
        self.at_least(1);
        for line in text.lines() {
            if line.is_empty() {
                self.at_least(2);
            } else {
                self.raw(line);
                self.at_least(1);
            }
        }
    }

    /// Puts something into the line, with the blanks that stood around it.
    fn beside(&mut self, node: &NodeRef<'_>, text: &str) {
        let around = node.text();
        self.blank |= around.starts_with(char::is_whitespace);
        self.raw(text);
        self.blank |= around.ends_with(char::is_whitespace);
    }

    /// A table that holds data stays one; most tables of mails only put things beside each other.
    fn table(&mut self, node: &NodeRef<'_>, depth: usize) {
        if !holds_data(node) {
            self.block(1, |page| page.children(node, depth));
            return;
        }
        let named = |inner: &NodeRef<'_>, name: &str| inner.node_name().is_some_and(|is| &*is == name);
        let mut rows = Vec::new();
        let mut is_headed = false;
        for row in node.descendants_it().filter(|inner| named(inner, "tr")) {
            let cells: Vec<NodeRef<'_>> =
                row.children_it(false).filter(NodeRef::is_element).take(MOST_COLUMNS).collect();
            let is_head = !cells.is_empty() && cells.iter().all(|cell| named(cell, "th"));
            let said: Vec<String> = cells.iter().map(|cell| self.inline(cell, depth)).collect();
            if said.iter().any(|cell| !cell.is_empty()) {
                is_headed |= rows.is_empty() && is_head;
                rows.push(said);
            }
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        self.at_least(2);
        if columns < 2 {
            for said in rows.iter().flatten() {
                self.raw(said);
                self.at_least(1);
            }
        } else {
            self.shows_more.set(true);
            if !is_headed {
                rows.insert(0, Vec::new());
            }
            for (at, said) in rows.iter().enumerate() {
                let cell = |nth: usize| said.get(nth).map_or_else(String::new, |it| it.replace('|', "\\|"));
                let line: Vec<String> = (0..columns).map(cell).collect();
                self.raw(&format!("| {} |", line.join(" | ")));
                self.at_least(1);
                if at == 0 {
                    self.raw(&format!("|{}", " --- |".repeat(columns)));
                    self.at_least(1);
                }
            }
        }
        self.at_least(2);
    }

    /// A page for what stands within another one.
    fn anew(&self) -> Page {
        let (enclosed, shows_more) = (self.enclosed.clone(), self.shows_more.clone());
        Page { enclosed, shows_more, ..Page::default() }
    }

    /// What stands within, in one line of its own.
    fn inline(&self, node: &NodeRef<'_>, depth: usize) -> String {
        let mut page = self.anew();
        page.children(node, depth);
        page.end().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether rows and columns of a table mean something: it has no table within, and its cells hold words alone, or it
/// says itself that it is one.
fn holds_data(node: &NodeRef<'_>) -> bool {
    let has = |names: &[&str]| {
        node.descendants_it().any(|inner| inner.node_name().is_some_and(|name| names.contains(&&*name)))
    };
    let is_drawn =
        node.attr("border").is_some_and(|border| border.trim() != "0" && !border.trim().is_empty())
            || node.attr("class").is_some_and(|class| class.contains("MsoTableGrid"));
    !has(&["table"]) && (is_drawn || has(&["th"]) || !has(&["div", "p", "img", "ul", "ol", "h1", "h2", "h3"]))
}

/// What a mail hides from people, such as the line that some programs show under the subject.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style: String =
        node.attr("style").map(|style| style.to_lowercase().replace(' ', "")).unwrap_or_default();
    node.has_attr("hidden")
        || ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|way| style.contains(way))
}

/// Whether a link is the address that it shows.
fn is_address(to: &str, said: &str) -> bool {
    to == said || to.strip_prefix("mailto:") == Some(said) || to.strip_prefix("tel:") == Some(said)
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests;
