/** @file What a calendar item is called, what it looks like, and whether it can be moved. */
import AlarmClock from "@lucide/svelte/icons/alarm-clock";
import Bell from "@lucide/svelte/icons/bell";
import CalendarCheck from "@lucide/svelte/icons/calendar-check-2";
import MapPin from "@lucide/svelte/icons/map-pin";
import type { AgendaItem, AgendaWhat, PersonId } from "../../api/gen";
import { formatDate, formatTimes, t, type PlainKey } from "../../i18n/words.svelte";
import type { IconComponent } from "../../kit/glyph";
import { minuteMillis } from "../../lib/days";
import { isOver } from "../../visits/day";
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

/** Why it stays where it is: a clock follows from policy and history, and a visit that took place did so then. */
export function stillBecause({ what }: AgendaItem): PlainKey | null {
  switch (what.is) {
    case "due":
      return "calendar.still.clock";
    case "visit":
      return isOver(what.state) ? "calendar.still.visit" : null;
    case "follow_up":
    case "reminder":
    case "snooze":
      return null;
  }
}

export function isMovable(item: AgendaItem): boolean {
  return stillBecause(item) === null;
}

/** Where an item would stand: only a visit has an end and somebody who goes there. */
export interface Place {
  at: number;
  until?: number | undefined;
  technician?: { id: PersonId | null; name: string } | undefined;
}

export function placeOf({ at, what }: AgendaItem): Place {
  return what.is === "visit" ? { at, until: what.until, technician: { id: what.technician, name: what.technician_name ?? "" } } : { at };
}

/** The item at another place; a visit stays as long as it is unless that says otherwise. */
export function movedTo(item: Item, { at, until, technician }: Place): Item {
  if (item.what.is !== "visit") return { ...item, at };
  const goes = technician === undefined ? {} : { technician: technician.id, technician_name: technician.name };
  return { ...item, at, what: { ...item.what, ...goes, until: until ?? item.what.until + at - item.at } };
}

/** How many minutes it takes on the calendar; a moment takes `least`, so that it can be read. */
export function minutesOf({ at, what }: AgendaItem, least: number): number {
  return what.is === "visit" ? Math.max(least, (what.until - at) / minuteMillis) : least;
}

/** Who it is about: who goes there, else whose ticket it is. */
export function whoOf({ what, assignee_name }: AgendaItem): string | null {
  return what.is === "visit" ? what.technician_name : assignee_name;
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
      return t("calendar.one.visit");
  }
}

/** What stands in a narrow box: a reminder's own words, else the subject. */
export function shortOf(item: AgendaItem): string {
  return item.what.is === "reminder" && item.what.note !== null ? item.what.note : item.subject;
}

/** The whole item as one sentence, for the tooltip and for people who listen. */
export function sentenceOf(item: AgendaItem, now: number): string {
  const state = stateOf(item, now);
  const visit = item.what.is === "visit" ? item.what : null;
  return [
    visit === null ? formatDate(item.at, "full") : `${formatDate(item.at, "weekday-date")}, ${formatTimes(item.at, visit.until)}`,
    headOf(item),
    state === null ? "" : t(`calendar.state.${state}`),
    visit === null ? "" : t(`visit.state.${visit.state}`),
    `${item.number} ${item.subject}`,
    whoOf(item) ?? t(visit === null ? "card.said.nobody" : "visit.technician.none"),
    visit?.address ?? "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
