/** @file The strip of a day: each quarter shows the gravest attempt, and what the log has forgotten is said. */
import { expect, test } from "vitest";
import { dayOf, type Attempt, type Outcome } from "./attempts";

const now = Date.UTC(2026, 10, 26, 10, 7);
const minute = 60_000;
const attempt = (ago: number, outcome: Outcome): Attempt => ({ at: now - ago * minute, outcome, code: null, sent: 0, received: 0, bytes_out: 0, bytes_in: 0, millis: 5 });

test("a quarter of an hour shows the gravest of its attempts, and all are counted", () => {
  const day = dayOf([attempt(1, "done"), attempt(3, "refused"), attempt(5, "offline"), attempt(20, "offline"), attempt(22, "done")], now);
  expect(day.quarters).toEqual([
    { at: 94, outcome: "offline" },
    { at: 95, outcome: "refused" },
  ]);
  expect(day.counts).toEqual({ done: 2, offline: 2, refused: 1 });
  expect([day.all, day.since]).toEqual([5, null]);
});

test("what is older than the day is not of it", () => {
  const day = dayOf([attempt(1, "done"), attempt(24 * 60, "failed")], now);
  expect(day.counts).toEqual({ done: 1 });
  expect(day.quarters).toEqual([{ at: 95, outcome: "done" }]);
});

test("a log that is full before the day is over says since when it is kept", () => {
  const full = Array.from({ length: 500 }, (_, index) => attempt(index / 2, "done"));
  expect(dayOf(full, now).since).toBe(full.at(-1)?.at);
  expect(dayOf(full.slice(1), now).since).toBeNull();
});
