/** @file Watching by its key: what has the focus or is selected, for oneself and beside whoever watches already. */
import { cleanup, configure, fireEvent, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { undo } from "../api/act";
import { call, connect } from "../api/call";
import type { LookupsView, RowView, SessionView } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { Acting } from "./acting.svelte";
import { noFilter } from "./filter";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let targets: readonly RowView[];
let lookups: LookupsView;
let session: SessionView;
let leave: () => void;

beforeEach(async () => {
  const desk = makeDesk(120, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  lookups = await call("lookup_all", {});
  session = await call("session_get", {});
  rows = (await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 120 })).rows;
  const stop = shortcuts.listen();
  const off = shortcuts.answer(new Acting({ targets: () => targets, anchor: () => null, lookups: () => lookups, session: () => session }).answers());
  leave = () => {
    off();
    stop();
  };
});

afterEach(() => {
  leave();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
});

const press = () => fireEvent.keyDown(document.body, { key: "w" });
const watchers = (row: RowView | undefined) => call("ticket_get", { ticket: row?.id ?? "" }).then((view) => view.watchers.map(({ id }) => id));
const said = () => toasts.list.at(-1)?.text;

test("a key watches what has the focus, once more it does not, and undo takes that back", async () => {
  targets = rows.slice(0, 1);
  await press();
  await waitFor(() => expect(said()).toBe(`You watch ${rows[0]?.number ?? ""}`));
  expect(await watchers(rows[0])).toEqual(["s0"]);
  await press();
  await waitFor(() => expect(said()).toBe(`You no longer watch ${rows[0]?.number ?? ""}`));
  expect(await watchers(rows[0])).toEqual([]);
  await undo();
  expect(await watchers(rows[0])).toEqual(["s0"]);
});

test("of a selection all are watched that are not yet, and others who watch stay", async () => {
  await call("ticket_set", { tickets: [rows[0]?.id ?? ""], fields: { watchers: ["s0"] }, add_tags: [], remove_tags: [] });
  await call("ticket_set", { tickets: [rows[1]?.id ?? ""], fields: { watchers: ["s2"] }, add_tags: [], remove_tags: [] });
  targets = rows.slice(0, 4);
  await press();
  await waitFor(async () => expect(await Promise.all(targets.map(watchers))).toEqual([["s0"], ["s0", "s2"], ["s0"], ["s0"]]));
  await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual(["You watch 3 tickets"]));
  await press();
  await waitFor(async () => expect(await Promise.all(targets.map(watchers))).toEqual([[], ["s2"], [], []]));
  await undo();
  expect(await Promise.all(targets.map(watchers))).toEqual([["s0"], ["s0", "s2"], ["s0"], ["s0"]]);
});

test("whoever was added while one reads who watches stays", async () => {
  targets = rows.slice(0, 1);
  const id = rows[0]?.id ?? "";
  const adding = call("ticket_set", { tickets: [id], fields: {}, add_tags: [], remove_tags: [], add_watchers: ["s2"] });
  await press();
  await adding;
  await waitFor(async () => expect(await watchers(rows[0])).toEqual(["s0", "s2"]));
});

test("more than can be read at once are refused in words", async () => {
  targets = rows;
  await press();
  expect(said()).toBe("Up to 100 tickets can be watched at once");
  expect(await watchers(rows[0])).toEqual([]);
});
