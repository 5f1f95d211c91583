/** @file The offered moments lie ahead and mean what they say. */
import { expect, test } from "vitest";
import { fromLocalInput, presets, toLocalInput } from "./moments";

const friday = new Date(2026, 10, 20, 15, 30).getTime();
const offered = (now: number) => Object.fromEntries(presets(now).map(({ id, at }) => [id, toLocalInput(at)]));

test("on a Friday afternoon", () => {
  expect(offered(friday)).toEqual({
    today: "2026-11-20T17:00",
    tomorrow: "2026-11-21T09:00",
    monday: "2026-11-23T09:00",
    week: "2026-11-27T17:00",
  });
});

test("in the evening nobody is offered the afternoon", () => {
  expect(offered(new Date(2026, 10, 20, 18).getTime())["today"]).toBeUndefined();
});

test("on a Monday, Monday is the next one", () => {
  expect(offered(new Date(2026, 10, 23, 8).getTime())["monday"]).toBe("2026-11-30T09:00");
});

test("a field that holds no date is no date", () => {
  expect(fromLocalInput("")).toBeNull();
  expect(fromLocalInput(toLocalInput(friday))).toBe(friday);
});
