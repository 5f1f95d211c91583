/** @file Giving tickets to another team: an owner who is not in it goes in the same act, and one undo brings both back. */
import { cleanup, configure, fireEvent, render, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { LookupsView, RowView, TicketSet } from "../api/gen";
import MenuHost from "../kit/MenuHost.svelte";
import { menus } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { Acting } from "./acting.svelte";
import { noFilter } from "./filter";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let lookups: LookupsView;
let rows: readonly RowView[];
let targets: readonly RowView[];
let sets: TicketSet[];
let leave: () => void;

beforeEach(async () => {
  const desk = makeDesk(24, "full");
  sets = [];
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_set") sets.push(input as TicketSet);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  lookups = await call("lookup_all", {});
  // As they were: the desk in memory writes into its own.
  rows = structuredClone((await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 24 })).rows);
  const stop = shortcuts.listen();
  const off = shortcuts.answer(new Acting({ targets: () => targets, anchor: () => document.body, lookups: () => lookups, session: () => undefined }).answers());
  leave = () => {
    off();
    stop();
  };
  render(MenuHost);
});

afterEach(() => {
  leave();
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
});

/** Of the first team, and whose owner is in both teams or in that one alone. */
const ownedBy = (person: string) => rows.filter(({ team, assignee }) => team === "team1" && assignee === person);
const now = async (row: RowView | undefined) => {
  const { team, assignee } = await call("ticket_get", { ticket: row?.id ?? "" });
  return [team, assignee];
};

/** Shift+A, the beginning of the name, Enter. */
async function give(picked: readonly RowView[]): Promise<void> {
  targets = picked;
  await fireEvent.keyDown(document.body, { key: "A", shiftKey: true });
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("combobox"));
  await fireEvent.input(document.activeElement ?? document.body, { target: { value: "infra" } });
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "Enter" });
}

test("whoever is not in the team owns it no longer, the toast says so, and undo brings both back", async () => {
  const [row] = ownedBy("s1");
  await give([row].flatMap((one) => one ?? []));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`${row?.number ?? ""} moved to Infrastructure · ${row?.assignee_name ?? ""} is not in that team, so nobody owns it now`));
  expect(sets).toHaveLength(1);
  expect(await now(row)).toEqual(["team2", null]);
  toasts.undoLatest();
  await waitFor(async () => expect(await now(row)).toEqual(["team1", "s1"]));
});

test("a member of the team keeps it, and nothing is said of them", async () => {
  const [row] = ownedBy("s3");
  await give([row].flatMap((one) => one ?? []));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`${row?.number ?? ""} moved to Infrastructure`));
  expect(await now(row)).toEqual(["team2", "s3"]);
});

test("of several, each keeps or loses its owner", async () => {
  const [stays, goes] = [ownedBy("s3")[0], ownedBy("s1")[0]];
  await give([stays, goes].flatMap((one) => one ?? []));
  await waitFor(async () => expect([await now(stays), await now(goes)]).toEqual([["team2", "s3"], ["team2", null]]));
  expect(sets.map(({ fields }) => fields)).toEqual([{ team: "team2" }, { team: "team2", assignee: null }]);
});

test("a ticket that is in the team already keeps whoever owns it", async () => {
  const row = rows.find(({ team, assignee }) => team === "team2" && assignee !== null && assignee < "s3");
  await give([row].flatMap((one) => one ?? []));
  await waitFor(() => expect(sets).toHaveLength(1));
  expect(await now(row)).toEqual(["team2", row?.assignee]);
});
