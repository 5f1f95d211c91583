/** @file Promises about lanes below one another. */
import { expect, test } from "vitest";
import { bandsInView, bandsOf, heightOf, mostCards, scrollForBand } from "./bands";

const sizes = { pitch: 90, head: 36, pad: 6, foot: 2 };

test("a lane is as high as its fullest cell, an empty one has room for a card, a folded one only its head", () => {
  const bands = bandsOf([2, 0, null, 1], sizes);
  expect(bands).toEqual([
    { top: 0, height: 224, cells: 186 },
    { top: 224, height: 134, cells: 96 },
    { top: 358, height: 36, cells: 0 },
    { top: 394, height: 134, cells: 96 },
  ]);
  expect(heightOf(bands)).toBe(528);
  expect(heightOf([])).toBe(0);
});

test("no lane is higher than its cards may be, however many there are", () => {
  const [one, many] = bandsOf([mostCards + 1, 60_000], sizes);
  expect(one?.cells).toBe(many?.cells);
});

test("only what is in sight and around it is mounted, and what is pinned", () => {
  const bands = bandsOf(Array.from({ length: 60 }, () => 1), sizes);
  const shown = bandsInView(bands, { scrollTop: 134 * 20, viewport: 402 }, [50]);
  expect(shown[0]).toBeGreaterThanOrEqual(17);
  expect(shown).toContain(20);
  expect(shown).toContain(50);
  expect(shown.length).toBeLessThan(12);
});

test("a lane comes into sight with the least movement", () => {
  const [, second] = bandsOf([1, 1, 1], sizes);
  if (second === undefined) throw new Error("three lanes");
  expect(scrollForBand(second, { scrollTop: 0, viewport: 600 })).toBe(0);
  expect(scrollForBand(second, { scrollTop: 200, viewport: 600 })).toBe(134);
  expect(scrollForBand(second, { scrollTop: 0, viewport: 200 })).toBe(68);
});
