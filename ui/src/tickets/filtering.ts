/** @file The menus behind the filter button and its chips, and what the chips say. */
import type { Filter, LookupsView, SessionView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { hueOf } from "../kit/glyph";
import type { MenuItem } from "../kit/menu.svelte";
import { openStatuses, staffFor } from "./acting.svelte";
import { narrowingClocks, priorities, toggled } from "./filter";

export type Aspect = "status" | "priority" | "team" | "assignee" | "sla" | "tag" | "snoozed";

export const aspects: readonly Aspect[] = ["status", "priority", "team", "assignee", "sla", "tag", "snoozed"];

export interface Filtering {
  filter: Filter;
  lookups: LookupsView | undefined;
  session: SessionView | undefined;
  set: (filter: Filter) => void;
}

/** What one can choose of an aspect, with ticks at what is chosen. */
export function choices(aspect: Aspect, { filter, lookups, session, set }: Filtering): MenuItem[] {
  switch (aspect) {
    case "status":
      return openStatuses(lookups).map((status) => ({
        id: status.key,
        label: status.name,
        glyph: { kind: "status", category: status.category },
        checked: filter.statuses.includes(status.key),
        act: () => set({ ...filter, statuses: toggled(filter.statuses, status.key) }),
      }));
    case "priority":
      return priorities.map((priority) => ({
        id: priority,
        label: t(`priority.${priority}`),
        glyph: { kind: "priority", priority },
        checked: filter.priorities.includes(priority),
        act: () => set({ ...filter, priorities: toggled(filter.priorities, priority) }),
      }));
    case "team":
      return (lookups?.teams ?? [])
        .filter((team) => !team.retired || filter.teams.includes(team.id))
        .map((team) => ({
          id: team.id,
          label: team.name,
          glyph: { kind: "hue", hue: hueOf(team.id) },
          checked: filter.teams.includes(team.id),
          act: () => set({ ...filter, teams: toggled(filter.teams, team.id) }),
        }));
    case "assignee":
      return [
        ...staffFor(lookups, session?.me).map(
          (person): MenuItem => ({
            id: person.id,
            label: person.name,
            glyph: { kind: "person", name: person.name, seed: person.id },
            ...(person.id === session?.me ? { detail: t("act.you") } : {}),
            checked: filter.assignees.includes(person.id),
            act: () => set({ ...filter, assignees: toggled(filter.assignees, person.id) }),
          }),
        ),
        { id: "none", label: t("act.nobody"), checked: filter.unassigned, act: () => set({ ...filter, unassigned: !filter.unassigned }) },
      ];
    case "sla":
      return narrowingClocks.map((clock) => ({
        id: clock,
        label: t(`sla.is.${clock}`),
        checked: filter.clocks.includes(clock),
        act: () => set({ ...filter, clocks: toggled(filter.clocks, clock) }),
      }));
    case "tag":
      return [...new Set([...filter.tags, ...(lookups?.tags ?? [])])].map((tag) => ({
        id: tag,
        label: tag,
        glyph: { kind: "hue", hue: hueOf(tag) },
        checked: filter.tags.includes(tag),
        act: () => set({ ...filter, tags: toggled(filter.tags, tag) }),
      }));
    case "snoozed":
      return [{ id: "awake", label: t("filter.awake"), checked: filter.awake, act: () => set({ ...filter, awake: !filter.awake }) }];
  }
}

/** The filter button's menu: every aspect that has something to choose. */
export function filterEntries(filtering: Filtering): MenuItem[] {
  return aspects
    .map((aspect): MenuItem => {
      const entries = choices(aspect, filtering);
      return { id: aspect, label: t(`filter.${aspect}`), entries };
    })
    .filter((item) => (item.entries?.length ?? 0) > 0);
}

/** The filter without what one aspect narrows. */
export function without(aspect: Aspect, filter: Filter): Filter {
  const cleared: Record<Aspect, Partial<Filter>> = {
    status: { statuses: [], categories: [] },
    priority: { priorities: [] },
    team: { teams: [] },
    assignee: { assignees: [], unassigned: false },
    sla: { clocks: [] },
    tag: { tags: [] },
    snoozed: { awake: false },
  };
  return { ...filter, ...cleared[aspect] };
}

/** How many aspects narrow. */
export function activeAspects(filter: Filter): number {
  const chosen = [
    filter.statuses.length + filter.categories.length,
    filter.priorities.length,
    filter.teams.length,
    filter.assignees.length + Number(filter.unassigned),
    filter.clocks.length,
    filter.tags.length,
    Number(filter.awake),
  ];
  return chosen.filter((count) => count > 0).length;
}
