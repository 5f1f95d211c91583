/** @file The shading of closed hours covers what is not open, and nothing else. */
import { expect, test } from "vitest";
import { addDays, momentOf, readDay } from "../../lib/days";
import { closedMinutes } from "./shade";

const day = readDay("2026-11-26") ?? Number.NaN;
const next = addDays(day, 1);
const span = (from: number, to: number) => ({ from: momentOf(day, from), to: momentOf(day, to) });

test("an office day is closed in the morning, at noon and at night", () => {
  expect(closedMinutes([span(540, 720), span(780, 1_020)], day, next)).toEqual([
    { from: 0, to: 540 },
    { from: 720, to: 780 },
    { from: 1_020, to: 1_440 },
  ]);
});

test("a holiday is closed as a whole, and a desk around the clock never", () => {
  expect(closedMinutes([], day, next)).toEqual([{ from: 0, to: 1_440 }]);
  expect(closedMinutes([{ from: addDays(day, -3), to: addDays(day, 3) }], day, next)).toEqual([]);
});

test("a shift over midnight opens the day and ends in it", () => {
  expect(closedMinutes([{ from: momentOf(addDays(day, -1), 1_320), to: momentOf(day, 360) }, { from: momentOf(day, 1_320), to: momentOf(next, 360) }], day, next)).toEqual([{ from: 360, to: 1_320 }]);
});
