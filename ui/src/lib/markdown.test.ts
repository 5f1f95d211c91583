/** @file What Markdown becomes, and what it must never become. */
import { expect, test } from "vitest";
import { parseInline, parseMarkdown, safeUrl, type Inline } from "./markdown";

const plain = (pieces: Inline[]): string =>
  pieces.map((piece) => ("children" in piece ? `${piece.kind}(${plain(piece.children)})` : piece.kind === "break" ? "/" : piece.kind === "code" ? `code(${piece.text})` : piece.text)).join("");

test.each([
  ["**bold** and *leaning*", "strong(bold) and em(leaning)"],
  ["a_b_c stays, _d_ leans", "a_b_c stays, em(d) leans"],
  ["2 * 3 * 4", "2 * 3 * 4"],
  ["`a **b**` c", "code(a **b**) c"],
  ["one\ntwo", "one/two"],
  ["\\*not\\*", "*not*"],
  ["see https://tern.example/a.", "see link(https://tern.example/a)."],
  ["(www.example.org)", "(link(www.example.org))"],
  ["write to anna@example.org!", "write to link(anna@example.org)!"],
  ["[docs](https://example.org/a_(b))", "link(docs)"],
  ["***both***", "strong(*both)*"],
  ["unclosed **bold", "unclosed **bold"],
])("%s", (text, expected) => {
  expect(plain(parseInline(text))).toBe(expected);
});

test("html is text", () => {
  expect(parseMarkdown("<img src=x onerror=alert(1)>")).toEqual([
    { kind: "paragraph", children: [{ kind: "text", text: "<img src=x onerror=alert(1)>" }] },
  ]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "tern://ticket/1", "nothing"])("%s is no link", (url) => {
  expect(safeUrl(url)).toBeNull();
  expect(plain(parseInline(`[x](${url})`))).toBe(`[x](${url})`);
});

test("blocks stand one after the other", () => {
  const kinds = parseMarkdown("# Title\n\ntext\nmore\n\n- a\n- b\n  1. c\n\n> quoted\n> again\n\n```sh\n<b>\n```\n---\n3. three").map((block) => block.kind);
  expect(kinds).toEqual(["heading", "paragraph", "list", "quote", "code", "rule", "list"]);
});

test("a list keeps its items, their lists and its first number", () => {
  const [list] = parseMarkdown("3. a\n   - b\n4. c");
  expect(list).toMatchObject({ kind: "list", ordered: true, start: 3 });
  expect(list?.kind === "list" && list.items.map((item) => item.map((block) => block.kind))).toEqual([["paragraph", "list"], ["paragraph"]]);
});

test("hostile text is read in reasonable time", () => {
  const start = performance.now();
  parseMarkdown("*".repeat(20_000) + "[".repeat(20_000) + "`".repeat(999) + "_a ".repeat(9_000));
  parseMarkdown(`${">".repeat(2_000)} deep`);
  parseMarkdown("- ".repeat(2_000));
  expect(performance.now() - start).toBeLessThan(2_000);
});
