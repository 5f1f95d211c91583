/** @file The palette puts first what was meant. */
import { expect, test } from "vitest";
import { modeOf, pieces, ranked } from "./ranking";

const items = ["Assignee", "Assign to me", "Status"].map((label) => ({ id: label, label }));

test("habits decide between equals", () => {
  expect(ranked(items, "assi", {})[0]?.item.label).toBe("Assignee");
  expect(ranked(items, "assi", { "Assign to me": 3 })[0]?.item.label).toBe("Assign to me");
});

test("habits do not beat what was typed", () => {
  expect(ranked(items, "stat", { Assignee: 100 }).map(({ item }) => item.label)).toEqual(["Status"]);
});

test.each([
  ["vpn", "all", "vpn"],
  ["> status", "commands", "status"],
  ["#4312", "tickets", "4312"],
] as const)("%s asks for %s", (typed, mode, words) => {
  expect(modeOf(typed)).toEqual({ mode, words });
});

test("the letters that matched stand apart", () => {
  expect(pieces("Status", [0, 1])).toEqual([{ text: "St", hit: true }, { text: "atus", hit: false }]);
});
