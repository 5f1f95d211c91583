/** @file The test of a notification says what the system allows and what we hold back ourselves. */
import { expect, test } from "vitest";
import { allowances } from "./tried";

const tried = { shown: true, why: null, by: "dunst 1.9", buttons: true, keeps: null };
const dnd = { on: false, until: null, urgent_breaks_through: false, quiet_now: false, morning: 0 };

test("each ability is said as the system said it, and what it did not say is unknown", () => {
  expect(allowances(tried, dnd).map(({ says }) => says)).toEqual(["settings.allows.buttons.yes", "settings.allows.keeps.unknown", "settings.allows.loud.yes"]);
});

test("a desktop that shows nothing is asked nothing, and quiet hours are said all the same", () => {
  expect(allowances({ ...tried, shown: false, why: "no bus" }, { ...dnd, quiet_now: true })).toEqual([{ id: "loud", answer: "no", says: "settings.allows.loud.no" }]);
  expect(allowances({ ...tried, shown: false }, undefined)).toEqual([]);
});
