/** @file Arrow keys walk the tiles as they stand on screen. */
import { expect, test } from "vitest";
import { walked } from "./walk";

test("arrows go to the neighbour and stop at the edge", () => {
  expect(walked("ArrowRight", 0, 10, 5, false)).toBe(1);
  expect(walked("ArrowRight", 1, 10, 5, true)).toBe(0);
  expect(walked("ArrowDown", 2, 10, 5, false)).toBe(7);
  expect(walked("ArrowDown", 7, 10, 5, false)).toBeNull();
  expect(walked("ArrowLeft", 0, 10, 5, false)).toBeNull();
  expect(walked("End", 0, 10, 5, false)).toBe(9);
  expect(walked("x", 0, 10, 5, false)).toBeNull();
});
