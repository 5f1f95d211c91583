/** @file A due time taken apart for the eye: days that counted become one line, pauses and days off stand between them. */
import type { ClockPart, HistoryLine, HolidayView, SimulatedClock, WallInterval } from "../api/gen";
import { readDay, startOfDay } from "../lib/days";

export type Line =
  | { is: "counted"; from: number; to: number; ms: number; days: number }
  | { is: "paused" | "resolved"; from: number; to: number; ms: number; reason: string | null }
  | { is: "off"; day: number; name: string | null; off: readonly WallInterval[] };

/** Returns the lines of an explanation; `reasonAt` names the status that paused the clock at a moment. */
export function linesOf(parts: readonly ClockPart[], holidays: readonly HolidayView[], reasonAt: (at: number) => string | null): Line[] {
  const lines: Line[] = [];
  const nameOf = (date: string) => holidays.find((one) => one.date === date)?.name ?? null;
  for (const part of parts) {
    const last = lines.at(-1);
    switch (part.part) {
      case "counted":
        if (last?.is === "counted") {
          if (startOfDay(last.to) !== startOfDay(part.from)) last.days += 1;
          last.to = part.to;
          last.ms += part.business_ms;
        } else lines.push({ is: "counted", from: part.from, to: part.to, ms: part.business_ms, days: 1 });
        break;
      case "paused":
      case "resolved":
        lines.push({ is: part.part, from: part.from, to: part.to, ms: part.business_ms, reason: part.part === "paused" ? reasonAt(part.from) : null });
        break;
      case "holiday":
      case "partial_holiday":
        lines.push({ is: "off", day: readDay(part.date) ?? 0, name: nameOf(part.date) || null, off: part.part === "holiday" ? [] : part.off });
        break;
    }
  }
  return lines;
}

/** The time that counted, in milliseconds. */
export function countedMs(parts: readonly ClockPart[]): number {
  return parts.reduce((sum, part) => sum + (part.part === "counted" ? part.business_ms : 0), 0);
}

/** When the clock began, as far as its parts say. */
export function beganAt(clock: SimulatedClock): number | null {
  const starts = clock.parts.flatMap((part) => ("from" in part ? [part.from] : []));
  return starts.length === 0 ? null : Math.min(...starts);
}

/**
 * Names what stopped a clock: the status that the ticket was put into last at or before `at`.
 *
 * The history is in any order; where it does not say, nobody knows.
 */
export function pauseReason(history: readonly HistoryLine[], at: number): string | null {
  let found: { at: number; name: string } | null = null;
  for (const line of history) {
    if (line.what.is !== "changed" || line.at > at || (found !== null && line.at < found.at)) continue;
    const status = line.what.fields.find(({ field }) => field === "status");
    if (typeof status?.to === "string") found = { at: line.at, name: status.to };
  }
  return found?.name ?? null;
}
