/** @file Where a category may stand in the tree. */
import { expect, test } from "vitest";
import type { CategoryView } from "../../../api/gen";
import { homesOf } from "./tree";

const category = (path: string[], retired = false): CategoryView => ({
  id: path.join("/"),
  parent: path.length === 1 ? null : path.slice(0, -1).join("/"),
  name: path.at(-1) ?? "",
  position: 0,
  path,
  retired,
});
const all = [category(["a"]), category(["a", "b"]), category(["a", "b", "c"]), category(["d"]), category(["d", "old"], true), category(["e"]), category(["e", "1"]), category(["e", "1", "2"]), category(["e", "1", "2", "3"]), category(["e", "1", "2", "3", "4"])];
const ids = (of: string | null) => homesOf(all, of).map(({ id }) => id);

test("a category stands under anything but itself, what is under it, and what is chosen no more", () => {
  expect(ids("a/b")).toEqual(["a", "d", "e", "e/1", "e/1/2"]);
});

test("with what is under it nothing lies deeper than five levels", () => {
  expect(ids("a")).not.toContain("e/1/2");
  expect(ids("a/b/c")).toContain("e/1/2/3");
  expect(ids(null)).not.toContain("e/1/2/3/4");
});
