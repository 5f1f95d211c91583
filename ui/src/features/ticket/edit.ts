/** @file Edits of the one ticket in sight: its fields, and where its workflow lets it go. */
import { act } from "../../api/act";
import type { JsonValue, Level, LookupsView, StatusKey, TicketView } from "../../api/gen";
import { formatList, t } from "../../i18n/words.svelte";
import { fieldLabel } from "../../lib/fields";

export const levels: readonly Level[] = ["high", "medium", "low"];

/**
 * Sets fields where one looks at them: said to those who listen, without a toast. False when it was refused, which has
 * been said. A field that the desk added brings its name.
 */
export async function setFields(ticket: TicketView, fields: Record<string, JsonValue>, name?: string): Promise<boolean> {
  const names = name ?? formatList(Object.keys(fields).map(fieldLabel), "and");
  const input = { tickets: [ticket.id], fields, add_tags: [], remove_tags: [] };
  return (await act("ticket_set", input, { done: t("ticket.saved", { field: names }), quiet: true })) !== null;
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

/** The status that "send and resolve" means: the first resolved one that the workflow allows. */
export function resolvedStatus(ticket: TicketView, lookups: LookupsView): StatusKey | null {
  const found = lookups.statuses.find(({ category, key, retired }) => category === "resolved" && !retired && mayBecome(ticket, key));
  return found?.key ?? null;
}
