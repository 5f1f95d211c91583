/** @file The menus behind the filter button and its chips, and what the chips say. */
import type { Filter, FormField, LookupsView, SessionView } from "../api/gen";
import { formatList, t } from "../i18n/words.svelte";
import { hueOf } from "../kit/glyph";
import type { MenuEntry, MenuItem } from "../kit/menu.svelte";
import { customId, fieldKeyOf, isCustom, type CustomId } from "../lib/custom";
import { openStatuses, staffFor } from "./acting.svelte";
import { latelyHours, narrowingClocks, priorities, toggled } from "./filter";
import { choicesOf, valueText } from "./formfields";

type OwnAspect = "status" | "priority" | "team" | "assignee" | "sla" | "due" | "updated" | "tag" | "snoozed";

/** A field that the desk added is an aspect as Tern's own are. */
export type Aspect = OwnAspect | CustomId;

const ownAspects: readonly OwnAspect[] = ["status", "priority", "team", "assignee", "sla", "due", "updated", "tag", "snoozed"];

export interface Filtering {
  filter: Filter;
  lookups: LookupsView | undefined;
  session: SessionView | undefined;
  set: (filter: Filter) => void;
}

/** Everything that these tickets can be narrowed by: fields that are asked for no more only while they narrow. */
export function aspectsOf({ filter, lookups }: Pick<Filtering, "filter" | "lookups">): Aspect[] {
  const known = lookups?.fields ?? [];
  const asked = known.filter((field) => !field.archived || held(filter, field.key).length > 0).map(({ key }) => key);
  const strange = filter.fields.map(fieldOf).filter((key) => known.every((field) => field.key !== key));
  return [...ownAspects, ...[...asked, ...new Set(strange)].map(customId)];
}

export function aspectName(aspect: Aspect, lookups: LookupsView | undefined): string {
  if (!isCustom(aspect)) return t(`filter.${aspect}`);
  const key = fieldKeyOf(aspect);
  return lookups?.fields.find((field) => field.key === key)?.name ?? key;
}

const fieldOf = (one: string) => one.slice(0, one.indexOf("="));

/** What the filter asks of a field; an empty text is one that holds nothing. */
function held(filter: Filter, key: string): string[] {
  return filter.fields.filter((one) => fieldOf(one) === key).map((one) => one.slice(key.length + 1));
}

/** What a field can be asked for: its choices, yes and no, what is asked for now, and nothing. */
function fieldChoices(key: string, { filter, lookups, set }: Filtering): MenuItem[] {
  const field = lookups?.fields.find((known) => known.key === key);
  const chosen = held(filter, key);
  const offered = field?.holds.is === "yes_no" ? ["true", "false"] : field === undefined ? [] : choicesOf(field, chosen).map(({ id }) => id);
  return [...new Set([...offered, ...chosen.filter((value) => value !== ""), ""])].map((value) => ({
    id: value === "" ? "none" : `is-${value}`,
    label: value === "" ? t("filter.notFilled") : wordsOf(field, value),
    checked: chosen.includes(value),
    act: () => set({ ...filter, fields: toggled(filter.fields, `${key}=${value}`) }),
  }));
}

function wordsOf(field: FormField | undefined, value: string): string {
  if (field === undefined) return value;
  const { is } = field.holds;
  return valueText(field, is === "yes_no" ? value === "true" : is === "number" ? Number(value) : value);
}

/** What one can choose of an aspect, with ticks at what is chosen. */
export function choices(aspect: Aspect, filtering: Filtering): MenuItem[] {
  if (isCustom(aspect)) return fieldChoices(fieldKeyOf(aspect), filtering);
  const { filter, lookups, session, set } = filtering;
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

/** What is chosen of an aspect, as people call it. */
export function chosenNames(aspect: Aspect, filtering: Filtering): string[] {
  const names = choices(aspect, filtering)
    .filter((item) => item.checked === true)
    .map((item) => item.label);
  return aspect === "status" ? [...names, ...filtering.filter.categories.map((category) => t(`category.${category}`))] : names;
}

const longestName = 60;

/** What a view of these tickets may be called: what they are narrowed to, and as much of it as a name holds. */
export function nameFor(filtering: Filtering): string {
  const parts = aspectsOf(filtering)
    .map((aspect) => formatList(chosenNames(aspect, filtering), "or"))
    .filter((words) => words !== "");
  if (filtering.filter.text !== "") parts.push(`“${filtering.filter.text}”`);
  let name = "";
  for (const part of parts) {
    const longer = name === "" ? part : `${name} · ${part}`;
    if (name !== "" && longer.length > longestName) break;
    name = longer;
  }
  return name;
}

/** The filter button's menu: every aspect that has something to choose, the desk's own fields behind a line. */
export function filterEntries(filtering: Filtering): MenuEntry[] {
  const items = aspectsOf(filtering)
    .map((aspect): MenuItem => ({ id: aspect, label: aspectName(aspect, filtering.lookups), entries: choices(aspect, filtering) }))
    .filter((item) => (item.entries?.length ?? 0) > 0);
  const own = items.filter(({ id }) => !isCustom(id));
  const added = items.filter(({ id }) => isCustom(id));
  return added.length === 0 ? own : [...own, "line", ...added];
}

/** The filter without what one aspect narrows. */
export function without(aspect: Aspect, filter: Filter): Filter {
  if (isCustom(aspect)) return { ...filter, fields: filter.fields.filter((one) => fieldOf(one) !== fieldKeyOf(aspect)) };
  const cleared: Record<OwnAspect, Partial<Filter>> = {
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
  return chosen.filter((count) => count > 0).length + new Set(filter.fields.map(fieldOf)).size;
}
