/** @file The levels of support: which teams a ticket can be handed up to. The core decides it once more. */
import type { LookupsView, TeamId, TeamView } from "../api/gen";
import { compareNames } from "../i18n/words.svelte";

/** The teams of a higher level than all of these, the next level first; a team that is not known counts as none. */
export function teamsAbove(lookups: LookupsView | undefined, from: readonly (TeamId | undefined)[]): TeamView[] {
  const teams = lookups?.teams ?? [];
  const levelOf = (id: TeamId | undefined) => teams.find((team) => team.id === id)?.level ?? 0;
  const lowest = Math.max(0, ...from.map(levelOf));
  return teams
    .filter((team) => !team.retired && (team.level ?? 0) > lowest)
    .sort((one, other) => (one.level ?? 0) - (other.level ?? 0) || compareNames(one.name, other.name));
}
