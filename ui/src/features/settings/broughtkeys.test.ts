/** @file Macros among the keys of the settings: without one at first, never two on one key, and gone with their macro. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts, type CommandId } from "../../lib/shortcuts.svelte";
import { store, stored } from "../../lib/stored.svelte";
import Keyboard from "./Keyboard.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

beforeEach(async () => {
  store("keys", "{}");
  store("single-keys", "on");
  shortcuts.bring("macro", []);
  const desk = makeDesk(4, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  cleanup();
  toasts.list.forEach(({ id }) => toasts.dismiss(id));
});

function row(id: CommandId): HTMLElement {
  const found = screen.getAllByTestId("key-row").find((one) => one.dataset["command"] === id);
  if (found === undefined) throw new Error(`no row of ${id}`);
  return found;
}
const keysIn = (id: CommandId) => within(row(id)).queryAllByTestId("key").map(({ dataset }) => dataset["keys"]);
/** What stands under a command as refused. */
const refused = (id: CommandId) => row(id).querySelector("[role=alert]")?.textContent;
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

async function add(id: CommandId): Promise<void> {
  within(row(id)).getByTestId("key-add").focus();
  await fireEvent.click(within(row(id)).getByTestId("key-add"));
}
async function look(text: string): Promise<string[]> {
  await fireEvent.input(screen.getByTestId("keys-filter"), { target: { value: text } });
  return screen.queryAllByTestId("key-row").map(({ dataset }) => dataset["command"] ?? "");
}

test("a macro has a row of its own without a key, takes a chord or a run, and gives them up again", async () => {
  render(Keyboard);
  await waitFor(() => expect(screen.getByText("Macros")).not.toBeNull());
  expect([keysIn("macro:m1"), keysIn("macro:m2")]).toEqual([[], []]);
  expect(within(row("macro:m1")).queryByTestId("key-reset")).toBeNull();
  await add("macro:m1");
  await press("1", { altKey: true, code: "Digit1" });
  await add("macro:m1");
  await press("g");
  await press("m");
  expect(keysIn("macro:m1")).toEqual(["Alt+1", "G M"]);
  expect(JSON.parse(stored("keys") ?? "")).toEqual({ "macro:m1": ["Alt+1", "G M"] });
  expect(await look("take it")).toEqual(["macro:m1"]);
  expect(await look("Alt+1")).toEqual(["macro:m1"]);
  await look("");
  await fireEvent.click(within(row("macro:m1")).getByRole("button", { name: "Take all keys from “Take it over”" }));
  expect(keysIn("macro:m1")).toEqual([]);
  toasts.list.at(-1)?.action?.act();
  await tick();
  expect(keysIn("macro:m1")).toEqual(["Alt+1", "G M"]);
});

test("a macro and a command, or another macro, never share a key, and either can take it", async () => {
  store("keys", JSON.stringify({ "macro:m1": ["Alt+1"] }));
  render(Keyboard);
  await waitFor(() => expect(keysIn("macro:m1")).toEqual(["Alt+1"]));
  await add("macro:m2");
  await press("1", { altKey: true, code: "Digit1" });
  expect(refused("macro:m2")).toBe("Alt+1: in use by “Take it over” under “Macros”. Nothing was changed.");
  await fireEvent.click(screen.getByTestId("key-take"));
  expect([keysIn("macro:m1"), keysIn("macro:m2")]).toEqual([[], ["Alt+1"]]);
  await add("macro:m1");
  await press("s");
  await press("Enter");
  expect(refused("macro:m1")).toContain("S: in use by “Move to…”");
  await fireEvent.click(screen.getByTestId("key-take"));
  expect([keysIn("macro:m1"), keysIn("act.status")]).toEqual([["S"], []]);
  await add("act.status");
  await press("1", { altKey: true, code: "Digit1" });
  expect(refused("act.status")).toBe("Alt+1: in use by “Send a technician” under “Macros”. Nothing was changed.");
  await add("macro:m1");
  await press("Enter", { ctrlKey: true });
  expect(refused("macro:m1"), "it would go out as a reply, too").toContain("“Send, keep status” under “Writing”");
});

test("a macro that was deleted goes from the list, and its key is free", async () => {
  store("keys", JSON.stringify({ "macro:m1": ["Alt+1"] }));
  render(Keyboard);
  await waitFor(() => expect(keysIn("macro:m1")).toEqual(["Alt+1"]));
  await call("macro_remove", { id: "m1" });
  await waitFor(() => expect(screen.getAllByTestId("key-row").some((one) => one.dataset["command"] === "macro:m1")).toBe(false));
  await add("macro:m2");
  await press("1", { altKey: true, code: "Digit1" });
  expect(keysIn("macro:m2")).toEqual(["Alt+1"]);
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("a single key is no key where those are switched off, and neither is a run of them", async () => {
  store("single-keys", "off");
  render(Keyboard);
  await waitFor(() => expect(keysIn("macro:m1")).toEqual([]));
  await add("macro:m1");
  await press("%");
  await press("Enter");
  expect(refused("macro:m1")).toContain("%: single-key shortcuts are off");
  expect(screen.queryByTestId("key-take")).toBeNull();
  await add("macro:m1");
  await press("g");
  await press("m");
  expect(refused("macro:m1")).toContain("G M: single-key shortcuts are off");
  await add("macro:m1");
  await press("F9");
  expect(keysIn("macro:m1")).toEqual(["F9"]);
});
