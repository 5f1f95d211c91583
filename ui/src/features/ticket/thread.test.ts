/** @file The thread shows what was said, and folds what merely happened. */
import { expect, test } from "vitest";
import type { ThreadEntry } from "../../api/gen";
import { itemsOf, looksInternal, withQuotation } from "./thread";

const message = (id: string): ThreadEntry => ({
  entry: "message",
  id,
  kind: "reply",
  side: "agent",
  author: "anna",
  author_name: "Anna",
  body: "Hello",
  at: 0,
  delivered_at: null,
  attachments: [],
  mark: "synced",
});
const changed = (id: string): ThreadEntry => ({ entry: "event", id, at: 0, by: "Anna", what: { is: "changed", fields: [] } });
const replied = (id: string): ThreadEntry => ({ entry: "event", id, at: 0, by: "Anna", what: { is: "replied", side: "agent" } });

test("what happened between two messages is one line", () => {
  const items = itemsOf([changed("a"), changed("b"), message("c"), replied("d"), changed("e")]);
  expect(items.map((item) => (item.kind === "events" ? item.lines.length : item.id))).toEqual([2, "c", 1]);
});

test("a message is not told twice", () => {
  expect(itemsOf([message("a"), replied("b")])).toHaveLength(1);
});

test("where a merged ticket began stands between what was said before and after", () => {
  const began: ThreadEntry = { entry: "merged", from: { ticket: "b", number: "#7", subject: "Paper" }, description: "Out", requester: "Bob", at: 0 };
  const items = itemsOf([message("a"), began, changed("c"), message("d")]);
  expect(items.map(({ kind }) => kind)).toEqual(["message", "merged", "events", "message"]);
});

test.each([
  ["@Marcus can you look at this?", true],
  ["Hello Ines, @Marcus will call you.", false],
  ["Please write to support@example.org", false],
  ["Hallo Frau Duarte, @Marcus ruft Sie an.", false],
  ["Sehr geehrte Frau Duarte,\n@Marcus ruft Sie an.", false],
  ["GRÜSS GOTT, @Marcus ruft Sie an.", false],
  ["Bonjour Inès, @Marcus vous appellera.", false],
  ["Chère Inès, @Marcus vous appellera.", false],
  ["¡Hola Inés! @Marcus te llamará.", false],
  ["Buenos dias, @Marcus le llamará.", false],
  ["Gentile Ines, @Marcus la chiamerà.", false],
  ["Geachte mevrouw, @Marcus belt u.", false],
  ["Dzień dobry, @Marcus zadzwoni.", false],
  ["Czesc, @Marcus zadzwoni.", false],
  ["Prezada Inês, @Marcus vai ligar.", false],
  ["Olá Inês, @Marcus vai ligar.", false],
  ["Hier ist das Log, @Marcus", true],
  ["Carola weiß es, @Marcus", true],
  ["Dagegen hilft nichts, @Marcus", true],
  ["All done.", false],
])("%j looks internal: %j", (body, expected) => {
  expect(looksInternal(body)).toBe(expected);
});

test("a quotation stands behind what is written, marked on every line, and only once", () => {
  expect(withQuotation("", "One\n\nTwo \n")).toBe("> One\n>\n> Two\n\n");
  expect(withQuotation("Hello\n", "One")).toBe("Hello\n\n> One\n\n");
  expect(withQuotation("> One\n\nYes", "One")).toBe("> One\n\nYes");
});

test("a picture is quoted by its words: the file stays with the message that has it", () => {
  expect(withQuotation("", "It says\n![the error](a.png)")).toBe("> It says\n> the error\n\n");
});
