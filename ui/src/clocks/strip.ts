/** @file Time on a strip: where a moment stands between the two ends, and which moments are worth a mark under it. */
import type { Span } from "../api/gen";
import { addDays, momentOf, startOfDay } from "../lib/days";

export interface Ends {
  from: number;
  to: number;
}

/** Where a moment stands, in percent of the length; what lies outside stands at the end. */
export function percentOf(at: number, { from, to }: Ends): number {
  if (to <= from) return 0;
  return Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100));
}

/** A stretch in percent: where it begins, and how long it is. */
export function stretch(span: Span, ends: Ends): { start: number; size: number } {
  const start = percentOf(span.from, ends);
  return { start, size: percentOf(span.to, ends) - start };
}

/** What is not open between the ends: nights, weekends and days off. */
export function closedSpans(open: readonly Span[], { from, to }: Ends): Span[] {
  const closed: Span[] = [];
  let reached = from;
  for (const one of open) {
    if (one.from > reached) closed.push({ from: reached, to: Math.min(one.from, to) });
    reached = Math.max(reached, one.to);
    if (reached >= to) break;
  }
  if (reached < to) closed.push({ from: reached, to });
  return closed;
}

export interface Tick {
  at: number;
  shape: "hour" | "day";
}

const hourMillis = 3_600_000;
const hourSteps = [1, 2, 3, 6, 12];

/** The moments to write under a strip: hours within two days, then days, then every second one, every week and so on. */
export function ticksOf({ from, to }: Ends, most: number): Tick[] {
  const hours = (to - from) / hourMillis;
  if (hours <= 0 || most < 1) return [];
  const step = hourSteps.find((one) => hours / one <= most);
  if (step !== undefined && hours <= 48) {
    const ticks: Tick[] = [];
    for (let minutes = 0, day = startOfDay(from); day < to; minutes += step * 60) {
      if (minutes >= 24 * 60) {
        minutes = 0;
        day = addDays(day, 1);
      }
      const at = momentOf(day, minutes);
      if (at > to) break;
      if (at >= from) ticks.push({ at, shape: minutes === 0 ? "day" : "hour" });
    }
    return ticks;
  }
  const days = Math.ceil(hours / 24);
  const every = [1, 2, 3, 7, 14, 28, 56, 112, 365].find((one) => days / one <= most) ?? Math.ceil(days / most);
  const ticks: Tick[] = [];
  for (let at = startOfDay(from) === from ? from : addDays(from, 1); at <= to; at = addDays(at, every)) ticks.push({ at, shape: "day" });
  return ticks;
}
