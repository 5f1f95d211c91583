/** @file Macros by number: its key and a digit run one at once, with one undo; words that are looked for may hold digits. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { LookupsView, MacroRun, RowView } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { layers } from "../lib/layers.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { ProblemError } from "../platform/platform";
import { Acting } from "./acting.svelte";
import { reasons } from "./change.svelte";
import { noFilter } from "./filter";
import MacroDialog from "./MacroDialog.svelte";
import { macroing } from "./macroing.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let lookups: LookupsView;
let runs: MacroRun[];
let crowded: boolean;
let leave: () => void;
/** What the list of macros waits for. */
let list: Promise<void>;
/** And what would be done. */
let preview: Promise<void>;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  runs = [];
  crowded = false;
  list = Promise.resolve();
  preview = Promise.resolve();
  const desk = makeDesk(24, "full");
  const asks = async <Output>(command: string, input: unknown) => {
    if (command === "macro_run") {
      runs.push(input as MacroRun);
      if (crowded && (input as MacroRun).reason === undefined) throw new ProblemError("urgent", "many are urgent", { urgent: 4, open: 5, percent: 10 });
    }
    if (command === "macro_list") await list;
    if (command === "macro_preview") await preview;
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  lookups = await call("lookup_all", {});
  rows = (await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 2 })).rows;
  const stop = shortcuts.listen();
  const off = shortcuts.answer(new Acting({ targets: () => rows, anchor: () => null, lookups: () => lookups, session: () => undefined }).answers());
  leave = () => {
    off();
    stop();
  };
});

afterEach(() => {
  leave();
  macroing.asked = null;
  reasons.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

async function ask(): Promise<HTMLElement> {
  await fireEvent.keyDown(document.body, { key: "\\" });
  if (macroing.asked === null) throw new Error("nothing was asked");
  render(MacroDialog, { asked: macroing.asked });
  await tick();
  return screen.findByTestId("macro-find");
}
const now = () => Promise.all(rows.map(async ({ id }) => (await call("ticket_get", { ticket: id })).status));

test("a digit runs the macro of that number on what is picked, in one undo", async () => {
  const before = await now();
  const field = await ask();
  await waitFor(() => expect(screen.getAllByTestId("macro-item").map((one) => one.getAttribute("aria-keyshortcuts"))).toEqual(["1", "2"]));
  await fireEvent.keyDown(field, { key: "1" });
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("Ran Take it over on 2 tickets"));
  expect(macroing.asked).toBeNull();
  expect(await now()).toEqual(["in_progress", "in_progress"]);
  toasts.undoLatest();
  await waitFor(async () => expect(await now()).toEqual(before));
});

test("a digit that is faster than the list of macros runs when that is there", async () => {
  let come: () => void = () => undefined;
  list = new Promise((resolve) => (come = resolve));
  const field = await ask();
  await fireEvent.keyDown(field, { key: "2" });
  expect(runs).toEqual([]);
  come();
  await waitFor(() => expect(runs.map(({ name }) => name)).toEqual(["Send a technician"]));
});

test("behind words a digit is a letter, and one that no macro has runs nothing", async () => {
  const field = await ask();
  await screen.findAllByTestId("macro-item");
  expect(await fireEvent.keyDown(field, { key: "7" }), "it goes into the field").toBe(true);
  await fireEvent.input(field, { target: { value: "take" } });
  expect(screen.getByTestId("macro-item").hasAttribute("aria-keyshortcuts")).toBe(false);
  expect(await fireEvent.keyDown(field, { key: "1" })).toBe(true);
  expect(runs).toEqual([]);
  expect(macroing.asked).not.toBeNull();
});

test("whoever leaves before it is known what a macro would do has run none", async () => {
  const field = await ask();
  await screen.findAllByTestId("macro-item");
  await waitFor(() => expect(screen.getByTestId("macro-effects").dataset["reading"]).toBe("false"));
  let come: () => void = () => undefined;
  preview = new Promise((resolve) => (come = resolve));
  await fireEvent.keyDown(field, { key: "1" });
  layers.closeTop();
  expect(macroing.asked).toBeNull();
  come();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(runs).toEqual([]);
});

test("what makes too many tickets urgent is asked why, and run with the answer", async () => {
  crowded = true;
  await ask();
  await fireEvent.keyDown(screen.getByTestId("macro-find"), { key: "1" });
  await waitFor(() => expect(reasons.asked?.crowd).toEqual({ urgent: 4, open: 5, percent: 10 }));
  expect(runs.map(({ reason }) => reason)).toEqual([undefined]);
  await reasons.asked?.give("The data centre is down");
  await waitFor(() => expect(runs.map(({ reason }) => reason)).toEqual([undefined, "The data centre is down"]));
  await waitFor(() => expect(macroing.asked).toBeNull());
  expect(toasts.list.filter(({ tone }) => tone === "danger")).toEqual([]);
});
