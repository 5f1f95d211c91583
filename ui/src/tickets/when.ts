/** @file Due dates as people give them: a few near moments to pick from, and a typed date that is understood or not. */

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

/** Understands `2026-11-24`, `2026-11-24 14:30` and `14:30`; null for anything else. */
export function readMoment(text: string, now: number): number | null {
  const wanted = text.trim();
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(wanted);
  if (date !== null) {
    const [year = 0, month = 0, day = 0] = date.slice(1, 4).map(Number);
    const hour = date[4] === undefined ? workEnds : Number(date[4]);
    const minute = date[5] === undefined ? 0 : Number(date[5]);
    const found = new Date(year, month - 1, day, hour, minute);
    // JavaScript makes 31 February into 3 March; here it is a mistake.
    const same = found.getMonth() === month - 1 && found.getDate() === day && found.getHours() === hour;
    return same ? found.getTime() : null;
  }
  const time = /^(\d{1,2}):(\d{2})$/.exec(wanted);
  if (time === null) return null;
  const hour = Number(time[1]);
  const minute = Number(time[2]);
  if (hour > 23 || minute > 59) return null;
  const found = new Date(now);
  found.setHours(hour, minute, 0, 0);
  if (found.getTime() <= now) found.setDate(found.getDate() + 1);
  return found.getTime();
}
