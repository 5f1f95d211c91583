/** @file Quiet hours as they are kept: two wall times of this computer or the business hours of the desk, and whether they count. */
import type { JsonValue } from "../../api/gen";

// A type and not an interface: only a type is a value of JSON to the compiler.
export type Quiet = {
  enabled: boolean;
  from: string;
  to: string;
  /** The business hours outside of which it is quiet; null between the two wall times. */
  calendar: string | null;
};

/** The name of the preference; the core reads it to decide what to show. */
export const quietName = "quiet_hours";

const usual: Quiet = { enabled: false, from: "18:00", to: "08:00", calendar: null };
const wallTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads what is kept; anything odd is the usual night, switched off. */
export function readQuiet(value: JsonValue | null): Quiet {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return usual;
  const { enabled, from, to, calendar = null } = value;
  if (typeof enabled !== "boolean" || typeof from !== "string" || typeof to !== "string") return usual;
  if (calendar !== null && typeof calendar !== "string") return usual;
  return wallTime.test(from) && wallTime.test(to) ? { enabled, from, to, calendar } : usual;
}

/** Returns the hours with one end moved, or null when what was typed is no time or leaves no night between them. */
export function withEnd(quiet: Quiet, end: "from" | "to", typed: string): Quiet | null {
  const moved = { ...quiet, [end]: typed };
  return wallTime.test(typed) && moved.from !== moved.to ? moved : null;
}

/** Whose hours are chosen; hours that the desk has no more leave the two wall times, as they do in the core. */
export function chosenHours(quiet: Quiet, hours: readonly { id: string }[]): string | null {
  return hours.some(({ id }) => id === quiet.calendar) ? quiet.calendar : null;
}
