/** @file What a step of the keyboard does to a moment. */
import { expect, test } from "vitest";
import { dayKey, minuteOfDay, momentOf, readDay } from "../../lib/days";
import { carried, resized, snapped } from "./carry";

const at = (day: string, minute: number) => momentOf(readDay(day) ?? Number.NaN, minute);
const read = (moment: number) => [dayKey(moment), minuteOfDay(moment)];

test("a pointer lands on quarters of an hour, within the day", () => {
  expect(snapped(547)).toBe(540);
  expect(snapped(548)).toBe(555);
  expect(snapped(-20)).toBe(0);
  expect(snapped(1_439)).toBe(1_425);
});

test("the first step of an odd minute goes to a quarter, the next by quarters", () => {
  const odd = at("2026-11-26", 9 * 60 + 52);
  expect(read(carried(odd, "later"))).toEqual(["2026-11-26", 600]);
  expect(read(carried(odd, "earlier"))).toEqual(["2026-11-26", 585]);
  expect(read(carried(carried(odd, "later"), "later"))).toEqual(["2026-11-26", 615]);
});

test("midnight is no wall", () => {
  expect(read(carried(at("2026-11-26", 1_425), "later"))).toEqual(["2026-11-27", 0]);
  expect(read(carried(at("2026-11-26", 0), "earlier"))).toEqual(["2026-11-25", 1_425]);
});

test("another day keeps the wall time", () => {
  const from = at("2026-11-30", 600);
  expect(read(carried(from, "dayAfter"))).toEqual(["2026-12-01", 600]);
  expect(read(carried(from, "dayBefore"))).toEqual(["2026-11-29", 600]);
  expect(read(carried(from, "weekAfter"))).toEqual(["2026-12-07", 600]);
  expect(read(carried(from, "weekBefore"))).toEqual(["2026-11-23", 600]);
});

test("a visit gets longer and shorter by quarters, and never shorter than one", () => {
  const from = at("2026-11-26", 600);
  const until = from + 30 * 60_000;
  expect(resized(from, until, 1)).toBe(from + 45 * 60_000);
  expect(resized(from, resized(from, until, -1), -1)).toBe(from + 15 * 60_000);
  expect(resized(from, at("2026-11-27", 600), 1)).toBe(at("2026-11-27", 600));
});
