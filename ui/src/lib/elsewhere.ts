/** @file Days of another zone: which wall time it is there, and when a day of the calendar begins there. */
import { dayKey, startOfDay } from "./days";
import { systemZone } from "./here.svelte";
import { isZone } from "./zones";

/** Returns the zone of that name, or this computer's for anything that is none: links come from anywhere. */
export function zoneOf(name: string | null): string {
  return name !== null && isZone(name) ? name : systemZone();
}

const parts = ["year", "month", "day", "hour", "minute", "second"] as const;

/** What a clock on the wall of a zone shows at a moment. */
function wallAt(at: number, zone: string): number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", calendar: "gregory", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  const found = format.formatToParts(at);
  return parts.map((part) => Number(found.find(({ type }) => type === part)?.value));
}

/** Returns the moment at which a clock of this computer shows what one of the zone shows at `at`, to the second. */
export function wallIn(at: number, zone: string): number {
  if (zone === systemZone()) return at;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wallAt(at, zone);
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** Returns when the day of this computer's calendar that `day` lies in begins in the zone. */
export function beginsIn(day: number, zone: string): number {
  if (zone === systemZone()) return startOfDay(day);
  const [year = 0, month = 1, date = 1] = dayKey(day).split("-").map(Number);
  const wanted = Date.UTC(year, month - 1, date);
  /** How far the zone's clocks are ahead at a moment. */
  const ahead = (at: number) => {
    const [y = 0, m = 1, d = 1, ...time] = wallAt(at, zone);
    return Date.UTC(y, m - 1, d, ...time) - at;
  };
  // A midnight that comes twice begins the day the first time; one that clocks leave out begins it once they have gone on.
  const guesses = [ahead(wanted - 86_400_000), ahead(wanted + 86_400_000)].map((by) => wanted - by).sort((one, other) => one - other);
  const fitting = guesses.filter((at) => at + ahead(at) === wanted);
  return fitting[0] ?? Math.max(...guesses);
}
