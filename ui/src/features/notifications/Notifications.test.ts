/** @file The notification centre on a desk in memory: walking, reading, and what is left unread. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { NotificationPage, TicketView } from "../../api/gen";
import { menus } from "../../kit/menu.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Notifications from "./Notifications.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
let desk: ReturnType<typeof makeDesk>;

beforeEach(async () => {
  location.hash = "#/notifications";
  desk = makeDesk(48, "full");
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

test("I takes the ticket of the one in hand, and that is read then", async () => {
  const before = unread().length;
  const { entries: all } = await desk.call<NotificationPage>("notification_list", { count: 50, unread: false });
  const ticket = all.find(({ id }) => String(id) === current())?.ticket ?? "";
  const owner = async () => (await desk.call<TicketView>("ticket_get", { ticket })).assignee;
  await press("i");
  await waitFor(async () => expect(await owner()).toBe("s0"));
  await waitFor(() => expect(unread()).toHaveLength(before - 1));
});

test("B snoozes the ticket of the one in hand, from the menu of moments, and that is read then", async () => {
  const before = unread().length;
  await press("b");
  expect(menus.open?.menu.label).not.toBe("");
  const first = menus.open?.menu.entries().find((entry) => typeof entry === "object" && "act" in entry);
  if (first === undefined || typeof first === "string" || !("act" in first)) throw new Error("no moment is offered");
  first.act();
  menus.close();
  await waitFor(() => expect(unread()).toHaveLength(before - 1));
});
