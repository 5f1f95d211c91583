/** @file Slices of long lists: they cover what is in sight, in whole blocks. */
import { expect, test } from "vitest";
import { entryAt, readMany, sliceFor } from "./pages";

test.each([
  [0, 11],
  [19, 20],
  [99_981, 99_999],
  [7, 7],
])("the slice for %i to %i covers it", (first, last) => {
  const { from, count } = sliceFor(first, last, 40);
  expect(from).toBeLessThanOrEqual(first);
  expect(from + count).toBeGreaterThan(last);
});

test("a little scrolling asks nothing", () => {
  expect(sliceFor(41, 54, 40)).toEqual(sliceFor(44, 58, 40));
});

test("the top is asked before the layout is known, and nothing else when it is", () => {
  for (const atTop of [20, 40] as const) {
    expect(sliceFor(0, -1, atTop)).toEqual({ from: 0, count: atTop });
    expect(sliceFor(0, 15, atTop)).toEqual({ from: 0, count: atTop });
  }
  expect(sliceFor(0, 24, 20)).toEqual({ from: 0, count: 40 });
});

test("what is not loaded is undefined", () => {
  const slice = { from: 20, entries: ["a", "b"] };
  expect(entryAt(slice, 21)).toBe("b");
  expect(entryAt(slice, 19)).toBeUndefined();
  expect(entryAt(undefined, 0)).toBeUndefined();
});

test("a whole list is read in parts, and ends where the list ends", async () => {
  const list = Array.from({ length: 450 }, (_, index) => index);
  const asked: string[] = [];
  const ask = (from: number, count: number) => {
    asked.push(`${String(from)}+${String(count)}`);
    return Promise.resolve(list.slice(from, from + count));
  };
  expect(await readMany(0, 430, ask)).toEqual(list.slice(0, 430));
  expect(asked).toEqual(["0+200", "200+200", "400+30"]);
  expect(await readMany(440, 100, ask)).toEqual(list.slice(440));
});
