/** @file Quiet hours are kept the way the core reads them. */
import { expect, test } from "vitest";
import { readQuiet, withEnd } from "./quiet";

test("what is odd is the usual night, switched off", () => {
  const usual = { enabled: false, from: "18:00", to: "08:00" };
  for (const odd of [null, "never", [], { enabled: "yes" }, { enabled: true, from: "25:00", to: "08:00" }]) expect(readQuiet(odd)).toEqual(usual);
});

test("an end moves to another time, and never onto the other end", () => {
  const quiet = { enabled: true, from: "22:00", to: "06:30" };
  expect(withEnd(quiet, "from", "20:15")).toEqual({ enabled: true, from: "20:15", to: "06:30" });
  expect(withEnd(quiet, "from", "06:30")).toBeNull();
  expect(withEnd(quiet, "to", "")).toBeNull();
});
