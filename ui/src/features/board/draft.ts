/** @file A board while it is edited: its columns in order, each status in one of them at most, and what is missing yet. */
import type { BoardSave, BoardSort, BoardView, Column, ColumnsBy, LanesBy, Share, Status } from "../../api/gen";

export interface DraftColumn {
  key: string;
  name: string;
  statuses: readonly string[];
  /** As it was typed; empty is none. */
  limit: string;
  hard: boolean;
}

export interface Draft {
  name: string;
  share: Share;
  sort: BoardSort;
  by: ColumnsBy;
  lanes: LanesBy | null;
  columns: readonly DraftColumn[];
}

export const allColumnsBy: readonly ColumnsBy[] = ["status", "assignee", "priority", "due"];
export const allLanesBy: readonly LanesBy[] = ["assignee", "team", "priority", "organisation", "sla"];

/** The longest a limit is. */
const mostLimit = 100_000;

/** A board that nobody has touched yet: a column for each status. */
export function newDraft(statuses: readonly Status[]): Draft {
  const columns = statuses.map(({ key, name }) => ({ key, name, statuses: [key], limit: "", hard: false }));
  return { name: "", share: { with: "nobody" }, sort: "rank", by: "status", lanes: null, columns };
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
  return { name: board.name, share: board.saved.share, sort: board.saved.sort, by: board.by, lanes: board.lanes_by, columns: own };
}

/** Whether columns and lanes would show the same. */
export function repeats(by: ColumnsBy, lanes: LanesBy | null): boolean {
  return (by === "assignee" || by === "priority") && by === lanes;
}

/** Other columns; lanes that would show the same are let go. */
export function withColumnsBy(draft: Draft, by: ColumnsBy): Draft {
  return { ...draft, by, lanes: repeats(by, draft.lanes) ? null : draft.lanes };
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
  if (draft.by !== "status") return lacks;
  if (draft.columns.length === 0) lacks.push({ is: "columns" });
  for (const { key, name, limit } of draft.columns) {
    if (name.trim() === "") lacks.push({ is: "columnName", key });
    if (limitOf(limit) === "wrong") lacks.push({ is: "limit", key });
  }
  return lacks;
}

/** What is sent; the share only where it was chosen, since whoever edits somebody else's board leaves that alone. */
export function saved(draft: Draft, board: string | null, share: Share | null): BoardSave {
  const columns = draft.columns.map((column): Column => {
    const limit = limitOf(column.limit);
    return { key: column.key, name: column.name.trim(), statuses: [...column.statuses], limit: typeof limit === "number" ? limit : null, hard: column.hard };
  });
  return {
    board,
    name: draft.name.trim(),
    columns: draft.by === "status" ? columns : [],
    sort: draft.sort,
    by: draft.by,
    lanes: draft.lanes,
    ...(share === null ? {} : { share }),
  };
}
