/** @file The address of a ticket that people send one another: by its number, which everybody here knows it by. */
import type { TicketView } from "../api/gen";

/** A link to a ticket; one that has no name yet is named by its id. */
export function ticketLink({ id, number }: Pick<TicketView, "id" | "number">): string {
  const name = number.replace(/^#/, "");
  return `tern://ticket/${/^(\d+|[A-Za-z]+-[A-Za-z0-9]+)$/.test(name) ? name : id}`;
}
