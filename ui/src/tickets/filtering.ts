/** @file The menus behind the filter button and its chips, and what the chips say. */
import type { Filter, FormField, LookupsView, PersonCard, SearchPart, SessionView } from "../api/gen";
import { formatList, t } from "../i18n/words.svelte";
import { hueOf } from "../kit/glyph";
import type { MenuEntry, MenuItem } from "../kit/menu.svelte";
import { customId, fieldKeyOf, isCustom, type CustomId } from "../lib/custom";
import { openStatuses, staffFor } from "./acting.svelte";
import { latelyHours, narrowingClocks, noFilter, priorities, toggled } from "./filter";
import { choicesOf, valueText } from "./formfields";
import { restOf, termAspects, termChoices, withoutTerms, type Line, type TermAspect } from "./terms";

type FilterAspect = "status" | "priority" | "team" | "assignee" | "requester" | "organisation" | "sla" | "due" | "updated" | "tag" | "snoozed";
type OwnAspect = FilterAspect | TermAspect;

/** A field that the desk added is an aspect as Tern's own are. */
export type Aspect = OwnAspect | CustomId;

/** As what each part of a filter is shown: whatever narrows has a name here, or it would narrow unseen. */
export const shownAs: Record<keyof Filter, FilterAspect | "fields" | "text" | "cut"> = {
  text: "text",
  statuses: "status",
  categories: "status",
  priorities: "priority",
  teams: "team",
  my_teams: "team",
  assignees: "assignee",
  unassigned: "assignee",
  mine: "assignee",
  requester: "requester",
  organisation: "organisation",
  clocks: "sla",
  due_today: "due",
  updated_hours: "updated",
  tags: "tag",
  awake: "snoozed",
  fields: "fields",
  cut: "cut",
};

/** In the order of the menu, and of the chips. */
const ownAspects: readonly OwnAspect[] = ["status", "priority", "type", "category", "team", "assignee", "requester", "organisation", "sla", "due", "created", "updated", "tag", "snoozed"];

const isTerm = (aspect: Aspect): aspect is TermAspect => termAspects.some((one) => one === aspect);

export interface Filtering {
  filter: Filter;
  lookups: LookupsView | undefined;
  session: SessionView | undefined;
  set: (filter: Filter) => void;
  /** What has to be read for it; without it neither people nor terms can be chosen. */
  told?: Told;
}

interface Told {
  /** How the line of the filter reads. */
  parts: readonly SearchPart[];
  /** Whose tickets are asked for; null where there is nobody of that name any more. */
  requester: PersonCard | null | undefined;
  /** Those who fit what was typed. */
  people: readonly PersonCard[];
  look: (typed: string) => void;
}

