/** @file What the fields of a ticket are called, wherever a change of one is told: history, conflicts, properties. */
import { t, type PlainKey } from "../i18n/words.svelte";

const labels: Partial<Record<string, PlainKey>> = {
  subject: "field.subject",
  description: "field.description",
  type: "field.type",
  channel: "field.channel",
  requester: "field.requester",
  organisation: "field.organisation",
  tier: "field.tier",
  status: "field.status",
  team: "field.team",
  assignee: "field.assignee",
  impact: "field.impact",
  urgency: "field.urgency",
  priority: "field.priority",
  priority_reason: "field.priorityReason",
  category: "field.category",
  component: "field.component",
  subcomponent: "field.subcomponent",
  service: "field.service",
  tags: "field.tags",
  watchers: "field.watchers",
  due: "field.due",
  estimated: "field.estimated",
  steps_to_reproduce: "field.stepsToReproduce",
  steps_taken: "field.stepsTaken",
  error_messages: "field.errorMessages",
  desired_outcome: "field.desiredOutcome",
  resolution: "field.resolution",
  root_cause: "field.rootCause",
  workaround: "field.workaround",
  number: "field.number",
};

/** Returns the name of a field; one that this version does not know keeps the name it has on the wire. */
export function fieldLabel(field: string): string {
  const key = labels[field];
  return key === undefined ? field.replace(/^custom\./, "").replaceAll("_", " ") : t(key);
}

const freeTexts: ReadonlySet<string> = new Set([
  "subject",
  "description",
  "component",
  "subcomponent",
  "service",
  "steps_to_reproduce",
  "steps_taken",
  "error_messages",
  "desired_outcome",
  "resolution",
  "root_cause",
  "workaround",
]);

/** Whether a field holds what somebody wrote, so that a third text can stand in place of two. */
export function isFreeText(field: string): boolean {
  return freeTexts.has(field);
}
