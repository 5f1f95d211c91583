/** @file Z on a ticket: the conversation has the window to itself, from ticket to ticket, until somebody wants the rest back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import { announcer } from "../lib/announce.svelte";
import { zoomed } from "../lib/zoomed.svelte";
import App from "./App.svelte";
// Fetched before it is waited for.
import "../features/ticket/Ticket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 150_000, hookTimeout: 30_000 });
afterEach(cleanup);

const details = () => document.querySelector("[data-testid=ticket] aside");
const sidebar = () => screen.queryByTestId("nav-board");
const press = (key: string) => fireEvent.keyDown(document.body, { key, code: "" });

function go(to: string): void {
  location.hash = to;
  dispatchEvent(new Event("hashchange"));
}

test("Z puts away what stands beside the conversation, and Z, Escape or the details bring it back", async () => {
  const desk = makeDesk(12, "full");
  const call = (async (command: string, input: unknown) => (command === "ticket_thread" ? { entries: [], more: false } : desk.call(command, input))) as typeof desk.call;
  location.hash = "#/ticket/t1";
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(App);
  await waitFor(() => expect([details() === null, sidebar() === null]).toEqual([false, false]));
  await press("z");
  await waitFor(() => expect([details(), sidebar()]).toEqual([null, null]));
  expect(announcer.text).toContain("Only the conversation");
  go("#/ticket/t2");
  await waitFor(() => expect(screen.queryByTestId("ticket")?.dataset["ticket"]).toBe("t2"));
  expect([details(), sidebar()]).toEqual([null, null]);
  await press("Escape");
  await waitFor(() => expect([details() === null, sidebar() === null]).toEqual([false, false]));
  expect(location.hash).toBe("#/ticket/t2");
  await press("z");
  await waitFor(() => expect(details()).toBeNull());
  screen.getByTestId("details").click();
  await waitFor(() => expect([details() === null, sidebar() === null]).toEqual([false, false]));
  // Another screen has its own.
  await press("z");
  go("#/board");
  await waitFor(() => expect(zoomed.on).toBe(false));
});
