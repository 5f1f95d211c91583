/** @file The period that a dashboard is about: whole days up to and with today, or from one day to another. */
import { addDays, addMonths, dayKey, readDay, startOfDay, startOfWeek } from "../../lib/days";

export const lengths = ["7", "28", "90"] as const;

/** What one picks with a press, beside lengths; what is not over yet ends with today. */
export const spans = ["this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year"] as const;
export type Span = (typeof spans)[number];

/** As much as the desk counts at once. */
const longestDays = 731;

export interface Period {
  from: number;
  /** Not included. */
  to: number;
  /** `7`, `28` or `90` days up to today; null for days of one's own. */
  length: (typeof lengths)[number] | null;
}

/** Reads the period of an address; anything odd is four weeks. */
export function readPeriod(query: URLSearchParams, now: number): Period {
  const [first, last] = [readDay(query.get("from") ?? ""), readDay(query.get("until") ?? "")];
  if (first !== null && last !== null && first <= last) return { from: first, to: addDays(last, 1), length: null };
  const length = lengths.find((one) => one === query.get("days")) ?? "28";
  const to = addDays(startOfDay(now), 1);
  return { from: addDays(to, -Number(length)), to, length };
}

export function writePeriod(period: Period): Record<string, string> {
  if (period.length !== null) return { days: period.length };
  return { from: dayKey(period.from), until: dayKey(addDays(period.to, -1)) };
}

const dayMillis = 86_400_000;

/** How many days a period has; a day of a clock change is one as well. */
export function daysIn({ from, to }: Pick<Period, "from" | "to">): number {
  return Math.round((to - from) / dayMillis);
}

/** What a period is compared with: as many days, right in front of it. */
export function before(period: Pick<Period, "from" | "to">): { from: number; to: number } {
  return { from: addDays(period.from, -daysIn(period)), to: period.from };
}

/** The days of a span of the calendar; a week begins on the weekday `first`, 0 for Sunday. */
export function daysOfSpan(span: Span, now: number, first: number): { from: number; to: number } {
  const today = startOfDay(now);
  const month = addDays(today, 1 - new Date(today).getDate());
  const begins = {
    week: startOfWeek(today, first),
    month,
    quarter: addMonths(month, -(new Date(today).getMonth() % 3)),
    year: addMonths(month, -new Date(today).getMonth()),
  };
  const tomorrow = addDays(today, 1);
  switch (span) {
    case "this_week":
      return { from: begins.week, to: tomorrow };
    case "last_week":
      return { from: addDays(begins.week, -7), to: begins.week };
    case "this_month":
      return { from: begins.month, to: tomorrow };
    case "last_month":
      return { from: addMonths(begins.month, -1), to: begins.month };
    case "this_quarter":
      return { from: begins.quarter, to: tomorrow };
    case "last_quarter":
      return { from: addMonths(begins.quarter, -3), to: begins.quarter };
    case "this_year":
      return { from: begins.year, to: tomorrow };
    case "last_year":
      return { from: addMonths(begins.year, -12), to: begins.year };
  }
}

/** What is wrong with a day, and with which of the two. */
export type DatesWrong = { at: "first" | "last"; is: "missing" | "order" | "future" | "long" };

/** Reads two days as a form has them, the last one included. */
export function readDates(first: string, last: string, now: number): { period: Period; wrong: null } | { period: null; wrong: DatesWrong } {
  const refuse = (at: DatesWrong["at"], is: DatesWrong["is"]) => ({ period: null, wrong: { at, is } });
  const [from, until] = [readDay(first), readDay(last)];
  if (from === null) return refuse("first", "missing");
  if (until === null) return refuse("last", "missing");
  if (from > startOfDay(now)) return refuse("first", "future");
  if (until > startOfDay(now)) return refuse("last", "future");
  if (until < from) return refuse("last", "order");
  const period: Period = { from, to: addDays(until, 1), length: null };
  return daysIn(period) > longestDays ? refuse("first", "long") : { period, wrong: null };
}
