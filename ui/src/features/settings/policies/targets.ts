/** @file One cell of the table of targets: what is typed becomes minutes, an empty cell promises nothing. */
import type { Metric, NamedPolicy, Priority, Targets } from "../../../api/gen";
import { readSpan } from "../../../lib/span";
import { noTargets } from "./draft";

export const metrics: readonly Metric[] = ["first_response", "next_response", "resolution"];

/** Returns minutes, null for an empty cell, or undefined for what is no span. */
export function readTarget(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const seconds = readSpan(text);
  return seconds === null || seconds < 60 ? undefined : Math.round(seconds / 60);
}

export function targetOf(policy: NamedPolicy, priority: Priority, metric: Metric): number | null {
  return policy.targets[priority]?.[metric] ?? null;
}

export function isAroundTheClock(policy: NamedPolicy, priority: Priority, metric: Metric): boolean {
  return policy.targets[priority]?.around_the_clock.includes(metric) === true;
}

export function withTarget(policy: NamedPolicy, priority: Priority, metric: Metric, minutes: number | null): NamedPolicy {
  return withTargets(policy, priority, { ...(policy.targets[priority] ?? noTargets), [metric]: minutes });
}

export function withClock(policy: NamedPolicy, priority: Priority, metric: Metric, around: boolean): NamedPolicy {
  const before = policy.targets[priority] ?? noTargets;
  const others = before.around_the_clock.filter((one) => one !== metric);
  return withTargets(policy, priority, { ...before, around_the_clock: around ? [...others, metric] : others });
}

function withTargets(policy: NamedPolicy, priority: Priority, targets: Targets): NamedPolicy {
  return { ...policy, targets: { ...policy.targets, [priority]: targets } };
}
