/** @file The queue of tickets that nobody has looked at: which one is at hand, how far one is, and what an assessment changes. */
import type { Filter, JsonValue, Level, LookupsView, Priority, RowView, TicketType, TicketView } from "../../api/gen";
import { priorityBy } from "../../tickets/assessing";
import { noFilter } from "../../tickets/filter";

/** New, nobody's, and not put off. */
export const untouched: Filter = { ...noFilter, categories: ["new"], unassigned: true, awake: true };

/** What one decides about a ticket. */
export interface Assessment {
  type: TicketType;
  category: string | null;
  impact: Level;
  urgency: Level;
  team: string;
  assignee: string | null;
}

export function assessmentOf(ticket: TicketView): Assessment {
  return { type: ticket.type, category: ticket.category_id, impact: ticket.impact, urgency: ticket.urgency, team: ticket.team, assignee: ticket.assignee };
}

/** The first one that was not put behind the others; those come again when they are all that is left. */
export function atHand(rows: readonly RowView[], skipped: readonly string[], leaving: string | null): RowView | null {
  const left = rows.filter((row) => row.id !== leaving);
  const again = skipped.flatMap((id) => left.filter((row) => row.id === id));
  return left.find((row) => !skipped.includes(row.id)) ?? again[0] ?? null;
}

/** How many of those that were seen are done, and of how many: `total` are left, also those that were not read yet. */
export function progress(seen: ReadonlySet<string>, rows: readonly RowView[], total: number): { done: number; all: number } {
  const done = new Set([...seen, ...rows.map(({ id }) => id)]).size - rows.length;
  return { done, all: done + total };
}

/** The priority that the assessment leads to; one that somebody gave a reason for stays while impact and urgency do. */
export function priorityOf(ticket: TicketView, made: Assessment, lookups: LookupsView | undefined): Priority {
  const same = made.impact === ticket.impact && made.urgency === ticket.urgency;
  return same ? ticket.priority : priorityBy(lookups?.matrix, made.impact, made.urgency);
}

/** Where it goes: the first open status that the workflow allows. */
export function statusAfter(ticket: TicketView, lookups: LookupsView | undefined): string | null {
  const open = (lookups?.statuses ?? []).filter((status) => status.category === "open" && !status.retired).toSorted((one, other) => one.position - other.position);
  return open.find(({ key }) => ticket.next.length === 0 || ticket.next.includes(key))?.key ?? null;
}

/** Only what was changed, and that somebody has looked at it. */
export function fieldsOf(ticket: TicketView, made: Assessment, lookups: LookupsView | undefined): Record<string, JsonValue> {
  const was = assessmentOf(ticket);
  const fields: Record<string, JsonValue> = {};
  if (made.type !== was.type) fields["type"] = made.type;
  if (made.category !== was.category) fields["category"] = made.category;
  if (made.impact !== was.impact) fields["impact"] = made.impact;
  if (made.urgency !== was.urgency) fields["urgency"] = made.urgency;
  const priority = priorityOf(ticket, made, lookups);
  if (priority !== ticket.priority) fields["priority"] = priority;
  if (made.team !== was.team) fields["team"] = made.team;
  if (made.assignee !== was.assignee) fields["assignee"] = made.assignee;
  const status = statusAfter(ticket, lookups);
  if (status !== null) fields["status"] = status;
  return fields;
}
