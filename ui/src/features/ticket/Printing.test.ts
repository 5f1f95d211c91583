/** @file The conversation on paper: for a customer what went out to them, by print and as a file alike, and never a beginning that nobody misses. */
import { cleanup, configure, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { HeldView, LookupsView, MessageView, ThreadEntry, ThreadPage, TicketView } from "../../api/gen";
import { formatDate } from "../../i18n/words.svelte";
import Conversation from "./Conversation.svelte";
import { paper, papers, type PaperKind } from "./paper.svelte";
import { paperOf } from "./paperdoc";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const now = Date.UTC(2026, 2, 28, 14);
const message = (id: string, edit: Partial<MessageView> = {}): ThreadEntry => ({ entry: "message", id, kind: "reply", side: "agent", author: "ann", author_name: "Ann Lee", body: id, at: now, delivered_at: now, attachments: [], mark: "synced", ...edit });
const kinds = [
  message("went out"),
  message("from the customer", { side: "requester" }),
  message("told at the counter", { side: "requester", entered_by: "Ann Lee", mark: "pending" }),
  message("note", { kind: "note" }),
  message("waits for the network", { mark: "pending", delivered_at: null }),
  message("waits for a decision", { held: { reason: "new_message", since: now }, delivered_at: null }),
  message("refused", { mark: "rejected", delivered_at: null }),
];
const forCustomers = ["went out", "from the customer", "told at the counter"];

let ticket: TicketView;
let lookups: LookupsView;
/** All that was said, of which the core gives the last. */
let all: readonly ThreadEntry[];

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  [ticket, lookups] = await Promise.all([desk.call<TicketView>("ticket_get", { ticket: "t2" }), desk.call<LookupsView>("lookup_all", {})]);
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "held_list") return Promise.resolve([] satisfies HeldView[] as Output);
    if (command !== "ticket_thread") return desk.call<Output>(command, input);
    const { count } = input as { count: number };
    return Promise.resolve({ entries: all.slice(-count), more: all.length > count } satisfies ThreadPage as Output);
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  paper.kind = "all";
  cleanup();
});

let opened = 0;
const open = async () => {
  // What was read of one ticket is shown again; each visit here is to another one.
  const { component } = render(Conversation, { ticket: { ...ticket, id: `t2-${opened++}` }, onquote: vi.fn() });
  await waitFor(() => expect(screen.getAllByTestId("message").length).toBeGreaterThan(0));
  return component as unknown as { readAll: () => Promise<void> };
};
const printed = () => screen.getAllByTestId("message").flatMap(({ dataset: { paper: stays, message: id } }) => (stays === "never" ? [] : [id]));
const written = (kind: PaperKind) => paperOf(ticket, lookups, kind, kinds, { at: now, sync: { last_success: null }, visits: [] }).parts.flatMap((part) => (part.is === "said" ? part.text.flatMap(({ runs }) => runs.map(({ text }) => text)) : []));

test("as a customer may read it stands what went out to them, printed and as a file", async () => {
  all = kinds;
  await open();
  paper.kind = "public";
  await tick();
  expect(printed()).toEqual(forCustomers);
  expect(written("public").filter((text) => kinds.some((one) => one.entry === "message" && one.body === text))).toEqual(forCustomers);
});

test.each(papers.filter((kind) => kind !== "public"))("for colleagues stands all of it: %s", async (kind) => {
  all = kinds;
  await open();
  paper.kind = kind;
  await tick();
  expect(printed()).toHaveLength(kinds.length);
  expect(written(kind)).toEqual(expect.arrayContaining(kinds.flatMap((one) => (one.entry === "message" ? [one.body] : []))));
});

test("a conversation is printed from its beginning; where the core does not give all of it, paper says from when on it stands there", async () => {
  all = Array.from({ length: 200 }, (_, nth) => message(`m${nth}`, { at: now + nth }));
  const whole = await open();
  expect(screen.getAllByTestId("message")).toHaveLength(60);
  await whole.readAll();
  expect(screen.getAllByTestId("message")).toHaveLength(200);
  expect(screen.queryByTestId("paper-cut")).toBeNull();
  cleanup();

  all = Array.from({ length: 1_003 }, (_, nth) => message(`n${nth}`, { at: now + nth * 60_000 }));
  const part = await open();
  await part.readAll();
  await waitFor(() => expect(screen.getAllByTestId("message")).toHaveLength(1_000));
  expect(screen.getByTestId("paper-cut").textContent).toContain(formatDate(now + 3 * 60_000, "full"));
});
