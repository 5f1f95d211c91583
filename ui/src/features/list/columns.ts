/** @file The columns of the list: what they are called, what they sort by, and which of them a narrow window keeps. */
import type { FormField, SortKey } from "../../api/gen";
import { t, type PlainKey } from "../../i18n/words.svelte";
import { customId, type CustomId } from "../../lib/custom";

export interface ListColumn {
  id: "number" | "due" | "priority" | "subject" | "requester" | "status" | "assignee" | "tags" | "due_date" | "updated" | CustomId;
  label: PlainKey | null;
  /** The field of the desk that it shows. */
  field?: FormField;
  /** What a click on the head sorts by; tags and fields of the desk do not sort. */
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
  { id: "status", label: "list.column.status", sort: "status", descendingFirst: false },
  { id: "assignee", label: "list.column.assignee", sort: "assignee", descendingFirst: false },
  { id: "tags", label: "list.column.tags", sort: null, descendingFirst: false },
  { id: "due_date", label: "list.column.dueDate", sort: "due_date", descendingFirst: false },
  { id: "updated", label: "list.column.updated", sort: "updated", descendingFirst: true },
];

/** The columns that a list can have: those of every desk, then the fields that this one added. */
export function columnsOf(fields: readonly FormField[]): readonly ListColumn[] {
  const added = fields.filter(({ archived }) => !archived);
  return [...listColumns, ...added.map((field): ListColumn => ({ id: customId(field.key), label: null, field, sort: null, descendingFirst: false }))];
}

export const columnName = ({ label, field }: ListColumn): string => (label === null ? (field?.name ?? "") : t(label));

const sortKeys: readonly SortKey[] = ["due", "due_date", "number", "subject", "priority", "status", "requester", "assignee", "created", "updated"];

export interface Sorting {
  sort: SortKey;
  descending: boolean;
}

/** Reads the order from an address; without one, what runs out next stands first. */
export function readSorting(query: URLSearchParams): Sorting {
  const sort = sortKeys.find((key) => key === query.get("sort")) ?? "due";
  return { sort, descending: query.get("order") === "desc" };
}

export function writeSorting({ sort, descending }: Sorting): Record<string, string> {
  return { ...(sort === "due" ? {} : { sort }), ...(descending ? { order: "desc" } : {}) };
}

/** Returns the order after a click on a head: this column, and with every further click the other way round. */
export function sortedBy(column: ListColumn, now: Sorting): Sorting {
  if (column.sort === null) return now;
  if (column.sort === now.sort) return { sort: now.sort, descending: !now.descending };
  return { sort: column.sort, descending: column.descendingFirst };
}
