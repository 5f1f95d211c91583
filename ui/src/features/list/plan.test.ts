/** @file Promises about where tickets and headings of a list in groups stand. */
import { expect, test } from "vitest";
import type { RowGroup } from "../../api/gen";
import { Plan } from "./plan";

const group = (key: string | null, count: number): RowGroup => ({ key, name: "", count, breached: 0 });
const groups = [group("a", 3), group("b", 4), group("c", 2), group(null, 5)];
const plan = (...folded: string[]) => new Plan(14, groups, new Set(folded));
const rows = (of: Plan) => Array.from({ length: of.rows }, (_, row) => of.at(row)).map((one) => (one.is === "heading" ? `[${one.section.key}]` : String(one.index)));

test("without groups a ticket stands in the row of its number", () => {
  const plain = new Plan(9, undefined, new Set(["a"]));
  expect([plain.rows, plain.tickets, plain.rowOf(4), plain.at(4), plain.parts(3, 40)]).toEqual([9, 9, 4, { is: "ticket", index: 4 }, [{ from: 3, count: 40 }]]);
});

test("a heading stands before the tickets of its group, and alone when that is folded", () => {
  expect(rows(plan()).join(" ")).toBe("[a] 0 1 2 [b] 3 4 5 6 [c] 7 8 [] 9 10 11 12 13");
  expect(rows(plan("b", "")).join(" ")).toBe("[a] 0 1 2 [b] [c] 3 4 []");
  expect(rows(plan("a", "b", "c", "")).join(" ")).toBe("[a] [b] [c] []");
  for (const one of [plan(), plan("a"), plan("b", "c"), plan("")]) {
    for (let index = 0; index < one.tickets; index++) expect(one.at(one.rowOf(index))).toEqual({ is: "ticket", index });
  }
});

test("the rows in sight are asked for, and nothing of what is folded between them", () => {
  expect(plan("b").among(2, 6)).toEqual({ first: 1, last: 3 });
  expect(plan("b").parts(1, 3)).toEqual([{ from: 1, count: 2 }, { from: 7, count: 1 }]);
  expect(plan().parts(1, 9)).toEqual([{ from: 1, count: 9 }]);
  expect(plan("a", "b", "c", "").among(0, 3)).toEqual({ first: 0, last: -1 });
  expect(plan("a", "b", "c", "").parts(0, 40)).toEqual([]);
  // A few folded ones are read along with their neighbours, a folded mountain never is.
  expect(plan("b").parts(1, 3, 12)).toEqual([{ from: 1, count: 7 }]);
  const mountain = new Plan(100_004, [group("a", 2), group("b", 100_000), group("c", 2)], new Set(["b"]));
  expect(mountain.parts(0, 40, 12)).toEqual([{ from: 0, count: 2 }, { from: 100_002, count: 2 }]);
});

test("what is read has its place among what is open, or none", () => {
  expect([0, 2, 3, 6, 7, 13, 14].map((at) => plan("b").indexOf(at))).toEqual([0, 2, null, null, 3, 9, null]);
  expect([0, 3].map((at) => plan("a").indexOf(at))).toEqual([null, 0]);
});

test("the heading of the group at the top lies over the rows, and the next one pushes it away", () => {
  const over = (top: number) => {
    const found = plan().over(top, 10);
    return found === null ? null : [found.section.key, found.shift];
  };
  expect([over(0), over(5), over(30), over(35), over(40), over(45)]).toEqual([null, ["a", 0], ["a", 0], ["a", -5], null, ["b", 0]]);
});
