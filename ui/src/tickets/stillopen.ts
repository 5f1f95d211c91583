/** @file What the checklists of tickets still hold when the tickets are done: told in passing, and never in the way. */
import type { JsonValue, LookupsView, Progress } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { isDoneStatus } from "./sentences";

/** What has a checklist, perhaps. */
export interface Counted {
  checklist?: Progress;
}

/** The sentence for tickets that go to a status; null where that leaves work to do, or nothing is open. */
export function stillOpen(tickets: readonly Counted[], status: JsonValue | undefined, lookups: LookupsView | undefined): string | null {
  if (typeof status !== "string" || !isDoneStatus(status, lookups)) return null;
  const left = tickets.flatMap(({ checklist }) => (checklist === undefined || checklist.done >= checklist.total ? [] : [checklist]));
  const [first] = left;
  if (first === undefined) return null;
  if (tickets.length > 1) return t("checklist.left.many", { count: left.length });
  return t("checklist.left", { open: first.total - first.done, total: first.total });
}
