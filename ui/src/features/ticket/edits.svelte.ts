/** @file The longer texts of a ticket as somebody began to change them and did not save: each a draft of its own, read only where there is one. */
import { untrack } from "svelte";
import type { TicketId } from "../../api/gen";
import { query } from "../../api/query.svelte";
import { DraftText, savesOnLeaving } from "../../tickets/drafttext.svelte";

export const longTexts = ["description", "steps_to_reproduce", "steps_taken", "error_messages", "desired_outcome", "resolution", "root_cause", "workaround"] as const;
export type LongText = (typeof longTexts)[number];

/** What was begun in each of these texts, Tern's own or a desk's; made while a component starts. `now` is what the ticket says. */
export function begunIn<Field extends string>(ticket: TicketId, fields: readonly Field[], now: (field: Field) => string): Map<Field, DraftText<Field>> {
  const drafts = new Map<Field, DraftText<Field>>(fields.map((field) => [field, new DraftText<Field>(ticket, field)]));
  const drafted = query("draft_tickets", () => ({}));
  let read = false;
  async function load(field: Field, draft: DraftText): Promise<void> {
    await draft.load("instead");
    // It was saved, and there was no time to forget it.
    if (draft.text.trim() === now(field).trim()) await draft.forget();
  }
  $effect(() => {
    if (read || drafted.data?.includes(ticket) !== true) return;
    read = true;
    untrack(() => void Promise.all([...drafts].map(([field, draft]) => load(field, draft))));
  });
  savesOnLeaving([...drafts.values()]);
  return drafts;
}

/** Makes it the draft at once; an empty text forgets it. */
export function keep(draft: DraftText, text: string): void {
  if (text === "") void draft.forget();
  else {
    draft.typed(text);
    void draft.flush();
  }
}
