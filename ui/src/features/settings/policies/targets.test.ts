/** @file What is typed into the table of targets, and what becomes of it. */
import { expect, test } from "vitest";
import type { NamedPolicy } from "../../../api/gen";
import { targetText } from "../../../clocks/words";
import { noConditions } from "./draft";
import { isAroundTheClock, readTarget, targetOf, withClock, withTarget } from "./targets";

const policy: NamedPolicy = { id: "p", name: "P", when: noConditions, calendar: null, targets: {}, pausing: [], pause_first_response: false, at_risk: [], reopen: "resume", escalation: [] };

test("spans are read as people write them, and written so that they are read again", () => {
  for (const [text, minutes] of [["4h", 240], ["1h 30m", 90], ["45m", 45], ["30", 30], ["1:30", 90]] as const) {
    expect(readTarget(text)).toBe(minutes);
    expect(readTarget(targetText(minutes))).toBe(minutes);
  }
});

test("an empty cell promises nothing, and what is no span is refused", () => {
  expect(readTarget("  ")).toBeNull();
  for (const text of ["soon", "0", "-4h"]) expect(readTarget(text)).toBeUndefined();
});

test("one cell changes and the others stay", () => {
  const first = withTarget(policy, "high", "resolution", 480);
  const both = withTarget(first, "high", "first_response", 60);
  expect(targetOf(both, "high", "resolution")).toBe(480);
  expect(targetOf(both, "high", "first_response")).toBe(60);
  expect(targetOf(both, "low", "resolution")).toBeNull();
});

test("a target counts around the clock or not, once", () => {
  const on = withClock(withClock(policy, "urgent", "resolution", true), "urgent", "resolution", true);
  expect(on.targets.urgent?.around_the_clock).toEqual(["resolution"]);
  expect(isAroundTheClock(withClock(on, "urgent", "resolution", false), "urgent", "resolution")).toBe(false);
});
