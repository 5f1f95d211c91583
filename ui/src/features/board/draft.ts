/** @file A board while it is edited: its columns in order, each status in one of them at most, and what is missing yet. */
import type { BoardSave, BoardSort, BoardView, Column, ColumnsBy, ColumnView, DueBucket, LanesBy, LookupsView, Priority, Share, Status } from "../../api/gen";

export interface DraftColumn {
  key: string;
  name: string;
  statuses: readonly string[];
  /** As it was typed; empty is none. */
  limit: string;
  hard: boolean;
}

/** A limit as it is typed. */
export type Limit = Pick<DraftColumn, "limit" | "hard">;

/** A column that is there for a value, and not made by hand. */
export type Standing = Pick<ColumnView, "key" | "facet" | "name">;

export interface Draft {
  name: string;
  share: Share;
  sort: BoardSort;
  by: ColumnsBy;
  lanes: LanesBy | null;
  columns: readonly DraftColumn[];
  /** Those of columns that are not made by hand, by their keys. */
  limits: Readonly<Record<string, Limit>>;
}

export const allColumnsBy: readonly ColumnsBy[] = ["status", "assignee", "priority", "due"];
export const allLanesBy: readonly LanesBy[] = ["assignee", "team", "priority", "organisation", "sla"];

/** The longest a limit is. */
const mostLimit = 100_000;

/** A board that nobody has touched yet: a column for each status. */
export function newDraft(statuses: readonly Status[]): Draft {
  const columns = statuses.map(({ key, name }) => ({ key, name, statuses: [key], limit: "", hard: false }));
  return { name: "", share: { with: "nobody" }, sort: "rank", by: "status", lanes: null, columns, limits: {} };
}

export function draftOf(board: BoardView, statuses: readonly Status[]): Draft {
  const columns = board.saved.columns.map((column) => ({
    key: column.key,
    name: column.name,
    statuses: column.statuses,
    limit: column.limit == null ? "" : String(column.limit),
    hard: column.hard === true,
  }));
  // A board of other columns has none of its own: there they are for whoever changes its mind.
  const own = board.by === "status" ? columns : newDraft(statuses).columns;
  const limits = board.by === "status" ? {} : Object.fromEntries(columns.map(({ key, limit, hard }) => [key, { limit, hard }]));
  return { name: board.name, share: board.saved.share, sort: board.saved.sort, by: board.by, lanes: board.lanes_by, columns: own, limits };
}

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
/** Those that somebody can put a card into. */
const buckets: readonly DueBucket[] = ["today", "tomorrow", "this_week", "later"];

/** The columns that a board has by itself, as far as they can have a limit: those in sight, or else what there will be. */
export function standingOf(by: ColumnsBy, board: BoardView | null, staff: LookupsView["staff"]): Standing[] {
  if (board?.by === by) return board.columns.filter(({ facet }) => facet.is !== "unmapped" && !(facet.is === "due" && facet.bucket === "overdue"));
  switch (by) {
    case "status":
      return [];
    case "assignee":
      return [null, ...staff].map((person) => ({ key: person?.id ?? "none", name: person?.name ?? "", facet: { is: "person", person: person?.id ?? null } }));
    case "priority":
      return priorities.map((priority) => ({ key: priority, name: "", facet: { is: "priority", priority } }));
    case "due":
      return buckets.map((bucket) => ({ key: bucket, name: "", facet: { is: "due", bucket } }));
  }
}

export function limited(draft: Draft, key: string, change: Partial<Limit>): Draft {
  const before = draft.limits[key] ?? { limit: "", hard: false };
  return { ...draft, limits: { ...draft.limits, [key]: { ...before, ...change } } };
}

/** Whether columns and lanes would show the same. */
export function repeats(by: ColumnsBy, lanes: LanesBy | null): boolean {
  return (by === "assignee" || by === "priority") && by === lanes;
}

/** Other columns; lanes that would show the same are let go. */
export function withColumnsBy(draft: Draft, by: ColumnsBy): Draft {
  const limits = by === draft.by ? draft.limits : {};
  return { ...draft, by, lanes: repeats(by, draft.lanes) ? null : draft.lanes, limits };
}

