/** @file The values to choose from where two people chose different ones, and neither is what it should be. */
import type { ConflictView, JsonValue, LookupsView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import type { Menu, MenuItem } from "../kit/menu.svelte";
import { fieldKeyOf, isCustom } from "../lib/custom";
import { fieldLabel, valueLabel } from "../lib/fields";
import { openStatuses, staffFor } from "./acting.svelte";
import { dueMenu } from "./duemenu";
import { choicesOf } from "./formfields";
import { typeOptions } from "./types";

type Value = Exclude<JsonValue, null>;
type Offer = Pick<MenuItem, "label" | "glyph"> & { value: Value };

const levels = ["high", "medium", "low"];
const priorities = ["urgent", "high", "normal", "low"];
const moments = new Set(["due", "estimated", "postponed_until"]);

/** The values that a field can have, in the order of its own menu; none where it is no choice. */
function offersOf(field: string, lookups: LookupsView): Offer[] {
  const worded = (values: readonly string[]): Offer[] => values.map((value) => ({ value, label: valueLabel(field, value) }));
  const named = (all: readonly { id: string; name: string }[]): Offer[] => all.map(({ id, name }) => ({ value: id, label: name }));
  if (isCustom(field)) {
    // The core says its name here, and a desk may have two of one name: then nobody can tell which is meant.
    const [custom, other] = lookups.fields.filter(({ name, archived }) => !archived && name === fieldKeyOf(field));
    if (custom === undefined || other !== undefined) return [];
    return custom.holds.is === "yes_no" ? [true, false].map((value) => ({ value, label: t(value ? "fields.yes" : "fields.no") })) : custom.holds.is === "one" ? named(choicesOf(custom, undefined)) : [];
  }
  switch (field) {
    case "status":
      return openStatuses(lookups).map(({ key, name, category }) => ({ value: key, label: name, glyph: { kind: "status", category } }));
    case "priority":
      return worded(priorities);
    case "impact":
    case "urgency":
      return worded(levels);
    case "type":
      return typeOptions(lookups);
    case "assignee":
    case "technician":
      return named(staffFor(lookups, undefined));
    case "team":
      return named(lookups.teams.filter(({ retired }) => !retired));
    case "category":
      return lookups.categories.filter(({ retired }) => !retired).map(({ id, path }) => ({ value: id, label: path.join(" › ") }));
    default:
      return [];
  }
}

/** The menu of values for the field of a conflict; null where its values are not to be chosen. */
export function thirdValueMenu({ field, ticket }: Pick<ConflictView, "field" | "ticket">, lookups: LookupsView | undefined, give: (value: Value) => void): Menu | null {
  if (ticket === null || lookups === undefined) return null;
  const label = t("conflict.edit.label", { field: fieldLabel(field) });
  if (moments.has(field)) {
    const { entries, ...menu } = dueMenu((at) => at !== null && give(at));
    // Having no such moment is no third value: it would be one of the two.
    return { ...menu, label, entries: () => entries().filter((entry) => typeof entry === "string" || !("id" in entry) || entry.id !== "none") };
  }
  const offers = offersOf(field, lookups);
  const many = 8;
  if (offers.length === 0) return null;
  return { label, kind: "pick", ...(offers.length > many ? { search: t("fields.search") } : {}), entries: () => offers.map(({ value, ...offer }) => ({ ...offer, id: typeof value === "string" ? value : JSON.stringify(value), act: () => give(value) })) };
}
