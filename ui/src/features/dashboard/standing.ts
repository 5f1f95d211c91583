/** @file What the dashboard counts of right now, by asking the list of tickets: what comes due within the hour, and what was resolved today. */
import type { Filter, TicketQuery } from "../../api/gen";
import { addDays } from "../../lib/days";
import { beginsIn } from "../../lib/elsewhere";
import { noCut } from "../../tickets/cut";
import { noFilter } from "../../tickets/filter";
import type { Counting, Shown } from "./figures";

type About = Pick<Filter, "teams" | "mine">;

/** What is late already is not coming. */
export const dueWithinTheHour = (about: About): Filter => ({ ...noFilter, ...about, text: "due<1h -due:overdue" });

/** What was resolved on a day of the calendar as the zone has it, until the next one begins or until `to`. */
export function resolvedOn(day: number, about: About, zone: string, to = beginsIn(addDays(day, 1), zone)): Filter {
  return { ...noFilter, ...about, cut: { ...noCut, what: "resolved", from: beginsIn(day, zone), to, zone } };
}

const quarterMillis = 900_000;

/** What was resolved on the day before until as late as it is now, to a quarter of an hour: half a day is held against half a day. */
export function resolvedByThen(today: number, about: About, zone: string, now: number): Filter {
  const yesterday = addDays(today, -1);
  const passed = Math.floor((now - beginsIn(today, zone)) / quarterMillis) * quarterMillis;
  return resolvedOn(yesterday, about, zone, Math.min(beginsIn(yesterday, zone) + passed, beginsIn(today, zone)));
}

/** Asks how many there are, and for as little of them as can be asked for. */
export const countOf = (filter: Filter): TicketQuery => ({ filter, sort: "due", descending: false, from: 0, count: 1 });

/** As a tile shows it: a count, without a past where none is known. */
export const shownAs = (measure: Counting, filter: Filter, value: number, past: Partial<Pick<Shown, "before" | "points">> = {}): Shown => ({ measure, unit: "count", value, before: null, points: [], filter, ...past });
