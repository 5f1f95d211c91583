/** @file The days of each view, and the way there and back through the address. */
import { expect, test } from "vitest";
import { dayKey, readDay } from "../../lib/days";
import { daysOf, readView, spanOf, stepped, viewNames, viewPath } from "./views";

const day = (text: string) => readDay(text) ?? Number.NaN;
const thursday = day("2026-11-26");
const monday = 1;

test("a view survives its address", () => {
  for (const name of viewNames) expect(readView(viewPath({ name, day: thursday }), "day", 0)).toEqual({ name, day: thursday });
});

test("an address without a view is the remembered view of today", () => {
  expect(readView([], "month", thursday + 5_000)).toEqual({ name: "month", day: thursday });
  expect(readView(["year", "2026-99-99"], "agenda", thursday)).toEqual({ name: "agenda", day: thursday });
});

test("each view shows its days", () => {
  expect(daysOf({ name: "day", day: thursday }, monday).map(dayKey)).toEqual(["2026-11-26"]);
  expect(daysOf({ name: "week", day: thursday }, monday).map(dayKey)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]);
  expect(daysOf({ name: "agenda", day: thursday }, monday)).toHaveLength(14);
  expect(daysOf({ name: "month", day: thursday }, monday)).toHaveLength(42);
});

test("what is wanted reaches to the end of the last day", () => {
  const { from, to } = spanOf({ name: "week", day: thursday }, monday);
  expect([dayKey(from), dayKey(to)]).toEqual(["2026-11-23", "2026-11-30"]);
});

test("a step on and a step back is where one was", () => {
  for (const name of viewNames) {
    const there = stepped({ name, day: thursday }, 1);
    expect(there.day).toBeGreaterThan(thursday);
    expect(stepped(there, -1)).toEqual({ name, day: thursday });
  }
});
