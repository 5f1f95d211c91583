/** @file Which tickets were opened last, kept with the desk: its own people see them again after a restart, another desk never. */
import { call } from "../api/call";
import type { JsonValue, TicketId } from "../api/gen";

export const recentsName = "recent-tickets";
const most = 12;

/** What of a kept value names tickets; anything odd names none. */
export function readRecents(kept: JsonValue | null | undefined): TicketId[] {
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, most) : [];
}

let last: Promise<void> = Promise.resolve();

/** Notes that a ticket was opened, behind those that were noted before. */
export function noteOpened(ticket: TicketId): Promise<void> {
  last = last.then(async () => {
    try {
      const before = readRecents(await call("preference_get", { name: recentsName }));
      if (before[0] === ticket) return;
      const value = [ticket, ...before.filter((one) => one !== ticket)].slice(0, most);
      await call("preference_put", { name: recentsName, value });
    } catch {
      // Nobody misses it today; the next ticket is noted again.
    }
  });
  return last;
}
