/** @file The question what to be reminded of and when; ReminderDialog.svelte asks it, from wherever a ticket stands. */
import type { TicketId } from "../api/gen";

export interface About {
  ticket: TicketId;
  number: string;
}

class Reminding {
  about: About | null = $state.raw(null);
}

export const reminding = new Reminding();
