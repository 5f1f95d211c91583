/** @file Promises about where cards can go. */
import { describe, expect, test } from "vitest";
import { edgeSpeed, neighboursOf, slotAt, staysPut, type ColumnBox } from "./slots";

const column = (key: string, left: number, more: Partial<ColumnBox> = {}): ColumnBox => ({
  key,
  left,
  width: 288,
  top: 100,
  height: 500,
  scrollTop: 0,
  count: 1_000,
  ...more,
});
const columns = [column("open", 0), column("waiting", 296, { scrollTop: 9_000 }), column("done", 592, { count: 0 })];
const at = (x: number, y: number) => slotAt({ x, y }, columns, 90, 8);

describe("a point", () => {
  test("on the upper half of a card means before it, on the lower half after it", () => {
    expect(at(10, 100 + 90 * 2 + 40)).toEqual({ column: "open", index: 2 });
    expect(at(10, 100 + 90 * 2 + 50)).toEqual({ column: "open", index: 3 });
  });

  test("in a scrolled column counts the cards that scrolled away", () => {
    expect(at(300, 100)).toEqual({ column: "waiting", index: 100 });
  });

  test("between two columns belongs to the nearer one", () => {
    expect(at(290, 100)?.column).toBe("open");
    expect(at(293, 100)?.column).toBe("waiting");
  });

  test("over a header means the first card in sight", () => {
    expect(at(300, 20)).toEqual({ column: "waiting", index: 100 });
  });

  test("with lanes belongs to the cell that it is in, else to the nearest above or below", () => {
    const cells = [column("a open", 0, { top: 100, height: 180, count: 2 }), column("b open", 0, { top: 320, height: 90, count: 1 })];
    const over = (y: number) => slotAt({ x: 10, y }, cells, 90, 8);
    expect(over(150)).toEqual({ column: "a open", index: 1 });
    expect(over(290)).toEqual({ column: "a open", index: 2 });
    expect(over(310)).toEqual({ column: "b open", index: 0 });
    expect(over(900)).toEqual({ column: "b open", index: 1 });
  });

  test("in an empty column means its only slot", () => {
    expect(at(700, 400)).toEqual({ column: "done", index: 0 });
  });

  test("beside the columns means nothing", () => {
    expect(at(2_000, 300)).toBeNull();
  });
});

describe("neighbours", () => {
  const cards = ["a", "b", "c", "d"];
  const cardAt = (_: string, index: number) => cards[index];
  const near = (index: number, ...moved: string[]) => neighboursOf({ column: "open", index }, 4, new Set(moved), cardAt);

  test("are the cards above and below", () => {
    expect(near(2, "x")).toEqual({ column: "open", after: "b", before: "c" });
  });

  test("are never the cards that move", () => {
    expect(near(2, "b", "c")).toEqual({ column: "open", after: "a", before: "d" });
  });

  test("are missing at the ends", () => {
    expect(near(0, "x")).toEqual({ column: "open", after: null, before: "a" });
    expect(near(4, "x")).toEqual({ column: "open", after: "d", before: null });
  });

  test("are unknown where the column is not loaded", () => {
    expect(neighboursOf({ column: "open", index: 6 }, 9, new Set(), cardAt)).toBeNull();
  });
});

describe("a drop that changes nothing", () => {
  const own = (...indexes: number[]) => indexes.map((index) => ({ column: "open", index }));

  test("is one onto itself or its own edges", () => {
    expect([2, 3].map((index) => staysPut({ column: "open", index }, own(2)))).toEqual([true, true]);
    expect(staysPut({ column: "open", index: 4 }, own(2, 3))).toBe(true);
  });

  test("is not one elsewhere, and not one that gathers scattered cards", () => {
    expect(staysPut({ column: "open", index: 4 }, own(2))).toBe(false);
    expect(staysPut({ column: "done", index: 2 }, own(2))).toBe(false);
    expect(staysPut({ column: "open", index: 2 }, own(2, 5))).toBe(false);
  });
});

describe("the speed at an edge", () => {
  test("is nothing in the middle, and 900 px per second at the rim and beyond", () => {
    expect(edgeSpeed(300, 100, 600)).toBe(0);
    expect(edgeSpeed(600, 100, 600)).toBe(900);
    expect(edgeSpeed(50, 100, 600)).toBe(-900);
  });

  test("grows with the square of the way in", () => {
    expect(edgeSpeed(600 - 24, 100, 600)).toBe(225);
  });

  test("is none in a column without height", () => {
    expect(edgeSpeed(100, 100, 100)).toBe(0);
  });
});
