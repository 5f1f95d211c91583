/** @file How far somebody has read the conversations that they opened last, kept with the desk. */
import { call } from "../api/call";
import type { JsonValue, TicketId } from "../api/gen";

export const seenName = "seen-messages";
const most = 300;

type Seen = readonly (readonly [TicketId, number])[];

/** What of a kept value says of a ticket until when it was read, the latest first; anything odd says nothing. */
export function readSeen(kept: JsonValue | null | undefined): Seen {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((one) => (Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number" ? [[one[0], one[1]] as const] : [])).slice(0, most);
}

let last: Promise<void> = Promise.resolve();

/** Until when a conversation was read before; null for one that was not opened, or so long ago that it is forgotten. */
export async function seenUntil(ticket: TicketId): Promise<number | null> {
  await last;
  try {
    return readSeen(await call("preference_get", { name: seenName })).find(([id]) => id === ticket)?.[1] ?? null;
  } catch {
    // Then nothing is marked as new; the conversation is there all the same.
    return null;
  }
}

/** Notes that a conversation was read until then, behind what was noted before. */
export function noteSeen(ticket: TicketId, until: number): Promise<void> {
  last = last.then(async () => {
    try {
      const before = readSeen(await call("preference_get", { name: seenName }));
      if ((before.find(([id]) => id === ticket)?.[1] ?? -Infinity) >= until) return;
      const value = [[ticket, until] as const, ...before.filter(([id]) => id !== ticket)].slice(0, most);
      await call("preference_put", { name: seenName, value: value.map((one) => [...one]) });
    } catch {
      // Nobody misses it today; the next look is noted again.
    }
  });
  return last;
}
