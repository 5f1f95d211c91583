/** @file Which way the workflow leaves a ticket: the rule that the core holds every change of a status to. */
import type { Status, StatusKey } from "../api/gen";

/** Whether the workflow lets a ticket go from one status to another; one that names no next status lets it go anywhere. */
export function mayBecome(from: Status, to: StatusKey): boolean {
  return from.key === to || from.next.length === 0 || from.next.includes(to);
}

/** The first status that one of these tickets may not leave for another; undefined where all may. One that is gone locks nothing in. */
export function barredFrom(statuses: readonly Status[], tickets: readonly { status: StatusKey }[], to: StatusKey): Status | undefined {
  const here = new Set(tickets.map(({ status }) => status));
  return statuses.find((from) => here.has(from.key) && !mayBecome(from, to));
}
