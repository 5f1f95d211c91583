/** @file Macros in words: what their steps do, and what one would do to the tickets that are picked. */
import type { LookupsView, MacroEffect, MacroSteps, MacroView, SnoozeUntil } from "../api/gen";
import { formatDate, formatList, t } from "../i18n/words.svelte";
import { customId, fieldKeyOf, isCustom, type CustomId } from "../lib/custom";
import { fieldLabel } from "../lib/fields";
import { isFilled, valueText } from "./formfields";
import { typeName } from "./types";

/** What a macro can do, in the order in which it does it. */
const before = ["status", "priority", "assignee", "team", "type", "category", "add_tags", "remove_tags"] as const;
const after = ["checklist", "note", "reply", "snooze"] as const;
/** A field that the desk added is a step of its own, by its key. */
export type StepKind = (typeof before)[number] | CustomId | (typeof after)[number];

/** The steps that a macro can have: those of every desk, and the fields that this one added or the macro fills. */
export function stepKinds(steps: MacroSteps, lookups: LookupsView | undefined): StepKind[] {
  const there = (lookups?.fields ?? []).filter((field) => !field.archived).map(({ key }) => key);
  return [...before, ...new Set([...there, ...Object.keys(steps.custom).sort()].map(customId)), ...after];
}

/** A macro that does nothing yet. */
export const noSteps: MacroSteps = {
  status: null,
  priority: null,
  assignee: null,
  team: null,
  type: null,
  category: null,
  add_tags: [],
  remove_tags: [],
  custom: {},
  checklist: null,
  note: null,
  reply: null,
  snooze: null,
};

