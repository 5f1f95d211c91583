/** @file The difference of two texts reads like an edit, and loses no letter of either. */
import { expect, test } from "vitest";
import { wordDiff } from "./worddiff";

const marks = { same: "", gone: "-", come: "+" };
const shown = (from: string, to: string) => wordDiff(from, to).map(({ kind, text }) => `${marks[kind]}${text.trim()}`);

test.each([
  ["VPN drops hourly", "VPN drops daily", ["VPN drops", "-hourly", "+daily"]],
  ["", "new text", ["+new text"]],
  ["same", "same", ["same"]],
  ["a b c", "a x b c", ["a", "+x", "b c"]],
])("%j to %j", (from, to, expected) => {
  expect(shown(from, to)).toEqual(expected);
});

test("the pieces of each side are that side", () => {
  const from = "The  router was\nrestarted twice";
  const to = "The router is restarted\n twice a day";
  const side = (without: "gone" | "come") => wordDiff(from, to).filter(({ kind }) => kind !== without).map(({ text }) => text).join("");
  expect(side("come")).toBe(from);
  expect(side("gone")).toBe(to);
});

test("two books are compared as wholes", () => {
  expect(wordDiff("a ".repeat(5_000), "b ".repeat(5_000)).map(({ kind }) => kind)).toEqual(["gone", "come"]);
});
