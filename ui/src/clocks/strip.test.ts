/** @file A strip of time: positions, closed stretches, and marks that do not crowd. */
import { expect, test } from "vitest";
import { addDays, momentOf, readDay } from "../lib/days";
import { closedSpans, percentOf, stretch, ticksOf } from "./strip";

const monday = readDay("2026-11-23") ?? Number.NaN;
const day = { from: monday, to: addDays(monday, 1) };

test("a moment stands where its part of the time is, and never outside", () => {
  expect(percentOf(momentOf(monday, 720), day)).toBe(50);
  expect(percentOf(monday - 5, day)).toBe(0);
  expect(percentOf(day.to + 5, day)).toBe(100);
  expect(stretch({ from: momentOf(monday, 360), to: momentOf(monday, 720) }, day)).toEqual({ start: 25, size: 25 });
});

test("what is not open is closed, up to both ends", () => {
  const open = [{ from: momentOf(monday, 540), to: momentOf(monday, 1_020) }];
  expect(closedSpans(open, day)).toEqual([
    { from: monday, to: momentOf(monday, 540) },
    { from: momentOf(monday, 1_020), to: day.to },
  ]);
  expect(closedSpans([], day)).toEqual([day]);
  expect(closedSpans([{ from: day.from - 1, to: day.to + 1 }], day)).toEqual([]);
});

test("marks never crowd, and there is one for every length", () => {
  for (const days of [0.2, 0.5, 1, 2, 5, 12, 45, 200, 900]) {
    const ends = { from: momentOf(monday, 547), to: monday + days * 86_400_000 + 32_820_000 };
    const ticks = ticksOf(ends, 8);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(ticks.length).toBeGreaterThanOrEqual(1);
    for (const { at } of ticks) {
      expect(at).toBeGreaterThanOrEqual(ends.from);
      expect(at).toBeLessThanOrEqual(ends.to);
    }
  }
});

test("within a day hours are marked, and midnight as a day", () => {
  expect(ticksOf({ from: momentOf(monday, 1_080), to: momentOf(addDays(monday, 1), 240) }, 8).map(({ shape }) => shape)).toContain("day");
});
