/** @file What of a ticket comes on paper: for a customer, for colleagues, and with everything that happened. */
import { beforeAll, expect, test } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import type { AttachmentView, HistoryLine, LookupsView, MessageView, PaperPart, ThreadEntry, TicketView, VisitView } from "../../api/gen";
import { blocksOf } from "../../tickets/paperblocks";
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
    case "pictures":
      return part.title;
  }
};
const paper = (kind: PaperKind, visits: readonly VisitView[] = []) => paperOf(ticket, lookups, kind, entries, { at: now, sync: { last_success: null }, visits });
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

test("visits that began stand before the conversation; what was reported is for a customer only once it is handed out", async () => {
  const [done, ...others] = await makeDesk(48, "full").call<VisitView[]>("visit_list", { ticket: null, from: 0, to: Number.MAX_SAFE_INTEGER, technicians: ["s0"], unscheduled: false });
  const end = done?.steps.at(-1);
  if (done === undefined || end === undefined) throw new Error("no visit");
  const reported = [...entries, message("The kit is new.", { kind: "note", author: end.by, at: end.at })];
  const of = (kind: PaperKind) => paperOf(ticket, lookups, kind, reported, { at: now, sync: { last_success: null }, visits: [done, ...others] }).parts;
  expect(of("all").slice(0, 2).map(words)).toEqual(["Visits", expect.stringContaining("2 × Patch cable 3 m")]);
  expect(of("all").map(words)[1]).toContain("The kit is new.");
  expect(of("public").map(words)[1]).toContain("2 × Patch cable 3 m");
  expect(of("public").map(words).join()).not.toContain("The kit is new.");
});

const file = (name: string, edit: Partial<AttachmentView> = {}): AttachmentView => ({ id: name, message: "m", name, mime: "image/png", size_bytes: 1_000, state: "here", opens: true, ...edit });
const drawn = (kind: PaperKind, asked: TicketView, thread: readonly ThreadEntry[]) =>
  paperOf(asked, lookups, kind, thread, { at: now, sync: { last_success: null }, visits: [] }).parts.flatMap((part) => (part.is === "pictures" ? part.pictures.map(({ attachment }) => attachment) : part.is === "said" ? part.files.map((name) => `(${name})`) : []));

test("pictures stand below what they came with, as far as they are here; other files by name", () => {
  const asked = { ...ticket, description: "See ![the error](error.png)", attachments: [file("error.png", { message: null }), file("visit.png", { message: null })] };
  const thread = [
    message("Look", { attachments: [file("a.png"), file("log.txt", { mime: "text/plain" }), file("far.png", { state: "elsewhere" })] }),
    message("Secret", { kind: "note", attachments: [file("secret.png")] }),
  ];
  expect(drawn("public", asked, thread)).toEqual(["error.png", "(log.txt)", "(far.png)", "a.png"]);
  expect(drawn("all", asked, thread)).toContain("secret.png");
});

test("more pictures than a document can hold stand by their names", () => {
  const large = { size_bytes: 7 * 1024 * 1024 };
  const thread = [message("Many", { attachments: Array.from({ length: 12 }, (_, nth) => file(`${nth}.png`, large)) })];
  expect(drawn("all", ticket, thread)).toEqual(["(9.png)", "(10.png)", "(11.png)", ..."012345678".split("").map((nth) => `${nth}.png`)]);
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

test("a table keeps its columns where they fit, and else says each row with the names of its columns", () => {
  const [narrow] = blocksOf("| Part | Price |\n|---|--:|\n| **Hinge** | 12,50 |\n| ![the bolt](bolt.png) | 3 |");
  expect([narrow?.kind, narrow?.runs.map(({ text }) => text).join("").split("\n")]).toEqual(["code", ["Part      Price", "--------  -----", "Hinge     12,50", "the bolt      3"]]);
  const wide = blocksOf(`- | Name | About |\n  |---|---|\n  | Ann | ${"long ".repeat(30)}**words** |\n  | Ben |`);
  expect(wide.map(({ kind, depth, marker }) => [kind, depth, marker])).toEqual([
    ["paragraph", 1, "•"],
    ["paragraph", 1, null],
  ]);
  expect(wide[0]?.runs.map(({ text, strong }) => `${strong ? "*" : ""}${text.trim()}`)).toEqual(["*Name:", "Ann", "·", "*About:", "long ".repeat(30).trim(), "*words"]);
});
