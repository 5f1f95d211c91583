/** @file Promises about marks of people. */
import { expect, test } from "vitest";
import { hueOf, initialsOf } from "./glyph";

test.each([
  ["Anna Kowalska", "AK"],
  ["jean-luc van der Berg", "JB"],
  ["Cher", "C"],
  ["  ", "?"],
  ["山田 太郎", "山太"],
  ["“Bob” (temp)", "BT"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a person keeps the hue, and people spread over all twelve", () => {
  expect(hueOf("0192-anna")).toBe(hueOf("0192-anna"));
  const found = new Set(Array.from({ length: 400 }, (_, index) => hueOf(`person-${index}`)));
  expect(found.size).toBe(12);
});
