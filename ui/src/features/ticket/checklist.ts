/** @file What one does with the items of a checklist: done, said to those who listen, and undoable; what goes away says so where it can be brought back. */
import { act } from "../../api/act";
import type { ChecklistItemView, TicketId } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { change } from "../../tickets/change.svelte";

/** How far a list is. */
export function progressOf(items: readonly ChecklistItemView[]): { done: number; total: number } {
  return { done: items.filter(({ done }) => done).length, total: items.length };
}

/** Adds an item for each line; false when it was refused, which has been said. */
export async function addItems(ticket: TicketId, text: string): Promise<boolean> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const [only] = lines;
  const done = only !== undefined && lines.length === 1 ? t("checklist.did.added", { text: only.trim() }) : t("checklist.did.addedMany", { count: lines.length });
  return (await act("checklist_add", { ticket, text }, { done, quiet: true })) !== null;
}

/** Ticks an item, or takes the tick away; `items` is the list that it stands in. */
export async function tickItem(item: ChecklistItemView, done: boolean, items: readonly ChecklistItemView[]): Promise<boolean> {
  const progress = progressOf(items.map((one) => (one.id === item.id ? { ...one, done } : one)));
  const says = t(done ? "checklist.did.ticked" : "checklist.did.unticked", { text: item.text, ...progress });
  return (await act("checklist_set", { item: item.id, done }, { done: says, quiet: true })) !== null;
}

export async function rewordItem(item: ChecklistItemView, text: string): Promise<boolean> {
  return (await act("checklist_set", { item: item.id, text }, { done: t("checklist.did.reworded", { text }), quiet: true })) !== null;
}

/** Moves an item a step up or down among its neighbours; a step beyond the end is none. */
export async function moveItem(item: ChecklistItemView, step: 1 | -1, items: readonly ChecklistItemView[]): Promise<void> {
  // What stands on a merged ticket keeps its place there.
  const own = items.filter(({ from }) => from?.ticket === item.from?.ticket);
  const to = own.findIndex(({ id }) => id === item.id) + step;
  const passed = own[to];
  if (passed === undefined) return;
  const place = step === 1 ? { after: passed.id, before: null } : { after: null, before: passed.id };
  await act("checklist_move", { item: item.id, ...place }, { done: t("checklist.did.moved", { text: item.text, place: to + 1, total: own.length }), quiet: true });
}

/** Takes an item off, with the offer to bring it back. */
export function removeItem(item: ChecklistItemView): Promise<boolean> {
  return change("checklist_remove", { item: item.id }, t("checklist.did.removed", { text: item.text }));
}
