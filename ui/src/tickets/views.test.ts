/** @file Where views are in the address, and how one walks and orders them. */
import { expect, test } from "vitest";
import type { ViewView } from "../api/gen";
import { noFilter } from "./filter";
import { filterIn, nameOf, neighbourView, placeAfter, standingOf, writeStanding } from "./views";

const content = { filter: { ...noFilter, tags: ["printer"] }, sort: "due", descending: false, columns: [] } as const satisfies ViewView["content"];
const saved = (id: string): ViewView => ({ key: id, what: { is: "saved", id, name: id.toUpperCase(), share: { with: "nobody" }, owner: null, may_edit: true }, content });
const mine: ViewView = { key: "mine", what: { is: "built_in", view: "mine" }, content: { ...content, filter: { ...noFilter, mine: true } } };
const views = [mine, saved("a"), saved("b"), saved("c")];

test("a view is read from its name alone until somebody narrows it further", () => {
  const plain = new URLSearchParams(writeStanding("a", null));
  expect(plain.toString()).toBe("view=a");
  expect(filterIn(plain, saved("a")).tags).toEqual(["printer"]);
  const changed = new URLSearchParams(writeStanding("a", { filter: { ...noFilter, tags: ["toner"] }, order: { sort: "updated" } }));
  expect(standingOf(changed)).toEqual({ key: "a", own: true });
  expect(filterIn(changed, saved("a")).tags).toEqual(["toner"]);
  const cleared = new URLSearchParams(writeStanding("a", { filter: noFilter, order: {} }));
  expect(filterIn(cleared, saved("a")).tags).toEqual([]);
  expect(standingOf(new URLSearchParams("tag=printer"))).toEqual({ key: null, own: true });
});

test("walking goes round", () => {
  expect(neighbourView(views, null, 1)?.key).toBe("mine");
  expect(neighbourView(views, null, -1)?.key).toBe("c");
  expect(neighbourView(views, "c", 1)?.key).toBe("mine");
  expect(neighbourView(views, "a", -1)?.key).toBe("mine");
  expect(neighbourView([], "a", 1)).toBeUndefined();
});

test("a step up or down names the new neighbours", () => {
  expect(placeAfter(views, "b", -1)).toEqual({ after: null, before: "a" });
  expect(placeAfter(views, "b", 1)).toEqual({ after: "c", before: null });
  expect(placeAfter(views, "a", 1)).toEqual({ after: "b", before: "c" });
  expect(placeAfter(views, "a", -1)).toBeNull();
  expect(placeAfter(views, "gone", 1)).toBeNull();
});

test("views that every desk has are named in the words of the reader", () => {
  expect(nameOf(mine)).toBe("My open");
  expect(nameOf(saved("a"))).toBe("A");
});
