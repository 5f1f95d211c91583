/** @file What tickets are narrowed to by terms in the filter's line, such as `type:bug created<7d`: a filter has no place of its own for it. */
import type { LookupsView, SearchPart } from "../api/gen";
import { t } from "../i18n/words.svelte";
import type { MenuItem } from "../kit/menu.svelte";
import { quoted, toggled, without } from "./line";
import { typeOptions } from "./types";

export const termAspects = ["type", "category", "created"] as const;
export type TermAspect = (typeof termAspects)[number];

/** A line, how the core understands it, and what becomes of another one. */
export interface Line {
  text: string;
  /** Empty while that is on its way. */
  parts: readonly SearchPart[];
  write: (text: string) => void;
}

interface Term {
  part: SearchPart;
  /** As it is written behind the key: `:bug`, `<7d`. */
  written: string;
  values: readonly string[];
}

/** The terms of a key that narrow; one that leaves out, or is not understood, is left to whoever wrote it. */
function termsOf(parts: readonly SearchPart[], key: TermAspect): Term[] {
  return parts.flatMap((part) => {
    const { not, mistakes, what } = part;
    if (not || mistakes.length > 0 || what.is !== "term" || what.key !== key || what.values.length === 0) return [];
    return [{ part, written: what.sign + what.values.map(quoted).join(","), values: what.values }];
  });
}

const allTerms = (parts: readonly SearchPart[]): Term[] => termAspects.flatMap((key) => termsOf(parts, key)).sort((one, other) => one.part.from - other.part.from);

/** From the last one on, so that those before it stay where they are. */
const cleared = (text: string, terms: readonly Term[]): string => terms.toReversed().reduce((line, { part }) => without(line, part), text);

/** The line without the terms of a key. */
export function withoutTerms({ text, parts }: Pick<Line, "text" | "parts">, key: TermAspect): string {
  return cleared(text, termsOf(parts, key));
}

/** What of the line is no term of an aspect: words, and terms that are written by hand. */
export function restOf({ text, parts }: Pick<Line, "text" | "parts">): string {
  return cleared(text, allTerms(parts)).trim();
}

/** The line with nothing but these terms. */
export function onlyTerms({ text, parts }: Pick<Line, "text" | "parts">): string {
  return allTerms(parts)
    .map(({ part }) => text.slice(part.from, part.to))
    .join(" ");
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** What one can choose of an aspect, with ticks at what the line asks for. */
export function termChoices(key: TermAspect, line: Line, lookups: LookupsView | undefined): MenuItem[] {
  return key === "created" ? createdChoices(line) : valueChoices(key, line, lookups);
}

/** Values of which a ticket has one: several ask for either. */
function valueChoices(key: "type" | "category", line: Line, lookups: LookupsView | undefined): MenuItem[] {
  const asked = termsOf(line.parts, key).flatMap(({ values }) => values);
  const offered = key === "type" ? typesOf(lookups, asked) : topicsOf(lookups, asked);
  const strange = asked.filter((value) => offered.every(({ names }) => !names.some((name) => same(name, value))));
  return [...offered, ...strange.map((value) => ({ value, label: value, names: [value] }))].map(({ value, label, names }) => {
    // Taken away as it was written, whichever of its names that was.
    const written = asked.find((one) => names.some((name) => same(name, one)));
    return { id: `is-${value}`, label, checked: written !== undefined, act: () => line.write(toggled(line.text, line.parts, key, written ?? value)) };
  });
}

interface Offered {
  /** As it is written in a term. */
  value: string;
  label: string;
  /** What else it may be written as. */
  names: readonly string[];
}

function typesOf(lookups: LookupsView | undefined, asked: readonly string[]): Offered[] {
  const known = (lookups?.types ?? []).map(({ key }) => key).filter((key) => asked.some((value) => same(value, key)));
  return typeOptions(lookups, ...known).map(({ value, label }) => ({ value, label, names: [value, label] }));
}

/** A category is asked for by its name, with all below it. */
function topicsOf(lookups: LookupsView | undefined, asked: readonly string[]): Offered[] {
  const offered = (lookups?.categories ?? []).filter(({ name, retired }) => !retired || asked.some((value) => same(value, name)));
  const topics = offered.map(({ name, path }) => ({ value: name, label: path.join(" › "), names: [name] }));
  // Two of one name are asked for together: the first stands for both.
  const once = topics.filter(({ value }, place) => topics.findIndex((other) => same(other.value, value)) === place);
  return once.length === 0 ? [] : [...once, { value: "none", label: t("filter.noCategory"), names: ["none"] }];
}

const lately = [":today", "<24h", "<7d", "<30d"] as const;

function latelyWords(written: string): string {
  if (written === ":today") return t("filter.createdToday");
  if (written === "<24h") return t("filter.withinHours", { hours: 24 });
  const days = /^<(\d+)d$/.exec(written)?.[1];
  return days === undefined ? written.replace(/^:/, "") : t("filter.withinDays", { days: Number(days) });
}

/** A ticket was created once: another choice takes the place of the one before. */
function createdChoices(line: Line): MenuItem[] {
  const asked = termsOf(line.parts, "created").map(({ written }) => written);
  return [...new Set([...lately, ...asked])].map((written) => {
    const checked = asked.includes(written);
    const rest = withoutTerms(line, "created");
    return { id: `is-${written}`, label: latelyWords(written), checked, act: () => line.write(checked ? rest : [rest.trimEnd(), `created${written}`].filter((part) => part !== "").join(" ")) };
  });
}
