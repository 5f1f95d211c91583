/** @file The order in which the keyboard visits items. */
import { expect, test } from "vitest";
import { across, along, firstStop, type Stop } from "./stops";

const stop = (id: string, day: number, minute: number): Stop => ({ id, day, minute });
const week = [stop("a", 1, 540), stop("b", 1, 1_020), stop("c", 3, 480), stop("d", 3, 1_000), stop("e", 4, 60)];

test("the next item in time comes next, across days, and the last one stays", () => {
  expect(along(week, "a", 1)?.id).toBe("b");
  expect(along(week, "b", 1)?.id).toBe("c");
  expect(along(week, "e", 1)?.id).toBe("e");
  expect(along(week, "a", -1)?.id).toBe("a");
});

test("another day is entered where it is nearest in time, and empty days are passed over", () => {
  expect(across(week, "b", 1)?.id).toBe("d");
  expect(across(week, "a", 1)?.id).toBe("c");
  expect(across(week, "d", -1)?.id).toBe("b");
  expect(across(week, "e", 1)?.id).toBe("e");
});

test("without a place the keyboard starts at what is still to come", () => {
  expect(firstStop(week, 3, 500)?.id).toBe("d");
  expect(firstStop(week, 2, 0)?.id).toBe("c");
  expect(firstStop(week, 9, 0)?.id).toBe("e");
  expect(firstStop([], 1, 0)).toBeNull();
  expect(along(week, null, 1)?.id).toBe("a");
  expect(across(week, "gone", -1)?.id).toBe("e");
});
