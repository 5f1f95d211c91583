/** @file Which fields a ticket has, what is wrong with a value, and how it reads. */
import { expect, test } from "vitest";
import { madeFields } from "../../gallery/fields";
import type { FormField, LookupsView } from "../api/gen";
import { choicesOf, fieldsOf, isFilled, readNumber, valueText, wrongWords } from "./formfields";

const field = (key: string): FormField => madeFields.find((one) => one.key === key) ?? expect.fail(`no field ${key}`);
const lookups: LookupsView = { statuses: [], teams: [], new_team: null, staff: [], categories: [], organisations: [], matrix: { rows: {} }, urgent_guard: { percent: 10 }, closing: { days: 0 }, tags: [], types: [], standard: [], fields: [...madeFields, { ...field("site"), key: "old", archived: true }] };

test("a ticket has the fields of its type, and none that is archived", () => {
  expect(fieldsOf(lookups, "request").map(({ key }) => key)).toEqual(["asset_tag", "site", "seats", "from", "affected", "downtime"]);
  expect(fieldsOf(lookups, "incident").map(({ key }) => key)).toContain("cause");
  expect(fieldsOf(undefined, "incident")).toEqual([]);
});

test("No is an answer, and space is none", () => {
  expect([false, 0, "x", ["a"]].map(isFilled)).toEqual([true, true, true, true]);
  expect([undefined, null, "  ", []].map(isFilled)).toEqual([false, false, false, false]);
});

test("a number is written with a point or a comma", () => {
  expect(["4", " -4.5 ", "4,5", "", "1.000,5", "four"].map(readNumber)).toEqual([4, -4.5, 4.5, null, "1.000,5", "four"]);
});

test("what is wrong is said by what the field holds", () => {
  expect(wrongWords(field("seats"), null, true)).toBe("Fill this in");
  expect(wrongWords(field("seats"), null, false)).toBeUndefined();
  expect(wrongWords(field("seats"), "many", false)).toBe("This is no number");
  expect(wrongWords(field("from"), "2027-02-29", false)).toBe("Write a date as 2026-11-27");
  expect(wrongWords(field("from"), "2028-02-29", true)).toBeUndefined();
  expect(wrongWords(field("downtime"), false, true)).toBeUndefined();
});

test("values read as people say them", () => {
  expect(valueText(field("cause"), "software")).toBe("Software");
  expect(valueText(field("affected"), ["mail", "net"])).toBe("Mail, Network");
  expect(valueText(field("downtime"), true)).toBe("Yes");
  expect(valueText(field("from"), "2026-03-06")).toContain("2026");
  expect(valueText(field("cause"), "gone")).toBe("gone");
  expect(valueText(field("cause"), undefined)).toBe("");
});

test("an archived choice is offered only where it is chosen", () => {
  const site: FormField = { ...field("site"), holds: { is: "one", choices: [{ id: "a", name: "A", archived: false }, { id: "b", name: "B", archived: true }] } };
  expect(choicesOf(site, "a").map(({ id }) => id)).toEqual(["a"]);
  expect(choicesOf(site, "b").map(({ id }) => id)).toEqual(["a", "b"]);
});
