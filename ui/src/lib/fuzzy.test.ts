/** @file What is typed first finds what people mean first. */
import { expect, test } from "vitest";
import { beginningFirst, contains, fit } from "./fuzzy";

const labels = ["Go to the board", "New ticket", "Next ticket in the queue", "Settings", "Sign out", "Add an internal note"];
const ranked = (typed: string) =>
  labels
    .map((label) => ({ label, found: fit(label, typed) }))
    .filter(({ found }) => found !== null)
    .sort((one, other) => (other.found?.score ?? 0) - (one.found?.score ?? 0))
    .map(({ label }) => label);

test.each([
  ["new", "New ticket"],
  ["tick", "New ticket"],
  ["nt", "New ticket"],
  ["note", "Add an internal note"],
  ["sign", "Sign out"],
  ["gb", "Go to the board"],
  ["SET", "Settings"],
])("%s means %s", (typed, expected) => {
  expect(ranked(typed)[0]).toBe(expected);
});

test("what has not all letters does not fit", () => {
  expect(fit("Settings", "xyz")).toBeNull();
});

test("the letters that matched are told", () => {
  expect(fit("New ticket", "tick")?.hits).toEqual([4, 5, 6, 7]);
  expect(fit("José", "jose")?.hits).toEqual([0, 1, 2, 3]);
});

test("of people who fit, those come first of whom a word begins with what was typed", () => {
  const names = ["Grace Mwangi", "Wanjiru Kamau", "Tom O'Wan", "Ówan Price"];
  expect(beginningFirst(names, (name) => name, "wan")).toEqual(["Wanjiru Kamau", "Tom O'Wan", "Grace Mwangi", "Ówan Price"]);
  expect(beginningFirst(names, (name) => name, "tom o'w")[0]).toBe("Tom O'Wan");
  expect(beginningFirst(names, (name) => name, " ")).toEqual(names);
});

test("every word that was typed stands in the label, a single letter at the beginning of a word", () => {
  expect(contains("Nächste Übersicht", "sicht nachste")).toBe(true);
  expect(contains("Go to Board", "g b")).toBe(true);
  expect(contains("Dashboard", "d b")).toBe(false);
  expect(contains("Dashboard", " ")).toBe(true);
});
