/** @file Items of a day never cover one another, and none is lost. */
import { expect, test } from "vitest";
import { columnOf } from "./lanes";

const lay = (minutes: number[], most = 3) => columnOf(minutes, (minute) => minute, 30, most);

test("items far apart have the whole width", () => {
  const { placed, crowds } = lay([540, 600, 1_000]);
  expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  expect(crowds).toEqual([]);
});

test("items that would cover one another stand side by side", () => {
  const { placed } = lay([540, 550, 575]);
  // The third begins when the first has ended, in the first lane again.
  expect(placed.map(({ item, lane, lanes }) => [item, lane, lanes])).toEqual([
    [540, 0, 2],
    [550, 1, 2],
    [575, 0, 2],
  ]);
});

test("more than fit stand behind one mark that knows them all", () => {
  const { placed, crowds } = lay([1_020, 1_020, 1_020, 1_020, 1_025], 3);
  expect(placed).toHaveLength(2);
  expect(crowds).toHaveLength(1);
  expect(crowds[0]?.items).toHaveLength(3);
  expect(crowds[0]?.lane).toBe(2);
});

test("what is due at the very end of a day stays inside its column", () => {
  expect(lay([1_439]).placed[0]?.top).toBe(1_410);
});

test("no two boxes of a lane overlap, and every item is shown once", () => {
  let seed = 7;
  const dice = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let round = 0; round < 200; round++) {
    const minutes = Array.from({ length: Math.floor(dice() * 40) }, (_, index) => ({ index, at: Math.floor(dice() * 1_440) }));
    const { placed, crowds } = columnOf(minutes, ({ at }) => at, 30, 3);
    const boxes = [...placed, ...crowds];
    const covers = boxes.some((one) => boxes.some((other) => one !== other && one.lane === other.lane && Math.abs(one.top - other.top) < 30));
    expect(covers).toBe(false);
    const shown = [...placed.map(({ item }) => item.index), ...crowds.flatMap(({ items }) => items.map(({ index }) => index))];
    expect(shown.sort((one, other) => one - other)).toEqual(minutes.map(({ index }) => index));
  }
});

test("a span is as high as it is long, and what begins with it stands beside it", () => {
  const items = [
    { at: 540, length: 0 },
    { at: 540, length: 120 },
    { at: 630, length: 0 },
    { at: 700, length: 10 },
  ];
  const { placed } = columnOf(items, ({ at }) => at, 30, 3, ({ length }) => length);
  expect(placed.map(({ item, top, length, lane }) => [items.indexOf(item), top, length, lane])).toEqual([
    [1, 540, 120, 0],
    [0, 540, 30, 1],
    [2, 630, 30, 1],
    [3, 700, 30, 0],
  ]);
});

test("a span that goes past midnight ends with its day", () => {
  const { placed } = columnOf([1_380], (minute) => minute, 30, 3, () => 240);
  expect(placed.map(({ top, length }) => [top, length])).toEqual([[1_380, 60]]);
});

test("spans of one lane never overlap either", () => {
  let seed = 11;
  const dice = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let round = 0; round < 200; round++) {
    const items = Array.from({ length: Math.floor(dice() * 30) }, (_, index) => ({ index, at: Math.floor(dice() * 1_440), length: Math.floor(dice() * 240) }));
    const { placed, crowds } = columnOf(items, ({ at }) => at, 30, 3, ({ length }) => length);
    const boxes = [...placed, ...crowds.map((crowd) => ({ ...crowd, length: 30 }))];
    const covers = boxes.some((one) => boxes.some((other) => one !== other && one.lane === other.lane && one.top < other.top + other.length && other.top < one.top + one.length));
    expect(covers).toBe(false);
    const shown = [...placed.map(({ item }) => item.index), ...crowds.flatMap((crowd) => crowd.items.map(({ index }) => index))];
    expect(shown.sort((one, other) => one - other)).toEqual(items.map(({ index }) => index));
  }
});
