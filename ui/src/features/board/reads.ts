/** @file What a board asks of the core beside what its columns show: how many stand in a cell, the first of them, and those around a gap. */
import { call } from "../../api/call";
import type { BoardSort, CardView, Filter, TicketId } from "../../api/gen";
import { entryAt, readMany } from "../../tickets/pages";
import type { Cell } from "./cells";
import { neighboursOf, type Neighbours, type Slot } from "./slots";

/** Which board, as it is shown. */
interface Whose {
  board: string;
  sort: BoardSort;
  filter: Filter;
}

/** The question for the cards of a cell, without which of them. */
export function askedOf({ board, sort, filter }: Whose, { column, lane }: Cell) {
  return { board, column: column.key, ...(lane === null ? {} : { lane: lane.key }), filter, sort };
}

/** How many cards a cell has now: what is on the screen may be of a moment ago. */
export async function countOf(whose: Whose, cell: Cell): Promise<number> {
  return (await call("board_column", { ...askedOf(whose, cell), from: 0, count: 0 })).total;
}

/** Reads the first cards of a cell. */
export function firstCards(whose: Whose, cell: Cell, count: number): Promise<readonly CardView[]> {
  return readMany(0, count, async (from, some) => (await call("board_column", { ...askedOf(whose, cell), from, count: some })).cards);
}

/** The cards around a gap once `moved` have left. */
export async function cardsAround(whose: Whose, cell: Cell, moved: ReadonlySet<TicketId>, slot: Slot): Promise<Neighbours> {
  const from = Math.max(0, slot.index - 1 - moved.size);
  const page = await call("board_column", { ...askedOf(whose, cell), from, count: 2 * moved.size + 2 });
  const at = (index: number) => entryAt({ from: page.from, entries: page.cards }, index)?.id;
  return neighboursOf(slot, page.total, moved, (_, index) => at(index)) ?? { column: cell.key, after: null, before: null };
}
