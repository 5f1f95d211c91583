/** @file Due dates as people give them: a few near moments to pick from, and a typed date that is understood or not. */
import { readerLocale, t } from "../i18n/words.svelte";
import { addDays, momentOf } from "../lib/days";
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
  // 24.11.2026 is a day before a month wherever dates have dots; a date with slashes means two things, and is none.
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t](\d{1,2}):(\d{2}))?$/.exec(wanted.replace(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})/, "$3-$2-$1"));
  if (date !== null) {
    const [year = 0, month = 0, day = 0] = date.slice(1, 4).map(Number);
    const hour = date[4] === undefined ? workEnds : Number(date[4]);
    const minute = date[5] === undefined ? 0 : Number(date[5]);
    const found = new Date(year, month - 1, day, hour, minute);
    // JavaScript makes 31 February into 3 March; here it is a mistake.
    const same = found.getMonth() === month - 1 && found.getDate() === day && found.getHours() === hour;
    return same ? found.getTime() : null;
  }
  return readTime(wanted, now) ?? readLater(wanted, now, words) ?? readWeekday(wanted, now, words);
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
  const parts = /^(\p{L}{2,})\.?(?:\s+(.+))?$/u.exec(wanted);
  const name = parts?.[1];
  if (name === undefined) return null;
  const minutes = parts?.[2] === undefined ? workBegins * 60 : wallMinutes(parts[2]);
  if (minutes === null) return null;
  if (name === words.tomorrow) return momentOf(addDays(now, 1), minutes);
  if (name === words.today) return momentOf(now, minutes);
  const weekday = words.weekdays.findIndex((one) => one.startsWith(name));
  if (weekday === -1) return null;
  const away = (weekday - new Date(now).getDay() + 7) % 7;
  const found = momentOf(addDays(now, away), minutes);
  return found > now ? found : momentOf(addDays(now, away + 7), minutes);
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
    weekdays: Array.from({ length: 7 }, (_, day) => names.format(aSunday + day * dayMillis).toLowerCase()),
  };
}
