/** @file What a key does to a ticket that a screen shows as it was a moment ago. */
import { waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { LookupsView, TicketSet, TicketView } from "../api/gen";
import { isItem, menus } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import { Acting } from "./acting.svelte";
import type { Target } from "./selection.svelte";

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

test("the key for unread turns what the core keeps, and says what it became", async () => {
  const desk = makeDesk(12, "full");
  await connect(Promise.resolve(desk));
  await desk.call("ticket_read", { tickets: ["t2"], unread: true });
  const ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
  const shown = { ...ticket, checklist: { done: 0, total: 0 } };
  // It was read by looking at it, and the screen has not heard of that yet.
  await desk.call("ticket_read", { tickets: ["t2"], shown: Date.now() });
  const acting = new Acting({ targets: () => [shown], anchor: () => null, lookups: () => undefined, session: () => undefined });
  for (const [unread, said] of [[true, "marked unread"], [false, "marked read"]] as const) {
    expect(acting.answers()["act.unread"]?.("U")).not.toBe(false);
    await waitFor(async () => expect((await desk.call<TicketView>("ticket_get", { ticket: "t2" })).unread).toBe(unread));
    await waitFor(() => expect(toasts.list.at(-1)?.text).toContain(said));
  }
});

test("the key for the number copies more when it is pressed again at once, and says what it copied and what comes next", async () => {
  vi.useFakeTimers();
  const clipboard: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: (text: string) => Promise.resolve(void clipboard.push(text)) } });
  const ticket = (id: string, number: string): Target => ({ id, number, subject: `About ${id}`, status: "open", priority: "normal", assignee: null, tags: [] });
  let picked = [ticket("t1", "#4312")];
  const acting = new Acting({ targets: () => picked, anchor: () => null, lookups: () => undefined, session: () => undefined });
  const press = async (after: number) => {
    await vi.advanceTimersByTimeAsync(after);
    acting.answers()["act.copyNumber"]?.(".");
    await vi.advanceTimersByTimeAsync(0);
    return toasts.list.map(({ text }) => text);
  };
  expect(await press(0)).toEqual(["Copied #4312 · again for the subject, too"]);
  expect(await press(300)).toEqual(["Copied #4312 About t1 · again for a link"]);
  expect(await press(300)).toEqual(["Copied tern://ticket/4312"]);
  await press(300);
  // What was pressed long ago, or for another ticket, is no beginning of this.
  await press(1_100);
  picked = [ticket("t2", "#7"), ticket("t3", "#8")];
  await press(300);
  expect(await press(300)).toEqual(["Copied numbers and subjects of 2 tickets · again for a link"]);
  expect(clipboard).toEqual(["#4312", "#4312 About t1", "tern://ticket/4312", "tern://ticket/4312", "#4312", "#7 #8", "#7 About t2\n#8 About t3"]);
});

describe("a menu over a list that moves", () => {
  const ticket = (id: string, tags: string[]): Target => ({ id, number: `#${id}`, subject: `About ${id}`, status: "open", priority: "normal", assignee: null, tags });
  let sent: TicketSet[];
  let shown: readonly Target[];
  let lookups: LookupsView;
  const acting = () => new Acting({ targets: () => shown, anchor: () => document.body, lookups: () => lookups, session: () => undefined });
  const entries = () => (menus.open?.menu.entries() ?? []).filter(isItem);
  const choose = (id: string) => entries().find((entry) => entry.id === id)?.act?.();

  beforeEach(async () => {
    const desk = makeDesk(12, "full");
    sent = [];
    const call = <Output>(command: string, input: unknown): Promise<Output> => {
      if (command === "ticket_set") sent.push(input as TicketSet);
      return desk.call<Output>(command, input);
    };
    await connect(Promise.resolve({ ...desk, call }));
    lookups = { ...(await desk.call<LookupsView>("lookup_all", {})), tags: ["access", "mail", "vpn"] };
    shown = [ticket("t3", ["vpn"])];
  });
  afterEach(() => menus.close());

  test("stays with the ticket that it was opened on, though that leaves the list by what is chosen", async () => {
    acting().tags();
    expect(menus.open?.menu.label).toContain("#t3");
    choose("vpn");
    await waitFor(() => expect(sent).toHaveLength(1));
    // The list is narrowed to what has that tag: another ticket is in the place of this one.
    shown = [ticket("t5", ["vpn", "mail"])];
    await waitFor(() => expect(entries().find(({ id }) => id === "vpn")?.checked).toBe(false));
    choose("mail");
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent.map(({ tickets, add_tags, remove_tags }) => [tickets, add_tags, remove_tags])).toEqual([
      [["t3"], [], ["vpn"]],
      [["t3"], ["mail"], []],
    ]);
    await waitFor(() => expect(entries().find(({ id }) => id === "mail")?.checked).toBe(true));
  });

  test("leaves each tag where it is, under the hand that chose it", () => {
    acting().tags();
    const names = () => entries().map(({ label }) => label);
    expect(names()).toEqual(["vpn", "access", "mail"]);
    shown = [ticket("t3", ["mail", "vpn"])];
    expect(names()).toEqual(["vpn", "access", "mail"]);
    expect(entries().map(({ checked }) => checked)).toEqual([true, false, true]);
  });

  test("of all actions is about what it was opened on as well", async () => {
    acting().everything({ x: 1, y: 1 });
    shown = [ticket("t5", [])];
    choose("act.resolve");
    await waitFor(() => expect(sent.map(({ tickets }) => tickets)).toEqual([["t3"]]));
  });
});
