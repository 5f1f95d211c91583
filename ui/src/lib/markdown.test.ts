/** @file What Markdown becomes, and what it must never become. */
import { expect, test } from "vitest";
import { parseInline, parseMarkdown, picturesIn, safeUrl, type Inline } from "./markdown";
import { readable, withoutPictures } from "./readable";

const plain = (pieces: Inline[]): string =>
  pieces.map((piece) => ("children" in piece ? `${piece.kind}(${plain(piece.children)})` : piece.kind === "break" ? "/" : piece.kind === "code" ? `code(${piece.text})` : piece.kind === "picture" ? `picture(${piece.name})` : piece.text)).join("");

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

const picture = (name: string, alt: string): Inline => ({ kind: "picture", name, alt });

test.each<[string, Inline[]]>([
  ["![The error](error%20dialog%20(2).png)", [picture("error dialog (2).png", "The error")]],
  ["![](shot.png)", [picture("shot.png", "")]],
  ["![50 % off](50%.png)", [picture("50%.png", "50 % off")]],
  ["![a \\[b\\]](c.png \"title\")", [picture("c.png", "a [b]")]],
  ["see ![it](a.png).", [{ kind: "text", text: "see " }, picture("a.png", "it"), { kind: "text", text: "." }]],
])("a file of the message is a picture: %s", (text, expected) => {
  expect(parseInline(text)).toEqual(expected);
});

test.each([
  ["![a cat](cid:image001.png@01D9)", "a cat"],
  ["![a cat](data:image/png;base64,iVBORw0KGgo=)", "a cat"],
  ["![a cat](file:///etc/passwd)", "a cat"],
  ["![a cat](javascript:alert(1))", "a cat"],
  ["![a cat](//tracker.example/a.png)", "a cat"],
  ["![a cat](../a.png)", "a cat"],
  ["![a cat](a.png?x=1)", "a cat"],
  ["![a cat](https://tracker.example/a.png)", "link(a cat)"],
  ["[![a cat](a.png)](https://example.org)", "link(a cat)"],
  ["![](cid:nothing)", "![](cid:nothing)"],
])("a picture from elsewhere is the words for it: %s", (text, expected) => {
  expect(plain(parseInline(text))).toBe(expected);
  expect(picturesIn(text).size).toBe(0);
});

test("the bytes of a picture are not a text, however many they are", () => {
  expect(plain(parseInline(`see ![a cat](data:image/png;base64,${"A".repeat(50_000)}) there`))).toBe("see a cat there");
});

test("the pictures of a text are found wherever they stand, and those in code are none", () => {
  const text = "![](a.png)\n\n> - **![x](b.png)**\n\n| ![](c.png) |\n|---|\n| ![](d.png) |\n\n## ![](e.png)\n\n`![](f.png)`\n\n```\n![](g.png)\n```";
  expect([...picturesIn(text)]).toEqual(["a.png", "b.png", "c.png", "d.png", "e.png"]);
});

/** A table by its words: the head, then the rows. */
const tableOf = (text: string) => parseMarkdown(text).flatMap((block) => (block.kind === "table" ? [[block.head, ...block.rows].map((row) => row.map(plain))] : []))[0];

test("a table has a head, rows, and where its columns stand", () => {
  const [before, table, after] = parseMarkdown("Prices:\n| Part | Price | n | x |\n|:---|---:|:-:|---|\n| **Hinge** | 12,50 | 1 | |\nMore below.");
  expect([before?.kind, after?.kind]).toEqual(["paragraph", "paragraph"]);
  expect(table).toMatchObject({ kind: "table", align: ["start", "end", "center", null] });
  expect(tableOf("| Part | Price |\n|---|---|\n| **Hinge** | see [it](https://a.example) |")).toEqual([["Part", "Price"], ["strong(Hinge)", "see link(it)"]]);
});

test.each<[string, string[][] | undefined]>([
  ["a | b\n- | -\nc | d", [["a", "b"], ["c", "d"]]],
  ["| a |\n| - |\n| `x \\| y` \\| z |", [["a"], ["code(x | y) | z"]]],
  ["| a | b |\n|---|---|\n| one |\n|\n| one | two | three |", [["a", "b"], ["one"], [], ["one", "two | three"]]],
  ["| a | b |\n|---|---|", [["a", "b"]]],
  ["| a | b |\n|---|---|\n| c \\\\| d |", [["a", "b"], ["c \\", "d"]]],
  ["> | a |\n> |---|\n> | b |", undefined],
  ["| a | b |\n|---|\n| c | d |", undefined],
  ["| a | b |\n| c | d |", undefined],
  ["|---|---|\n| c | d |", undefined],
  ["```\n| a |\n|---|\n```", undefined],
  ["a\n---\nb", undefined],
])("%j", (text, expected) => {
  expect(tableOf(text)).toEqual(expected);
});

test("a table stands in quotations and items, and ends where something else begins", () => {
  expect(parseMarkdown("> | a |\n> |---|\n> | b |")).toMatchObject([{ kind: "quote", children: [{ kind: "table" }] }]);
  expect(parseMarkdown("- | a |\n  |---|\n  | b |")).toMatchObject([{ kind: "list", items: [[{ kind: "table" }]] }]);
  expect(parseMarkdown("| a |\n|---|\n| b |\n> | c |\n\n| d |").map(({ kind }) => kind)).toEqual(["table", "quote", "paragraph"]);
});

test.each([
  ["pipes in one line", "|".repeat(60_000)],
  ["pipes with a line of dashes", `${"|".repeat(20_000)}\n${"|-".repeat(20_000)}`],
  ["a head that is wide and rows that are short", `|${"a|".repeat(100)}\n|${"-|".repeat(100)}\n${"|\n".repeat(20_000)}`],
  ["lines that all look like the second", "|-|-\n".repeat(20_000)],
  ["lines of pipes that never become a table", "a|b\n".repeat(20_000)],
  ["escaped pipes", `|a|\n|-|\n|${"\\|".repeat(40_000)}`],
  ["pictures without an end", "![a](".repeat(15_000)],
  ["pictures with blanks", `![a](${" ".repeat(100_000)}`],
  ["links with blanks", `[a](${" ".repeat(3_900)}`.repeat(25)],
  ["bytes without an end", `![a](data:${"A".repeat(500_000)}`],
  ["pictures in words for pictures", "![![![a](b)](c)".repeat(3_000)],
])("hostile: %s", (_, text) => {
  const start = performance.now();
  parseMarkdown(text);
  picturesIn(text);
  readable(text);
  expect(performance.now() - start).toBeLessThan(4_000);
});

test("a wide head and short rows are no square of cells", () => {
  const [table] = parseMarkdown(`|${"a|".repeat(100)}\n|${"-|".repeat(100)}\n${"|\n".repeat(1_000)}`);
  expect(table?.kind === "table" && table.rows.reduce((sum, row) => sum + row.length, 0)).toBe(0);
});

test("where a text is shown as it was written, cells and words stand in place of marks", () => {
  expect(readable("Look:\n| a | b |\n|---|---|\n| ![c](c.png) | \\| |\n\n**![](d%20e.png)** 1 | 2")).toBe("Look:\na | b\nc | |\n\n**d e.png** 1 | 2");
  expect(withoutPictures("> ![it](a.png) | ![web](https://a.example/b.png) ![x](cid:1)")).toBe("> it | ![web](https://a.example/b.png) x");
});
