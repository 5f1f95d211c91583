/** @file The load of the next hours: tight, uncovered, or calm. */
import { expect, test } from "vitest";
import type { LoadHour, Standing } from "../../api/gen";
import { hoursOf, pressing, sumOf, worthShowing } from "./load";

const hour = (from: number, due: number, staffed_minutes: number): LoadHour => ({ from, due, staffed_minutes });

test("an hour is uncovered when something is due and nobody works, and tight when each has too much", () => {
  expect(hoursOf([hour(0, 3, 0), hour(1, 3, 60), hour(2, 2, 60), hour(3, 0, 0)]).map(({ state }) => state)).toEqual(["uncovered", "tight", "calm", "calm"]);
});

test("empty nights are left out, and nothing that is due is", () => {
  const hours = hoursOf([hour(0, 0, 0), hour(1, 0, 0), hour(2, 1, 0), hour(3, 0, 120)]);
  expect(worthShowing(hours).map(({ from }) => from)).toEqual([0, 2, 3]);
});

test("the sum says what is due, what is staffed, and what nobody covers", () => {
  expect(sumOf(hoursOf([hour(0, 3, 0), hour(1, 4, 90), hour(2, 0, 30)]))).toEqual({ due: 7, staffed: 2, uncovered: 3 });
});

test("whoever has missed most stands first", () => {
  const of = (name: string, breached: number, at_risk: number): Standing => ({ team: null, person: name, name, open: 9, at_risk, breached });
  expect(pressing([of("b", 0, 4), of("a", 0, 4), of("c", 2, 0)]).map(({ name }) => name)).toEqual(["c", "a", "b"]);
});
