/** @file Terms that a filter has no place for: chosen, told and let go without touching what was written beside them. */
import { expect, test } from "vitest";
import { madeTypes } from "../../gallery/fields";
import type { CategoryView, LookupsView, Key as SearchKey, SearchPart } from "../api/gen";
import { onlyTerms, restOf, termChoices, withoutTerms } from "./terms";

const topic = (name: string, path: string[], retired = false): CategoryView => ({ id: path.join(), parent: null, name, position: 0, path, retired });
const lookups = { types: madeTypes, categories: [topic("VPN", ["Network", "VPN"]), topic("VPN", ["Old", "VPN"]), topic("Fax", ["Fax"], true)] } as unknown as LookupsView;

function part(text: string, written: string, key: SearchKey, sign: string, values: string[], more: Partial<SearchPart> = {}): SearchPart {
  const from = text.indexOf(written);
  return { from, to: from + written.length, not: false, what: { is: "term", key, sign, values }, mistakes: [], ...more };
}

const ticked = (choices: ReturnType<typeof termChoices>) => choices.filter(({ checked }) => checked).map(({ label }) => label);

test("what is no such term stays with the words", () => {
  const text = "type:bug drops -type:task type:bgu created<7d";
  const parts = [
    part(text, "type:bug", "type", ":", ["bug"]),
    part(text, "-type:task", "type", ":", ["task"], { not: true }),
    part(text, "type:bgu", "type", ":", ["bgu"], { mistakes: [{ is: "value", key: "type", value: "bgu", near: "bug" }] }),
    part(text, "created<7d", "created", "<", ["7d"]),
  ];
  expect(restOf({ text, parts })).toBe("drops -type:task type:bgu");
  expect(onlyTerms({ text, parts })).toBe("type:bug created<7d");
  expect(withoutTerms({ text, parts }, "type")).toBe("drops -type:task type:bgu created<7d");
});

test("a value that is written by its name, or that nobody offers, is ticked and can be taken away as it stands", () => {
  const text = 'type:"Feature request",riddle category:fax';
  const written: string[] = [];
  const line = { text, parts: [part(text, 'type:"Feature request",riddle', "type", ":", ["Feature request", "riddle"]), part(text, "category:fax", "category", ":", ["fax"])], write: (to: string) => written.push(to) };
  const types = termChoices("type", line, lookups);
  expect(ticked(types)).toEqual(["Feature request", "riddle"]);
  types.find(({ label }) => label === "Feature request")?.act?.();
  expect(written).toEqual(["type:riddle category:fax"]);
  expect(ticked(termChoices("category", line, lookups))).toEqual(["Fax"]);
});

test("two categories of one name are one choice, since a term asks for both", () => {
  const none = { text: "", parts: [], write: () => undefined };
  expect(termChoices("category", none, lookups).map(({ label }) => label)).toEqual(["Network › VPN", "No category"]);
  expect(termChoices("category", none, { ...lookups, categories: [] })).toEqual([]);
});

test("another time of creation takes the place of the one before; one that was typed is shown as it is", () => {
  const text = "vpn created>2026-11-01";
  const written: string[] = [];
  const line = { text, parts: [part(text, "created>2026-11-01", "created", ">", ["2026-11-01"])], write: (to: string) => written.push(to) };
  const choices = termChoices("created", line, lookups);
  expect(ticked(choices)).toEqual([">2026-11-01"]);
  choices[0]?.act?.();
  choices.at(-1)?.act?.();
  expect(written).toEqual(["vpn created:today", "vpn"]);
});
