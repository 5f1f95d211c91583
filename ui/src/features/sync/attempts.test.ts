/** @file The strip of a day: each quarter shows the gravest attempt, and all that ended in a minute count. */
import { expect, test } from "vitest";
import { dayOf, type Attempt, type Outcome } from "./attempts";

const now = Date.UTC(2026, 10, 26, 10, 7);
const minute = 60_000;
const attempt = (ago: number, outcome: Outcome): Attempt => ({ at: now - ago * minute, outcome, code: null, attempts: 1, sent: 0, received: 0, bytes_out: 0, bytes_in: 0, millis: 5 });

test("a quarter of an hour shows the gravest of its attempts, and all are counted", () => {
  const day = dayOf([attempt(1, "done"), attempt(3, "refused"), attempt(5, "offline"), attempt(20, "offline"), attempt(22, "done")], now);
  expect(day.quarters).toEqual([
    { at: 94, outcome: "offline" },
    { at: 95, outcome: "refused" },
  ]);
  expect(day.counts).toEqual({ done: 2, offline: 2, refused: 1 });
  expect(day.all).toBe(5);
});

test("what is older than the day is not of it", () => {
  const day = dayOf([attempt(1, "done"), attempt(24 * 60, "failed")], now);
  expect(day.counts).toEqual({ done: 1 });
  expect(day.quarters).toEqual([{ at: 95, outcome: "done" }]);
});

test("what ended alike within a minute is counted as often as it did", () => {
  const day = dayOf([{ ...attempt(1, "done"), attempts: 7 }, attempt(2, "done"), { ...attempt(3, "failed"), attempts: 2 }], now);
  expect([day.counts, day.all]).toEqual([{ done: 8, failed: 2 }, 10]);
});
