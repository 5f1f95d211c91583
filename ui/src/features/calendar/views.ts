/** @file The four views of the calendar: which days each shows, how far one step goes, and how it stands in the address. */
import { addDays, addMonths, dayKey, daysFrom, monthDays, readDay, startOfDay, startOfWeek } from "../../lib/days";

export const viewNames = ["day", "week", "month", "agenda"] as const;
export type ViewName = (typeof viewNames)[number];

const agendaDays = 14;

export interface View {
  name: ViewName;
  /** Midnight of the day that it is about. */
  day: number;
}

/** Reads `#/calendar/week/2026-11-26`; what is missing or odd is the remembered view of today. */
export function readView(path: readonly string[], remembered: ViewName, now: number): View {
  const name = viewNames.find((one) => one === path[0]) ?? remembered;
  return { name, day: readDay(path[1] ?? "") ?? startOfDay(now) };
}

export function viewPath({ name, day }: View): string[] {
  return [name, dayKey(day)];
}

/** The days in sight; each is midnight. */
export function daysOf({ name, day }: View, firstWeekday: number): number[] {
  switch (name) {
    case "day":
      return [day];
    case "week":
      return daysFrom(startOfWeek(day, firstWeekday), 7);
    case "month":
      return monthDays(day, firstWeekday);
    case "agenda":
      return daysFrom(day, agendaDays);
  }
}

/** The moments from which, and up to which, items are wanted. */
export function spanOf(view: View, firstWeekday: number): { from: number; to: number } {
  const days = daysOf(view, firstWeekday);
  return { from: days[0] ?? view.day, to: addDays(days.at(-1) ?? view.day, 1) };
}

/** The view one step earlier (-1) or later (1). */
export function stepped({ name, day }: View, by: -1 | 1): View {
  switch (name) {
    case "day":
      return { name, day: addDays(day, by) };
    case "week":
      return { name, day: addDays(day, 7 * by) };
    case "month":
      return { name, day: addMonths(day, by) };
    case "agenda":
      return { name, day: addDays(day, agendaDays * by) };
  }
}
