/** @file What the groups of a list are called, which mark they bear, and which of them are folded on this device. */
import Building from "@lucide/svelte/icons/building-2";
import Clock from "@lucide/svelte/icons/clock";
import Minus from "@lucide/svelte/icons/minus";
import Sun from "@lucide/svelte/icons/sun";
import Hourglass from "@lucide/svelte/icons/hourglass";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import UserX from "@lucide/svelte/icons/user-x";
import type { ListGroup, LookupsView, Priority, RowGroup } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { hueOf, type Glyph, type IconComponent } from "../../kit/glyph";
import { statusName } from "../../tickets/sentences";

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
const dues = ["breached", "within_hour", "today", "later", "quiet"] as const;
type Due = (typeof dues)[number];
const dueIcons: Readonly<Record<Due, IconComponent>> = { breached: TriangleAlert, within_hour: Hourglass, today: Sun, later: Clock, quiet: Minus };

export interface Titled {
  name: string;
  glyph: Glyph;
}

/** What a group is called; one of another kind, as long as the answer to another question is in sight, by what the core calls it. */
export function titleOf(kind: ListGroup, group: RowGroup, lookups: LookupsView | undefined): Titled {
  const { key, name } = group;
  switch (kind) {
    case "status": {
      const status = lookups?.statuses.find((one) => one.key === key);
      return { name: status === undefined ? name || (key ?? "") : statusName(status.key, lookups), glyph: { kind: "status", category: status?.category ?? "open" } };
    }
    case "priority": {
      const priority = priorities.find((one) => one === key);
      return { name: priority === undefined ? name : t(`priority.${priority}`), glyph: { kind: "priority", priority: priority ?? "normal" } };
    }
    case "due": {
      const due = dues.find((one) => one === key);
      return { name: due === undefined ? name : t(`list.due.${due}`), glyph: { kind: "icon", icon: dueIcons[due ?? "quiet"] } };
    }
    case "assignee":
      if (key === null) return { name: t("list.nobody"), glyph: { kind: "icon", icon: UserX } };
      return { name: name === "" ? t("board.someone") : name, glyph: { kind: "person", name, seed: key } };
    case "team":
      return { name: name === "" ? t("board.someTeam") : name, glyph: { kind: "hue", hue: hueOf(key ?? "") } };
    case "organisation":
      return { name: key === null ? t("board.noOrganisation") : name === "" ? t("board.someOrganisation") : name, glyph: { kind: "icon", icon: Building } };
  }
}

export const foldedName = "list-folded";

/** Groups are folded for one view, grouped one way. */
export const placeOf = (view: string | null, group: ListGroup): string => `${view ?? ""} ${group}`;

/** Reads which groups are folded where. */
function readFolded(text: string | null): Record<string, readonly string[]> {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    const isKeys = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string[]] => isKeys(entry[1])));
  } catch {
    // Text that nobody can read any more folds nothing.
    return {};
  }
}

export function foldedAt(text: string | null, place: string): readonly string[] {
  return readFolded(text)[place] ?? [];
}

/** Returns what to keep when `keys` are folded at a place, and nothing else there. */
export function withFolded(text: string | null, place: string, keys: readonly string[]): string {
  const { [place]: _, ...others } = readFolded(text);
  return JSON.stringify(keys.length === 0 ? others : { ...others, [place]: keys });
}
