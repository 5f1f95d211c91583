/** @file The question who goes there and when; PlanDialog.svelte asks it, from wherever a ticket or a visit stands. */
import type { PersonId, TicketId, VisitView } from "../api/gen";

export interface Planning {
  ticket: TicketId;
  number: string;
  /** Another plan for this one; null for a new visit. */
  visit: VisitView | null;
  /** What whoever asks knows already. */
  day?: number;
  technician?: PersonId;
}

class Plans {
  about: Planning | null = $state.raw(null);
}

export const planning = new Plans();
