/** @file Business hours as people type them (`9-12:30, 13-17`), and days off while somebody edits them. */
import type { HolidayView, NamedCalendar, WallInterval, Weekday } from "../../../api/gen";

export const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const endOfDay = 24 * 60;

/** Reads `9`, `09:30` and `24:00` as minutes of the day; null for what is no time. */
export function readTime(text: string): number | null {
  const parts = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim());
  if (parts === null) return null;
  const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0);
  return Number(parts[2] ?? 0) > 59 || minutes > endOfDay ? null : minutes;
}

export function timeText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Reads the intervals of a day; an empty text is a closed day, and null is no list of intervals. */
export function readIntervals(text: string): WallInterval[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== "");
  const intervals: [number, number][] = [];
  for (const part of parts) {
    const ends = part.split(/\s*[-–]\s*/);
    const from = ends.length === 2 ? readTime(ends[0] ?? "") : null;
    const to = ends.length === 2 ? readTime(ends[1] ?? "") : null;
    if (from === null || to === null || from >= to) return null;
    intervals.push([from, to]);
  }
  intervals.sort(([one], [other]) => one - other);
  if (intervals.some(([from], index) => index > 0 && from < (intervals[index - 1]?.[1] ?? 0))) return null;
  return intervals.map(([from, to]): WallInterval => [timeText(from), timeText(to)]);
}

export function intervalsText(intervals: readonly WallInterval[] | undefined): string {
  return (intervals ?? []).map(([from, to]) => `${from}–${to}`).join(", ");
}

/** The parts of a day that are open, in percent of the day, for the picture beside the text. */
export function bars(intervals: readonly WallInterval[] | undefined): { start: number; size: number }[] {
  return (intervals ?? []).map(([from, to]) => {
    const start = readTime(from) ?? 0;
    const end = readTime(to) ?? start;
    return { start: (start / endOfDay) * 100, size: ((end - start) / endOfDay) * 100 };
  });
}

/** How many hours a week the calendar is open, in minutes. */
export function weekMinutes(calendar: NamedCalendar): number {
  const minutes = (intervals: readonly WallInterval[] | undefined) => (intervals ?? []).reduce((sum, [from, to]) => sum + (readTime(to) ?? 0) - (readTime(from) ?? 0), 0);
  return weekdays.reduce((sum, day) => sum + minutes(calendar.hours[day]), 0);
}

export function withHours(calendar: NamedCalendar, day: Weekday, intervals: WallInterval[]): NamedCalendar {
  return { ...calendar, hours: { ...calendar.hours, [day]: intervals } };
}

/** Every weekday from Tuesday to Friday like Monday. */
export function weekLikeMonday(calendar: NamedCalendar): NamedCalendar {
  const monday = calendar.hours.mon ?? [];
  return { ...calendar, hours: { ...calendar.hours, tue: monday, wed: monday, thu: monday, fri: monday } };
}

/** The days off of a calendar, soonest first. */
export function daysOff(calendar: NamedCalendar): HolidayView[] {
  const nameOf = (date: string) => calendar.holiday_names?.[date] ?? "";
  const whole = calendar.holidays.map((date) => ({ date, name: nameOf(date), off: [] }));
  const partial = Object.entries(calendar.partial_holidays ?? {}).map(([date, off]) => ({ date, name: nameOf(date), off }));
  return [...whole, ...partial.filter(({ date }) => !calendar.holidays.includes(date))].sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** Takes a day off, in place of what stood at its date. */
export function withDayOff(calendar: NamedCalendar, { date, name, off }: HolidayView): NamedCalendar {
  const without = withoutDayOff(calendar, date);
  return {
    ...without,
    holidays: off.length === 0 ? [...without.holidays, date].sort() : without.holidays,
    partial_holidays: off.length === 0 ? (without.partial_holidays ?? {}) : { ...without.partial_holidays, [date]: [...off] },
    holiday_names: name.trim() === "" ? (without.holiday_names ?? {}) : { ...without.holiday_names, [date]: name.trim() },
  };
}

export function withoutDayOff(calendar: NamedCalendar, date: string): NamedCalendar {
  const but = <T>(of: { [key in string]: T } | undefined) => Object.fromEntries(Object.entries(of ?? {}).filter(([one]) => one !== date));
  return { ...calendar, holidays: calendar.holidays.filter((one) => one !== date), partial_holidays: but(calendar.partial_holidays), holiday_names: but(calendar.holiday_names) };
}

/** Takes in the days of a file; returns how many were not there before. */
export function withDaysOff(calendar: NamedCalendar, days: readonly HolidayView[]): { calendar: NamedCalendar; added: number } {
  const known = new Set(daysOff(calendar).map(({ date }) => date));
  return { calendar: days.reduce(withDayOff, calendar), added: days.filter(({ date }) => !known.has(date)).length };
}

/** Whether text names a day: `2026-12-25`. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const date = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return date.toISOString().slice(0, 10) === text;
}