export function changed(draft: Draft, key: string, change: Partial<DraftColumn>): Draft {
  return { ...draft, columns: draft.columns.map((column) => (column.key === key ? { ...column, ...change } : column)) };
}

/** Puts a status into a column, out of whichever it was in, or out of this one when it was here. */
export function toggledStatus(draft: Draft, key: string, status: string): Draft {
  const columns = draft.columns.map((column) => {
    const without = column.statuses.filter((one) => one !== status);
    const put = column.key === key && !column.statuses.includes(status);
    return { ...column, statuses: put ? [...without, status] : without };
  });
  return { ...draft, columns };
}

/** A new column at the end, named after the first status that stands nowhere. */
export function withColumn(draft: Draft, statuses: readonly Status[]): Draft {
  const [free] = nowhere(draft, statuses);
  const keys = new Set(draft.columns.map(({ key }) => key));
  const base = free?.key ?? "column";
  let key = base;
  for (let number = 2; keys.has(key); number++) key = `${base}-${String(number)}`;
  const column = { key, name: free?.name ?? "", statuses: free === undefined ? [] : [free.key], limit: "", hard: false };
  return { ...draft, columns: [...draft.columns, column] };
}

export function withoutColumn(draft: Draft, key: string): Draft {
  return { ...draft, columns: draft.columns.filter((column) => column.key !== key) };
}

export function movedColumn(draft: Draft, key: string, by: -1 | 1): Draft {
  const at = draft.columns.findIndex((column) => column.key === key);
  const to = at + by;
  const moving = draft.columns[at];
  if (moving === undefined || to < 0 || to >= draft.columns.length) return draft;
  const columns = draft.columns.filter((column) => column.key !== key);
  columns.splice(to, 0, moving);
  return { ...draft, columns };
}

/** The statuses whose tickets stand in no column: on the board they are gathered in one of their own. */
export function nowhere(draft: Draft, statuses: readonly Status[]): Status[] {
  const shown = new Set(draft.columns.flatMap((column) => column.statuses));
  return statuses.filter(({ key, retired }) => !retired && !shown.has(key));
}

/** The limit that was typed: none, a number, or nothing that one can hold oneself to. */
export function limitOf(text: string): number | null | "wrong" {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const limit = Number(trimmed);
  return Number.isInteger(limit) && limit >= 1 && limit <= mostLimit ? limit : "wrong";
}

export type Lack = { is: "name" } | { is: "columns" } | { is: "columnName"; key: string } | { is: "limit"; key: string };

/** What keeps the board from being saved. */
export function lacksOf(draft: Draft): Lack[] {
  const lacks: Lack[] = draft.name.trim() === "" ? [{ is: "name" }] : [];
  if (draft.by !== "status") {
    const wrong = Object.entries(draft.limits).filter(([, { limit }]) => limitOf(limit) === "wrong");
    return [...lacks, ...wrong.map(([key]): Lack => ({ is: "limit", key }))];
  }
  if (draft.columns.length === 0) lacks.push({ is: "columns" });
  for (const { key, name, limit } of draft.columns) {
    if (name.trim() === "") lacks.push({ is: "columnName", key });
    if (limitOf(limit) === "wrong") lacks.push({ is: "limit", key });
  }
  return lacks;
}

/** What is sent; the share only where it was chosen, since whoever edits somebody else's board leaves that alone. */
export function saved(draft: Draft, board: string | null, share: Share | null): BoardSave {
  const meant = ({ limit, hard }: Limit) => {
    const number = limitOf(limit);
    return { limit: typeof number === "number" ? number : null, hard };
  };
  const made = () => draft.columns.map((column): Column => ({ key: column.key, name: column.name.trim(), statuses: [...column.statuses], ...meant(column) }));
  const standing = () =>
    Object.entries(draft.limits)
      .map(([key, limit]): Column => ({ key, name: "", statuses: [], ...meant(limit) }))
      .filter(({ limit }) => limit !== null);
  return {
    board,
    name: draft.name.trim(),
    columns: draft.by === "status" ? made() : standing(),
    sort: draft.sort,
    by: draft.by,
    lanes: draft.lanes,
    ...(share === null ? {} : { share }),
  };
}
