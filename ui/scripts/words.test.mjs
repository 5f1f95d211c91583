/** @file The checks of words find what they are there for. */
import { expect, test } from "vitest";
import { differences, readWords } from "./ftl.mjs";
import { plainWords } from "./plain-text.mjs";
import { codeOfStart, cut } from "./startwords.mjs";
import { join } from "node:path";

const words = (text) => readWords("a.ftl", text).words;

test("a translation has every key, no other one, and the same variables", () => {
  const english = words("a-b = One { $x }\nc = Two\nd = { $n ->\n    [one] One\n   *[other] { $n }\n}\n");
  expect(differences("de.ftl", english, english)).toEqual([]);
  expect(differences("de.ftl", english, words("a-b = Eins { $y }\nd = { $n }\ne = Mehr\n"))).toEqual([
    "de.ftl: a.b uses other variables than English",
    "de.ftl: c is missing",
    "de.ftl: English has no e",
  ]);
  expect(readWords("de.ftl", "a = Eins\na = Zwei\n= Drei\n").complaints).toHaveLength(2);
});

test("what the start says is cut from what later code says", () => {
  const text = "-name = Tern\na-b = One { -name }\nstatus-new = New\nc = Two\nstatus-a-b = Deep\n";
  const { start, later } = cut(text, 't("a.b") + t(`status.${key}`)');
  expect([...words(start).keys()]).toEqual(["a.b", "status.new"]);
  expect(start).toContain("-name = Tern");
  expect([...words(later).keys()]).toEqual(["c", "status.a.b"]);
});

test("the start is what is imported by name, and not what is imported when asked", () => {
  const code = codeOfStart(join(import.meta.dirname, ".."));
  expect(code, "the board is on the first screen").toContain('t("board.title")');
  expect(code, "the settings are not").not.toContain('t("settings.title")');
  expect(code, "nor is the table of shortcuts, whose words come with the help").not.toContain('"keys.calendar.today"');
});

test("a plain word is found wherever people read or hear it", () => {
  const found = (source) => plainWords(source).map(({ text }) => text);
  expect(found('<p>Save it</p><b aria-label="Close" title={open ? "Less" : t("more")}></b>')).toEqual(["Save it", "Close", "Less"]);
  expect(found("{#if a}<i>{`Add ${name}`}</i>{:else}Nobody{/if}")).toEqual(["Add", "Nobody"]);
  expect(found('<Field label="Name" /><input placeholder="Find" />')).toEqual(["Name", "Find"]);
  expect(found('<p class="quiet" style:color="red" data-testid="x">{t("a.b")} · {name} →</p><Icon icon="sun" />')).toEqual([]);
  expect(plainWords("<p>\n{a}\n</p>\n<p>Word</p>")[0].line).toBe(4);
});
