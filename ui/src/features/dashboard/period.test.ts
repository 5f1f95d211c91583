/** @file Periods are whole days of the calendar, and survive an address. */
import { expect, test } from "vitest";
import { before, daysIn, daysOfSpan, readDates, readPeriod, spans, writePeriod } from "./period";

const now = new Date(2026, 2, 30, 15, 30).getTime();
const day = (month: number, date: number) => new Date(2026, month - 1, date).getTime();

test("a period ends with today and begins with a midnight", () => {
  const week = readPeriod(new URLSearchParams("days=7"), now);
  expect(week).toEqual({ from: day(3, 24), to: day(3, 31), length: "7" });
  expect(readPeriod(new URLSearchParams("days=5"), now).length).toBe("28");
});

test("days of one's own come back from an address", () => {
  const own = { from: day(2, 1), to: day(3, 1), length: null };
  expect(writePeriod(own)).toEqual({ from: "2026-02-01", until: "2026-02-28" });
  expect(readPeriod(new URLSearchParams(writePeriod(own)), now)).toEqual(own);
  expect(readPeriod(new URLSearchParams("from=2026-03-02&until=2026-03-01"), now).length).toBe("28");
});

test("weeks, months, quarters and years are those of the calendar, and what is not over ends with today", () => {
  const monday = 1;
  const days = Object.fromEntries(spans.map((span) => [span, daysOfSpan(span, now, monday)]));
  const today = day(3, 31);
  expect(days).toEqual({
    this_week: { from: day(3, 30), to: today },
    last_week: { from: day(3, 23), to: day(3, 30) },
    this_month: { from: day(3, 1), to: today },
    last_month: { from: day(2, 1), to: day(3, 1) },
    this_quarter: { from: day(1, 1), to: today },
    last_quarter: { from: new Date(2025, 9, 1).getTime(), to: day(1, 1) },
    this_year: { from: day(1, 1), to: today },
    last_year: { from: new Date(2025, 0, 1).getTime(), to: day(1, 1) },
  });
  expect(daysOfSpan("this_week", now, 0).from).toBe(day(3, 29));
  // The last of a long month is no day of the month before.
  expect(daysOfSpan("last_month", new Date(2026, 4, 31, 9).getTime(), monday)).toEqual({ from: day(4, 1), to: day(5, 1) });
});

test("a period is compared with as many days in front of it, also where clocks change", () => {
  const march = { from: day(3, 1), to: day(4, 1) };
  expect(daysIn(march)).toBe(31);
  expect(before(march)).toEqual({ from: day(1, 29), to: day(3, 1) });
  expect(before({ from: day(3, 30), to: day(3, 31) })).toEqual({ from: day(3, 29), to: day(3, 30) });
});

test("two days are a period, or it is said which of them is wrong and how", () => {
  expect(readDates("2026-02-01", "2026-02-28", now)).toEqual({ period: { from: day(2, 1), to: day(3, 1), length: null }, wrong: null });
  expect(readDates("2026-03-30", "2026-03-30", now).period).toEqual({ from: day(3, 30), to: day(3, 31), length: null });
  const wrong = (first: string, last: string) => readDates(first, last, now).wrong;
  expect(wrong("", "2026-02-28")).toEqual({ at: "first", is: "missing" });
  expect(wrong("2026-02-01", "2026-02-30")).toEqual({ at: "last", is: "missing" });
  expect(wrong("2026-03-02", "2026-03-01")).toEqual({ at: "last", is: "order" });
  expect(wrong("2026-03-02", "2026-03-31")).toEqual({ at: "last", is: "future" });
  expect(wrong("2026-03-31", "2026-03-31")).toEqual({ at: "first", is: "future" });
  expect(wrong("2024-03-28", "2026-03-30")).toEqual({ at: "first", is: "long" });
  expect(wrong("2024-03-30", "2026-03-30")).toBeNull();
});
