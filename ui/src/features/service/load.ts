/** @file What comes due in the next hours against the hours that are staffed: where more comes due than can be done. */
import type { LoadHour, Standing } from "../../api/gen";
import { compareNames } from "../../i18n/words.svelte";

export interface Hour extends LoadHour {
  /** Staffed hours of all people together. */
  staffed: number;
  /** `calm`, `tight` when each staffed hour has more than its share, `uncovered` when nobody works then. */
  state: "calm" | "tight" | "uncovered";
}

/** More than this many tickets for each staffed hour is tight. */
const tightPerHour = 2;

export function hoursOf(load: readonly LoadHour[]): Hour[] {
  return load.map((hour) => {
    const staffed = hour.staffed_minutes / 60;
    const state = hour.due === 0 ? "calm" : staffed === 0 ? "uncovered" : hour.due / staffed > tightPerHour ? "tight" : "calm";
    return { ...hour, staffed, state };
  });
}

/** Leaves out the nights in which nothing is due and nobody works; a long run of them is one gap. */
export function worthShowing(hours: readonly Hour[]): Hour[] {
  return hours.filter(({ due, staffed }, index) => index === 0 || due > 0 || staffed > 0);
}

export interface Sum {
  due: number;
  staffed: number;
  uncovered: number;
}

export function sumOf(hours: readonly Hour[]): Sum {
  return {
    due: hours.reduce((sum, { due }) => sum + due, 0),
    staffed: hours.reduce((sum, { staffed }) => sum + staffed, 0),
    uncovered: hours.reduce((sum, { due, state }) => sum + (state === "uncovered" ? due : 0), 0),
  };
}

/** The worst first: who has missed most, then who is most at risk. */
export function pressing(standings: readonly Standing[]): Standing[] {
  return [...standings].sort((one, other) => other.breached - one.breached || other.at_risk - one.at_risk || other.open - one.open || compareNames(one.name, other.name));
}
