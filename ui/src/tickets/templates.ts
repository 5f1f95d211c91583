/** @file Templates in words: what each fills, and which fit what one types. */
import type { LookupsView, TemplateFills, TemplateView } from "../api/gen";
import { formatList, t } from "../i18n/words.svelte";
import { fieldLabel } from "../lib/fields";
import { fieldsOf, isFilled } from "./formfields";
import { typeName } from "./types";

/** What a template can fill beside the fields that a desk added, in the order of its form. */
export const fillable = ["subject", "description", "type", "priority", "category", "team", "assignee", "tags", "checklist"] as const;
export type Fillable = (typeof fillable)[number];

export function fillName(field: Fillable): string {
  return field === "checklist" ? t("checklist.section") : fieldLabel(field);
}

/** The same without what is empty. */
export function tidied(fills: TemplateFills): TemplateFills {
  const custom = Object.entries(fills.custom ?? {}).filter(([, value]) => isFilled(value));
  const said = Object.entries(fills).filter(([field, value]) => field !== "custom" && (Array.isArray(value) ? value.length > 0 : typeof value === "string" && value.trim() !== ""));
  return { ...Object.fromEntries(said), ...(custom.length === 0 ? {} : { custom: Object.fromEntries(custom) }) };
}

/** What one field is filled with, in words; what is gone from the desk is called unknown, and empty is what it does not fill. */
export function fillWords(fills: TemplateFills, field: Fillable, lookups: LookupsView | undefined): string {
  const named = (id: string | undefined, all: readonly { id: string; name: string }[] | undefined) => (id === undefined ? "" : (all?.find((one) => one.id === id)?.name ?? t("macro.unknown")));
  if (field === "type") return fills.type === undefined ? "" : typeName(lookups, fills.type);
  if (field === "priority") return fills.priority === undefined ? "" : t(`priority.${fills.priority}`);
  if (field === "category") return named(fills.category, lookups?.categories.map(({ id, path }) => ({ id, name: path.join(" / ") })));
  if (field === "team") return named(fills.team, lookups?.teams);
  if (field === "assignee") return named(fills.assignee, lookups?.staff);
  if (field === "tags") return formatList(fills.tags ?? [], "plain");
  return fills[field] ?? "";
}

/** A line of what a template fills, for a list. */
export function summaryOf(fills: TemplateFills, lookups: LookupsView | undefined): string {
  const short = fillable.filter((field) => field !== "description" && field !== "checklist").map((field) => fillWords(fills, field, lookups));
  const items = (fills.checklist ?? "").split("\n").filter((line) => line.trim() !== "").length;
  return [...short, items === 0 ? "" : t("templates.items", { count: items })].filter((words) => words !== "").join(" · ");
}

/** The fields of a desk that a template may fill: those of its type, or of any where it names none. */
export function customOf(fills: TemplateFills, lookups: LookupsView | undefined) {
  return fills.type === undefined ? (lookups?.fields ?? []).filter((field) => !field.archived) : fieldsOf(lookups, fills.type);
}

/** The templates that fit what one typed: each word begins a word of the name. */
export function fittingTemplates(templates: readonly TemplateView[], typed: string): TemplateView[] {
  const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const wanted = plain(typed);
  return templates.filter(({ name }) => wanted.every((word) => plain(name).some((one) => one.startsWith(word))));
}
