/** @file Walking the items of the calendar with the keyboard: in their order in time, and to the nearest one of another day. */

export interface Stop {
  id: string;
  /** Midnight of its day. */
  day: number;
  /** Minutes since midnight. */
  minute: number;
}

/** Returns the stop one on (or back) in time, or the same one at the end. */
export function along(stops: readonly Stop[], current: string | null, by: 1 | -1): Stop | null {
  const at = stops.findIndex(({ id }) => id === current);
  if (at === -1) return (by === 1 ? stops[0] : stops.at(-1)) ?? null;
  return stops[at + by] ?? stops[at] ?? null;
}

/** Returns the stop of the next (or previous) day that has any, nearest in wall time; the same one where there is none. */
export function across(stops: readonly Stop[], current: string | null, by: 1 | -1): Stop | null {
  const from = stops.find(({ id }) => id === current);
  if (from === undefined) return along(stops, current, by);
  const beyond = stops.filter(({ day }) => (by === 1 ? day > from.day : day < from.day));
  const target = by === 1 ? Math.min(...beyond.map(({ day }) => day)) : Math.max(...beyond.map(({ day }) => day));
  const there = beyond.filter(({ day }) => day === target);
  return there.reduce<Stop>((best, one) => (best === from || Math.abs(one.minute - from.minute) < Math.abs(best.minute - from.minute) ? one : best), from);
}

/** Where the keyboard starts: the first item that is not over yet, else the last one. */
export function firstStop(stops: readonly Stop[], today: number, minute: number): Stop | null {
  return stops.find(({ day, minute: at }) => day > today || (day === today && at >= minute)) ?? stops.at(-1) ?? null;
}
