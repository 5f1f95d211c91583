/** @file What of a ticket comes on paper: for a customer, for colleagues, and with everything that happened. */
import { beforeAll, expect, test } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import type { HistoryLine, LookupsView, MessageView, PaperPart, ThreadEntry, TicketView } from "../../api/gen";
import { blocksOf } from "./paperblocks";
import type { PaperKind } from "./paper.svelte";
import { paperOf } from "./paperdoc";

const now = new Date(2026, 2, 28, 14, 5).getTime();
let ticket: TicketView;
let lookups: LookupsView;

beforeAll(async () => {
  const desk = makeDesk(12, "full");
  lookups = await desk.call<LookupsView>("lookup_all", {});
  ticket = { ...(await desk.call<TicketView>("ticket_get", { ticket: "t1" })), subject: "Cannot print", description: "The printer **blinks**." };
});

const message = (body: string, edit: Partial<MessageView> = {}): ThreadEntry => ({
  entry: "message",
  id: body,
  kind: "reply",
  side: "agent",
  author: "ann",
  author_name: "Ann Lee",
  body,
  at: now,
  delivered_at: now,
  attachments: [],
  mark: "synced",
  ...edit,
});
const changed: HistoryLine = { id: "event", at: now, by: "Ann Lee", what: { is: "worked", seconds: 600 } };
const entries: ThreadEntry[] = [
  message("Did you restart it?"),
  message("He is new here.", { kind: "note" }),
  message("Never mind.", { mark: "rejected" }),
  message("Are you there?", { held: { reason: "new_message", since: now }, delivered_at: null }),
  { entry: "event", ...changed },
];

const words = (part: PaperPart): string => {
  switch (part.is) {
    case "said":
      return part.text.flatMap(({ runs }) => runs.map(({ text }) => text)).join("");
    case "event":
    case "heading":
      return part.text;
    case "table":
      return part.title;
  }
};
const paper = (kind: PaperKind) => paperOf(ticket, lookups, kind, entries, { at: now, sync: { last_success: null } });
const said = (kind: PaperKind) => paper(kind).parts.map(words).slice(1);

test("a customer reads the request and what went out, and no note", () => {
  expect(said("public")).toEqual(["The printer blinks.", "Did you restart it?"]);
});

test("with notes stands all of the conversation, and what is internal says so", () => {
  expect(said("all")).toEqual(["The printer blinks.", "Did you restart it?", "He is new here.", "Never mind.", "Are you there?"]);
  const note = paper("all").parts.find((part) => words(part) === "He is new here.");
  expect(note).toMatchObject({ side: "internal", marks: ["Internal note"] });
  expect(paper("all").parts.find((part) => words(part) === "Never mind.")).not.toMatchObject({ marks: [] });
});

test("with every change the changes stand between the messages", () => {
  expect(said("history").at(-1)).toMatch(/^Ann Lee .*10/);
});

test("above it stand number, subject and values, and as of when it is", () => {
  const { number, title, facts, about } = paper("all");
  expect([number, title]).toEqual([ticket.number, "Cannot print"]);
  expect(facts.map(({ label }) => label)).toEqual(expect.arrayContaining(["Status", "Priority", "Opened", "Last changed"]));
  expect(about).toContain("2:05");
});

test("lists, quotations, code and links of a text keep their looks", () => {
  const blocks = blocksOf("1. one\n2. **two**\n\n> said [there](https://example.com)\n\n```\nls -l\n```");
  expect(blocks.map(({ kind, depth, quoted, marker }) => [kind, depth, quoted, marker])).toEqual([
    ["paragraph", 1, 0, "1."],
    ["paragraph", 1, 0, "2."],
    ["paragraph", 0, 1, null],
    ["code", 0, 0, null],
  ]);
  expect(blocks[1]?.runs).toEqual([{ text: "two", strong: true, em: false, code: false, strike: false, url: null }]);
  expect(blocks[2]?.runs.at(-1)).toMatchObject({ text: "there", url: "https://example.com/" });
});
