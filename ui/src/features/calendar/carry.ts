/** @file Moving an item through the calendar: steps of a quarter of an hour and of a day, from the keyboard and under a pointer. */
import { addDays, minuteMillis, minuteOfDay, momentOf, onDay, startOfDay } from "../../lib/days";

export const stepMinutes = 15;
const lastMinute = 24 * 60 - stepMinutes;

/** The nearest quarter of an hour of the wall clock. */
export function snapped(minute: number): number {
  return Math.max(0, Math.min(lastMinute, Math.round(minute / stepMinutes) * stepMinutes));
}

export type Step = "earlier" | "later" | "dayBefore" | "dayAfter" | "weekBefore" | "weekAfter";

/** Returns the moment one step on; within a day the clock goes in quarters, and midnight is no wall. */
export function carried(at: number, step: Step): number {
  switch (step) {
    case "earlier":
    case "later": {
      const minute = minuteOfDay(at);
      const on = step === "later" ? Math.floor(minute / stepMinutes) * stepMinutes + stepMinutes : Math.ceil(minute / stepMinutes) * stepMinutes - stepMinutes;
      if (on > lastMinute) return addDays(at, 1);
      return on < 0 ? momentOf(addDays(at, -1), lastMinute) : momentOf(startOfDay(at), on);
    }
    case "dayBefore":
      return onDay(at, addDays(at, -1));
    case "dayAfter":
      return onDay(at, addDays(at, 1));
    case "weekBefore":
      return onDay(at, addDays(at, -7));
    case "weekAfter":
      return onDay(at, addDays(at, 7));
  }
}

/** Returns the end one step on: a visit takes a quarter of an hour at least, and a day at most. */
export function resized(from: number, until: number, by: 1 | -1): number {
  const to = until + by * stepMinutes * minuteMillis;
  return to < from + stepMinutes * minuteMillis || to > addDays(from, 1) ? until : to;
}
