/** @file Watching tickets for oneself, or no longer: one that is open, or all that are picked. */
import { call } from "../api/call";
import type { LookupsView, PersonId, TicketView } from "../api/gen";
import { problemWords } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { setTickets } from "./change.svelte";
import { namesOf, type Target } from "./selection.svelte";

/** Who watches stands in the tickets themselves, and each is read for it. */
const most = 100;

/** Watches all of them, or none where I watch all already: one change, and one to undo. Others stay. */
export async function turnWatch(targets: readonly Target[], me: PersonId, lookups: LookupsView | undefined): Promise<void> {
  if (targets.length > most) {
    toasts.add({ text: t("watch.many", { most }), tone: "danger" });
    return;
  }
  let read: TicketView[];
  try {
    read = await Promise.all(targets.map(({ id }) => call("ticket_get", { ticket: id })));
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
    return;
  }
  const watches = ({ watchers }: TicketView) => watchers.some(({ id }) => id === me);
  const on = !read.every(watches);
  const turned = read.filter((view) => watches(view) !== on).map(({ id }) => id);
  const done = t(on ? "did.watched" : "did.unwatched", { what: namesOf(targets.filter(({ id }) => turned.includes(id))) });
  await setTickets({ tickets: turned, ...(on ? { add_watchers: [me] } : { remove_watchers: [me] }) }, done, lookups);
}
