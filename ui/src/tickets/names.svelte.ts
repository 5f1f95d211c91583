/** @file What is offered where one writes, after `@` and `#`: the desk's people, and tickets, those that were opened last first. */
import type { RowView, TicketId } from "../api/gen";
import { query } from "../api/query.svelte";
import { colleagues, type NameChoice, type Named } from "./naming";
import { readRecents, recentsName } from "./recents";

const most = 8;

/** The choices for what is typed now, but for the ticket that one writes on; made while a component starts. */
export function naming(ticket: TicketId | null, asked: () => Pick<Named, "mark" | "words"> | null): { readonly choices: readonly NameChoice[] } {
  // What of a ticket is typed: its number or words; null when no ticket is asked for.
  const words = $derived.by(() => {
    const now = asked();
    return now?.mark === "#" ? now.words : null;
  });
  const session = query("session_get", () => ({}));
  const lookups = query("lookup_all", () => (asked()?.mark === "@" ? {} : null));
  const kept = query("preference_get", () => (words === "" ? { name: recentsName } : null));
  const recent = query("ticket_rows", () => (words === "" ? { tickets: readRecents(kept.data) } : null));
  const exact = query("ticket_find", () => (words !== null && /^\d{1,9}$/.test(words) ? { number: words } : null));
  const found = query("ticket_search", () => (words === null || words === "" ? null : { text: words, from: 0, count: most + 1 }));

  const people = $derived.by((): NameChoice[] => {
    const now = asked();
    if (now?.mark !== "@") return [];
    const fit = colleagues(lookups.data?.staff ?? [], now.words, session.data?.me);
    return fit.slice(0, most).map(({ id, name, email }) => ({ id, label: name, hint: email ?? "", text: `@${name}` }));
  });
  const tickets = $derived.by((): NameChoice[] => {
    if (words === null) return [];
    const first = exact.data != null && /^\d/.test(words) ? [exact.data] : [];
    // While an answer is on its way, what another text found is not what Enter means.
    const means = ({ number, subject }: RowView) => !(exact.reading || found.reading) || `${number} ${subject}`.toLowerCase().includes(words.toLowerCase());
    const rows = words === "" ? (recent.data ?? []) : [...first, ...(found.data?.hits ?? []).map(({ row }) => row)].filter(means);
    const each = new Map<TicketId, RowView>(rows.map((row) => [row.id, row]));
    if (ticket !== null) each.delete(ticket);
    return [...each.values()].slice(0, most).map(({ id, number, subject }) => ({ id, label: number, hint: subject, text: number }));
  });
  return {
    get choices() {
      return words === null ? people : tickets;
    },
  };
}
