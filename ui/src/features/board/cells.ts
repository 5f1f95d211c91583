/** @file The cells of a board: its columns, or each column once in every lane; what stands in a cell may move to another. */
import type { Closed, ColumnView, LaneView, Status, StatusKey } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { barredFrom } from "../../tickets/workflow";
import { columnName, laneName } from "./facets";

/** Where cards stand: a column, or a column within a lane. */
export interface Cell {
  /** The key of the column, with that of the lane where there are lanes. */
  key: string;
  column: ColumnView;
  lane: LaneView | null;
  /** How many cards it had when the board was read. */
  count: number;
}

export interface Grid {
  columns: readonly ColumnView[];
  /** None: the columns are the cells. */
  lanes: readonly LaneView[];
}

export function cellKey(column: string, lane: string | null): string {
  // No key of either has a space: statuses, ids and words of the core do not.
  return lane === null ? column : `${lane} ${column}`;
}

/** All cells, lane by lane in the order of the columns. */
export function cellsOf({ columns, lanes }: Grid): Cell[] {
  if (lanes.length === 0) return columns.map((column) => ({ key: column.key, column, lane: null, count: column.count }));
  return lanes.flatMap((lane) => columns.map((column, place) => ({ key: cellKey(column.key, lane.key), column, lane, count: lane.cells[place] ?? 0 })));
}

/** What a cell is called, for people who listen. */
export function cellName(cell: Cell): string {
  const column = columnName(cell.column);
  return cell.lane === null ? column : t("board.cell", { column, lane: laneName(cell.lane) });
}

/** Why nothing can be put there. */
export function closedWords(closed: Closed): string {
  return t(`board.closed.${closed}`);
}

/** A card that is carried, and where it comes from; one of which the cell is not known is not said to come from another. */
export interface Carried {
  status: StatusKey;
  cell: Cell | undefined;
}

/** Why these cards may not go to a cell; null where they may. Each is asked for itself: a column may hold several statuses. */
export function refusalOf({ column, lane }: Cell, carried: readonly Carried[], statuses: readonly Status[]): string | null {
  const ofStatuses = column.facet.is === "statuses";
  const comers = carried.filter(({ status, cell }) => (ofStatuses ? !column.statuses.includes(status) : cell !== undefined && cell.column.key !== column.key));
  if (comers.length > 0) {
    if (column.closed !== null) return closedWords(column.closed);
    const barred = ofStatuses ? barredWords(column, comers, statuses) : null;
    if (barred !== null) return barred;
    if (column.hard && column.limit !== null && column.load + comers.length > column.limit) {
      return t("board.full", { column: columnName(column), limit: column.limit });
    }
  }
  const strangers = lane !== null && lane.closed !== null && carried.some(({ cell }) => cell !== undefined && cell.lane?.key !== lane.key);
  return strangers && lane.closed !== null ? closedWords(lane.closed) : null;
}

/** Why the workflow lets some of these cards not take the status of a column, which is its first. */
function barredWords(column: ColumnView, comers: readonly Carried[], statuses: readonly Status[]): string | null {
  const [key] = column.statuses;
  const first = statuses.find((status) => status.key === key);
  if (key === undefined || first?.retired === true) return t("board.noStatus", { column: columnName(column) });
  const from = barredFrom(statuses, comers, key);
  return from === undefined ? null : t("board.refuses", { from: from.name, to: first?.name ?? columnName(column) });
}

/** The cell that stands beside another in a direction; undefined at the edge. `cells` are those in sight. */
export function beside(cells: readonly Cell[], key: string, to: "left" | "right" | "up" | "down"): Cell | undefined {
  const here = cells.find((cell) => cell.key === key);
  if (here === undefined) return undefined;
  const along = to === "left" || to === "right" ? cells.filter((cell) => cell.lane?.key === here.lane?.key) : cells.filter((cell) => cell.column.key === here.column.key);
  const place = along.findIndex((cell) => cell.key === key);
  return along[place + (to === "right" || to === "down" ? 1 : -1)];
}
