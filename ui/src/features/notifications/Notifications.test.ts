/** @file The notification centre on a desk in memory: walking, reading, and what is left unread. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Notifications from "./Notifications.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;

beforeEach(async () => {
  location.hash = "#/notifications";
  const desk = makeDesk(48, "full");
  // A new connection: what was read from the one before no longer holds.
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(Notifications);
  await waitFor(() => expect(document.activeElement?.hasAttribute("data-item")).toBe(true));
  // What an earlier desk answered is shown until this one has.
  await waitFor(() => expect(unread()).toHaveLength(4));
});

afterEach(() => {
  stop();
  cleanup();
});

async function press(key: string, shiftKey = false): Promise<void> {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, shiftKey, bubbles: true, cancelable: true }));
  await tick();
  await tick();
}

const entries = () => [...document.querySelectorAll<HTMLElement>("[data-testid=notification]")];
const unread = () => entries().filter(({ dataset }) => dataset["read"] === "false");
const current = () => document.activeElement?.closest<HTMLElement>("[data-testid=notification]")?.dataset["entry"];

test("J and K walk what was shown, newest first", async () => {
  const first = current();
  await press("j");
  expect(current()).not.toBe(first);
  await press("k");
  expect(current()).toBe(first);
});

test("U marks one read and unread again", async () => {
  const before = unread().length;
  await press("u");
  await waitFor(() => expect(unread()).toHaveLength(before - 1));
  await press("u");
  await waitFor(() => expect(unread()).toHaveLength(before));
});

test("Shift+U leaves nothing unread", async () => {
  await press("U", true);
  await waitFor(() => expect(unread()).toHaveLength(0));
});

test("opening one marks it read and leads to its ticket", async () => {
  const before = unread().length;
  await press("o");
  await waitFor(() => expect(location.hash).toMatch(/^#\/ticket\//));
  await waitFor(() => expect(unread()).toHaveLength(before - 1));
});
