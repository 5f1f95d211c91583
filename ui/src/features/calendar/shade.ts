/** @file Which minutes of a day the desk is closed, for the shading behind the items. */
import type { Span } from "../../api/gen";
import { minuteOfDay } from "../../lib/days";

export interface Minutes {
  from: number;
  to: number;
}

const wholeDay = 24 * 60;

/** Returns the closed stretches of the day from `day` up to `next`; `open` is in order and does not overlap. */
export function closedMinutes(open: readonly Span[], day: number, next: number): Minutes[] {
  const closed: Minutes[] = [];
  let reached = 0;
  for (const { from, to } of open) {
    if (to <= day || from >= next) continue;
    const begins = from <= day ? 0 : minuteOfDay(from);
    const ends = to >= next ? wholeDay : minuteOfDay(to);
    if (begins > reached) closed.push({ from: reached, to: begins });
    reached = Math.max(reached, ends);
  }
  if (reached < wholeDay) closed.push({ from: reached, to: wholeDay });
  return closed;
}
