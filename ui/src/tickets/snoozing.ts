/** @file Putting tickets off, for oneself or for everybody: the menu of near moments, a typed one, and the way back. */
import { call } from "../api/call";
import type { LookupsView, SnoozeUntil, TicketId } from "../api/gen";
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu, MenuEntry } from "../kit/menu.svelte";
import { change, changeOrAsk, type Named } from "./change.svelte";
import { nearMoments, readMoment } from "./when";

const quarter = 15;
const hour = 60;

export interface Sleeper {
  id: TicketId;
  snoozed_until?: number;
}

/** A menu of moments; `put` is told the one that was picked, with how one says it. */
function momentMenu(label: string, first: readonly MenuEntry[], near: readonly MenuEntry[], put: (until: SnoozeUntil, said: string) => void): Menu {
  return {
    label,
    kind: "pick",
    search: t("snooze.search"),
    create: {
      label: (text) => formatDate(readMoment(text, Date.now()) ?? Date.now(), "full"),
      act: (text) => {
        const at = readMoment(text, Date.now());
        if (at !== null) put({ until: "at", at }, formatDate(at, "full"));
      },
      refuses: (text) => {
        const at = readMoment(text, Date.now());
        if (at === null) return t("due.unknown", { text });
        return at <= Date.now() ? t("reminder.when.past") : null;
      },
    },
    entries: () => [
      ...first,
      // What is wanted most comes first, so that Enter takes it.
      { id: "tomorrow", label: t("snooze.tomorrow"), act: () => put({ until: "tomorrow" }, t("snooze.tomorrow.said")) },
      ...near,
      ...nearMoments(Date.now())
        .filter(({ id }) => id === "monday" || id === "week")
        .map(({ id, at }) => ({ id, label: t(`due.${id}`), detail: formatDate(at, "weekday-time"), act: () => put({ until: "at", at }, formatDate(at, "full")) })),
    ],
  };
}

/** The menu of `B`; `done` is told once it happened, such as to let go of a selection. */
export function snoozeMenu(tickets: readonly Sleeper[], what: string, done: () => void = () => undefined): Menu {
  const ids = tickets.map(({ id }) => id);
  const put = (until: SnoozeUntil, said: string) =>
    void change("ticket_snooze", { tickets: ids, until }, t("did.snoozed", { what, until: said })).then((did) => {
      if (did) done();
    });
  const soon = (id: "quarter" | "hour", minutes: number): MenuEntry => {
    const at = formatDate(Date.now() + minutes * 60_000, "time");
    return { id, label: t(`snooze.${id}`), detail: at, act: () => put({ until: "minutes", minutes }, at) };
  };
  const wake = () => void change("ticket_wake", { tickets: ids }, t("did.woken", { what }));
  const awake = tickets.every((one) => one.snoozed_until === undefined);
  const back: MenuEntry[] = awake ? [] : [{ id: "wake", label: t("snooze.wake"), act: wake }, "line"];
  return momentMenu(t("act.snoozeOf", { what }), back, [soon("quarter", quarter), soon("hour", hour)], put);
}

/** The menu that puts tickets on hold for everybody, until they are work again by themselves. */
export function postponeMenu(tickets: readonly Named[], what: string, lookups: LookupsView | undefined, done: () => void = () => undefined): Menu {
  const ids = tickets.map(({ id }) => id);
  const put = (until: SnoozeUntil, said: string) =>
    void changeOrAsk(({ fill }) => call("ticket_postpone", { tickets: ids, until, fill }), { done: t("did.postponed", { what, until: said }), tickets: ids.length, about: tickets, follow: done }, lookups);
  return momentMenu(t("act.postponeOf", { what }), [], [], put);
}
