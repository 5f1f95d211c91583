/**
 * @file What somebody who sees nothing hears of each command on tickets: a sentence, or the name of what has the focus now.
 *
 * A command without a row is no command yet: the type says so, and so does `spoken.spec.ts`.
 */
import type { Page } from "@playwright/test";
import type { KeyId } from "../../ui/src/lib/keys";
import type { Desk } from "./host";

export type Told = Extract<KeyId, `act.${string}` | `ticket.${string}`>;

export interface Telling {
  /** Where it is given: on the ticket's row in a list that holds it alone, unless it is a command of the open ticket. */
  on?: "list" | "all" | "board" | "ticket";
  /** What has to be so before. */
  before?: (desk: Desk, ticket: string) => Promise<unknown>;
  /** Gives it, and answers what it asks. */
  give: (page: Page) => Promise<void>;
  /** What is said, in order; `L-n` stands for the ticket. */
  says?: readonly (string | RegExp)[];
  /** What has the focus afterwards: its name is what is heard, and nothing else is said. */
  focus?: string;
}

const id = (name: string): string => `[data-testid="${name}"]`;

/** Does these one after another; a step that is a selector waits for what it names, and anything else is a key. */
const press = (...steps: readonly string[]) => async (page: Page): Promise<void> => {
  for (const step of steps) {
    if (step.startsWith("type ")) await page.keyboard.type(step.slice("type ".length));
    else if (step.startsWith("click ")) await page.locator(step.slice("click ".length)).click();
    else if (/[[#.]/.test(step) && step.length > 1) await page.locator(step).first().waitFor();
    else await page.keyboard.press(step);
  }
};

const menu = "#menu-list";
/** Commands that have no key of their own stand in the palette. */
const byPalette = (name: string, ...then: readonly string[]) => press("Control+k", `${id("palette-input")}:focus`, `type >${name}`, `${id("palette-item")}[aria-selected="true"]:has-text("${name}")`, "Enter", ...then);

const resolved = (desk: Desk, ticket: string): Promise<unknown> => desk.call("ticket_set", { tickets: [ticket], fields: { status: "resolved" } });
const noted = (desk: Desk, ticket: string): Promise<unknown> => desk.call("message_add", { ticket, kind: "note", body: "The cable is loose." });

const asked = async (desk: Desk, ticket: string): Promise<unknown> => {
  const { id: requester } = await desk.call("person_save", { person: null, name: "Kim Wood", email: "kim@example.org", phone: null, role: "requester", organisation: null, teams: [], tier: null, location: null, retired: false });
  return desk.call("ticket_set", { tickets: [ticket], fields: { requester } });
};

/** What the commands below find on the desk. */
export async function furnish(desk: Desk): Promise<void> {
  await desk.call("ticket_new", { subject: "Printer in the hall", description: "", fields: {} });
  await desk.call("team_save", { team: null, name: "Second level", retired: false, private: false, level: 3 });
  await desk.call("macro_save", { name: "To hardware", steps: { add_tags: ["hardware"] }, share: { with: "nobody" } });
}

/** Beyond this suite, each with the reason. */
export const elsewhere: Readonly<Partial<Record<Told, string>>> = {
  "act.popOut": "a browser has no windows of the program's own; tests/e2e opens them",
};

export const tellings: Readonly<Partial<Record<Told, Telling>>> = {
  "act.move": { on: "board", give: press("m"), says: [/^Ticket L-n lifted\. New, place 1 of 1$/] },
  "act.assignMe": { give: press("i"), says: ["L-n assigned to you"] },
  "act.assignee": { give: press("a", menu, "type robin", `${menu} [role="option"]:has-text("Robin")`, "Enter"), says: ["L-n assigned to Robin"] },
  "act.team": { give: press("Shift+a", menu, "type second", `${menu} [role="option"]:has-text("Second")`, "Enter"), says: [/^L-n .*Second level/] },
  "act.escalate": { give: press("Shift+l", `${id("escalate-note")}:focus`, "type Needs a fitter", "Control+Enter"), says: ["L-n escalated to Second level"] },
  "act.status": { give: press("s", menu, "2"), says: ["L-n set to Open"] },
  "act.priority": { give: press("p", menu, "3"), says: ["Priority of L-n is Normal"] },
  "act.tags": { give: press("t", menu, "type hardware", "Enter"), says: ["L-n tagged hardware"] },
  "act.due": { give: press("d", menu, "Enter"), says: ["L-n due Wed, 10 Jun 2026, 17:00"] },
  "act.snooze": { give: press("b", menu, "Enter"), says: ["L-n snoozed until the next working morning. It comes back sooner if the requester writes."] },
  "act.postpone": { give: press("Shift+h", menu, "Enter"), says: ["L-n on hold until the next working morning. Then it is work again by itself."] },
  "act.unread": { give: press("u"), says: ["L-n marked unread"] },
  "act.watch": { give: press("w"), says: ["You watch L-n"] },
  "act.remind": { give: press("Shift+b", `${id("reminder-note")}:focus`, "type Call back", "Tab", "type tomorrow", "Enter"), says: [/L-n/] },
  "act.visit": { give: press("Shift+v", `${id("visit-plan")} :focus`, `click ${id("visit-save")}`), says: [/L-n/] },
  "act.macro": { give: press("\\", `${id("macro-item")}[aria-selected="true"]`, "Enter"), says: [/To hardware/] },
  "act.merge": { give: press("Shift+m", `${id("merge-find")}:focus`, "type printer", `${id("merge-item")}[aria-selected="true"]`, "Enter", `${id("merge-run")}:focus`, "Enter"), says: [/^L-n merged into L-\d+/] },
  "act.link": { give: press("&", `${id("link-find")}:focus`, "type printer", '[role="option"]:has-text("Printer")', "Enter"), says: [/^L-n linked to L-\d+$/] },
  "act.newLinked": { give: press("Shift+n", `click ${id("new-ticket-subject")}`, "type The cable", "Control+Enter"), says: [/^Created L-\d+ as a part of L-n$/] },
  "act.resolve": { give: press("e"), says: ["L-n set to Resolved"] },
  "act.resolveWith": { give: press("Shift+o", `${id("resolve-how")}:focus`, "type A new cable", "Control+Enter"), says: ["L-n set to Resolved"] },
  "act.confirm": { before: resolved, give: press("Shift+f", menu, "Enter"), says: [/L-n/] },
  "act.reopen": { before: resolved, give: press("Shift+e", `${id("reopen-reason")}:focus`, "type Still loose", "Control+Enter"), says: [/L-n/] },
  "act.copyNumber": { give: press("."), says: [/^Copied L-n/] },
  "act.copySubject": { give: byPalette("Copy number and subject"), says: [/^Copied L-n The/] },
  "act.copyLink": { give: byPalette("Copy link"), says: [/^Copied/] },
  "act.delete": { give: press("#"), says: ["Deleted L-n"] },
  "ticket.reply": { give: press("r"), focus: '[data-kind="reply"] #composer-text' },
  "ticket.note": { give: press("n"), focus: '[data-kind="note"] #composer-text' },
  "ticket.said": { give: press("Shift+r"), focus: '[data-kind="said"] #composer-text' },
  "ticket.forward": { give: press("f", `${id("forward-to")}:focus`), focus: id("forward-to") },
  "ticket.next": { on: "all", give: press("Enter", id("ticket"), "]", "[role=log]:focus"), focus: "[role=log]" },
  "ticket.previous": { on: "all", give: press("Enter", id("ticket"), "]", "[role=log]:focus", "[", "[role=log]:focus"), focus: "[role=log]" },
  "ticket.nextMessage": { before: noted, give: press("j"), focus: "article" },
  "ticket.previousMessage": { before: noted, give: press("k"), focus: "article" },
  "ticket.split": { before: noted, give: press(id("message"), "Shift+d", menu, "Enter"), says: [/L-n/] },
  "ticket.editSubject": { give: press("F2", `${id("subject-input")}:focus`, "type Two: ", "Enter"), says: [/L-n|subject/i] },
  "ticket.time": { give: press("v", `${id("time-span")}:focus`, "type 15m", "Enter"), says: [/L-n/] },
  "ticket.timeList": { give: byPalette("Logged time"), focus: '[role="dialog"]' },
  "ticket.timer": { give: press("Shift+t"), says: [/L-n/] },
  "ticket.timerStop": { give: press("Shift+t", id("timer-stop"), "Shift+s"), says: [/^The timer of L-n runs/, "The timer of L-n is paused"], focus: id("time-span") },
  "ticket.contact": { before: asked, give: byPalette("Edit contact"), focus: id("contact-dialog") },
  "ticket.checklist": { give: press("Shift+c", `${id("checklist-add")}:focus`, "type Ask", "Enter"), says: [/Ask/] },
  "ticket.why": { give: press("y", id("why")), focus: '[role="dialog"]' },
  "ticket.print": { give: press("Control+p", menu), focus: menu },
  "ticket.pdf": { give: byPalette("Save as PDF"), focus: id("palette-input") },
  "ticket.zoom": { give: press("z"), says: [/conversation/i] },
  "ticket.strip": { on: "all", give: press("Enter", id("queue-strip"), "Control+j"), says: ["Queue hidden"] },
  "ticket.close": { on: "all", give: press("Enter", id("ticket"), "Escape", id("row")), focus: id("row") },
};
