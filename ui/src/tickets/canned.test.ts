/** @file Promises about canned replies: what asks for one, which fit, and what is still to fill. */
import { expect, test } from "vitest";
import type { CannedView, MacroView } from "../api/gen";
import { askedAt, fitting, gapFrom, gapName, gapsIn, offersFor, piecesOf } from "./canned";

const reply = (name: string, folder: string | null, body: string): CannedView => ({ id: name, name, folder, body, share: { with: "nobody" }, owner: null, may_edit: true });
const names = (found: readonly CannedView[]) => found.map(({ name }) => name);

test("placeholders are found as the core finds them, and other braces are left alone", () => {
  expect(gapsIn("Hi {{requester.name}}, {{ due }}!").map(({ name, start, end }) => [name, start, end])).toEqual([["requester.name", 3, 21], ["due", 23, 32]]);
  for (const text of ["{{}}", "{{ }}", "{{ a b }}", "{{never closed", "}} {{ ü }}", "${{ x-y }}", "{{{", ""]) expect(gapsIn(text)).toEqual([]);
  expect(gapsIn("{{{due}}}").map(({ start }) => start)).toEqual([1]);
  expect(gapsIn("{{a {{ticket.number}}").map(({ name }) => name)).toEqual(["ticket.number"]);
  expect([gapName("due"), gapName("site")]).toEqual(["Due date", "site"]);
});

test("a text is cut at its gaps and at one more place, and nothing of it is lost", () => {
  const text = "On {{due}} at ;x";
  const pieces = piecesOf(text, 14);
  expect(pieces.map((piece) => piece.text)).toEqual(["On ", "{{due}}", " at ", ";x"]);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(piecesOf("").map((piece) => piece.text)).toEqual([""]);
});

test("a semicolon or a slash asks where a word begins, and nowhere else", () => {
  const words = (text: string) => askedAt(text, text.length)?.words ?? null;
  expect([words(";"), words("/"), words("Hello ;than"), words("Hello\n;than you"), words("(;a")]).toEqual(["", "", "than", "than you", "a"]);
  for (const text of ["", "and; ", "and;", "and/or", "; and", "/etc/ho", "a ;\n", `;${"x".repeat(41)}`]) expect(words(text)).toBeNull();
  expect(askedAt(";one two", 4)).toEqual({ start: 0, end: 4, words: "one" });
});

test("what fits by name comes first, then by folder, then by text; case and accents do not count", () => {
  const replies = [reply("Log", "Reset", "Send it"), reply("Grüße", null, "Reset of all"), reply("Reset it", "Accounts", "For a token")];
  expect(names(fitting(replies, "rese"))).toEqual(["Reset it", "Log", "Grüße"]);
  expect(names(fitting(replies, "acc res"))).toEqual(["Reset it"]);
  expect(names(fitting(replies, "grusse"))).toEqual(["Grüße"]);
  expect(names(fitting(replies, "eset"))).toEqual([]);
  expect(names(fitting(replies, ""))).toEqual(["Log", "Grüße", "Reset it"]);
});

test("Tab goes from gap to gap and out of the text at its end", () => {
  const text = "{{a}} and {{b}}";
  expect(gapFrom(text, { start: 0, end: 0 }, "next")?.name).toBe("a");
  expect(gapFrom(text, { start: 0, end: 5 }, "next")?.name).toBe("b");
  expect(gapFrom(text, { start: 10, end: 15 }, "next")).toBeNull();
  expect(gapFrom(text, { start: 10, end: 15 }, "previous")?.name).toBe("a");
  expect(gapFrom(text, { start: 0, end: 5 }, "previous")).toBeNull();
});

test("macros are offered beside replies, by their names alone, and behind a reply that fits as well", () => {
  const replies = [reply("Reset it", null, "For a token"), reply("Log", null, "Restart first")];
  const macros = [{ id: "m1", name: "Restart done" }, { id: "m2", name: "Close" }] as unknown as MacroView[];
  const offered = (typed: string) => offersFor(replies, macros, typed).map(({ is, name }) => `${is} ${name}`);
  expect(offered("res")).toEqual(["reply Reset it", "macro Restart done", "reply Log"]);
  expect(offered("")).toEqual(["reply Reset it", "reply Log", "macro Restart done", "macro Close"]);
  expect(offered(")")).toEqual([]);
});
