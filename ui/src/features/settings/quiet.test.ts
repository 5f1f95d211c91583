/** @file Quiet hours are kept the way the core reads them. */
import { expect, test } from "vitest";
import { chosenHours, readQuiet, withEnd } from "./quiet";

const usual = { enabled: false, from: "18:00", to: "08:00", calendar: null };

test("what is odd is the usual night, switched off", () => {
  for (const odd of [null, "never", [], { enabled: "yes" }, { enabled: true, from: "25:00", to: "08:00" }, { ...usual, calendar: 7 }]) expect(readQuiet(odd)).toEqual(usual);
});

test("what was kept before hours could be chosen is still read", () => {
  expect(readQuiet({ enabled: true, from: "22:00", to: "06:30" })).toEqual({ enabled: true, from: "22:00", to: "06:30", calendar: null });
});

test("an end moves to another time, and never onto the other end", () => {
  const quiet = { ...usual, enabled: true, from: "22:00", to: "06:30" };
  expect(withEnd(quiet, "from", "20:15")).toEqual({ ...quiet, from: "20:15" });
  expect(withEnd(quiet, "from", "06:30")).toBeNull();
  expect(withEnd(quiet, "to", "")).toBeNull();
});

test("hours that the desk has no more leave the two times", () => {
  const quiet = { ...usual, calendar: "support" };
  expect(chosenHours(quiet, [{ id: "support" }])).toBe("support");
  expect(chosenHours(quiet, [{ id: "other" }])).toBeNull();
});
