/** @file Putting tickets off: the menu of near moments, a typed one, and the way back. */
import type { SnoozeUntil, TicketId } from "../api/gen";
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu, MenuEntry } from "../kit/menu.svelte";
import { change } from "./change.svelte";
import { nearMoments, readMoment } from "./when";

const quarter = 15;
const hour = 60;

export interface Sleeper {
  id: TicketId;
  snoozed_until?: number;
}

/** Puts tickets off; `what` names them, `said` says until when. */
function snooze(tickets: readonly Sleeper[], what: string, until: SnoozeUntil, said: string, done: () => void): void {
  void change("ticket_snooze", { tickets: tickets.map(({ id }) => id), until }, t("did.snoozed", { what, until: said })).then((did) => {
    if (did) done();
  });
}

/** The menu of `B`; `done` is told once it happened, such as to let go of a selection. */
export function snoozeMenu(tickets: readonly Sleeper[], what: string, done: () => void = () => undefined): Menu {
  const put = (until: SnoozeUntil, said: string) => () => snooze(tickets, what, until, said, done);
  const awake = tickets.every((one) => one.snoozed_until === undefined);
  const wake = () => void change("ticket_wake", { tickets: tickets.map(({ id }) => id) }, t("did.woken", { what }));
  const back: MenuEntry[] = awake ? [] : [{ id: "wake", label: t("snooze.wake"), act: wake }, "line"];
  return {
    label: t("act.snoozeOf", { what }),
    kind: "pick",
    search: t("snooze.search"),
    create: {
      label: (text) => formatDate(readMoment(text, Date.now()) ?? Date.now(), "full"),
      act: (text) => {
        const at = readMoment(text, Date.now());
        if (at !== null) put({ until: "at", at }, formatDate(at, "full"))();
      },
      refuses: (text) => {
        const at = readMoment(text, Date.now());
        if (at === null) return t("due.unknown", { text });
        return at <= Date.now() ? t("reminder.when.past") : null;
      },
    },
    entries: () => [
      ...back,
      // What is wanted most comes first, so that Enter takes it.
      { id: "tomorrow", label: t("snooze.tomorrow"), act: put({ until: "tomorrow" }, t("snooze.tomorrow.said")) },
      { id: "quarter", label: t("snooze.quarter"), detail: formatDate(Date.now() + quarter * 60_000, "time"), act: put({ until: "minutes", minutes: quarter }, formatDate(Date.now() + quarter * 60_000, "time")) },
      { id: "hour", label: t("snooze.hour"), detail: formatDate(Date.now() + hour * 60_000, "time"), act: put({ until: "minutes", minutes: hour }, formatDate(Date.now() + hour * 60_000, "time")) },
      ...nearMoments(Date.now())
        .filter(({ id }) => id === "monday" || id === "week")
        .map(({ id, at }) => ({ id, label: t(`due.${id}`), detail: formatDate(at, "weekday-time"), act: put({ until: "at", at }, formatDate(at, "full")) })),
    ],
  };
}