/** The line of the filter, and what choosing a term makes of it. */
export function lineOf({ filter, set, told }: Pick<Filtering, "filter" | "set" | "told">): Line {
  return { text: filter.text, parts: told?.parts ?? [], write: (text) => set({ ...filter, text }) };
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

/** What is chosen and offered no more stays in sight, so that it can be let go. */
function withGone(items: MenuItem[], chosen: readonly string[], { lookups }: Filtering, drop: (id: string) => void): MenuItem[] {
  // Nothing is gone while nobody knows yet what there is.
  const gone = lookups === undefined ? [] : chosen.filter((id) => items.every((item) => item.id !== id));
  return [...items, ...gone.map((id) => ({ id, label: t("filter.gone"), checked: true, act: () => drop(id) }))];
}

/** Who was chosen, and whoever fits what is typed. */
function askers({ filter, set, told }: Filtering): MenuItem[] {
  const { requester: chosen } = filter;
  const found = told?.people ?? [];
  const item = (id: string, label: string, more: Partial<MenuItem>): MenuItem => ({
    id,
    label,
    ...more,
    checked: id === chosen,
    act: () => set({ ...filter, requester: id === chosen ? null : id }),
  });
  const known = told?.requester;
  const first = chosen === null || found.some(({ id }) => id === chosen) ? [] : known == null ? [item(chosen, known === null ? t("filter.gone") : "…", {})] : [known];
  return [...first, ...found].map((one) =>
    "label" in one ? one : item(one.id, one.name, { glyph: { kind: "person", name: one.name, seed: one.id }, detail: one.organisation ?? one.email ?? "" }),
  );
}

/** What one can choose of an aspect, with ticks at what is chosen. */
export function choices(aspect: Aspect, filtering: Filtering): MenuItem[] {
  if (isCustom(aspect)) return fieldChoices(fieldKeyOf(aspect), filtering);
  const { filter, lookups, session, set } = filtering;
  if (isTerm(aspect)) return filtering.told === undefined ? [] : termChoices(aspect, lineOf(filtering), lookups);
  switch (aspect) {
    case "status": {
      const retired = (lookups?.statuses ?? []).filter((status) => status.retired && filter.statuses.includes(status.key));
      const put = (key: string) => set({ ...filter, statuses: toggled(filter.statuses, key) });
      const known = [...openStatuses(lookups), ...retired].map(
        (status): MenuItem => ({
          id: status.key,
          label: status.name,
          glyph: { kind: "status", category: status.category },
          checked: filter.statuses.includes(status.key),
          act: () => put(status.key),
        }),
      );
      return withGone(known, filter.statuses, filtering, put);
    }
    case "priority":
      return priorities.map((priority) => ({
        id: priority,
        label: t(`priority.${priority}`),
        glyph: { kind: "priority", priority },
        checked: filter.priorities.includes(priority),
        act: () => set({ ...filter, priorities: toggled(filter.priorities, priority) }),
      }));
    case "team": {
      const put = (id: string) => set({ ...filter, teams: toggled(filter.teams, id) });
      const known = (lookups?.teams ?? [])
        .filter((team) => !team.retired || filter.teams.includes(team.id))
        .map((team): MenuItem => ({ id: team.id, label: team.name, glyph: { kind: "hue", hue: hueOf(team.id) }, checked: filter.teams.includes(team.id), act: () => put(team.id) }));
      return [
        { id: "me", label: t("filter.myTeams"), checked: filter.my_teams, act: () => set({ ...filter, my_teams: !filter.my_teams }) },
        ...withGone(known, filter.teams, filtering, put),
      ];
    }
    case "assignee": {
      const put = (id: string) => set({ ...filter, assignees: toggled(filter.assignees, id) });
      const known = staffFor(lookups, session?.me).map(
        (person): MenuItem => ({
          id: person.id,
          label: person.name,
          glyph: { kind: "person", name: person.name, seed: person.id },
          ...(person.id === session?.me ? { detail: t("act.you") } : {}),
          checked: filter.assignees.includes(person.id),
          act: () => put(person.id),
        }),
      );
      return [
        { id: "me", label: t("filter.mine"), checked: filter.mine, act: () => set({ ...filter, mine: !filter.mine }) },
        ...withGone(known, filter.assignees, filtering, put),
        { id: "none", label: t("act.nobody"), checked: filter.unassigned, act: () => set({ ...filter, unassigned: !filter.unassigned }) },
      ];
    }
    case "requester":
      return askers(filtering);
    case "organisation": {
      const put = (id: string) => set({ ...filter, organisation: filter.organisation === id ? null : id });
      const known = (lookups?.organisations ?? []).map(({ id, name }) => ({ id, label: name, checked: filter.organisation === id, act: () => put(id) }));
      return withGone(known, filter.organisation === null ? [] : [filter.organisation], filtering, put);
    }
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

const namesAtOnce = 2;

/** What a chip says of all that is chosen. */
export const someOf = (names: readonly string[]): string => (names.length > namesAtOnce ? t("filter.some", { count: names.length }) : formatList(names, "plain"));

const longestName = 60;

/** What a view of these tickets may be called: what they are narrowed to, and as much of it as a name holds. */
export function nameFor(filtering: Filtering): string {
  const parts = aspectsOf(filtering)
    .map((aspect) => formatList(chosenNames(aspect, filtering), "or"))
    .filter((words) => words !== "");
  const words = restOf(lineOf(filtering));
  if (words !== "") parts.push(`“${words}”`);
  let name = "";
  for (const part of parts) {
    const longer = name === "" ? part : `${name} · ${part}`;
    if (name !== "" && longer.length > longestName) break;
    name = longer;
  }
  return name;
}

/** How an aspect is looked for, where there may be more of it than a menu shows. */
export function searchFor(aspect: Aspect, { told }: Filtering): Pick<MenuItem, "search" | "look"> {
  if (aspect === "organisation") return { search: t("filter.findOrganisation") };
  return aspect === "requester" && told !== undefined ? { search: t("filter.findRequester"), look: (typed) => told.look(typed) } : {};
}

/** The filter button's menu: every aspect that has something to choose, the desk's own fields behind a line. */
export function filterEntries(filtering: Filtering): MenuEntry[] {
  const items = aspectsOf(filtering)
    .map((aspect): MenuItem => ({ id: aspect, label: aspectName(aspect, filtering.lookups), entries: choices(aspect, filtering), ...searchFor(aspect, filtering) }))
    .filter((item) => item.look !== undefined || (item.entries?.length ?? 0) > 0);
  const own = items.filter(({ id }) => !isCustom(id));
  const added = items.filter(({ id }) => isCustom(id));
  return added.length === 0 ? own : [...own, "line", ...added];
}

/** The filter without what one aspect narrows. */
export function without(aspect: Aspect, filtering: Filtering): Filter {
  const { filter } = filtering;
  if (isCustom(aspect)) return { ...filter, fields: filter.fields.filter((one) => fieldOf(one) !== fieldKeyOf(aspect)) };
  if (isTerm(aspect)) return { ...filter, text: withoutTerms(lineOf(filtering), aspect) };
  const cleared = keysOf(noFilter).filter((key) => shownAs[key] === aspect);
  return { ...filter, ...Object.fromEntries(cleared.map((key) => [key, noFilter[key]])) };
}

function keysOf(filter: Filter): (keyof Filter)[] {
  return Object.keys(filter).filter((key): key is keyof Filter => key in shownAs);
}

/** How many aspects narrow. */
export function activeAspects(filtering: Filtering): number {
  return aspectsOf(filtering).filter((aspect) => chosenNames(aspect, filtering).length > 0).length;
}
