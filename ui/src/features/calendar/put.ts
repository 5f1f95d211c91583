/** @file Puts a calendar item at another moment: each kind has its own command, and every one can be taken back. */
import type { AgendaItem } from "../../api/gen";
import { formatDate, t } from "../../i18n/words.svelte";
import { change, setTickets } from "../../tickets/change.svelte";

/** Returns whether it was put there. */
export async function put(item: AgendaItem, at: number): Promise<boolean> {
  const values = { number: item.number, at: formatDate(at, "full") };
  switch (item.what.is) {
    case "due":
    case "visit":
      return false;
    case "follow_up":
      return setTickets({ tickets: [item.ticket], fields: { due: at } }, t("calendar.dropped.follow_up", values));
    case "reminder":
      return change("reminder_move", { reminder: item.what.reminder, at }, t("calendar.dropped.reminder", values));
    case "snooze":
      return change("ticket_snooze", { tickets: [item.ticket], until: { until: "at", at } }, t("calendar.dropped.snooze", values));
  }
}

/** Takes the moment away: no due date, no reminder, not put off any more. */
export async function clear(item: AgendaItem): Promise<boolean> {
  switch (item.what.is) {
    case "due":
    case "visit":
      return false;
    case "follow_up":
      return setTickets({ tickets: [item.ticket], fields: { due: null } }, t("did.dueCleared", { what: item.number }));
    case "reminder":
      return change("reminder_remove", { reminder: item.what.reminder }, t("calendar.cleared.reminder", { number: item.number }));
    case "snooze":
      return change("ticket_wake", { tickets: [item.ticket] }, t("calendar.cleared.snooze", { number: item.number }));
  }
}
