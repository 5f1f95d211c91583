/** @file When a reply that is written without the server counts: at its delivery, so that a target can pass meanwhile. */
import type { ClockView, SyncState } from "../../api/gen";

export interface Delivery {
  /** The target that the reply would answer; null where none runs. */
  target: number | null;
  /** Whether it has passed already, whatever happens. */
  missed: boolean;
}

/** What is to be said beside a reply; null while the server is there, or where there is none. */
export function deliveryOf(state: SyncState, clocks: readonly ClockView[], now: number): Delivery | null {
  if (state !== "offline" && state !== "sign-in") return null;
  const due = clocks
    .filter(({ metric, open }) => open && (metric === "first_response" || metric === "next_response"))
    .map((clock) => clock.due)
    .filter((at) => at !== null);
  const target = due.length === 0 ? null : Math.min(...due);
  return { target, missed: target !== null && target <= now };
}
