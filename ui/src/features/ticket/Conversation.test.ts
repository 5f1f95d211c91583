/** @file A message begins a ticket of its own: asked for by key, alone or with all after it, and only of one's own ticket. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { TicketSplit, TicketView } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Conversation from "./Conversation.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let splits: TicketSplit[];

async function open(edit: Partial<TicketView> = {}): Promise<void> {
  const ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
  render(MenuHost);
  render(Conversation, { ticket: { ...ticket, ...edit }, onquote: vi.fn() });
  await waitFor(() => expect(screen.getAllByTestId("message")).toHaveLength(2));
}
const rows = () => [...document.querySelectorAll<HTMLElement>("#menu-list [data-row]")];

beforeEach(async () => {
  desk = makeDesk(12, "full");
  splits = [];
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command !== "ticket_split") return desk.call<Output>(command, input);
    splits.push(input as TicketSplit);
    return Promise.resolve({ id: "t9", label: "#4399" } as Output);
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  router.replace("");
});

test("the key asks what comes along with the focused message, and the new ticket opens", async () => {
  await open();
  screen.getAllByTestId("message")[0]?.focus();
  expect(shortcuts.run("ticket.split")).toBe(true);
  await waitFor(() => expect(rows()).toHaveLength(2));
  expect(document.querySelector("#menu-list")?.textContent).toContain("Split into a new ticket");
  await fireEvent.click(rows()[1] ?? document.body);
  await waitFor(() => expect(splits).toEqual([{ ticket: "t2", messages: ["m1", "m2"] }]));
  await waitFor(() => expect(location.hash).toBe("#/ticket/t9"));
});

test("without a focus it is the last message, which goes alone", async () => {
  await open();
  shortcuts.run("ticket.split");
  await waitFor(() => expect(rows()).toHaveLength(1));
  await fireEvent.click(rows()[0] ?? document.body);
  await waitFor(() => expect(splits).toEqual([{ ticket: "t2", messages: ["m2"] }]));
});

test("who may not edit the ticket is offered nothing", async () => {
  await open({ may_edit: false });
  expect(shortcuts.run("ticket.split")).toBe(false);
  expect(screen.queryByTestId("message-split")).toBeNull();
});
