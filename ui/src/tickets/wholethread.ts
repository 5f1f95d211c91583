/** @file The conversation of a ticket from its beginning, for paper and for letters: a screen reads it piece by piece. */
import { call } from "../api/call";
import type { ThreadEntry, ThreadPage } from "../api/gen";

/** The most that the core gives at once. */
const page = 1_000;

export async function wholeThread(ticket: string): Promise<ThreadEntry[]> {
  const known = new Map<string, ThreadEntry>();
  let before: number | null = null;
  for (;;) {
    const { entries, more }: ThreadPage = await call("ticket_thread", { ticket, before, count: page });
    const earlier = entries.filter((entry: ThreadEntry) => !known.has(idOf(entry)));
    const later = [...known];
    known.clear();
    for (const entry of earlier) known.set(idOf(entry), entry);
    for (const [id, entry] of later) known.set(id, entry);
    const first: ThreadEntry | undefined = entries[0];
    if (!more || first === undefined || earlier.length === 0) return [...known.values()];
    // What happened in the same moment as the first of these may be on either side of it.
    before = first.at + 1;
  }
}

const idOf = (entry: ThreadEntry): string => (entry.entry === "merged" ? `merged-${entry.from.ticket}` : entry.id);
