/** @file Moments as people give them: a few near ones to pick from, and a typed date, ahead or behind, that is understood or not. */
import { readerLocale, t } from "../i18n/words.svelte";
import { addDays, dayKey, minuteOfDay, momentOf } from "../lib/days";
import { readSpan } from "../lib/span";

export interface Moment {
  /** Which of the offered moments; also the end of its word key. */
  id: "today" | "tomorrow" | "monday" | "week";
  /** Milliseconds since 1970. */
  at: number;
}

const workBegins = 9;
const workEnds = 17;

/** Returns the moments to offer at `now`, soonest first; what has passed is not offered, and no moment twice. */
export function nearMoments(now: number): Moment[] {
  const at = (days: number, hour: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(hour, 0, 0, 0);
    return date.getTime();
  };
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const moments: Moment[] = [
    { id: "today", at: at(0, workEnds) },
    { id: "tomorrow", at: at(1, workBegins) },
    { id: "monday", at: at(untilMonday, workBegins) },
    { id: "week", at: at(7, workBegins) },
  ];
  return moments
    .filter((moment, index) => moment.at > now && moments.findIndex((one) => one.at === moment.at) === index)
    .sort((one, other) => one.at - other.at);
}

/**
 * Understands `2026-11-24`, `2026-11-24 14:30`, `24.11.2026`, `14:30`, `in 2h`, `tomorrow 9:00` and `thu 9:00`; null for anything else.
 *
 * `words` are the reader's own; a day without a time means when work ends, a weekday or tomorrow when it begins.
 */
export function readMoment(text: string, now: number, words: DayWords = dayWords()): number | null {
  const wanted = text.trim().toLowerCase();
  const date = readDate(wanted);
  if (date !== undefined) return date;
  return readTime(wanted, now) ?? readLater(wanted, now, words) ?? readWeekday(wanted, now, words);
}

/**
 * Understands the same of what lies behind: `14:30` and `tue 9:00` are the last ones, `yesterday` and `-2h` count back.
 *
 * A day without a time means when work ended; today means now. A date that is ahead stays one: whoever asked says so.
 */
export function readEarlier(text: string, now: number, words: DayWords = dayWords()): number | null {
  const wanted = text.trim().toLowerCase();
  const date = readDate(wanted);
  if (date !== undefined) return date !== null && date > now && !wanted.includes(":") && dayKey(date) === dayKey(now) ? now : date;
  const minutes = wallMinutes(wanted);
  if (minutes !== null) return lastOf(now, minutes, 1, now);
  const back = /^[-\u2212]\s?(.+)$/.exec(wanted)?.[1];
  if (back !== undefined) {
    const seconds = readSpan(back);
    return seconds === null ? null : now - seconds * 1_000;
  }
  const named = readName(wanted);
  if (named === null) return null;
  if (named.name === words.today) return named.minutes === null ? now : momentOf(now, named.minutes);
  if (named.name === words.yesterday) return momentOf(addDays(now, -1), named.minutes ?? workEnds * 60);
  const weekday = words.weekdays.findIndex((one) => one.startsWith(named.name));
  const away = (new Date(now).getDay() - weekday + 7) % 7;
  return weekday === -1 ? null : lastOf(addDays(now, -away), named.minutes ?? workEnds * 60, 7, now);
}

/** Writes a moment the way that the two above read it, to the minute. */
export function writeMoment(at: number): string {
  const minutes = Math.floor(minuteOfDay(at));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${dayKey(at)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The moment of that day, or so many days before where it has not come yet. */
function lastOf(day: number, minutes: number, days: number, now: number): number {
  const found = momentOf(day, minutes);
  return found <= now ? found : momentOf(addDays(day, -days), minutes);
}

/** Nothing where there is no date in it, and null for one that no calendar has. */
function readDate(wanted: string): number | null | undefined {
  // 24.11.2026 is a day before a month wherever dates have dots; a date with slashes means two things, and is none.
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t](\d{1,2}):(\d{2}))?$/.exec(wanted.replace(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})/, "$3-$2-$1"));
  if (date === null) return undefined;
  const [year = 0, month = 0, day = 0] = date.slice(1, 4).map(Number);
  const hour = date[4] === undefined ? workEnds : Number(date[4]);
  const minute = date[5] === undefined ? 0 : Number(date[5]);
  const found = new Date(year, month - 1, day, hour, minute);
  // JavaScript makes 31 February into 3 March; here it is a mistake.
  const same = found.getMonth() === month - 1 && found.getDate() === day && found.getHours() === hour;
  return same ? found.getTime() : null;
}

function readTime(wanted: string, now: number): number | null {
  const minutes = wallMinutes(wanted);
  if (minutes === null) return null;
  const found = momentOf(now, minutes);
  return found > now ? found : momentOf(addDays(now, 1), minutes);
}

/** `in 2h` and `+45m`: a span from now on. */
function readLater(wanted: string, now: number, words: DayWords): number | null {
  const rest = wanted.startsWith("+") ? wanted.slice(1) : wanted.startsWith(`${words.in} `) ? wanted.slice(words.in.length) : null;
  const seconds = rest === null ? null : readSpan(rest);
  return seconds === null ? null : now + seconds * 1_000;
}

/** `thu`, `thursday 9:00`, `tomorrow`: always ahead, a weekday at most a week. */
function readWeekday(wanted: string, now: number, words: DayWords): number | null {
  const named = readName(wanted);
  if (named === null) return null;
  const { name } = named;
  const minutes = named.minutes ?? workBegins * 60;
  if (name === words.tomorrow) return momentOf(addDays(now, 1), minutes);
  if (name === words.today) return momentOf(now, minutes);
  const weekday = words.weekdays.findIndex((one) => one.startsWith(name));
  if (weekday === -1) return null;
  const away = (weekday - new Date(now).getDay() + 7) % 7;
  const found = momentOf(addDays(now, away), minutes);
  return found > now ? found : momentOf(addDays(now, away + 7), minutes);
}

/** `thu` and `thu 9:00`; null for what has no such shape. */
function readName(wanted: string): { name: string; minutes: number | null } | null {
  const [, name, time] = /^(\p{L}{2,})\.?(?:\s+(.+))?$/u.exec(wanted) ?? [];
  if (name === undefined) return null;
  const minutes = time === undefined ? null : wallMinutes(time);
  return time !== undefined && minutes === null ? null : { name, minutes };
}

function wallMinutes(text: string): number | null {
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (time === null) return null;
  const hour = Number(time[1]);
  const minute = Number(time[2]);
  return hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

/** What the reader calls days, in lower case; weekdays from Sunday on. */
export interface DayWords {
  in: string;
  today: string;
  tomorrow: string;
  yesterday: string;
  weekdays: readonly string[];
}

const aSunday = Date.UTC(2023, 0, 1);
const dayMillis = 24 * 60 * 60_000;

function dayWords(): DayWords {
  const names = new Intl.DateTimeFormat(readerLocale(), { weekday: "long", timeZone: "UTC" });
  return {
    in: t("when.in").toLowerCase(),
    today: t("when.today").toLowerCase(),
    tomorrow: t("when.tomorrow").toLowerCase(),
    yesterday: t("when.yesterday").toLowerCase(),
    weekdays: Array.from({ length: 7 }, (_, day) => names.format(aSunday + day * dayMillis).toLowerCase()),
  };
}
