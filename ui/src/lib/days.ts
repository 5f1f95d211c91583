/** @file Days of the wall calendar: where one begins, the week and month around it, and moments of a day, right across clock changes. */
import { systemZone } from "./here.svelte";

export const minuteMillis = 60_000;

/** The wall time of a moment. Whoever shows it looks again when the computer travels. */
function wall(at: number): Date {
  systemZone();
  return new Date(at);
}

/** Returns midnight of the day that `at` lies in, in the zone of this computer. */
export function startOfDay(at: number): number {
  return wall(at).setHours(0, 0, 0, 0);
}

/** Returns midnight `days` days on; a day of a clock change is 23 or 25 hours long, so nothing is multiplied. */
export function addDays(at: number, days: number): number {
  const date = wall(startOfDay(at));
  date.setDate(date.getDate() + days);
  return date.getTime();
}

/** Returns the same day of the month `months` months on, or the last day of a shorter month. */
export function addMonths(at: number, months: number): number {
  const date = wall(startOfDay(at));
  const wanted = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + months);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(wanted, last));
  return date.getTime();
}

/** Returns the first day of the week of `at`; `first` is 0 for Sunday to 6 for Saturday. */
export function startOfWeek(at: number, first: number): number {
  return addDays(at, -((wall(at).getDay() - first + 7) % 7));
}

/** Which weekday begins a week where the reader lives; Monday where the engine does not know. */
export function firstWeekday(language: string): number {
  return firstDayOf(new Intl.Locale(language)) % 7;
}

/** Older engines have a property where newer ones have a method, or neither. */
function firstDayOf(locale: { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } }): number {
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}

export function daysFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** The whole weeks that show the month of `at`: 28, 35 or 42 days. */
export function monthDays(at: number, first: number): number[] {
  const date = wall(at);
  const begins = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  const ends = new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
  const start = startOfWeek(begins, first);
  let weeks = 4;
  while (addDays(start, weeks * 7) < ends) weeks += 1;
  return daysFrom(start, weeks * 7);
}

/** Writes a day for an address: `2026-11-26`. */
export function dayKey(at: number): string {
  const date = wall(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Reads `2026-11-26`; null for anything that is no day. */
export function readDay(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  systemZone();
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? date.getTime() : null;
}

/** The wall-clock minutes since midnight, as a day's column draws them: 540 for 09:00. */
export function minuteOfDay(at: number): number {
  const date = wall(at);
  return date.getHours() * 60 + date.getMinutes() + date.getSeconds() / 60;
}

/** Returns the moment at `minutes` of the wall clock of a day. */
export function momentOf(day: number, minutes: number): number {
  const date = wall(day);
  date.setHours(Math.floor(minutes / 60), Math.round(minutes % 60), 0, 0);
  return date.getTime();
}

/** Returns the same wall time on another day. */
export function onDay(at: number, day: number): number {
  return momentOf(startOfDay(day), minuteOfDay(at));
}
