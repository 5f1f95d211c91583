/** @file The menus behind the filter button and its chips, and what the chips say. */
import type { Filter, LookupsView, SessionView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { hueOf } from "../kit/glyph";
import type { MenuItem } from "../kit/menu.svelte";
import { openStatuses, staffFor } from "./acting.svelte";
import { latelyHours, narrowingClocks, priorities, toggled } from "./filter";

export type Aspect = "status" | "priority" | "team" | "assignee" | "sla" | "due" | "updated" | "tag" | "snoozed";

export const aspects: readonly Aspect[] = ["status", "priority", "team", "assignee", "sla", "due", "updated", "tag", "snoozed"];

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
      return [
        { id: "me", label: t("filter.myTeams"), checked: filter.my_teams, act: () => set({ ...filter, my_teams: !filter.my_teams }) },
        ...(lookups?.teams ?? [])
          .filter((team) => !team.retired || filter.teams.includes(team.id))
          .map(
            (team): MenuItem => ({
              id: team.id,
              label: team.name,
              glyph: { kind: "hue", hue: hueOf(team.id) },
              checked: filter.teams.includes(team.id),
              act: () => set({ ...filter, teams: toggled(filter.teams, team.id) }),
            }),
          ),
      ];
    case "assignee":
      return [
        { id: "me", label: t("filter.mine"), checked: filter.mine, act: () => set({ ...filter, mine: !filter.mine }) },
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
    case "due":
      return [{ id: "today", label: t("filter.dueToday"), checked: filter.due_today, act: () => set({ ...filter, due_today: !filter.due_today }) }];
    case "updated":
      return [...new Set([latelyHours, filter.updated_hours ?? latelyHours])].map((hours) => ({
        id: String(hours),
        label: t("filter.withinHours", { hours }),
        checked: filter.updated_hours === hours,
        act: () => set({ ...filter, updated_hours: filter.updated_hours === hours ? null : hours }),
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
    team: { teams: [], my_teams: false },
    assignee: { assignees: [], unassigned: false, mine: false },
    sla: { clocks: [] },
    due: { due_today: false },
    updated: { updated_hours: null },
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
    filter.teams.length + Number(filter.my_teams),
    filter.assignees.length + Number(filter.unassigned) + Number(filter.mine),
    filter.clocks.length,
    Number(filter.due_today),
    Number(filter.updated_hours !== null),
    filter.tags.length,
    Number(filter.awake),
  ];
  return chosen.filter((count) => count > 0).length;
}
