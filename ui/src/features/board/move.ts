/** @file Moving cards by keyboard: `M` lifts, arrows choose a place, Enter drops, Escape puts back. A state and its steps. */
import { t } from "../../i18n/words.svelte";
import type { Slot } from "./slots";

export interface MoveColumn {
  key: string;
  name: string;
  /** Cards in it, those that are being moved counted too. */
  count: number;
  /** Why nothing of this may come here, or null. */
  refused: string | null;
  /** Where it stands on a board with lanes. */
  at?: { column: string; lane: string };
}

export interface Move {
  ids: readonly string[];
  /** Where each of them was lifted from. */
  from: readonly Slot[];
  column: string;
  /** The position among the cards that stay; 0 is the top. */
  position: number;
}

export type MoveKey = "left" | "right" | "up" | "down" | "home" | "end" | "page-up" | "page-down";

/** Lifts cards; they start where the first of them is. */
export function lift(ids: readonly string[], from: readonly Slot[]): Move | null {
  const first = from[0];
  if (first === undefined) return null;
  const before = from.filter(({ column, index }) => column === first.column && index < first.index).length;
  return { ids, from, column: first.column, position: first.index - before };
}

function staying(move: Move, column: MoveColumn): number {
  return column.count - move.from.filter((slot) => slot.column === column.key).length;
}

/** Takes one step; at an edge the cards stay where they are. `page` is how many cards are in sight. */
export function stepMove(move: Move, key: MoveKey, columns: readonly MoveColumn[], page: number): Move {
  const here = columns.findIndex((column) => column.key === move.column);
  const column = columns[here];
  if (column === undefined) return move;
  const last = staying(move, column);
  const to = (position: number): Move => ({ ...move, position: Math.min(Math.max(position, 0), last) });
  // Beyond the edge of a cell the next lane begins.
  const beyond = (by: 1 | -1): MoveColumn | undefined => {
    const below = columns.filter(({ at }) => at !== undefined && at.column === column.at?.column);
    return below[below.indexOf(column) + by];
  };
  switch (key) {
    case "up": {
      const above = move.position === 0 ? beyond(-1) : undefined;
      return above === undefined ? to(move.position - 1) : { ...move, column: above.key, position: staying(move, above) };
    }
    case "down": {
      const below = move.position >= last ? beyond(1) : undefined;
      return below === undefined ? to(move.position + 1) : { ...move, column: below.key, position: 0 };
    }
    case "home":
      return to(0);
    case "end":
      return to(last);
    case "page-up":
      return to(move.position - Math.max(1, page));
    case "page-down":
      return to(move.position + Math.max(1, page));
    case "left":
    case "right": {
      const next = columns[here + (key === "right" ? 1 : -1)];
      if (next === undefined || next.at?.lane !== column.at?.lane) return move;
      return { ...move, column: next.key, position: Math.min(move.position, staying(move, next)) };
    }
  }
}

/** Returns the gap on screen that the position means, with the lifted cards still in their places. */
export function slotOf(move: Move): Slot {
  let index = move.position;
  const own = move.from.filter((slot) => slot.column === move.column).map((slot) => slot.index);
  for (const lifted of own.toSorted((a, b) => a - b)) if (lifted < index) index++;
  return { column: move.column, index };
}

/** Whether a place in a column is somebody's choice, or follows from the order of the board. */
export type Order = "byHand" | "sorted";

/** Where the cards would land, in words. */
export function placeWords(move: Move, columns: readonly MoveColumn[], order: Order): string {
  const { column, position, count } = whereIs(move, columns);
  return order === "byHand" ? t("move.at", { column, position, count }) : column;
}

/** What is said when cards are lifted. */
export function saidLifted(move: Move, number: string, columns: readonly MoveColumn[], order: Order): string {
  const where = placeWords(move, columns, order);
  return move.ids.length === 1 ? t("move.lifted", { number, where }) : t("move.liftedMany", { number: move.ids.length, where });
}

/** What is said after a step. */
export function saidStep(move: Move, columns: readonly MoveColumn[], order: Order): string {
  const refused = refusalOf(move, columns);
  return refused === null ? placeWords(move, columns, order) : t("move.refused", { column: whereIs(move, columns).column, why: refused });
}

/** What is said when they are dropped. */
export function saidDropped(move: Move, columns: readonly MoveColumn[]): string {
  return t("move.dropped", { column: whereIs(move, columns).column });
}

/** Why the cards may not be dropped here, or null. */
export function refusalOf(move: Move, columns: readonly MoveColumn[]): string | null {
  return columns.find((column) => column.key === move.column)?.refused ?? null;
}

function whereIs(move: Move, columns: readonly MoveColumn[]): { column: string; position: number; count: number } {
  const column = columns.find((one) => one.key === move.column);
  if (column === undefined) return { column: move.column, position: 1, count: 1 };
  return { column: column.name, position: move.position + 1, count: staying(move, column) + move.ids.length };
}
