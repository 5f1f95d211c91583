/** @file The ways between statuses as arcs over a row of them: what leads on above it, what leads back below. Pure. */
import type { Status, StatusKey } from "../../../api/gen";
import { mayBecome } from "../../../tickets/workflow";

/** The parts of the picture, in its own measure: one column for each status. */
export const column = 84;
const line = 92;
/** How far above or below the row an arc begins and ends, and how high the longest one is. */
const clear = 13;
const tallest = 74;
export const height = line * 2;

export interface Way {
  from: StatusKey;
  to: StatusKey;
  /** Towards a status that stands later. */
  on: boolean;
  path: string;
}

/** Every way that is open. */
export function waysOf(statuses: readonly Status[]): Way[] {
  const longest = Math.max(1, statuses.length - 1);
  const middle = (place: number) => place * column + column / 2;
  return statuses.flatMap((from, start) =>
    statuses.flatMap((to, end): Way[] => {
      if (start === end || !mayBecome(from, to.key)) return [];
      const on = end > start;
      const side = on ? -1 : 1;
      const y = line + side * clear;
      // An arc comes half as high as the point that draws it.
      const rise = (2 * (tallest - clear) * Math.abs(end - start)) / longest;
      // What comes and what goes do not meet in one point.
      const [x1, x2] = [middle(start) + 5 * -side, middle(end) - 5 * -side];
      return [{ from: from.key, to: to.key, on, path: `M${x1} ${y}Q${(x1 + x2) / 2} ${y + side * rise} ${x2} ${y}` }];
    }),
  );
}
