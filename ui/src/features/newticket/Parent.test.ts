/** @file A ticket that is a part of another one: its key takes over who asks, and what is made of it is linked. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { undo } from "../../api/act";
import { call, connect } from "../../api/call";
import type { RowView, TicketNew } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { Acting } from "../../tickets/acting.svelte";
import { noFilter } from "../../tickets/filter";
import { newTicket } from "../../tickets/newticket.svelte";
// The sheet comes apart from the start; a test does not wait for a slow machine to fetch it.
import "./NewTicket.svelte";
import NewTicketHost from "./NewTicketHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let parent: RowView;
let made: TicketNew[];
let leave: () => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  made = [];
  const desk = makeDesk(12, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_new") made.push(input as TicketNew);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  const { rows } = await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 1 });
  if (rows[0] === undefined) throw new Error("no tickets");
  [parent] = rows as [RowView];
  const stop = shortcuts.listen();
  const off = shortcuts.answer(new Acting({ targets: () => [parent], anchor: () => null, lookups: () => undefined, session: () => undefined }).answers());
  leave = () => {
    off();
    stop();
  };
  render(MenuHost);
  render(NewTicketHost);
});

afterEach(() => {
  leave();
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

async function open(): Promise<HTMLElement> {
  await fireEvent.keyDown(document.body, { key: "N", shiftKey: true });
  return screen.findByTestId("new-ticket-subject");
}
const write = (text: string) => fireEvent.input(screen.getByTestId("new-ticket-subject"), { target: { value: text } });
const send = () => fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });

test("a key opens the sheet with who asks and what it is part of, and what is made is linked; one undo takes both back", async () => {
  const subject = await open();
  await tick();
  expect(document.activeElement).toBe(subject);
  expect(screen.getByTestId("new-ticket-requester")).toHaveProperty("value", parent.requester);
  expect(screen.getByTestId("new-ticket-parent").textContent).toContain(`Part of ${parent.number}`);
  await write("Cable for the new router");
  await send();
  await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual([`Created L-7 as a part of ${parent.number}`]));
  expect(made[0]?.fields["requester"]).toBe((await call("ticket_get", { ticket: parent.id })).requester?.id);
  expect(made[0]?.parent).toBe(parent.id);
  const { rows } = await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 50 });
  const child = rows.find(({ number }) => number === "L-7")?.id ?? "";
  expect((await call("ticket_get", { ticket: parent.id })).links).toMatchObject([{ other: child, number: "L-7", reversed: true, relation: "child_of" }]);
  await undo();
  expect((await call("ticket_get", { ticket: parent.id })).links).toEqual([]);
  await expect(call("ticket_get", { ticket: child })).rejects.toMatchObject({ code: "missing" });
});

test("what the sheet began with is no draft, and what one wrote stays a part when one comes back", async () => {
  const subject = await open();
  await fireEvent.keyDown(subject, { key: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  expect(toasts.list).toEqual([]);
  await open();
  await write("Cable");
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Escape" });
  await waitFor(() => expect(toasts.list.at(-1)?.action?.label).toBe("Discard"));
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new" })).toContain(parent.id));
  await fireEvent.keyDown(document.body, { key: "c" });
  expect((await screen.findByTestId("new-ticket-parent")).textContent).toContain(parent.number);
});

test("it can be left unlinked", async () => {
  await open();
  await fireEvent.click(screen.getByTestId("new-ticket-parent-off"));
  expect(screen.queryByTestId("new-ticket-parent")).toBeNull();
  await write("Cable");
  await send();
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("Created L-7"));
  expect(made.at(-1)).not.toHaveProperty("parent");
});

test("another one begins as a part of the same ticket", async () => {
  await open();
  await fireEvent.click(screen.getByRole("checkbox", { name: "Create another" }));
  for (const count of [1, 2]) {
    await write(`Cable ${String(count)}`);
    await send();
    await waitFor(() => expect(made.map((one) => one.parent)).toEqual(Array.from({ length: count }, () => parent.id)));
    await waitFor(() => expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", ""));
    await screen.findByTestId("new-ticket-parent");
  }
});
