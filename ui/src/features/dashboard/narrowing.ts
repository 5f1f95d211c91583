/** @file What a report is narrowed to: what can be chosen of each aspect, and what is chosen, as people call it. */
import type { Asked, LookupsView, SessionView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import type { MenuItem } from "../../kit/menu.svelte";
import { valueLabel } from "../../lib/fields";
import { channels } from "../../tickets/cut";
import { noFilter, toggled } from "../../tickets/filter";
import { choices, searchFor } from "../../tickets/filtering";
import { typeOptions } from "../../tickets/types";

/** Each with its part of what is asked; in the order of the menu, and of the chips. */
const lists = {
  priority: "priorities",
  type: "types",
  channel: "channels",
  topic: "topics",
  team: "teams",
  assignee: "assignees",
  organisation: "organisations",
  tag: "tags",
} as const satisfies Record<string, keyof Asked>;

export type ReportAspect = keyof typeof lists;

const aspects = Object.keys(lists) as readonly ReportAspect[];

type Narrowed = Pick<Asked, (typeof lists)[ReportAspect]>;

/** Nothing is left out. */
export const everything: Required<Narrowed> = { priorities: [], types: [], channels: [], topics: [], teams: [], assignees: [], organisations: [], tags: [] };

export interface Narrowing {
  asked: Asked;
  lookups: LookupsView | undefined;
  session: SessionView | undefined;
  set: (to: Narrowed) => void;
}

/** A report is narrowed to nothing of an aspect. */
export const withoutAspect = (aspect: ReportAspect): Narrowed => ({ [lists[aspect]]: [] });

const nameOfAspect = (aspect: ReportAspect): string => t(`report.part.${aspect}`);

/** Values of which a ticket has one, with ticks at what is chosen; what is there no more can be let go. */
function valuesOf<Id extends string>(offered: readonly { id: Id; label: string }[], chosen: readonly Id[], known: boolean, put: (to: Id[]) => void): MenuItem[] {
  // Nothing is gone while nobody knows yet what there is.
  const gone = known ? chosen.filter((id) => offered.every((one) => one.id !== id)).map((id) => ({ id, label: t("filter.gone") })) : [];
  return [...offered, ...gone].map(({ id, label }) => ({ id, label, checked: chosen.includes(id), act: () => put(toggled(chosen, id)) }));
}

/** What one can choose of an aspect. */
export function choicesOf(aspect: ReportAspect, { asked, lookups, session, set }: Narrowing): MenuItem[] {
  const known = lookups !== undefined;
  switch (aspect) {
    case "type":
      return valuesOf(typeOptions(lookups, ...(asked.types ?? [])).map(({ value, label }) => ({ id: value, label })), asked.types ?? [], known, (types) => set({ types }));
    case "channel":
      return valuesOf(channels.map((id) => ({ id, label: valueLabel("channel", id) })), asked.channels ?? [], known, (ways) => set({ channels: ways }));
    case "topic": {
      const topics = asked.topics ?? [];
      const offered = (lookups?.categories ?? []).filter(({ id, retired }) => !retired || topics.includes(id));
      return valuesOf(offered.map(({ id, path }) => ({ id, label: path.join(" › ") })), topics, known, (to) => set({ topics: to }));
    }
    case "organisation":
      return valuesOf((lookups?.organisations ?? []).map(({ id, name }) => ({ id, label: name })), asked.organisations ?? [], known, (organisations) => set({ organisations }));
    case "priority":
    case "team":
    case "assignee":
    case "tag": {
      const { teams = [], assignees = [], priorities = [], tags = [] } = asked;
      const filter = { ...noFilter, teams, assignees, priorities, tags };
      const put = (to: typeof filter) => set({ teams: to.teams, assignees: to.assignees, priorities: to.priorities, tags: to.tags });
      // What depends on who looks is no part of a report that is shared.
      return choices(aspect, { filter, lookups, session, set: put }).filter(({ id }) => id !== "me" && id !== "none");
    }
  }
}

/** How an aspect is looked for, where there may be more of it than a menu shows. */
export function searchOf(aspect: ReportAspect, { asked: _, ...rest }: Narrowing): Pick<MenuItem, "search"> {
  if (aspect === "topic") return { search: t("ticket.category.search") };
  return aspect === "organisation" ? searchFor(aspect, { ...rest, filter: noFilter, set: () => undefined }) : {};
}

/** Everything that a report can be narrowed by. */
export function narrowingEntries(narrowing: Narrowing): MenuItem[] {
  return aspects
    .map((aspect): MenuItem => ({ id: aspect, label: nameOfAspect(aspect), entries: choicesOf(aspect, narrowing), ...searchOf(aspect, narrowing) }))
    .filter(({ entries }) => (entries?.length ?? 0) > 0);
}

export interface NarrowedTo {
  aspect: ReportAspect;
  name: string;
  names: string[];
}

/** What it is narrowed to. */
export function narrowedTo(narrowing: Narrowing): NarrowedTo[] {
  return aspects
    .map((aspect) => ({ aspect, name: nameOfAspect(aspect), names: choicesOf(aspect, narrowing).filter(({ checked }) => checked === true).map(({ label }) => label) }))
    .filter(({ names }) => names.length > 0);
}
