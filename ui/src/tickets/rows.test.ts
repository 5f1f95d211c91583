/** @file Picking more rows than are loaded: what is still read when the list becomes another one is not picked in that. */
import { expect, test } from "vitest";
import type { RowView } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { Rows } from "./rows.svelte";

const row = (id: string) => ({ id, number: `#${id}`, subject: id, status: "open", priority: "normal", assignee: null, tags: [] }) as unknown as RowView;
const page = (prefix: string) => ({ rows: [0, 1, 2].map((index) => row(`${prefix}${String(index)}`)) });
const read = (prefix: string, count = 3) => ({ total: 3, parts: [{ from: 0, rows: page(prefix).rows.slice(0, count) }] });

test("all of a list that one has left is not picked in the next one", async () => {
  let list = "a";
  let come: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (come = resolve));
  const rows = new Rows(
    () => list,
    async (from, count) => {
      const asked = list;
      await wait;
      return page(asked).rows.slice(from, from + count);
    },
  );
  rows.loaded(read("a"));
  const all = rows.selectAll();
  list = "b";
  rows.restart();
  rows.loaded(read("b"));
  come();
  await all;
  expect(rows.selection.list).toEqual([]);
});

test("nor is it after one has let go of it", async () => {
  let come: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (come = resolve));
  const rows = new Rows(() => "a", async (from, count) => (await wait, page("a").rows.slice(from, from + count)));
  rows.loaded(read("a", 1));
  const some = rows.extendTo(2);
  rows.clearSelection();
  come();
  await some;
  expect(rows.selection.list).toEqual([]);
  await rows.selectAll();
  expect(rows.selection.size).toBe(3);
});

test("what could not be read is said, and nothing is picked in its place", async () => {
  const rows = new Rows(() => "a", () => Promise.reject(new ProblemError("disk_full", "no room")));
  rows.loaded(read("a", 1));
  await rows.selectAll();
  expect([rows.selection.size, toasts.list.at(-1)?.tone]).toEqual([0, "danger"]);
});
