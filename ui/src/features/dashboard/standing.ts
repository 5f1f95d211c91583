/** @file What the dashboard counts of right now, by asking the list of tickets: what comes due within the hour, and what was resolved today. */
import type { Filter, TicketQuery } from "../../api/gen";
import { addDays, startOfDay } from "../../lib/days";
import { noCut } from "../../tickets/cut";
import { noFilter } from "../../tickets/filter";
import type { Counting, Shown } from "./figures";

type About = Pick<Filter, "teams" | "mine">;

/** The tickets behind each; what is late already is not coming. */
export function standingFilter(what: Counting, about: About, now: number, zone: string): Filter {
  if (what === "due_hour") return { ...noFilter, ...about, text: "due<1h -due:overdue" };
  const from = startOfDay(now);
  return { ...noFilter, ...about, cut: { ...noCut, what: "resolved", from, to: addDays(from, 1), zone } };
}

/** Asks how many there are, and for as little of them as can be asked for. */
export const countOf = (filter: Filter): TicketQuery => ({ filter, sort: "due", descending: false, from: 0, count: 1 });

/** As a tile shows it: a count without a past. */
export const shownAs = (measure: Counting, filter: Filter, value: number): Shown => ({ measure, unit: "count", value, before: null, points: [], filter });
