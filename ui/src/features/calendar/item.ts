/** @file What a calendar item is called, what it looks like, and whether it can be moved. */
import AlarmClock from "@lucide/svelte/icons/alarm-clock";
import Bell from "@lucide/svelte/icons/bell";
import CalendarCheck from "@lucide/svelte/icons/calendar-check-2";
import MapPin from "@lucide/svelte/icons/map-pin";
import type { AgendaItem, AgendaWhat } from "../../api/gen";
import { formatDate, t } from "../../i18n/words.svelte";
import type { IconComponent } from "../../kit/glyph";
import { slaStateAt, type SlaClock, type SlaState } from "../../lib/time";

export type Kind = AgendaWhat["is"];

export interface Item extends AgendaItem {
  /** What it keeps through a move: its kind and what it is of. */
  id: string;
}

export const kinds: readonly Kind[] = ["due", "follow_up", "visit", "reminder", "snooze"];

/** The glyph of a kind; a clock shows the shape of its state instead. */
export const kindIcons: Record<Exclude<Kind, "due">, IconComponent> = { follow_up: CalendarCheck, reminder: Bell, snooze: AlarmClock, visit: MapPin };

/** Gives an item of the agenda the name that it keeps. */
export function itemOf(item: AgendaItem): Item {
  switch (item.what.is) {
    case "due":
      return { ...item, id: `due-${item.what.metric}-${item.ticket}` };
    case "follow_up":
      return { ...item, id: `follow_up-${item.ticket}` };
    case "reminder":
    case "snooze":
      return { ...item, id: `${item.what.is}-${item.what.reminder}` };
    case "visit":
      return { ...item, id: `visit-${item.what.visit}` };
  }
}

/** A clock follows from policy and history; everything else stands where somebody put it. */
export function isMovable(item: AgendaItem): boolean {
  return item.what.is !== "due" && item.what.is !== "visit";
}

/** The clock of an item, as chips count it; null when it is no clock. */
export function clockOf(item: AgendaItem): SlaClock | null {
  return item.what.is === "due" ? { state: item.what.state, due: item.at, at_risk: null } : null;
}

export function stateOf(item: AgendaItem, now: number): SlaState | null {
  const clock = clockOf(item);
  return clock === null ? null : slaStateAt(clock, now);
}

/** What the item is: `Resolution`, `Due`, `Call back`. */
export function headOf({ what }: AgendaItem): string {
  switch (what.is) {
    case "due":
      return t(`metric.${what.metric}`);
    case "reminder":
      return what.note ?? t("calendar.one.reminder");
    case "follow_up":
      return t("calendar.one.follow_up");
    case "snooze":
      return t("calendar.one.snooze");
    case "visit":
      return what.technician_name ?? t("calendar.one.visit");
  }
}

/** What stands in a narrow box: a reminder's own words, else the subject. */
export function shortOf(item: AgendaItem): string {
  return item.what.is === "reminder" && item.what.note !== null ? item.what.note : item.subject;
}

/** The whole item as one sentence, for the tooltip and for people who listen. */
export function sentenceOf(item: AgendaItem, now: number): string {
  const state = stateOf(item, now);
  return [
    formatDate(item.at, "full"),
    headOf(item),
    state === null ? "" : t(`calendar.state.${state}`),
    `${item.number} ${item.subject}`,
    item.assignee_name ?? t("card.said.nobody"),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
