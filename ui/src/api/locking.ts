/** @file After how many minutes a desk locks itself: one preference, for its settings and for what watches. */
import type { HostView, JsonValue } from "./gen";

export const lockName = "lock_after_minutes";
export const lockChoices = [0, 1, 5, 15, 30, 60] as const;

/** The kept value; none, or an odd one, is never. */
export function readLockAfter(kept: JsonValue | undefined): number {
  return typeof kept === "number" && kept > 0 ? kept : 0;
}

/** A desk whose key the system's keyring gives out opens by itself; the sample is nobody's secret. */
export function mayLock(host: HostView | undefined): boolean {
  return host?.stage === "open" && host.mode !== "sample" && host.lockable;
}
