/** @file What is kept as preferences, and what of it is taken back. */
import { expect, test } from "vitest";
import { appearance } from "../lib/appearance.svelte";
import { learn, learned } from "../lib/learning.svelte";
import { preferences, stored } from "../lib/stored.svelte";
import { readKept } from "./preferences.svelte";

test("what a newer or broken desk keeps does not break the window", () => {
  expect(readKept(null)).toEqual({});
  expect(readKept(["dark"])).toEqual({});
  expect(readKept({ theme: "dark", zoom: 120, keys: "{}" })).toEqual({ theme: "dark", keys: "{}" });
});

test("what the desk keeps wins over the window's copy, and says nothing back", () => {
  let told = 0;
  const stop = preferences.onPut(() => told++);
  preferences.put("theme", "light");
  preferences.correct({ theme: "dark" });
  stop();
  expect([appearance.theme, told]).toEqual(["dark", 1]);
  expect(localStorage.getItem("tern.theme")).toBe("dark");
});

test("what somebody searched for lies in the desk alone, which keeps it encrypted", () => {
  preferences.put("searches", '["Miller"]');
  expect(stored("searches")).toBe('["Miller"]');
  expect(JSON.stringify(Object.entries(localStorage))).not.toContain("Miller");
});

test("what was chosen before the desk answered stays, and what the desk alone has comes", () => {
  preferences.put("theme", "light");
  preferences.fill({ theme: "dark", "calendar-whose": "mine" });
  expect([appearance.theme, stored("calendar-whose")]).toEqual(["light", "mine"]);
});

test("what the desk does not know yet stays", () => {
  preferences.put("density", "compact");
  preferences.correct({ theme: "light" });
  expect(stored("density")).toBe("compact");
});

test("a lesson is ticked once, by its key, and other keys are none", () => {
  learn("app.undo");
  learn("app.undo");
  learn("app.help");
  expect([...learned()]).toEqual(["app.undo"]);
});
