/** @file What charts compute: round steps, lines with gaps, areas on top of one another. */
import { expect, test } from "vitest";
import { area, groundOf, line, nearest, rowAt, stacked, ticks } from "./scales";

test("steps are round, whole, and reach the highest value", () => {
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(1)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  expect(ticks(73)).toEqual([0, 20, 40, 60, 80]);
  expect(ticks(100)).toEqual([0, 50, 100]);
  expect(ticks(42_310)).toEqual([0, 20_000, 40_000, 60_000]);
});

test("a line is broken where nothing was measured", () => {
  expect(line([0, null, 10], 100, 50, 10)).toBe("M-3,50h6M97,0h6");
  expect(line([0, 5, 10], 100, 50, 10)).toBe("M0,50L50,25L100,0");
  expect(line([4], 100, 50, 8)).toBe("M47,25h6");
});

test("rows lie on top of one another", () => {
  const rows = stacked([
    [1, 2],
    [3, 0],
  ]);
  expect(rows).toEqual([
    { below: [0, 0], above: [1, 2] },
    { below: [1, 2], above: [4, 2] },
  ]);
  expect(area([0, 0], [1, 2], 10, 10, 2)).toBe("M0,5L10,0L10,10L0,10Z");
  expect(area([], [], 10, 10, 2)).toBe("");
});

test("the pointer reads the nearest place", () => {
  expect(nearest(0, 8)).toBe(0);
  expect(nearest(0.49, 3)).toBe(1);
  expect(nearest(2, 3)).toBe(2);
});

test("a height belongs to the nearest line, and to the area that covers it", () => {
  expect(rowAt([10, 4, null], 8, "lines")).toBe(0);
  expect(rowAt([10, 4, null], 5, "lines")).toBe(1);
  expect(rowAt([null, null], 5, "lines")).toBeNull();
  expect(rowAt([3, 3, 9], 2, "areas")).toBe(0);
  expect(rowAt([3, 3, 9], 5, "areas"), "an area without any height covers nothing").toBe(2);
  expect(rowAt([3, 9], 12, "areas")).toBeNull();
});

test("a scale of areas begins near the first one when that alone would fill it", () => {
  const over = (...rows: number[][]) => groundOf(stacked(rows));
  expect(over([90_000, 90_040], [50, 60])).toBe(90_000);
  expect(over([90_010, 90_040], [50, 60]), "at a round number").toBe(90_000);
  expect(over([20, 30], [50, 60]), "where there is room for all it begins at nothing").toBe(0);
  expect(over()).toBe(0);
});
