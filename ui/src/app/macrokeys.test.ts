/** @file A macro on a key of its own: run at once on what is picked, shown wherever it is offered, and gone with its macro. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { MacroEffect, MacroRun } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import { announcer } from "../lib/announce.svelte";
import { store, stored } from "../lib/stored.svelte";
import { macroing } from "../tickets/macroing.svelte";
import App from "./App.svelte";
// Fetched before they are waited for.
import "../features/board/Board.svelte";
import "../features/list/List.svelte";
import "../features/settings/Settings.svelte";
import "../features/ticket/Ticket.svelte";
import "../tickets/MacroDialog.svelte";
import "./Help.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });

let runs: MacroRun[];
/** What the core says that a macro would do, where that is not as usual. */
let effects: ((told: MacroEffect[]) => MacroEffect[]) | null;

beforeEach(async () => {
  runs = [];
  effects = null;
  store("single-keys", "on");
  store("keys", JSON.stringify({ "macro:m1": ["Alt+1"], "view:unassigned": ["G M"], "macro:gone": ["Alt+7"] }));
  const desk = makeDesk(24, "full");
  const asks = (async (command: string, input: unknown) => {
    if (command === "macro_run") runs.push(input as MacroRun);
    const told = command === "ticket_thread" ? { entries: [], more: false } : await desk.call(command, input);
    return command === "macro_preview" && effects !== null ? effects(told as MacroEffect[]) : told;
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call: asks, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  macroing.asked = null;
  for (const { id } of toasts.list) toasts.dismiss(id);
  cleanup();
  store("keys", "{}");
});

const go = (to: string) => {
  location.hash = to;
  dispatchEvent(new Event("hashchange"));
};
const on = () => document.activeElement ?? document.body;
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(on(), { key, ...more });
const own = (more: KeyboardEventInit = {}) => press("1", { code: "Digit1", altKey: true, ...more });
const said = () => toasts.list.at(-1)?.text;

async function show(place: string, testid: string): Promise<void> {
  go(place);
  render(App);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe(testid));
}

test("on a list its key runs it at once on what is selected, in one undo, and a held key once", async () => {
  await show("#/list", "row");
  await press("Home");
  await press("x");
  await press("ArrowDown");
  await press("x");
  await own();
  await own({ repeat: true });
  await waitFor(() => expect(said()).toBe("Ran Take it over on 2 tickets"));
  expect(runs.map(({ name, tickets }) => [name, tickets.length])).toEqual([["Take it over", 2]]);
  expect(screen.queryByTestId("macro-dialog")).toBeNull();
  const [first = ""] = runs[0]?.tickets ?? [];
  expect((await call("ticket_get", { ticket: first })).status).toBe("in_progress");
  await own();
  await waitFor(() => expect(runs).toHaveLength(2));
  expect(runs[1]?.tickets, "the selection was let go of").toHaveLength(1);
});

test("on a board and on a ticket it runs on the one that is there", async () => {
  await show("#/board", "card");
  await own();
  await waitFor(() => expect(runs.map(({ tickets }) => tickets.length)).toEqual([1]));
  go("#/ticket/t2");
  await waitFor(() => expect(screen.queryByTestId("ticket")?.dataset["ticket"]).toBe("t2"));
  await own();
  await waitFor(() => expect(runs.at(-1)?.tickets).toEqual(["t2"]));
});

test("where no ticket is, it says so, and one that was deleted does nothing", async () => {
  go("#/settings/appearance");
  render(App);
  await screen.findByTestId("settings-find");
  await own();
  await waitFor(() => expect(announcer.text).toBe("Take it over needs a ticket. Select one, or open it, and press the key again."));
  toasts.dismiss(toasts.list[0]?.id ?? 0);
  await press("7", { code: "Digit7", altKey: true });
  expect(toasts.list).toEqual([]);
  await call("macro_remove", { id: "m1" });
  await waitFor(async () => {
    for (const { id } of toasts.list) toasts.dismiss(id);
    await own();
    expect(toasts.list).toEqual([]);
  });
  expect(runs).toEqual([]);
});

test("what cannot be done is said with the reason, and who is left out", async () => {
  await show("#/list", "row");
  const refused = (one: MacroEffect): MacroEffect => ({ ...one, problem: { code: "forbidden", message: "", detail: {} } });
  effects = (told) => told.map(refused);
  await own();
  await waitFor(() => expect(said()).toMatch(/^Take it over cannot be done to #\d+ · ./));
  expect(runs).toEqual([]);
  effects = (told) => told.map((one, index) => (index === 0 ? refused(one) : one));
  await press("Home");
  await press("x");
  await press("ArrowDown");
  await press("x");
  await own();
  await waitFor(() => expect(said()).toBe("Ran Take it over on 1 ticket · One of 2 tickets is left out"));
});

test("open placeholders are asked about, and nothing is sent before that", async () => {
  await show("#/list", "row");
  effects = (told) => told.map((one) => ({ ...one, reply: "Hi {{due}}", gaps: ["due"] }));
  await own();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("macro-back"));
  expect(runs).toEqual([]);
  await fireEvent.click(screen.getByTestId("macro-meant"));
  await waitFor(() => expect(runs.map(({ placeholders_meant }) => placeholders_meant)).toEqual([true]));
  await waitFor(() => expect(screen.queryByTestId("macro-dialog")).toBeNull());
});

test("its key stands in the question for a macro, in the palette, in the sheet of all keys and in its form", async () => {
  await show("#/list", "row");
  const caps = (of: Element | null | undefined) => [...(of?.querySelectorAll("kbd") ?? [])].map((one) => one.textContent);
  await press("\\");
  await waitFor(() => expect(screen.getAllByTestId("macro-item").map(caps)).toEqual([["Alt", "1", "1"], ["2"]]));
  await press("Escape");
  await press("k", { ctrlKey: true });
  await fireEvent.input(await screen.findByTestId("palette-input"), { target: { value: ">take it over" } });
  await waitFor(() => expect(caps(screen.getAllByTestId("palette-item").find((one) => one.dataset["item"] === "macro-m1"))).toEqual(["Alt", "1"]));
  await press("Escape");
  await press("?");
  const help = await screen.findByRole("dialog");
  await waitFor(() => expect([...help.querySelectorAll("dt")].map((one) => one.textContent)).toEqual(expect.arrayContaining(["Take it over", "View: Unassigned"])));
  expect(within(help).getByText("Macros")).not.toBeNull();
  await press("Escape");
  go("#/settings/macros/m1");
  const line = await screen.findByTestId("macro-key");
  await waitFor(() => expect(line.dataset["keys"]).toBe("Alt+1"));
  await fireEvent.click(screen.getByTestId("macro-key-change"));
  dispatchEvent(new Event("hashchange"));
  await waitFor(() => expect(document.activeElement?.closest<HTMLElement>("[data-testid=key-row]")?.dataset["command"]).toBe("macro:m1"));
  expect(document.activeElement?.getAttribute("data-keys")).toBe("Alt+1");
});

test("a view is gone to by a key of its own", async () => {
  await show("#/board", "card");
  await waitFor(() => expect(screen.getAllByTestId("view").length).toBeGreaterThan(1));
  await press("g");
  await press("m");
  await waitFor(() => expect(location.hash).toBe("#/list?view=unassigned"));
  expect(stored("keys")).toContain("G M");
});