/** Whether steps have one of this kind. */
export function does(steps: MacroSteps, kind: StepKind): boolean {
  if (isCustom(kind)) return isFilled(steps.custom[fieldKeyOf(kind)]);
  const value = steps[kind];
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

export const kindsOf = (steps: MacroSteps, lookups: LookupsView | undefined): StepKind[] => stepKinds(steps, lookups).filter((kind) => does(steps, kind));

/** The same without one of its steps. */
export function without(steps: MacroSteps, kind: StepKind): MacroSteps {
  if (!isCustom(kind)) return { ...steps, [kind]: noSteps[kind] };
  const { [fieldKeyOf(kind)]: _, ...custom } = steps.custom;
  return { ...steps, custom };
}

/** What a step is called. */
export function stepName(kind: StepKind, lookups: LookupsView | undefined): string {
  if (isCustom(kind)) return lookups?.fields.find(({ key }) => key === fieldKeyOf(kind))?.name ?? t("macro.unknown");
  if (kind === "checklist") return t("macro.step.checklist");
  return kind === "note" || kind === "reply" || kind === "snooze" || kind === "add_tags" || kind === "remove_tags" ? t(`macro.step.${kind}`) : fieldLabel(kind);
}

export function snoozeWords(until: SnoozeUntil): string {
  if (until.until === "tomorrow") return t("macro.snooze.tomorrow");
  if (until.until === "at") return formatDate(until.at, "full");
  return until.minutes % 60 === 0 ? t("macro.snooze.hours", { count: until.minutes / 60 }) : t("macro.snooze.minutes", { count: until.minutes });
}

/** The value of one step, in words; what is gone from the desk is called unknown. */
export function valueOf(steps: MacroSteps, kind: StepKind, lookups: LookupsView | undefined): string {
  const named = (name: string | undefined) => name ?? t("macro.unknown");
  if (isCustom(kind)) {
    const field = lookups?.fields.find(({ key }) => key === fieldKeyOf(kind));
    return field === undefined ? named(undefined) : valueText(field, steps.custom[field.key]);
  }
  switch (kind) {
    case "status":
      return named(lookups?.statuses.find(({ key }) => key === steps.status)?.name);
    case "priority":
      return steps.priority === null ? "" : t(`priority.${steps.priority}`);
    case "assignee":
      if (steps.assignee === null) return "";
      if (steps.assignee.to === "me") return t("macro.me");
      if (steps.assignee.to === "nobody") return t("act.nobody");
      return named(personName(lookups, steps.assignee.person));
    case "team":
      return named(lookups?.teams.find(({ id }) => id === steps.team)?.name);
    case "type":
      return steps.type === null ? "" : typeName(lookups, steps.type);
    case "category":
      return named(lookups?.categories.find(({ id }) => id === steps.category)?.path.join(" / "));
    case "add_tags":
      return formatList(steps.add_tags, "plain");
    case "remove_tags":
      return formatList(steps.remove_tags, "plain");
    case "checklist":
      return formatList(itemsOf(steps), "plain");
    case "note":
      return inShort(steps.note);
    case "reply":
      return inShort(steps.reply);
    case "snooze":
      return steps.snooze === null ? "" : snoozeWords(steps.snooze);
  }
}

const itemsOf = (steps: MacroSteps) => (steps.checklist ?? "").split("\n").filter((line) => line.trim() !== "");

const personName = (lookups: LookupsView | undefined, id: string) => lookups?.staff.find((person) => person.id === id)?.name;

/** On one line; a greeting alone would make all of them the same. */
const inShort = (text: string | null) => (text ?? "").slice(0, 160).replaceAll(/\s+/g, " ");

/** A macro on one line: `In progress · you · note`. */
export function summaryOf(steps: MacroSteps, lookups: LookupsView | undefined): string {
  const words = kindsOf(steps, lookups).map((kind) => {
    if (kind === "note" || kind === "reply" || kind === "snooze") return stepName(kind, lookups);
    if (kind === "checklist") return t("templates.items", { count: itemsOf(steps).length });
    if (isCustom(kind)) return `${stepName(kind, lookups)}: ${valueOf(steps, kind, lookups)}`;
    if (kind === "add_tags") return steps.add_tags.map((tag) => `+${tag}`).join(" ");
    if (kind === "remove_tags") return steps.remove_tags.map((tag) => `−${tag}`).join(" ");
    return valueOf(steps, kind, lookups);
  });
  return words.join(" · ");
}

/** The macros that fit what was typed: every word begins one of the name; an empty text fits all. */
export function fittingMacros(macros: readonly MacroView[], typed: string): MacroView[] {
  const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const wanted = plain(typed);
  return macros.filter(({ name }) => wanted.every((word) => plain(name).some((one) => one.startsWith(word))));
}

/** One line of what a macro would do. */
export interface Line {
  field: string;
  /** What the tickets say now, where all say the same. */
  from: string | null;
  to: string;
  /** How many of the tickets it changes. */
  count: number;
}

/** What a macro would do to all of the tickets that were asked about. */
export interface Digest {
  /** The tickets to which it can be done. */
  able: readonly MacroEffect[];
  unable: readonly MacroEffect[];
  lines: readonly Line[];
  /** The placeholders that stay open in some reply, and on how many tickets. */
  gaps: readonly string[];
  gapped: number;
}

export function digestOf(effects: readonly MacroEffect[], words: (field: string, value: MacroEffect["changes"][number]["to"]) => string): Digest {
  const able = effects.filter(({ problem }) => problem === null);
  const lines = new Map<string, Line>();
  for (const { changes } of able) {
    for (const { field, from, to } of changes) {
      // What tags become differs from ticket to ticket; what comes and goes does not.
      const [was, becomes] = field === "tags" ? [null, tagWords(from, to)] : [words(field, from), words(field, to)];
      const key = JSON.stringify([field, becomes]);
      const known = lines.get(key);
      lines.set(key, known === undefined ? { field, from: was, to: becomes, count: 1 } : { ...known, from: known.from === was ? was : null, count: known.count + 1 });
    }
  }
  return {
    able,
    unable: effects.filter(({ problem }) => problem !== null),
    lines: [...lines.values()],
    gaps: [...new Set(able.flatMap(({ gaps }) => gaps))],
    gapped: able.filter(({ gaps }) => gaps.length > 0).length,
  };
}

function tagWords(from: unknown, to: unknown): string {
  const [was, is] = [from, to].map((tags) => (Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : []));
  const gone = (was ?? []).filter((tag) => is?.includes(tag) !== true).map((tag) => `−${tag}`);
  const come = (is ?? []).filter((tag) => was?.includes(tag) !== true).map((tag) => `+${tag}`);
  return [...come, ...gone].join(" ");
}

/** Whether a macro would do nothing at all to these tickets. */
export const isIdle = ({ able, lines }: Digest): boolean =>
  lines.length === 0 && able.every(({ items, note, reply, snoozed_until }) => items.length === 0 && note === null && reply === null && snoozed_until === null);
