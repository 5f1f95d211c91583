/** @file Promises about searching in menus. */
import { expect, test } from "vitest";
import { isItem, matching, type MenuEntry } from "./menu.svelte";

const entries: MenuEntry[] = [
  { heading: "People" },
  { id: "1", label: "Marta Lindqvist" },
  { id: "2", label: "José Almeida" },
  "line",
  { id: "3", label: "Alma Reyes" },
];
const ids = (text: string) => matching(entries, text).filter(isItem).map((item) => item.id);

test("no text keeps everything in place", () => {
  expect(matching(entries, " ")).toBe(entries);
});

test("accents and case do not matter", () => {
  expect(ids("JOSE")).toEqual(["2"]);
});

test("a word that begins with the text comes before one that contains it", () => {
  expect(ids("al")).toEqual(["2", "3"]);
  expect(ids("lm")).toEqual(["2", "3"]);
  expect(ids("lind")).toEqual(["1"]);
});
