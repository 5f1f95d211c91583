/** @file What is read and unread on the made-up desk, and the conversation that every ticket of it has. */
import type { Commands, HeldView, RowView, Tag, ThreadEntry } from "../src/api/gen";

const minute = 60_000;
const now = Date.now();

type Answers = { [C in "ticket_thread" | "ticket_read"]: (input: Commands[C]["input"]) => Commands[C]["output"] };

/** Whether a ticket of this place begins unread: some of mine do. */
export const beginsUnread = (index: number): boolean => index % 20 === 5 || index % 20 === 10;

/** `mark` puts what was read into the tickets, `remember` keeps how they were. */
export function readingAnswers(find: (id: string) => RowView | undefined, held: () => readonly HeldView[], mark: (ids: readonly string[], unread: boolean) => void, remember: () => void, changed: (...names: Tag[]) => void): Answers {
  const until = new Map<string, number>();
  const thread = (ticket: string): ThreadEntry[] => [
    ...held()
      .filter((one) => one.ticket === ticket)
      .map((one): ThreadEntry => ({ entry: "message", id: one.message, kind: "reply", side: "agent", author: "s0", author_name: one.author_name, body: one.body, at: one.at, delivered_at: null, attachments: [], mark: "synced", held: { reason: one.reason, since: one.since } })),
    { entry: "message", id: "m1", kind: "reply", side: "agent", author: "s1", author_name: "Deniz Aydin", body: "Thank you. Could you send us the log of the client after the next drop?", at: now - 90 * minute, delivered_at: null, heard_at: now - 90 * minute, attachments: [], mark: "synced" },
    { entry: "message", id: "m2", kind: "note", side: "agent", author: "s2", author_name: "Caleb Stone", body: "The lease time of the new router is one hour. That fits.", at: now - 20 * minute, delivered_at: null, heard_at: now - 20 * minute, attachments: [], mark: "synced" },
  ];
  return {
    ticket_thread: ({ ticket }) => ({ more: false, entries: thread(ticket), heard: now - 20 * minute }),
    ticket_read: ({ tickets, turn = false, unread: given = false, shown }) => {
      const unread = turn ? !tickets.every((id) => find(id)?.unread === true) : given;
      const [first = ""] = tickets;
      const isUnread = find(first)?.unread === true;
      const since = until.get(first) ?? (isUnread ? now - 30 * minute : undefined);
      for (const id of tickets) until.set(id, unread ? now - 30 * minute : Math.max(until.get(id) ?? 0, shown ?? now));
      if (shown === undefined) remember();
      mark(tickets, unread);
      if (shown === undefined || isUnread) changed("Seen", "Undo");
      return { undo: shown === undefined ? "read" : null, unread, ...(since === undefined ? {} : { since }) };
    },
  };
}
