/** @file Opening tickets again, and confirming that they are fixed: only what is done, and offered back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { LookupsView, RowView, TicketConfirm, TicketReopen } from "../api/gen";
import MenuHost from "../kit/MenuHost.svelte";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { Acting } from "./acting.svelte";
import { noFilter } from "./filter";
import ReopenDialog from "./ReopenDialog.svelte";
import { reopenDraft, reopening } from "./reopening.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sent: TicketReopen[];
let refuses: boolean;
let confirmed: TicketConfirm[];
let rows: readonly RowView[];
let lookups: LookupsView;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sent, confirmed, refuses] = [[], [], false];
  const desk = makeDesk(24, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_reopen") sent.push(input as TicketReopen);
    if (command === "ticket_reopen" && refuses) return Promise.reject(new ProblemError("disk_full", "no room"));
    if (command === "ticket_confirm") confirmed.push(input as TicketConfirm);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  lookups = await call("lookup_all", {});
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 3 });
  rows = page.rows.map((row, index) => ({ ...row, status: ["resolved", "closed", "open"][index] ?? "open" }));
});

afterEach(() => {
  reopening.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const acting = (targets: readonly RowView[], done?: () => void) => new Acting({ targets: () => targets, anchor: () => null, lookups: () => lookups, session: () => undefined, ...(done === undefined ? {} : { done }) });

test("what is not done cannot be opened again, and the key goes on", () => {
  expect(acting(rows.slice(2)).answers()["act.reopen"]?.({} as never)).toBe(false);
  expect(reopening.asked).toBeNull();
});

test("of several those that are done are opened again, with the reason, and it can be taken back", async () => {
  let let_go = 0;
  acting(rows, () => let_go++).reopen();
  if (reopening.asked === null) throw new Error("nothing was asked");
  expect(reopening.asked.targets.map(({ id }) => id)).toEqual(rows.slice(0, 2).map(({ id }) => id));
  render(ReopenDialog, { asked: reopening.asked });
  await fireEvent.input(screen.getByTestId("reopen-reason"), { target: { value: " It broke again " } });
  await fireEvent.click(screen.getByTestId("reopen-go"));
  await waitFor(() => expect(sent).toEqual([{ tickets: rows.slice(0, 2).map(({ id }) => id), reason: "It broke again", fill: {} }]));
  await waitFor(() => expect([let_go, reopening.asked, toasts.list.at(-1)?.undo === undefined]).toEqual([1, null, false]));
});

test("the reason is kept while it is typed, stands there again, and is no draft once it was said", async () => {
  const ask = () => {
    acting(rows.slice(0, 1)).reopen();
    if (reopening.asked === null) throw new Error("nothing was asked");
    render(ReopenDialog, { asked: reopening.asked });
  };
  const kept = () => call("draft_get", { ticket: rows[0]?.id ?? "", kind: reopenDraft });
  ask();
  await fireEvent.input(screen.getByTestId("reopen-reason"), { target: { value: "It broke again" } });
  await waitFor(() => expect(screen.getByTestId("reopen-saved").textContent).toMatch(/Draft saved \d/));
  expect(await kept()).toBe("It broke again");
  cleanup();
  ask();
  await waitFor(() => expect(screen.getByTestId("reopen-reason")).toHaveProperty("value", "It broke again"));
  await fireEvent.click(screen.getByTestId("reopen-go"));
  await waitFor(() => expect(sent.map(({ reason }) => reason)).toEqual(["It broke again"]));
  await waitFor(async () => expect(await kept()).toBeNull());
});

test("a reason is not needed", async () => {
  acting(rows.slice(0, 1)).reopen();
  if (reopening.asked === null) throw new Error("nothing was asked");
  render(ReopenDialog, { asked: reopening.asked });
  await fireEvent.click(screen.getByTestId("reopen-go"));
  await waitFor(() => expect(sent).toEqual([{ tickets: [rows[0]?.id], fill: {} }]));
});

test("whoever confirms says whose word it is, for what is done among what is picked", async () => {
  const anchor = document.createElement("button");
  document.body.append(anchor);
  render(MenuHost);
  expect(acting(rows.slice(2)).confirm(anchor)).toBe(false);
  acting(rows).confirm(anchor);
  await fireEvent.click(await screen.findByText("We checked on their behalf"));
  await waitFor(() => expect(confirmed).toEqual([{ tickets: rows.slice(0, 2).map(({ id }) => id), how: "agent", fill: {} }]));
  await waitFor(() => expect(toasts.list.at(-1)?.undo === undefined).toBe(false));
});

test("a refusal leaves the reason where it was written", async () => {
  acting(rows.slice(0, 1)).reopen();
  if (reopening.asked === null) throw new Error("nothing was asked");
  render(ReopenDialog, { asked: reopening.asked });
  await fireEvent.input(screen.getByTestId("reopen-reason"), { target: { value: "It broke again" } });
  refuses = true;
  await fireEvent.click(screen.getByTestId("reopen-go"));
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(reopening.asked).not.toBeNull();
  expect(screen.getByTestId("reopen-reason")).toHaveProperty("value", "It broke again");
});
