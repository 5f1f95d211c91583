/** @file Promises about a board while it is edited. */
import { expect, test } from "vitest";
import type { ColumnsBy, PersonCard, Status } from "../../api/gen";
import { changed, lacksOf, limited, limitOf, movedColumn, newDraft, nowhere, saved, standingOf, toggledStatus, withColumn, withColumnsBy, withoutColumn } from "./draft";

const statuses: Status[] = ["new", "open", "closed"].map((key, position) => ({ key, name: key.toUpperCase(), category: "open", position, next: [], retired: false }));
const ada: PersonCard = { id: "ada", name: "Ada", email: null, phone: null, role: "agent", organisation: null, tier: null, location: null };
const fresh = () => ({ ...newDraft(statuses), name: "Ours" });

test("a new board has a column for each status and lacks only its name", () => {
  expect(newDraft(statuses).columns.map(({ name }) => name)).toEqual(["NEW", "OPEN", "CLOSED"]);
  expect(lacksOf(newDraft(statuses))).toEqual([{ is: "name" }]);
  expect(lacksOf(fresh())).toEqual([]);
});

test("a status stands in one column at most", () => {
  const draft = toggledStatus(fresh(), "new", "open");
  expect(draft.columns.map((column) => column.statuses)).toEqual([["new", "open"], [], ["closed"]]);
  expect(nowhere(draft, statuses)).toEqual([]);
  const out = toggledStatus(draft, "new", "open");
  expect(nowhere(out, statuses).map(({ key }) => key)).toEqual(["open"]);
});

test("a new column takes the first status that stands nowhere, under a key of its own", () => {
  const without = withoutColumn(fresh(), "open");
  expect(withColumn(without, statuses).columns.at(-1)).toMatchObject({ key: "open", name: "OPEN", statuses: ["open"] });
  const more = withColumn(withColumn(fresh(), statuses), statuses);
  expect(more.columns.slice(3).map(({ key }) => key)).toEqual(["column", "column-2"]);
  expect(lacksOf(more).map(({ is }) => is)).toEqual(["columnName", "columnName"]);
});

test("columns move to either side and stop at the ends", () => {
  const keys = (by: -1 | 1, key: string) => movedColumn(fresh(), key, by).columns.map((column) => column.key);
  expect(keys(-1, "open")).toEqual(["open", "new", "closed"]);
  expect(keys(1, "closed")).toEqual(["new", "open", "closed"]);
});

test.each([
  ["", null],
  [" 5 ", 5],
  ["0", "wrong"],
  ["2.5", "wrong"],
  ["five", "wrong"],
])("the limit %j means %j", (text, limit) => {
  expect(limitOf(text)).toBe(limit);
});

test("what is sent is what was meant", () => {
  const draft = changed(changed(fresh(), "new", { limit: "3", hard: true, name: " Inbox " }), "open", { limit: "x" });
  expect(lacksOf(draft)).toEqual([{ is: "limit", key: "open" }]);
  const sent = saved(changed(draft, "open", { limit: "" }), "b1", null);
  expect(sent.columns[0]).toEqual({ key: "new", name: "Inbox", statuses: ["new"], limit: 3, hard: true });
  expect("share" in sent).toBe(false);
  expect(saved(draft, null, { with: "everybody" }).share).toEqual({ with: "everybody" });
});

test("columns of something else have limits alone, each under the key of its value", () => {
  const draft = limited(limited(withColumnsBy(fresh(), "priority"), "urgent", { limit: "3" }), "high", { limit: "none" });
  expect(lacksOf(draft)).toEqual([{ is: "limit", key: "high" }]);
  const sent = saved(limited(limited(draft, "high", { limit: " " }), "urgent", { hard: true }), null, null);
  expect(sent.columns).toEqual([{ key: "urgent", name: "", statuses: [], limit: 3, hard: true }]);
  expect(withColumnsBy(draft, "due").limits).toEqual({});
  const keys = (by: ColumnsBy) => standingOf(by, null, [ada]).map(({ key }) => key);
  expect([keys("status"), keys("assignee"), keys("priority"), keys("due")]).toEqual([[], ["none", "ada"], ["urgent", "high", "normal", "low"], ["today", "tomorrow", "this_week", "later"]]);
});

test("columns of something else have none of their own, and lanes that show the same are let go", () => {
  const draft = withColumnsBy({ ...fresh(), lanes: "priority" }, "priority");
  expect(draft.lanes).toBeNull();
  expect(saved(draft, null, null).columns).toEqual([]);
  expect(lacksOf(withoutColumn(withoutColumn(withoutColumn(draft, "new"), "open"), "closed"))).toEqual([]);
});
