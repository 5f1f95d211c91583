/** @file Puts a calendar item at another moment: each kind has its own command, and every one can be taken back. */
import { call } from "../../api/call";
import type { AgendaItem, PersonId, VisitView } from "../../api/gen";
import { problemWords } from "../../api/problem";
import { formatDate, t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { spokenSpan } from "../../lib/time";
import { change, setTickets } from "../../tickets/change.svelte";
import type { Place } from "./item";

/** A plan is written as a whole: what the calendar does not show of it stays as it is. */
async function planAgain(item: AgendaItem, visit: string, windowOf: (was: VisitView) => { from: number; until: number } | null, done: string, technician?: PersonId | null): Promise<boolean> {
  let was: VisitView | undefined;
  try {
    was = (await call("visit_list", { ticket: item.ticket, from: null, to: null, technicians: [], unscheduled: false })).find(({ id }) => id === visit);
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
    return false;
  }
  if (was === undefined) {
    toasts.add({ text: t("problem.gone"), tone: "danger" });
    return false;
  }
  const window = windowOf(was);
  return change("visit_set", { visit, technician: technician === undefined ? was.technician : technician, address: was.address, purpose: was.purpose, from: window?.from ?? null, until: window?.until ?? null }, done);
}

/** Returns whether it was put there. */
export async function put(item: AgendaItem, place: Place): Promise<boolean> {
  const { at } = place;
  const values = { number: item.number, at: formatDate(at, "full") };
  switch (item.what.is) {
    case "due":
      return false;
    case "follow_up":
      return setTickets({ tickets: [item.ticket], fields: { due: at } }, t("calendar.dropped.follow_up", values));
    case "reminder":
      return change("reminder_move", { reminder: item.what.reminder, at }, t("calendar.dropped.reminder", values));
    case "snooze":
      return change("ticket_snooze", { tickets: [item.ticket], until: { until: "at", at } }, t("calendar.dropped.snooze", values));
    case "visit": {
      const { visit, until, technician } = item.what;
      const longer = (place.until ?? 0) - at - (until - item.at);
      const other = place.technician !== undefined && place.technician.id !== technician ? place.technician : undefined;
      const said =
        other !== undefined
          ? t("calendar.dropped.given", { ...values, name: other.name === "" ? t("visit.technician.none") : other.name })
          : place.until !== undefined && longer !== 0
            ? t("calendar.dropped.resized", { ...values, until: formatDate(place.until, "time"), span: spokenSpan(place.until - at) })
            : t("visit.did.moved", values);
      // As long as it is by now, which may be another length than the calendar shows.
      const windowOf = ({ from, until: end }: VisitView) => ({ from: at, until: place.until !== undefined && longer !== 0 ? place.until : at + (from !== null && end !== null ? end - from : until - item.at) });
      return planAgain(item, visit, windowOf, said, other?.id);
    }
  }
}

/** Takes the moment away: no due date, no reminder, not put off any more. */
export async function clear(item: AgendaItem): Promise<boolean> {
  switch (item.what.is) {
    case "due":
      return false;
    case "follow_up":
      return setTickets({ tickets: [item.ticket], fields: { due: null } }, t("did.dueCleared", { what: item.number }));
    case "reminder":
      return change("reminder_remove", { reminder: item.what.reminder }, t("calendar.cleared.reminder", { number: item.number }));
    case "snooze":
      return change("ticket_wake", { tickets: [item.ticket] }, t("calendar.cleared.snooze", { number: item.number }));
    case "visit":
      return planAgain(item, item.what.visit, () => null, t("visit.did.unscheduled", { number: item.number }));
  }
}
