//! What mails look like when programs write them, and what hostile ones try.

use super::{Enclosed, Said};
use proptest::prelude::*;

fn markdown(html: &str) -> String {
    super::markdown(html, &Enclosed::new()).text
}

#[test]
fn what_a_mail_says_stays() {
    let cases = [
        (
            "<p>Hello   <b>Mia</b>,</p><p>it <i>smokes</i>.<br>Again.</p>",
            "Hello **Mia**,\n\nit *smokes*.\nAgain.",
        ),
        ("<div>one</div><div>two</div><div><br></div><div>three</div>", "one\ntwo\n\nthree"),
        ("<ul><li>ink</li><li>paper<ul><li>A4</li></ul></li></ul>end", "- ink\n- paper\n  - A4\n\nend"),
        ("<ol><li>off</li><li>on</li></ol>", "1. off\n2. on"),
        ("<blockquote>He said:<p>no</p></blockquote>so", "> He said:\n>\n> no\n\nso"),
        ("<h1>Notice</h1>text", "## Notice\n\ntext"),
        ("<pre>a  b\n c</pre>", "```\na  b\n c\n```"),
        ("run <code>tern --version</code> now", "run `tern --version` now"),
        ("a<hr>b", "a\n\n---\n\nb"),
        (
            "see <a href='https://tern.example/a_(b)'>the page</a>.",
            "see [the page](https://tern.example/a_%28b%29).",
        ),
        ("<a href='https://tern.example/'>https://tern.example</a>", "https://tern.example"),
        ("<a href='mailto:mia@example.com'>mia@example.com</a>", "mia@example.com"),
        (
            "<table><tr><th>Item</th><th>Count</th></tr><tr><td>Ink</td><td>2</td></tr></table>",
            "| Item | Count |\n| --- | --- |\n| Ink | 2 |",
        ),
        ("<table><tr><td><p>Dear Mia</p></td></tr><tr><td><p>Bye</p></td></tr></table>", "Dear Mia\n\nBye"),
        ("one&nbsp;two &lt;b&gt; &amp; &copy;", "one two <b> & ©"),
        ("<b>one</b> <b>two</b>", "**one** **two**"),
        ("<b><p>a block</p></b>", "**a block**"),
        ("no markup at all", "no markup at all"),
        ("", ""),
    ];
    for (html, wanted) in cases {
        assert_eq!(markdown(html), wanted, "{html}");
    }
}

#[test]
fn what_a_mail_would_do_does_not() {
    let cases = [
        ("a<script>alert(1)</script>b<style>b{}</style>", "ab"),
        (
            "<img src='https://spy.example/1.gif' width=1><img src='cid:1' alt='The broken hinge'>",
            "The broken hinge",
        ),
        ("<a href='javascript:alert(1)'>click</a> <a href=' JavaScript:x'>here</a>", "click here"),
        ("<a href='data:text/html,x'>file</a><a href='file:///etc/passwd'> it</a>", "file it"),
        ("<a href='https://a.example/ x'>spaced</a>", "spaced"),
        (
            "<a href='https://evil.example'>see](https://good.example) [</a>",
            "[see(https://good.example)](https://evil.example)",
        ),
        ("<div style='display: none'>preview</div><p hidden>too</p>text", "text"),
        ("<iframe src=x>in</iframe><object data=y>or</object><svg><text>w</text></svg>.", "."),
        ("<form action=x><input value=secret><button>Send</button></form>", "Send"),
        ("pre\u{200b}\u{34f}view\u{ad}", "preview"),
    ];
    for (html, wanted) in cases {
        assert_eq!(markdown(html), wanted, "{html}");
    }
}

#[test]
fn only_tables_that_hold_data_stay_tables() {
    let cases = [
        // As Outlook writes the cells of each.
        (
            "<table class=MsoTableGrid border=1><tr><td><p>Room</p></td><td><p>Floor<br>plan</p></td></tr></table>",
            "|  |  |\n| --- | --- |\n| Room | Floor plan |",
        ),
        ("<table border=0><tr><td><div>a</div></td><td><div>b</div></td></tr></table>", "a\nb"),
        ("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>", "one\ntwo"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr><tr><td></td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 |  |",
        ),
        (
            "<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>",
            "> |  |  |\n> | --- | --- |\n> | a | b |",
        ),
    ];
    for (html, wanted) in cases {
        assert_eq!(markdown(html), wanted, "{html}");
    }
    let plain = Said { text: "a".to_owned(), shows_more: false };
    assert_eq!(super::markdown("<p>a</p>", &Enclosed::new()), plain);
}

#[test]
fn a_mail_that_nests_without_end_ends() {
    for tag in ["div", "b", "blockquote", "ul><li", "table><tr><td", "a href=https://a.example"] {
        let deep = format!("{}the end", format!("<{tag}>").repeat(4_000));
        assert!(markdown(&deep).contains("the end"), "{tag}");
    }
}

proptest! {
    #[test]
    fn no_mail_is_too_broken(html in "(<(/?(b|p|a href='https://x.example'|ul|li|table|tr|td|pre|blockquote|script|div)|!--|)>|[ a-z&;\n<>\"'`*\\[\\]]{1,6}){0,40}") {
        markdown(&html);
    }
}
