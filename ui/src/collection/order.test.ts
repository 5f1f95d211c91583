/** @file What stands in an order is put into a gap, or moves by a place and not beyond the ends. */
import { expect, test } from "vitest";
import { placed, reordered } from "./order";

test("something is put into a gap", () => {
  expect(placed(["a", "b", "c"], "a", 3)).toEqual(["b", "c", "a"]);
  expect(placed(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  expect(placed(["a", "b", "c"], "b", 2)).toEqual(["a", "b", "c"]);
});

test("something moves by a place, and not beyond the ends", () => {
  expect(reordered(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
  expect(reordered(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(reordered(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(reordered(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
