/** @file The first steps are ticked by what was done, not by a tour. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { learned } from "../lib/learning.svelte";
import { appearance } from "../lib/appearance.svelte";
import { preferences, store } from "../lib/stored.svelte";
import { call, connect } from "./call";
import { lessonOf, watchLessons } from "./lessons";

let stop: () => void;

beforeEach(async () => {
  store("learned", "");
  await connect(Promise.resolve(makeDesk(12, "full")));
  stop = watchLessons(() => "s0");
});
afterEach(() => stop());

test("taking a ticket, and taking that back, are steps, however they were done", async () => {
  await call("ticket_set", { tickets: ["t1"], fields: { assignee: "s1" }, add_tags: [], remove_tags: [] });
  expect([...learned()]).toEqual([]);
  await call("ticket_set", { tickets: ["t1"], fields: { assignee: "s0" }, add_tags: [], remove_tags: [] });
  await call("undo", {});
  expect([...learned()]).toEqual(["act.assignMe", "app.undo"]);
});

test("what was refused is no step", async () => {
  await expect(call("person_get", { person: "nobody" })).rejects.toThrow();
  expect([...learned()]).toEqual([]);
});

test("a choice of theme or density makes it one's own, and a test notification is one; what nobody chose is neither", () => {
  store("theme", "system");
  store("density", "auto");
  store("learned", "");
  // What is kept elsewhere comes here, and nobody has chosen it.
  preferences.correct({ theme: "dark" });
  expect([...learned()]).toEqual([]);
  appearance.useDensity("compact");
  expect([...learned()]).toEqual(["go.appearance"]);
  expect(lessonOf("window_notify_test", {}, "s0")).toBe("go.notifyTest");
  appearance.useDensity("auto");
});
