/** @file Edits of the one ticket in sight: its fields, and where its workflow lets it go. */
import { act } from "../../api/act";
import type { JsonValue, Level, LookupsView, PersonId, StatusKey, TicketView } from "../../api/gen";
import { formatList, t } from "../../i18n/words.svelte";
import { fieldLabel } from "../../lib/fields";
import { setTickets } from "../../tickets/change.svelte";

export const levels: readonly Level[] = ["high", "medium", "low"];

/**
 * Sets fields where one looks at them: said to those who listen, without a toast; what has to be answered first is asked.
 * False when it was not done, which has been said. A field that the desk added brings its name.
 */
export async function setFields(ticket: TicketView, fields: Record<string, JsonValue>, name?: string): Promise<boolean> {
  const names = name ?? formatList(Object.keys(fields).map(fieldLabel), "and");
  const about = { id: ticket.id, number: ticket.number, subject: ticket.subject };
  return setTickets({ tickets: [ticket.id], fields }, { done: t("ticket.saved", { field: names }), quiet: true }, undefined, undefined, [about]);
}

/** Sets who watches or gets a copy: only who comes and who goes is said, so that whoever was added meanwhile stays. */
export async function setPeople(ticket: TicketView, field: "watchers" | "cc", had: readonly PersonId[], wanted: readonly PersonId[]): Promise<boolean> {
  const come = wanted.filter((id) => !had.includes(id));
  const gone = had.filter((id) => !wanted.includes(id));
  const people = field === "cc" ? { add_cc: come, remove_cc: gone } : { add_watchers: come, remove_watchers: gone };
  return setTickets({ tickets: [ticket.id], ...people }, { done: t("ticket.saved", { field: fieldLabel(field) }), quiet: true });
}

export async function removeTag(ticket: TicketView, tag: string): Promise<void> {
  const input = { tickets: [ticket.id], fields: {}, add_tags: [], remove_tags: [tag] };
  await act("ticket_set", input, { done: t("ticket.saved", { field: fieldLabel("tags") }), quiet: true });
}

export function mayBecome(ticket: TicketView, key: StatusKey): boolean {
  return key === ticket.status || ticket.next.includes(key);
}

/** Where a ticket goes by itself when its requester said something; null for one that stays where it is. The core has the last word. */
export function answeredStatus(ticket: TicketView, lookups: LookupsView): StatusKey | null {
  if (ticket.category === "new" || ticket.category === "open" || ticket.category === "on_hold") return null;
  return openStatus(ticket, lookups);
}

/** The first open status that the workflow allows. */
function openStatus(ticket: TicketView, lookups: LookupsView): StatusKey | null {
  const open = lookups.statuses.filter(({ category, key, retired }) => category === "open" && !retired && mayBecome(ticket, key));
  return open.toSorted((one, other) => one.position - other.position)[0]?.key ?? null;
}

/** The status that "send and resolve", or "send and wait", means: the first of its category that the workflow allows. */
export function statusOf(wanted: "resolved" | "waiting", ticket: TicketView, lookups: LookupsView): StatusKey | null {
  const found = lookups.statuses.find(({ category, key, retired }) => category === wanted && !retired && mayBecome(ticket, key));
  return found?.key ?? null;
}
