/** @file The cells of a board: its columns, or each column once in every lane; what stands in a cell may move to another. */
import type { Closed, ColumnView, LaneView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
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

/**
 * Why cards from these cells may not go to another; null where they may.
 *
 * `from` has a cell for each card; a card of which the cell is not known stands in the way of nothing.
 */
export function refusalOf(target: Cell, from: readonly (Cell | undefined)[]): string | null {
  const known = from.filter((cell) => cell !== undefined);
  const others = known.filter(({ column }) => column.key !== target.column.key);
  const to = columnName(target.column);
  if (others.length > 0) {
    const { column } = target;
    if (column.closed !== null) return closedWords(column.closed);
    const refused = others.find((cell) => column.refuses.includes(cell.column.key));
    if (refused !== undefined) return t("board.refuses", { from: columnName(refused.column), to });
    if (column.hard && column.limit !== null && column.load + others.length > column.limit) {
      return t("board.full", { column: to, limit: column.limit });
    }
  }
  const lane = target.lane;
  const strangers = lane !== null && lane.closed !== null && known.some((cell) => cell.lane?.key !== lane.key);
  return strangers && lane.closed !== null ? closedWords(lane.closed) : null;
}

/** The cell that stands beside another in a direction; undefined at the edge. `cells` are those in sight. */
export function beside(cells: readonly Cell[], key: string, to: "left" | "right" | "up" | "down"): Cell | undefined {
  const here = cells.find((cell) => cell.key === key);
  if (here === undefined) return undefined;
  const along = to === "left" || to === "right" ? cells.filter((cell) => cell.lane?.key === here.lane?.key) : cells.filter((cell) => cell.column.key === here.column.key);
  const place = along.findIndex((cell) => cell.key === key);
  return along[place + (to === "right" || to === "down" ? 1 : -1)];
}
