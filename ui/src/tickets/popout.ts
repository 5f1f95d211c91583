/** @file A ticket in a window of its own: where there are windows, and not from one that is such a window itself. */
import { act } from "../api/act";
import { inWindow } from "../api/files";
import type { TicketId } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { router } from "../lib/router.svelte";

export const mayPopOut = inWindow && router.own === null;

/** Opens it, or brings its window forward; false when it does not stand then. */
export async function popOut(ticket: TicketId): Promise<boolean> {
  const popped = await act("window_pop_out", { ticket });
  if (popped?.stands === false) toasts.add({ text: t("popOut.many", { count: popped.most }) });
  return popped?.stands === true;
}
