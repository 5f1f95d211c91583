/** @file The fields that a desk adds to its tickets: which of them a ticket has, what is wrong with a value, and how it reads. */
import type { FormChoice, FormField, JsonValue, LookupsView, TicketType } from "../api/gen";
import { formatDate, formatList, formatNumber, t } from "../i18n/words.svelte";

/** Values by the keys of their fields. */
export type Filled = Readonly<Record<string, JsonValue | undefined>>;

/** The fields that tickets of a type have, in their order. */
export function fieldsOf(lookups: LookupsView | undefined, type: TicketType): FormField[] {
  return (lookups?.fields ?? []).filter((field) => !field.archived && (field.types.length === 0 || field.types.includes(type)));
}

/** Whether a value says something; No is an answer. */
export function isFilled(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return !Array.isArray(value) || value.length > 0;
}

/** The choices of a field that has some; what is archived only where it is chosen already. */
export function choicesOf({ holds }: FormField, value: JsonValue | undefined): FormChoice[] {
  if (holds.is !== "one" && holds.is !== "many") return [];
  return holds.choices.filter((choice) => !choice.archived || idsOf(value).includes(choice.id));
}

/** The choices that a value names. */
export function idsOf(value: JsonValue | undefined): string[] {
  const all: readonly (JsonValue | undefined)[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === "string");
}

/** A typed number, with a point or a comma; the text as it is where it is none. */
export function readNumber(text: string): number | string | null {
  const typed = text.trim();
  if (typed === "") return null;
  const plain = typed.includes(".") ? typed : typed.replace(",", ".");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** What is wrong with a value, or with its lack where it is asked for; undefined for nothing. */
export function wrongWords(field: FormField, value: JsonValue | undefined, asked: boolean): string | undefined {
  if (!isFilled(value)) return asked ? t(`fields.missing.${field.holds.is}`) : undefined;
  if (field.holds.is === "number" && typeof value !== "number") return t("fields.wrong.number");
  if (field.holds.is === "date" && dayOf(value) === null) return t("fields.wrong.date");
  return undefined;
}

/** A value as people read it; empty for none. */
export function valueText(field: FormField, value: JsonValue | undefined): string {
  if (!isFilled(value)) return "";
  if (typeof value === "boolean") return t(value ? "fields.yes" : "fields.no");
  if (typeof value === "number") return formatNumber(value, { maximumFractionDigits: 10 });
  const { holds } = field;
  if (holds.is === "one" || holds.is === "many") {
    const names = idsOf(value).map((id) => holds.choices.find((choice) => choice.id === id)?.name ?? id);
    return formatList(names, "plain");
  }
  const day = holds.is === "date" ? dayOf(value) : null;
  if (day !== null) return formatDate(day, "date");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The midnight of a day written `2026-03-06`, here; null for what is none. */
function dayOf(value: JsonValue | undefined): number | null {
  const found = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  if (found === null) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const at = new Date(year ?? 0, (month ?? 0) - 1, day);
  return at.getMonth() + 1 === month && at.getDate() === day ? at.getTime() : null;
}
