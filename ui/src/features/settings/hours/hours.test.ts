/** @file Hours are read as people type them, and days off come and go one by one. */
import { expect, test } from "vitest";
import type { NamedCalendar } from "../../../api/gen";
import { bars, daysOff, intervalsText, isDate, readIntervals, weekLikeMonday, weekMinutes, withDayOff, withDaysOff, withHours, withoutDayOff } from "./hours";

const calendar: NamedCalendar = { id: "c", name: "Office", zone: "Europe/Berlin", hours: { mon: [["09:00", "17:00"]] }, holidays: ["2026-12-25"], holiday_names: { "2026-12-25": "Christmas Day" } };

test("intervals are read in the ways people write them", () => {
  expect(readIntervals("9-17")).toEqual([["09:00", "17:00"]]);
  expect(readIntervals("13:00 – 17:30, 9 - 12.30")).toEqual([["09:00", "12:30"], ["13:00", "17:30"]]);
  expect(readIntervals("0-24")).toEqual([["00:00", "24:00"]]);
  expect(readIntervals("  ")).toEqual([]);
});

test("what is written is read again", () => {
  const intervals = readIntervals("9-12:30, 13-17") ?? [];
  expect(readIntervals(intervalsText(intervals))).toEqual(intervals);
});

test.each(["17-9", "9-9", "9", "9-25", "9:75-10", "9-12, 11-13", "nine to five"])("%s is refused", (text) => {
  expect(readIntervals(text)).toBeNull();
});

test("the picture of a day is as long as its hours", () => {
  expect(bars([["06:00", "12:00"]])).toEqual([{ start: 25, size: 25 }]);
  expect(weekMinutes(calendar)).toBe(480);
  expect(weekMinutes(weekLikeMonday(calendar))).toBe(5 * 480);
  expect(weekMinutes(withHours(calendar, "mon", []))).toBe(0);
});

test("a day off takes the place of what stood at its date", () => {
  const half = withDayOff(calendar, { date: "2026-12-25", name: "Half", off: [["13:00", "24:00"]] });
  expect(daysOff(half)).toEqual([{ date: "2026-12-25", name: "Half", off: [["13:00", "24:00"]] }]);
  expect(half.holidays).toEqual([]);
  expect(daysOff(withoutDayOff(half, "2026-12-25"))).toEqual([]);
});

test("a file adds what was not there and says how much that was", () => {
  const { calendar: grown, added } = withDaysOff(calendar, [
    { date: "2026-12-25", name: "Christmas", off: [] },
    { date: "2026-12-24", name: "Christmas Eve", off: [["13:00", "24:00"]] },
  ]);
  expect(added).toBe(1);
  expect(daysOff(grown).map(({ date, name }) => `${date} ${name}`)).toEqual(["2026-12-24 Christmas Eve", "2026-12-25 Christmas"]);
});

test("only days that exist are days", () => {
  expect(isDate("2028-02-29")).toBe(true);
  for (const text of ["2026-02-29", "25.12.2026", "2026-1-1", ""]) expect(isDate(text)).toBe(false);
});
