/** @file The columns of the list: what they are called, what they sort by, and how a list is put in order by them. */
import type { FormField, ListGroup, SortKey, ThenBy } from "../../api/gen";
import { t, type PlainKey } from "../../i18n/words.svelte";
import { customId, type CustomId } from "../../lib/custom";

export interface ListColumn {
  id: "number" | "due" | "priority" | "subject" | "requester" | "organisation" | "status" | "team" | "assignee" | "tags" | "due_date" | "created" | "updated" | CustomId;
  label: PlainKey | null;
  /** The field of the desk that it shows. */
  field?: FormField;
  /** What a click on the head sorts by; the core does not sort by all of them. */
  sort: SortKey | null;
  /** Whether the first click shows the largest first. */
  descendingFirst: boolean;
}

export const listColumns: readonly ListColumn[] = [
  { id: "number", label: "list.column.number", sort: "number", descendingFirst: true },
  { id: "due", label: "list.column.due", sort: "due", descendingFirst: false },
  { id: "priority", label: "list.column.priority", sort: "priority", descendingFirst: true },
  { id: "subject", label: "list.column.subject", sort: "subject", descendingFirst: false },
  { id: "requester", label: "list.column.requester", sort: "requester", descendingFirst: false },
  { id: "organisation", label: "list.column.organisation", sort: null, descendingFirst: false },
  { id: "status", label: "list.column.status", sort: "status", descendingFirst: false },
  { id: "team", label: "list.column.team", sort: null, descendingFirst: false },
  { id: "assignee", label: "list.column.assignee", sort: "assignee", descendingFirst: false },
  { id: "tags", label: "list.column.tags", sort: null, descendingFirst: false },
  { id: "due_date", label: "list.column.dueDate", sort: "due_date", descendingFirst: false },
  { id: "created", label: "list.column.created", sort: "created", descendingFirst: true },
  { id: "updated", label: "list.column.updated", sort: "updated", descendingFirst: true },
];

/** The columns that a list can have: those of every desk, then the fields that this one added. */
export function columnsOf(fields: readonly FormField[]): readonly ListColumn[] {
  const added = fields.filter(({ archived }) => !archived);
  return [...listColumns, ...added.map((field): ListColumn => ({ id: customId(field.key), label: null, field, sort: null, descendingFirst: false }))];
}

export const columnName = ({ label, field }: ListColumn): string => (label === null ? (field?.name ?? "") : t(label));

const sortKeys: readonly SortKey[] = ["due", "due_date", "number", "subject", "priority", "status", "requester", "assignee", "created", "updated"];
export const listGroups: readonly ListGroup[] = ["status", "priority", "assignee", "team", "organisation", "due"];

/** How a list is put in order: by what, by what else where that is equal, and in which groups. */
export interface Sorting {
  sort: SortKey;
  descending: boolean;
  then?: ThenBy;
  group?: ListGroup;
}

/** Only how a view is put in order. */
export function sortingOf({ sort, descending, then, group }: Sorting): Sorting {
  return { sort, descending, ...(then === undefined ? {} : { then }), ...(group === undefined ? {} : { group }) };
}

/** Reads the order from an address; without one, what runs out next stands first. */
export function readSorting(query: URLSearchParams): Sorting {
  const named = (name: string) => sortKeys.find((key) => key === query.get(name));
  const sort = named("sort") ?? "due";
  const second = named("then");
  const group = listGroups.find((one) => one === query.get("group"));
  return {
    sort,
    descending: query.get("order") === "desc",
    ...(second === undefined || second === sort ? {} : { then: { key: second, descending: query.get("thenOrder") === "desc" } }),
    ...(group === undefined ? {} : { group }),
  };
}

export function writeSorting({ sort, descending, then, group }: Sorting): Record<string, string> {
  return {
    ...(sort === "due" ? {} : { sort }),
    ...(descending ? { order: "desc" } : {}),
    ...(then === undefined ? {} : { then: then.key, ...(then.descending ? { thenOrder: "desc" } : {}) }),
    ...(group === undefined ? {} : { group }),
  };
}

/** Returns the order after a click on a head: this column, and with every further click the other way round. */
export function sortedBy(column: ListColumn, now: Sorting): Sorting {
  if (column.sort === null) return now;
  if (column.sort === now.sort) return { ...now, descending: !now.descending };
  const { then, ...rest } = now;
  return { ...rest, sort: column.sort, descending: column.descendingFirst, ...(then === undefined || then.key === column.sort ? {} : { then }) };
}

/** Returns the order with this column for what is equal: its usual way, then the other way round, then without it. */
export function thenBy(column: ListColumn, now: Sorting): Sorting {
  if (column.sort === null || column.sort === now.sort) return now;
  if (now.then?.key !== column.sort) return { ...now, then: { key: column.sort, descending: column.descendingFirst } };
  if (now.then.descending === column.descendingFirst) return { ...now, then: { key: column.sort, descending: !column.descendingFirst } };
  return withoutThen(now);
}

export function withoutThen({ then: _, ...rest }: Sorting): Sorting {
  return rest;
}

export function groupedBy(group: ListGroup | null, { group: _, ...rest }: Sorting): Sorting {
  return group === null ? rest : { ...rest, group };
}

/** The column that sorts by a key. */
const columnOf = (key: SortKey): ListColumn | undefined => listColumns.find(({ sort }) => sort === key);

/** The order in words. */
export function sortingWords({ sort, descending, then }: Sorting): string {
  const name = (key: SortKey): string => {
    const column = columnOf(key);
    return column === undefined ? "" : columnName(column);
  };
  const first = t(descending ? "list.sorted.descending" : "list.sorted.ascending", { column: name(sort) });
  if (then === undefined) return first;
  return t(then.descending ? "list.sortedThen.descending" : "list.sortedThen.ascending", { sorted: first, column: name(then.key) });
}
