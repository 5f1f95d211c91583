/** @file What is new in a conversation and when it is read; and how a message begins a ticket of its own. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { Tag, ThreadPage, TicketRead, TicketSplit, TicketView } from "../../api/gen";
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
/** What the screen told to be read, and what was said to have changed. */
let reads: TicketRead[];
let heard: Tag[];

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
  reads = [];
  heard = [];
  desk.listen((notice) => heard.push(...(notice as { tags: Tag[] }).tags), vi.fn());
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_read") reads.push(input as TicketRead);
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

test("what others said and one has not read stands behind a line as long as the ticket is open; a first look has none", async () => {
  await open();
  await waitFor(() => expect(reads).toHaveLength(1));
  await tick();
  expect(screen.queryByTestId("thread-new")).toBeNull();
  cleanup();
  await desk.call("ticket_read", { tickets: ["t2"], unread: true });
  await open();
  const line = await screen.findByTestId("thread-new");
  expect([line.textContent.trim(), line.dataset["count"]]).toEqual(["1 new", "1"]);
  expect(line.nextElementSibling).toBe(screen.getAllByTestId("message")[1]);
  // By now it is read, and the line goes with the visit.
  expect((await desk.call<TicketView>("ticket_get", { ticket: "t2" })).unread).toBe(false);
  expect(screen.getByTestId("thread-new")).toBe(line);
  cleanup();
  await open();
  await waitFor(() => expect(reads).toHaveLength(3));
  await tick();
  expect(screen.queryByTestId("thread-new")).toBeNull();
});

test("what is marked unread while it is open stays so", async () => {
  await open();
  await waitFor(() => expect(reads).toHaveLength(1));
  await desk.call("ticket_read", { tickets: ["t2"], unread: true });
  await waitFor(() => expect(heard).toContain("Seen"));
  await tick();
  expect(reads).toHaveLength(1);
  expect((await desk.call<TicketView>("ticket_get", { ticket: "t2" })).unread).toBe(true);
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

const mail = `It works again, thank you.

-- 
Ines Duarte
Contoso Logistics

Von: Northwind Support <support@northwind.example>
Gesendet: Dienstag, 3. März 2026 09:12
An: Duarte, Ines <ines.duarte@contoso.example>
Betreff: AW: [#4312] VPN

Please restart the client.`;

test("what a mail quotes is behind a button, stays shown while the ticket is open, and is always found", async () => {
  const { entries } = await desk.call<ThreadPage>("ticket_thread", { ticket: "t2", before: null, count: 60 });
  const first = entries.find((entry) => entry.entry === "message");
  if (first === undefined) throw new Error("no message");
  let shown: ThreadPage["entries"] = [{ ...first, id: "m1", body: mail }, { ...first, id: "m2", body: "> One\n> Two\n> Three\n> Four\n\nAll four.\n\n-- \nInes" }];
  let hears: (notice: unknown) => void = () => undefined;
  const call = <Output>(command: string, input: unknown) => (command === "ticket_thread" ? Promise.resolve({ entries: shown, more: false } as Output) : desk.call<Output>(command, input));
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), (hears = hear), desk.listen(hear, missed)) }));
  await open();

  const card = (id: string) => document.querySelector<HTMLElement>(`[data-message="${id}"]`);
  const buttons = (id: string) => [...(card(id)?.querySelectorAll<HTMLElement>("[aria-expanded]") ?? [])];
  const inside = (button: HTMLElement | undefined) => document.getElementById(button?.getAttribute("aria-controls") ?? "");
  const isHidden = (button: HTMLElement | undefined) => inside(button)?.hasAttribute("hidden");
  await waitFor(() => expect(buttons("m1").map((button) => button.textContent)).toEqual(["Show quoted text"]));
  expect(buttons("m2").map((button) => button.textContent)).toEqual(["Show quoted text", "Show the signature"]);
  const [quoted] = buttons("m1");
  expect([isHidden(quoted), inside(quoted)?.textContent.includes("Please restart the client."), card("m1")?.querySelector(".markdown")?.textContent.trim()]).toEqual([true, true, "It works again, thank you."]);

  quoted?.focus();
  quoted?.click();
  await waitFor(() => expect([isHidden(quoted), quoted?.textContent, quoted?.getAttribute("aria-expanded")]).toEqual([false, "Hide quoted text", "true"]));
  expect(document.activeElement).toBe(quoted);
  // A message arrives: what one has opened stays open.
  shown = [...shown, { ...first, id: "m3", body: "And thanks!" }];
  hears({ notice: "changed", tags: ["Tickets"] });
  await waitFor(() => expect(card("m3")).not.toBeNull());
  expect([isHidden(buttons("m1")[0]), isHidden(buttons("m2")[0])]).toEqual([false, true]);
  // The engine has found a word in it.
  inside(buttons("m2")[0])?.dispatchEvent(new Event("beforematch"));
  await waitFor(() => expect([isHidden(buttons("m2")[0]), isHidden(buttons("m2")[1])]).toEqual([false, true]));
});

test("the request is whole: nobody has read before what it quotes", async () => {
  await open({ description: mail });
  const button = document.querySelector("[data-testid=description] [aria-expanded]");
  expect([button?.textContent, button?.getAttribute("aria-expanded")]).toEqual(["Hide quoted text", "true"]);
});
