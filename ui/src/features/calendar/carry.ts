/** @file Moving an item through the calendar: steps of a quarter of an hour and of a day, from the keyboard and under a pointer. */
import { addDays, minuteOfDay, momentOf, onDay, startOfDay } from "../../lib/days";

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
