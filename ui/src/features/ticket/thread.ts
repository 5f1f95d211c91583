/** @file The thread as it is read: messages one by one, and what happened between two of them as one line. */
import type { HistoryLine, MergedRequest, MessageView, ThreadEntry } from "../../api/gen";
import { withoutPictures } from "../../lib/readable";
import { greets } from "./greetings";

export type Item =
  | { kind: "message"; id: string; message: MessageView }
  | { kind: "events"; id: string; lines: HistoryLine[] }
  | { kind: "merged"; id: string; request: MergedRequest };

/** Puts events between two messages together; lines that only repeat a message beside them go. */
export function itemsOf(entries: readonly ThreadEntry[]): Item[] {
  const items: Item[] = [];
  for (const entry of entries) {
    if (entry.entry === "message") items.push({ kind: "message", id: entry.id, message: entry });
    else if (entry.entry === "merged") items.push({ kind: "merged", id: `merged-${entry.from.ticket}`, request: entry });
    else if (tells(entry)) {
      const last = items.at(-1);
      if (last?.kind === "events") last.lines.push(entry);
      else items.push({ kind: "events", id: `events-${entry.id}`, lines: [entry] });
    }
  }
  return items;
}

/** What others said that was heard after an instant; nothing where there is none, so that an old ticket is not all new. */
export function unreadOf(items: readonly Item[], since: number | undefined): string[] {
  if (since === undefined) return [];
  return items.flatMap((item) => (item.kind === "message" && (item.message.heard_at ?? 0) > since ? [item.id] : []));
}

/** Whether a line says what no message says. */
function tells(line: HistoryLine): boolean {
  return line.what.is !== "replied" && line.what.is !== "noted";
}

/**
 * Whether a message left the desk, or came from outside: what is for the requester's eyes, on paper and in a letter.
 *
 * No note, and no reply that still waits: for the network, for somebody's decision, or because it was refused.
 */
export function wentOut({ kind, side, mark, held }: Pick<MessageView, "kind" | "side" | "mark" | "held">): boolean {
  if (kind === "note" || held !== undefined || mark === "rejected") return false;
  // What the requester said was theirs before anybody wrote it down here.
  return side === "requester" || mark !== "pending";
}

/** What can be quoted: who may read the quotation depends on the kind. */
export type Quotable = Pick<MessageView, "kind" | "body">;

/** Puts a text behind what is written already, marked as mail marks what it quotes; what stands there is quoted once. */
export function withQuotation(written: string, body: string): string {
  const quoted = withoutPictures(body.trim()).split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
  if (written.includes(quoted)) return written;
  const before = written.trimEnd();
  return `${before === "" ? "" : `${before}\n\n`}${quoted}\n\n`;
}

/**
 * Whether a reply reads like a note: it talks to a colleague and greets nobody.
 *
 * Asked before it is sent to a customer, since that cannot be taken back.
 */
export function looksInternal(body: string): boolean {
  const text = body.trim();
  return /(^|\s)@[\p{L}][\p{L}.'-]+/u.test(text) && !greets(text);
}
