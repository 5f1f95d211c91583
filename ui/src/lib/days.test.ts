/** @file Days across months, leap years and clock changes. */
import { expect, test } from "vitest";
import { addDays, addMonths, dayKey, minuteOfDay, momentOf, monthDays, onDay, readDay, startOfDay, startOfWeek } from "./days";

const day = (text: string) => readDay(text) ?? Number.NaN;

test("a day is written and read back, and what is no day is none", () => {
  expect(dayKey(day("2026-02-28"))).toBe("2026-02-28");
  expect(readDay("2026-02-30")).toBeNull();
  expect(readDay("26-2-3")).toBeNull();
});

test("days follow one another through every clock change of a year", () => {
  let at = day("2026-01-01");
  for (let index = 0; index < 366; index++) {
    const next = addDays(at, 1);
    expect(minuteOfDay(next)).toBe(0);
    expect(next - at).toBeGreaterThanOrEqual(23 * 3_600_000);
    expect(next - at).toBeLessThanOrEqual(25 * 3_600_000);
    at = next;
  }
  expect(dayKey(at)).toBe("2027-01-02");
});

test("a month later is the same day, or the last of a shorter month", () => {
  expect(dayKey(addMonths(day("2026-01-31"), 1))).toBe("2026-02-28");
  expect(dayKey(addMonths(day("2024-01-31"), 1))).toBe("2024-02-29");
  expect(dayKey(addMonths(day("2026-03-15"), -12))).toBe("2025-03-15");
});

test("a week begins on the day that the reader's weeks begin on", () => {
  // 26 November 2026 is a Thursday.
  expect(dayKey(startOfWeek(day("2026-11-26"), 1))).toBe("2026-11-23");
  expect(dayKey(startOfWeek(day("2026-11-26"), 0))).toBe("2026-11-22");
  expect(dayKey(startOfWeek(day("2026-11-22"), 0))).toBe("2026-11-22");
});

test("a month is shown in whole weeks that hold all of it", () => {
  for (const month of ["2026-02-10", "2026-11-26", "2026-08-31", "2027-02-01"]) {
    const days = monthDays(day(month), 1);
    expect(days.length % 7).toBe(0);
    const keys = days.map(dayKey);
    const of = month.slice(0, 7);
    const length = new Date(Number(of.slice(0, 4)), Number(of.slice(5)), 0).getDate();
    expect(keys.filter((key) => key.startsWith(of))).toHaveLength(length);
  }
  // February 2027 begins on a Monday and needs four weeks.
  expect(monthDays(day("2027-02-01"), 1)).toHaveLength(28);
});

test("the wall time stays when the day changes", () => {
  const at = momentOf(day("2026-03-27"), 9 * 60 + 45);
  const moved = onDay(at, day("2026-03-30"));
  expect(dayKey(moved)).toBe("2026-03-30");
  expect(minuteOfDay(moved)).toBe(585);
  expect(startOfDay(moved)).toBe(day("2026-03-30"));
});
