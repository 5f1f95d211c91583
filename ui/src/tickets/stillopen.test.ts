/** @file Whoever resolves a ticket hears in passing what its checklist still holds; nothing asks and nothing is in the way. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { undo } from "../api/act";
import { call, connect } from "../api/call";
import type { LookupsView, MacroEffect, MacroTry, Progress, RowView } from "../api/gen";
import MenuHost from "../kit/MenuHost.svelte";
import { layers } from "../lib/layers.svelte";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { Acting } from "./acting.svelte";
import { noFilter } from "./filter";
import MacroDialog from "./MacroDialog.svelte";
import { macroing } from "./macroing.svelte";
import { stillOpen } from "./stillopen";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let lookups: LookupsView;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(24, "full");
  const answers: Record<string, (input: unknown) => unknown> = {
    undo: () => ({ undo: "set" }),
    macro_preview: (input) => (input as MacroTry).tickets.map((ticket): MacroEffect => ({ ticket, number: "", subject: "", changes: [], items: [], note: null, reply: null, gaps: [], snoozed_until: null, problem: null })),
    macro_run: () => ({ undo: "macro" }),
  };
  const asks = <Output>(command: string, input: unknown): Promise<Output> => {
    const answer = answers[command];
    return answer === undefined ? desk.call<Output>(command, input) : Promise.resolve(answer(input) as Output);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  lookups = await call("lookup_all", {});
  rows = (await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 4 })).rows;
});

afterEach(() => {
  macroing.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

/** The tickets of the desk with these checklists; null is none. */
const picked = (...lists: (Progress | null)[]): RowView[] =>
  rows.slice(0, lists.length).map(({ checklist: _, ...row }, index) => {
    const list = lists[index] ?? null;
    return list === null ? row : { ...row, checklist: list };
  });
const acting = (targets: readonly RowView[]) => new Acting({ targets: () => targets, anchor: () => document.body, lookups: () => lookups, session: () => undefined });
const said = () => toasts.list.at(-1)?.text;

test("resolving a ticket says how much of its checklist is open, and can be taken back", async () => {
  const [ticket] = picked({ done: 3, total: 5 });
  if (ticket === undefined) throw new Error("no ticket");
  acting([ticket]).resolve();
  await waitFor(() => expect(said()).toBe(`${ticket.number} set to Resolved · 2 of 5 checklist items are open`));
  expect([toasts.list.at(-1)?.undo === null, layers.depth]).toEqual([false, 0]);
  await undo();
  // The items are as they were before; what was taken back is the status.
  await waitFor(() => expect(said()).toBe(`Undone: ${ticket.number} set to Resolved`));
});

test("of several it says how many have open items", async () => {
  acting(picked({ done: 3, total: 5 }, null, { done: 2, total: 2 }, { done: 0, total: 1 })).resolve();
  await waitFor(() => expect(said()).toMatch(/ · 2 of them have open checklist items$/));
});

test("a status from the menu says it where that is the end, and not where work goes on", async () => {
  render(MenuHost);
  const targets = picked({ done: 4, total: 5 });
  acting(targets).status();
  await fireEvent.click(await screen.findByText("Closed"));
  await waitFor(() => expect(said()).toMatch(/set to Closed · 1 of 5 checklist items is open$/));
  acting(targets).status();
  await fireEvent.click(await screen.findByText("In progress"));
  await waitFor(() => expect(said()).toMatch(/set to In progress$/));
});

test("a list that is done, and no list, are nothing to speak of", () => {
  expect(stillOpen([{ checklist: { done: 5, total: 5 } }], "resolved", lookups)).toBeNull();
  expect(stillOpen([{}], "resolved", lookups)).toBeNull();
  expect(stillOpen([{ checklist: { done: 0, total: 5 } }], undefined, lookups)).toBeNull();
  expect(stillOpen([{ checklist: { done: 0, total: 5 } }], "waiting", lookups)).toBeNull();
});

test("a macro that resolves says it too", async () => {
  const { id } = await call("macro_save", { name: "Solved it", steps: { status: "resolved", priority: null, assignee: null, team: null, type: null, category: null, add_tags: [], remove_tags: [], custom: {}, checklist: null, note: null, reply: null, snooze: null }, share: { with: "nobody" } });
  macroing.asked = { targets: picked({ done: 0, total: 3 }, null), first: id, open: null, done: () => undefined };
  render(MacroDialog, { asked: macroing.asked });
  const run = await screen.findByTestId("macro-run");
  // What its steps are called is known once the statuses are.
  await screen.findByText(/Resolved/);
  await waitFor(() => expect([run.hasAttribute("disabled"), screen.getByTestId("macro-effects").dataset["reading"]]).toEqual([false, "false"]));
  await fireEvent.click(run);
  await waitFor(() => expect(said()).toBe("Ran Solved it on 2 tickets · 1 of them has open checklist items"));
});
