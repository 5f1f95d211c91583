/** @file Periods are whole days of the calendar, and survive an address. */
import { expect, test } from "vitest";
import { readPeriod, writePeriod } from "./period";

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
