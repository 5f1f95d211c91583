/** @file Promises about windowed lists. */
import { expect, test } from "vitest";
import { rowsInView, scrollFor, span } from "./window";

const view = { scrollTop: 0, viewport: 300, rowHeight: 30, count: 1000, overscan: 2, pinned: -1 };

test("only rows in sight and the overscan are mounted", () => {
  expect(rowsInView({ ...view, scrollTop: 600 })).toEqual(Array.from({ length: 14 }, (_, index) => 18 + index));
});

test("a focused row stays mounted after it scrolled away above", () => {
  expect(rowsInView({ ...view, scrollTop: 600, pinned: 3 })[0]).toBe(3);
});

test("a focused row stays mounted after it scrolled away below", () => {
  expect(rowsInView({ ...view, pinned: 900 }).at(-1)).toBe(900);
});

test("a focused row in sight is mounted once", () => {
  const rows = rowsInView({ ...view, pinned: 4 });
  expect(new Set(rows).size).toBe(rows.length);
});

test("an empty list mounts nothing", () => {
  expect(rowsInView({ ...view, count: 0 })).toEqual([]);
});

test("a list that shrank under the scroll position mounts its last rows", () => {
  expect(span({ ...view, scrollTop: 30_000, count: 10 })).toEqual({ first: 9, last: 9 });
});

test("a row in sight does not scroll", () => {
  expect(scrollFor(5, { ...view, scrollTop: 60 })).toBe(60);
});

test("a row below comes to the bottom edge, a row above to the top edge under the header", () => {
  expect(scrollFor(20, view)).toBe(21 * 30 - 300);
  expect(scrollFor(2, { ...view, scrollTop: 300 }, 32)).toBe(60 - 32);
});
