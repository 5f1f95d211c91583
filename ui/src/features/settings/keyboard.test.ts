/** @file Promises of the section that changes keys: each key by itself, nothing taken from others unasked, the focus never lost. */
import { cleanup, configure, fireEvent, render, screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { toasts } from "../../kit/toasts.svelte";
import type { KeyId } from "../../lib/keys";
import { keyTable } from "../../lib/keys";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import Keyboard from "./Keyboard.svelte";
import { beginsWith } from "./keyfinding";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

beforeEach(async () => {
  store("keys", "{}");
  store("single-keys", "on");
  await connect(Promise.resolve(makeDesk(4, "full")));
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  toasts.list.forEach(({ id }) => toasts.dismiss(id));
  vi.useRealTimers();
});

function row(id: KeyId): HTMLElement {
  const found = screen.getAllByTestId("key-row").find((one) => one.dataset["command"] === id);
  if (found === undefined) throw new Error(`no row of ${id}`);
  return found;
}
const keysIn = (id: KeyId) => within(row(id)).queryAllByTestId("key").map(({ dataset }) => dataset["keys"]);
/** What stands under a command as refused. */
const refused = (id: KeyId) => row(id).querySelector("[role=alert]")?.textContent;
const focused = () => document.activeElement;
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(focused() ?? document.body, { key, ...more });

/** Presses the button of a key, as a pointer does. */
async function begin(id: KeyId, place: number): Promise<void> {
  const button = within(row(id)).getAllByTestId("key")[place];
  if (button === undefined) throw new Error("no such key");
  await fireEvent.click(button);
}
async function add(id: KeyId): Promise<void> {
  within(row(id)).getByTestId("key-add").focus();
  await fireEvent.click(within(row(id)).getByTestId("key-add"));
}
async function wait(millis: number): Promise<void> {
  vi.advanceTimersByTime(millis);
  await tick();
  await tick();
}
async function look(text: string): Promise<string[]> {
  await fireEvent.input(screen.getByTestId("keys-filter"), { target: { value: text } });
  return screen.queryAllByTestId("key-row").map(({ dataset }) => dataset["command"] ?? "");
}

test("another key for one alternative keeps the other, and the focus stays on it", async () => {
  render(Keyboard);
  await begin("list.next", 0);
  expect(row("list.next").textContent).toContain("Backspace takes these away");
  await press("z", { ctrlKey: true, altKey: true });
  expect(keysIn("list.next")).toEqual(["Mod+Alt+Z", "ArrowDown"]);
  expect(focused()).toBe(within(row("list.next")).getAllByTestId("key")[0]);
  expect(row("list.next").textContent).not.toContain("Backspace");
});

test("a second key within the time makes a run, which is shown while it is awaited", async () => {
  render(Keyboard);
  await begin("go.board", 0);
  await press("g");
  await wait(1_100);
  expect(within(row("go.board")).getByTestId("key").textContent).toContain("…");
  await press("z");
  expect(keysIn("go.board")).toEqual(["G Z"]);
  await wait(2_000);
  expect(shortcuts.keysOf("go.board"), "nothing comes late").toEqual(["G Z"]);
});

test("a single key counts when no second one came, when Enter says so, and when the focus goes on", async () => {
  render(Keyboard);
  await begin("act.status", 0);
  await press("%");
  expect(keysIn("act.status"), "it may become a run").toEqual(["S"]);
  await wait(1_200);
  expect(keysIn("act.status")).toEqual(["%"]);
  await begin("act.status", 0);
  await press(";");
  await press("Enter");
  expect(keysIn("act.status")).toEqual([";"]);
  await begin("act.status", 0);
  await press("'");
  screen.getByTestId("keys-filter").focus();
  await tick();
  expect(keysIn("act.status")).toEqual(["'"]);
  expect(focused(), "whoever went on stays there").toBe(screen.getByTestId("keys-filter"));
});

test("Escape and Tab leave the key, a key that is held is pressed once, and Backspace begins a run anew", async () => {
  render(Keyboard);
  await begin("act.status", 0);
  await press("Enter", { repeat: true });
  await press("z");
  await press("z", { repeat: true });
  await press("Backspace");
  await wait(2_000);
  await press("Escape");
  expect(keysIn("act.status")).toEqual(["S"]);
  await begin("act.status", 0);
  expect(await press("Tab"), "Tab goes on by itself").toBe(true);
  screen.getByTestId("keys-filter").focus();
  await wait(2_000);
  expect(keysIn("act.status")).toEqual(["S"]);
});

test("a key is taken away, and the focus goes to what took its place", async () => {
  render(Keyboard);
  await begin("list.next", 1);
  await press("Delete");
  expect(keysIn("list.next")).toEqual(["J"]);
  expect(focused()).toBe(within(row("list.next")).getByTestId("key-add"));
  await begin("list.next", 0);
  await press("Backspace");
  expect(keysIn("list.next")).toEqual([]);
  expect(focused()).toBe(within(row("list.next")).getByTestId("key-add"));
});

test("a key is added, also one that takes others away, and the focus is on it", async () => {
  render(Keyboard);
  await add("act.delete");
  expect(focused()).toBe(screen.getByTestId("key-new"));
  await press("Delete");
  expect(keysIn("act.delete")).toEqual(["#", "Delete"]);
  expect(focused()).toBe(within(row("act.delete")).getAllByTestId("key")[1]);
  await add("act.delete");
  await press("Escape");
  expect(screen.queryByTestId("key-new")).toBeNull();
  expect(focused()).toBe(within(row("act.delete")).getByTestId("key-add"));
});

test("what belongs to others is refused with their words, and taken from them when somebody says so", async () => {
  render(Keyboard);
  await add("act.snooze");
  await press("j");
  await wait(1_200);
  expect(refused("act.snooze")).toBe("J: in use by “Next ticket” under “List and board” and “Next message” under “Ticket”. Nothing was changed.");
  expect(keysIn("act.snooze")).toEqual(["B"]);
  expect(focused()).toBe(within(row("act.snooze")).getByTestId("key-add"));
  await fireEvent.click(screen.getByTestId("key-take"));
  expect([keysIn("act.snooze"), keysIn("list.next"), keysIn("ticket.nextMessage")]).toEqual([["B", "J"], ["ArrowDown"], []]);
  expect(document.querySelector("[role=alert]")).toBeNull();
  toasts.list.at(-1)?.action?.act();
  await tick();
  expect([keysIn("act.snooze"), keysIn("list.next")]).toEqual([["B"], ["J", "ArrowDown"]]);
});

test("a refusal can be left at that, and names what else would stop working", async () => {
  render(Keyboard);
  await begin("act.status", 0);
  await press("g");
  await press("Enter");
  const says = refused("act.status");
  const runs = keyTable.filter(({ keys }) => keys.some((one) => one.startsWith("G "))).length;
  expect(says).toContain("G: in use by “Dashboard” under “Go to” (G D), ");
  expect(says).toContain(` and ${runs - 3} more.`);
  expect(screen.getByTestId("key-take").textContent.trim()).toBe(`Take them from all ${runs}`);
  screen.getByTestId("key-leave").focus();
  await fireEvent.click(screen.getByTestId("key-leave"));
  await tick();
  expect(document.querySelector("[role=alert]")).toBeNull();
  expect(focused()).toBe(within(row("act.status")).getByTestId("key"));
  await begin("list.next", 0);
  await press("ArrowDown");
  expect(refused("list.next")).toContain("already");
  expect(screen.queryByTestId("key-take")).toBeNull();
});

test("numbers in a row are one thing that nobody can change, nor take", async () => {
  render(Keyboard);
  const fixed = row("list.column");
  expect(fixed.textContent.replaceAll(/\s/g, "")).toContain("fixed1–9");
  expect(within(fixed).queryAllByRole("button")).toEqual([]);
  await begin("act.status", 0);
  await press("4");
  await press("Enter");
  expect(refused("act.status")).toContain("whose keys are fixed");
  expect(screen.queryByTestId("key-take")).toBeNull();
});

test("one command gets its usual keys back, and that can be taken back", async () => {
  render(Keyboard);
  expect(screen.queryAllByTestId("key-reset")).toEqual([]);
  await begin("list.next", 1);
  await press("Delete");
  await begin("act.status", 0);
  await press("F9");
  expect(screen.getAllByTestId("key-reset").map((one) => one.closest("li")?.dataset["command"])).toEqual(["list.next", "act.status"]);
  const reset = within(row("list.next")).getByRole("button", { name: "Usual keys of “Next ticket”" });
  reset.focus();
  await fireEvent.click(reset);
  await tick();
  expect([keysIn("list.next"), keysIn("act.status")]).toEqual([["J", "ArrowDown"], ["F9"]]);
  expect(focused()).toBe(within(row("list.next")).getAllByTestId("key")[0]);
  toasts.list.at(-1)?.action?.act();
  await tick();
  expect(keysIn("list.next")).toEqual(["J"]);
});

test("all keys are reset when there is something to reset, and come back as they were", async () => {
  render(Keyboard);
  const all = screen.getByTestId("keys-reset");
  expect(all.getAttribute("aria-disabled")).toBe("true");
  await fireEvent.click(all);
  expect(toasts.list).toEqual([]);
  await begin("list.next", 0);
  await press("F9");
  expect(all.getAttribute("aria-disabled")).toBeNull();
  all.focus();
  await fireEvent.click(all);
  expect(keysIn("list.next")).toEqual(["J", "ArrowDown"]);
  expect(focused()).toBe(all);
  toasts.list.at(-1)?.action?.act();
  await tick();
  expect(keysIn("list.next")).toEqual(["F9", "ArrowDown"]);
  await begin("act.status", 0);
  await press("F8");
  expect(toasts.list, "an old offer would take the new key back, too").toEqual([]);
});

test("commands are found by their words, by their heading and by their keys", async () => {
  render(Keyboard);
  expect(await look("Ctrl+K")).toEqual(["app.palette"]);
  expect(await look("g b")).toEqual(["go.board"]);
  expect((await look("s")).length, "a letter is a key, or begins a word").toBeGreaterThan(10);
  expect(await look("next tick")).toEqual(expect.arrayContaining(["list.next", "ticket.next"]));
  expect((await look("calendar")).every((id) => id.startsWith("calendar.") || id === "go.calendar")).toBe(true);
  expect(screen.getByTestId("keys-found").textContent.trim()).toMatch(/^\d+ commands$/);
  expect(await look("qqq")).toEqual([]);
  expect(screen.getByTestId("keys-found").textContent.trim()).toBe("No match for “qqq”");
});

test("what was found stays while its keys are changed", async () => {
  render(Keyboard);
  await look("g b");
  await begin("go.board", 0);
  await press("F9");
  expect(keysIn("go.board")).toEqual(["F9"]);
  expect(focused()).toBe(within(row("go.board")).getByTestId("key"));
});

test("keys are typed as they are drawn, or as they are printed", () => {
  const has = (keys: string, typed: string, apple = false) => beginsWith(keys, typed, apple);
  expect(["Ctrl+Shift+Z", "ctrl + shift + z", "Ctrl+Sh", "Ctrl+", "ctrl", "Strg+Shift+Z"].every((typed) => has("Mod+Shift+Z", typed))).toBe(true);
  expect(["Ctrl+Z", "Ctrl+S", "Z", "Shift+Z", "G"].some((typed) => has("Mod+Shift+Z", typed))).toBe(false);
  expect([has("G B", "G"), has("G B", "G B"), has("G B", "B"), has("Mod+B", "G B")]).toEqual([true, true, false, false]);
  expect([has("Mod++", "Ctrl++"), has("ArrowDown", "↓"), has("ArrowDown", "arrow"), has("Escape", "esc")]).toEqual([true, true, true, true]);
  expect([has("Mod+K", "⌘K", true), has("Mod+K", "cmd+k", true), has("Mod+K", "⌘+K", true)]).toEqual([false, true, true]);
});

test("arrows go from row to row, and up to the field", async () => {
  render(Keyboard);
  await look("go to");
  screen.getByTestId("keys-filter").focus();
  await press("ArrowDown");
  const first = focused()?.closest("li");
  expect(first).toBe(screen.getAllByTestId("key-row")[0]);
  await press("ArrowDown");
  expect(focused()?.closest("li")).toBe(screen.getAllByTestId("key-row")[1]);
  await press("ArrowUp");
  await press("ArrowUp");
  expect(focused()).toBe(screen.getByTestId("keys-filter"));
});

test("switched off, single keys rest, and runs of them", async () => {
  render(Keyboard);
  const ran: string[] = [];
  const [single] = document.querySelectorAll("[role=switch]");
  if (single === undefined) throw new Error("no switch");
  const stop = [shortcuts.listen(), shortcuts.answer({ "list.next": (chord) => ran.push(chord), "go.board": () => ran.push("board") })];
  await fireEvent.click(single);
  for (const key of ["j", "g", "b", "ArrowDown"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  expect(ran).toEqual(["ArrowDown"]);
  await fireEvent.click(single);
  for (const key of ["j", "g", "b"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  expect(ran).toEqual(["ArrowDown", "J", "board"]);
  for (const end of stop) end();
});

test("what was chosen is there at the next start", async () => {
  render(Keyboard);
  await begin("list.next", 0);
  await press("=");
  await press("x");
  vi.resetModules();
  const { shortcuts: later } = await import("../../lib/shortcuts.svelte");
  expect(later).not.toBe(shortcuts);
  expect(later.keysOf("list.next")).toEqual(["= X", "ArrowDown"]);
});
