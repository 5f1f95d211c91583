/** @file The tickets behind the numbers of how targets were kept: by what a row says, as the tickets were then. */
import type { AttainmentRow, Filter } from "../../api/gen";
import { noCut } from "../../tickets/cut";
import { noFilter } from "../../tickets/filter";

/** The filter for one number of a row; none where no list can be narrowed to it, as to a policy or to the lack of one. */
export function keptFilter(row: AttainmentRow, what: "met" | "missed", zone: string): Filter | undefined {
  const { metric, team, priority, period, from, to } = row;
  const count = what === "met" ? row.met : row.breached;
  if (count === 0 || (team === null && priority === null && period === null)) return undefined;
  return { ...noFilter, cut: { ...noCut, what, from, to, metric, teams: team === null ? [] : [team], priorities: priority === null ? [] : [priority], zone } };
}
