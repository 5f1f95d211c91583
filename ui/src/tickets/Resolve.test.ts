/** @file Resolving with a word on how: one optional text, kept in the step that resolves. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { LookupsView, RowView, TicketSet } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { ProblemError } from "../platform/platform";
import { Acting } from "./acting.svelte";
import { filling } from "./change.svelte";
import { noFilter } from "./filter";
import ResolveDialog from "./ResolveDialog.svelte";
import { resolveDraft, resolving } from "./resolving.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let targets: readonly RowView[];
let lookups: LookupsView;
let sets: TicketSet[];
let leave: () => void;
let refusal: ProblemError | null;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sets, refusal] = [[], null];
  const desk = makeDesk(24, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_set") {
      sets.push(input as TicketSet);
      if (refusal !== null) return Promise.reject(refusal);
    }
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  lookups = await call("lookup_all", {});
  // As they were: the desk in memory writes into its own.
  rows = structuredClone((await call("ticket_list", { filter: { ...noFilter, categories: ["open"] }, sort: "number", descending: true, from: 0, count: 3 })).rows);
  const stop = shortcuts.listen();
  const off = shortcuts.answer(new Acting({ targets: () => targets, anchor: () => null, lookups: () => lookups, session: () => undefined }).answers());
  leave = () => {
    off();
    stop();
  };
});

afterEach(() => {
  leave();
  resolving.asked = null;
  filling.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

async function ask(picked: readonly RowView[]): Promise<HTMLElement> {
  targets = picked;
  await fireEvent.keyDown(document.body, { key: "O", shiftKey: true });
  if (resolving.asked === null) throw new Error("nothing was asked");
  render(ResolveDialog, { asked: resolving.asked });
  await waitFor(() => expect(screen.getByTestId("resolve-go").hasAttribute("disabled")).toBe(false));
  return screen.getByTestId("resolve-how");
}
const send = (field: HTMLElement) => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
const now = async (row: RowView | undefined) => {
  const { status, resolution } = await call("ticket_get", { ticket: row?.id ?? "" });
  return [status, resolution];
};

test("a key asks what helped, and both are one step and one undo", async () => {
  const field = await ask(rows.slice(0, 1));
  expect(document.activeElement).toBe(field);
  await fireEvent.input(field, { target: { value: " A new cable " } });
  await send(field);
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain(`${rows[0]?.number ?? ""} set to Resolved`));
  expect(resolving.asked).toBeNull();
  expect(await now(rows[0])).toEqual(["resolved", "A new cable"]);
  toasts.undoLatest();
  await waitFor(async () => expect(await now(rows[0])).toEqual([rows[0]?.status, null]));
});

const kept = (row: RowView | undefined) => call("draft_get", { ticket: row?.id ?? "", kind: resolveDraft });

test("what helped is kept while it is typed, stands there again, and is no draft once it is saved", async () => {
  const [row] = rows;
  await fireEvent.input(await ask(rows.slice(0, 1)), { target: { value: "The port is labelled" } });
  await waitFor(() => expect(screen.getByTestId("resolve-saved").textContent).toMatch(/Draft saved \d/));
  expect(await kept(row)).toBe("The port is labelled");
  cleanup();
  const field = await ask(rows.slice(0, 1));
  await waitFor(() => expect(field).toHaveProperty("value", "The port is labelled"));
  await send(field);
  await waitFor(async () => expect(await now(row)).toEqual(["resolved", "The port is labelled"]));
  await waitFor(async () => expect(await kept(row)).toBeNull());
});

test("closing the dialog at once keeps the last letter, and a text that is again as it was is no draft", async () => {
  const [row] = rows;
  await call("ticket_set", { tickets: [row?.id ?? ""], fields: { resolution: "Restarted" }, add_tags: [], remove_tags: [] });
  const field = await ask(rows.slice(0, 1));
  await waitFor(() => expect(field).toHaveProperty("value", "Restarted"));
  await fireEvent.input(field, { target: { value: "Restarted twice" } });
  cleanup();
  await waitFor(async () => expect(await kept(row)).toBe("Restarted twice"));
  const again = await ask(rows.slice(0, 1));
  await waitFor(() => expect(again).toHaveProperty("value", "Restarted twice"));
  await fireEvent.input(again, { target: { value: "Restarted" } });
  await waitFor(async () => expect(await kept(row)).toBeNull());
});

test("without a word it only resolves, and what stood there stays", async () => {
  await call("ticket_set", { tickets: [rows[0]?.id ?? ""], fields: { resolution: "Restarted" }, add_tags: [], remove_tags: [] });
  const field = await ask(rows.slice(0, 1));
  await waitFor(() => expect(field).toHaveProperty("value", "Restarted"));
  await send(field);
  await waitFor(() => expect(sets.at(-1)?.fields).toEqual({ status: "resolved" }));
  expect(await now(rows[0])).toEqual(["resolved", "Restarted"]);
});

test("several are told that it goes to all of them", async () => {
  const field = await ask(rows);
  expect(screen.getByTestId("resolve-dialog").textContent).toContain("in each of these tickets");
  await fireEvent.input(field, { target: { value: "The router was replaced" } });
  await fireEvent.click(screen.getByTestId("resolve-go"));
  await waitFor(async () => expect(await Promise.all(rows.map(now))).toEqual(rows.map(() => ["resolved", "The router was replaced"])));
});

test("a refusal leaves the words where they were written, and a second try keeps them", async () => {
  const field = await ask(rows.slice(0, 1));
  await fireEvent.input(field, { target: { value: "A new cable, and the port is labelled" } });
  refusal = new ProblemError("disk_full", "no room");
  await send(field);
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(resolving.asked).not.toBeNull();
  expect(screen.getByTestId("resolve-how")).toHaveProperty("value", "A new cable, and the port is labelled");
  refusal = null;
  await send(field);
  await waitFor(() => expect(resolving.asked).toBeNull());
  expect(await now(rows[0])).toEqual(["resolved", "A new cable, and the port is labelled"]);
});

test("a question that nobody answers leaves the words as well", async () => {
  const field = await ask(rows.slice(0, 1));
  await fireEvent.input(field, { target: { value: "A new cable" } });
  refusal = new ProblemError("fields", "fill it in", { fields: ["asset"] });
  await send(field);
  await waitFor(() => expect(filling.asked?.keys).toEqual(["asset"]));
  filling.asked = null;
  expect(resolving.asked).not.toBeNull();
  expect(screen.getByTestId("resolve-how")).toHaveProperty("value", "A new cable");
});

test("the key that sends is the composer's, whichever that is", async () => {
  shortcuts.rebind("composer.send", ["Mod+J"]);
  await ask(rows.slice(0, 1));
  expect(screen.getByTestId("resolve-go").textContent).toContain("CtrlJ");
  await fireEvent.keyDown(screen.getByTestId("resolve-how"), { key: "Enter", ctrlKey: true });
  expect(sets).toEqual([]);
  await fireEvent.keyDown(screen.getByTestId("resolve-how"), { key: "j", ctrlKey: true });
  await waitFor(() => expect(sets).toHaveLength(1));
  shortcuts.resetAll();
});
