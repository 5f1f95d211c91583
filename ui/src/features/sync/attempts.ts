/** @file The attempts to sync of the last day, gathered by quarters of an hour for the strip that shows them. */
import type { Output } from "../../api/call";

export type SyncLog = Output<"sync_log">;
export type Attempt = SyncLog["attempts"][number];
export type Outcome = Attempt["outcome"];

/** What needs somebody most comes last: a quarter shows the gravest of its attempts. */
export const outcomes: readonly Outcome[] = ["done", "offline", "failed", "refused"];

/** How high the bar of an attempt is: what went well is low, what did not stands higher, so that it reads without colours. */
export const heights: Readonly<Record<Outcome, number>> = { done: 0.3, offline: 0.5, failed: 0.8, refused: 1 };

const quarterMillis = 15 * 60_000;
export const dayMillis = 24 * 60 * 60_000;

export interface Quarter {
  /** How many quarters after the beginning of the strip. */
  at: number;
  outcome: Outcome;
}

export interface Day {
  from: number;
  quarters: Quarter[];
  /** How many attempts ended in which way. */
  counts: Partial<Record<Outcome, number>>;
  all: number;
}

export const quartersOfDay = dayMillis / quarterMillis;

/** What the strip shows at a moment: the day before it. */
export function dayOf(attempts: readonly Attempt[], now: number): Day {
  // The last quarter is the one that runs.
  const from = (Math.floor(now / quarterMillis) + 1) * quarterMillis - dayMillis;
  const inside = attempts.filter(({ at }) => at >= from);
  const gravest = new Map<number, Outcome>();
  const counts: Day["counts"] = {};
  for (const { at, outcome, attempts: ended } of inside) {
    counts[outcome] = (counts[outcome] ?? 0) + ended;
    const quarter = Math.min(quartersOfDay - 1, Math.floor((at - from) / quarterMillis));
    const before = gravest.get(quarter);
    if (before === undefined || outcomes.indexOf(outcome) > outcomes.indexOf(before)) gravest.set(quarter, outcome);
  }
  const quarters = [...gravest].map(([at, outcome]) => ({ at, outcome })).sort((one, other) => one.at - other.at);
  return { from, quarters, counts, all: inside.reduce((sum, one) => sum + one.attempts, 0) };
}
