/** @file The filters that one reaches for all day: pressed once they narrow, pressed again they do not. */
import type { Filter } from "../../api/gen";
import { narrowingClocks } from "../../tickets/filter";

export type Quick = "mine" | "unassigned" | "team" | "late";

export const quickKinds: readonly Quick[] = ["mine", "unassigned", "team", "late"];

export function isOn(filter: Filter, kind: Quick): boolean {
  switch (kind) {
    case "mine":
      return filter.mine;
    case "unassigned":
      return filter.unassigned;
    case "team":
      return filter.my_teams;
    case "late":
      return narrowingClocks.every((state) => filter.clocks.includes(state));
  }
}

/** The filter after a press. Mine and nobody's add up, as in the filter menu. */
export function quick(filter: Filter, kind: Quick): Filter {
  const on = !isOn(filter, kind);
  switch (kind) {
    case "mine":
      return { ...filter, mine: on };
    case "unassigned":
      return { ...filter, unassigned: on };
    case "team":
      return { ...filter, my_teams: on };
    case "late":
      return { ...filter, clocks: on ? [...narrowingClocks] : [] };
  }
}
