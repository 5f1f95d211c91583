/** @file What the window reads of a language is what Fluent itself reads of its file, sentence by sentence. */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Sentences } from "../src/i18n/sentences.ts";
import { readWords } from "./ftl.mjs";
import { sentences } from "./sentences.mjs";

const folder = join(import.meta.dirname, "../src/i18n");
const languages = readdirSync(folder).filter((name) => name.endsWith(".ftl"));

function both(locale, text, transform) {
  const fluent = new FluentBundle(locale, { useIsolating: false, ...(transform === undefined ? {} : { transform }) });
  fluent.addResource(new FluentResource(text));
  const ours = new Sentences(locale, transform);
  ours.add(sentences(text));
  return { ours: (key, given) => ours.say(key, given), fluents: (key, given) => fluent.formatPattern(fluent.getMessage(key.replaceAll(".", "-")).value, given) };
}

test.each(languages)("every sentence of %s is said as Fluent says it, with numbers and with words", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const { ours, fluents } = both(file.slice(0, -".ftl".length), text);
  const { words } = readWords(file, text);
  const values = [0, 1, 2, 1234.5, "one", "more", ...[...text.matchAll(/\[([a-z_]\w*)\]/gi)].map(([, key]) => key)];
  expect(words.size).toBeGreaterThan(2000);
  const others = [...words].flatMap(([key, names]) => {
    const said = (names.length === 0 ? [""] : [...new Set(values)]).map((value) => {
      const given = Object.fromEntries(names.map((each) => [each, value]));
      return [ours(key, given), fluents(key, given)];
    });
    return said.filter(([one, other]) => one !== other);
  });
  expect(others).toEqual([]);
});

test("choices within choices, letters that mean something, terms and lines are read alike", () => {
  const text = `-name = Tern
name-of = Of { -name }, {"{"}[a] \\ {"}"}
name-of-two =
    One line
    and { $n ->
        [0] none
        [one] { $m ->
           *[a] one [A]
            [b] one {"{"}B{"}"}
        }
       *[other] { $n }
    } left
namely = x = y
`;
  const { ours, fluents } = both("en", text, (part) => part.toUpperCase());
  for (const [key, given] of [["name.of", {}], ["namely", {}], ...[0, 1, 2].flatMap((n) => ["a", "b", "c"].map((m) => ["name.of.two", { n, m }]))]) {
    expect(ours(key, given), key).toBe(key === "name.of" ? "OF TERN, {[A] \\ }" : fluents(key, given));
  }
  expect(ours("nobody", {})).toBeUndefined();
  expect(() => ours("name.of.two", {})).toThrow("without n");
});

test("what the window could not read is no build", () => {
  for (const text of ["a = { b }\n", "a = { NUMBER($n) }\n", "a = One\n    .title = Two\n", "a = { -gone }\n", "= broken\n"]) expect(() => sentences(text), text).toThrow("cannot read");
});
