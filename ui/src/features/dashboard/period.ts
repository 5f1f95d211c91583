/** @file The period that a dashboard is about: whole days up to and with today, or from one day to another. */
import { addDays, dayKey, readDay, startOfDay } from "../../lib/days";

export const lengths = ["7", "28", "90"] as const;

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
