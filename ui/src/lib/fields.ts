/** @file What the fields of a ticket are called, wherever a change of one is told: history, conflicts, properties. */
import { formatDate, formatList, t, type PlainKey } from "../i18n/words.svelte";
import { fieldKeyOf, isCustom } from "./custom";

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
  cc: "field.cc",
  merged_into: "field.mergedInto",
  due: "field.due",
  estimated: "field.estimated",
  postponed_until: "field.postponedUntil",
  estimated_told: "field.estimatedTold",
  steps_to_reproduce: "field.stepsToReproduce",
  steps_taken: "field.stepsTaken",
  error_messages: "field.errorMessages",
  desired_outcome: "field.desiredOutcome",
  resolution: "field.resolution",
  root_cause: "field.rootCause",
  workaround: "field.workaround",
  confirmed: "field.confirmed",
  number: "field.number",
  text: "field.checklistItem",
};

/**
 * Returns the name of a field; one that this version does not know keeps the name it has on the wire. Of a field that
 * the desk added the core says the name itself, behind `custom.`.
 */
export function fieldLabel(field: string): string {
  if (isCustom(field)) return fieldKeyOf(field);
  const key = labels[field];
  return key === undefined ? field.replaceAll("_", " ") : t(key);
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
  "text",
]);

/** Whether a field holds what somebody wrote, so that a third text can stand in place of two. */
export function isFreeText(field: string): boolean {
  return freeTexts.has(field);
}

const level: Record<string, PlainKey> = { high: "level.high", medium: "level.medium", low: "level.low" };
const values: Partial<Record<string, Partial<Record<string, PlainKey>>>> = {
  type: {
    incident: "type.incident",
    request: "type.request",
    question: "type.question",
    task: "type.task",
    bug: "type.bug",
    feature_request: "type.feature_request",
  },
  channel: {
    agent: "channel.agent",
    email: "channel.email",
    phone: "channel.phone",
    web: "channel.web",
    chat: "channel.chat",
    self_service: "channel.self_service",
    monitoring: "channel.monitoring",
  },
  confirmed: { requester: "confirm.how.requester", agent: "confirm.how.agent" },
  impact: level,
  urgency: level,
  priority: { urgent: "priority.urgent", high: "priority.high", normal: "priority.normal", low: "priority.low" },
};

/** Returns the words for a value of a field that has a fixed set of them; any other text stays as it is. */
export function valueLabel(field: string, value: string): string {
  const key = values[field]?.[value];
  return key === undefined ? value : t(key);
}

/** A value of a field, as the core says it. */
type FieldValue = string | number | boolean | null | readonly FieldValue[] | { readonly [key in string]?: FieldValue };

const isList = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value);

const moments = new Set(["due", "estimated", "estimated_told", "postponed_until"]);

/** A value of a field as people read it; the core has put names in place of ids. */
export function valueWords(field: string, value: FieldValue): string {
  if (value === null || value === "") return "";
  if (isList(value)) return formatList(value.map((one) => valueWords(field, one)), "plain");
  if (typeof value === "number" && moments.has(field)) return formatDate(value, "full");
  if (typeof value === "object") return JSON.stringify(value);
  if (typeof value === "boolean") return t(value ? "fields.yes" : "fields.no");
  return typeof value === "string" ? valueLabel(field, value) : String(value);
}
