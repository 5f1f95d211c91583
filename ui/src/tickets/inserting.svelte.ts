/** @file Where a canned reply would go: the composer that stands says so, and the palette and the settings ask. */
import type { CannedView, TicketId } from "../api/gen";

class Inserting {
  /** Puts a reply where one last wrote; null while no ticket is open. */
  here: ((reply: CannedView) => void) | null = $state.raw(null);
  /** The ticket that was open last. */
  last: TicketId | null = $state(null);

  /** Says that a composer stands, until the returned function is called. */
  begin(ticket: TicketId, insert: (reply: CannedView) => void): () => void {
    this.here = insert;
    this.last = ticket;
    return () => {
      if (this.here === insert) this.here = null;
    };
  }
}

export const inserting = new Inserting();
