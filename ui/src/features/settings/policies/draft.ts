/** @file A list of policies while somebody edits it: order, copies, and what is missing before it can be saved. */
import type { Conditions, NamedPolicy, Priority, Step, Targets } from "../../../api/gen";

export const noConditions: Conditions = { priorities: [], types: [], categories: [], organisations: [], tiers: [], teams: [], channels: [], tags: [] };

/** Most pressing first, as the table shows them. */
export const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];

export const noTargets: Targets = { first_response: null, next_response: null, resolution: null, around_the_clock: [] };

export function replaced<T extends { id: string }>(list: readonly T[], one: T): T[] {
  return list.map((other) => (other.id === one.id ? one : other));
}

/** A new policy begins as a copy of what holds for everything, and is asked first. */
export function withNew(list: readonly NamedPolicy[], id: string, name: string): NamedPolicy[] {
  const base = list.at(-1);
  const made: NamedPolicy =
    base === undefined
      ? { id, name, when: noConditions, calendar: null, targets: {}, pausing: ["waiting"], pause_first_response: false, at_risk: [{ percent: 75 }], reopen: "resume", escalation: [] }
      : { ...base, id, name, when: noConditions, escalation: [] };
  return [made, ...list];
}

export function isAnything(when: Conditions): boolean {
  return Object.values(when).every((values: readonly unknown[]) => values.length === 0);
}

export type Lack = { is: "name"; policy: string } | { is: "step"; policy: string } | { is: "unreachable"; policy: string; behind: string };

/** What stands in the way of saving, or should be known before it. */
export function lacks(list: readonly NamedPolicy[]): Lack[] {
  const found: Lack[] = [];
  let all: NamedPolicy | null = null;
  for (const policy of list) {
    if (policy.name.trim() === "") found.push({ is: "name", policy: policy.id });
    if (policy.escalation.some(isEmpty)) found.push({ is: "step", policy: policy.id });
    if (all !== null) found.push({ is: "unreachable", policy: policy.id, behind: all.name });
    else if (isAnything(policy.when)) all = policy;
  }
  return found;
}

/** Whether a step does nothing that could be saved. */
export function isEmpty(step: Step): boolean {
  return (
    step.actions.length === 0 ||
    step.actions.some((action) => {
      switch (action.do) {
        case "notify":
          return !action.assignee && !action.team && !action.managers && action.people.length === 0;
        case "add_tag":
          return action.tag.trim() === "";
        case "comment":
          return action.body.trim() === "";
        case "assign":
          return action.person === "";
        case "move_to_team":
          return action.team === "";
        case "raise_priority":
          return false;
      }
    })
  );
}

/** What keeps a list from being saved; the rest is only worth a word. */
export const blocks = ({ is }: Lack): boolean => is !== "unreachable";
