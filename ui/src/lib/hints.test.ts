/** @file The keys in the status bar are those that work: changed ones as they are now, and none that does nothing. */
import { afterEach, expect, test } from "vitest";
import { following, keyHint } from "./hints";
import { shortcuts } from "./shortcuts.svelte";

afterEach(() => {
  shortcuts.resetAll();
  shortcuts.useSingleKeys("on");
});

test("a line of keys names them as they are written here", () => {
  expect(keyHint("ticket.hint")).toBe("R reply · N note · S status · I assign to me · E resolve · ? all keys");
  expect(keyHint("triage.hint")).toMatch(/^1–6 choose · I assign to me · (Ctrl\+|⌘)↵ done/);
});

test("a key that was changed is named as it is now, and one that was taken away not at all", () => {
  expect(shortcuts.rebind("ticket.reply", ["Shift+Q"])).toEqual([]);
  expect(shortcuts.rebind("ticket.note", [])).toEqual([]);
  expect(keyHint("ticket.hint")).toMatch(/^(Shift\+|⇧)Q reply · S status/);
});

test("where letters alone do nothing, they are not offered", () => {
  shortcuts.useSingleKeys("off");
  expect(keyHint("ticket.hint")).toBe("");
  expect(keyHint("composer.hint")).toContain("send");
  expect(keyHint("dashboard.hint")).toBe("Arrows move between numbers · Enter opens their tickets");
});

test("what can follow the first key of a run is said, as far as somebody answers it", () => {
  const stop = shortcuts.answer({ "go.board": () => undefined, "go.list": () => undefined });
  expect(following("G")).toBe("B Board · L Tickets");
  stop();
  expect(following("G")).toBe("");
});
