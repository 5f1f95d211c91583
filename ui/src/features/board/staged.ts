/** @file What the board in sight is made of while somebody works on it: the focus, what is lifted, and what was read last. */
import type { BoardSort, CardView, Filter, LookupsView, TicketId } from "../../api/gen";
import type { Target } from "../../tickets/selection.svelte";
import type { Grid } from "./cells";
import type { Slot } from "./slots";

/** What a column lends to the stage while it is on screen. */
export interface Handle {
  element: HTMLElement;
  reveal: (index: number) => void;
}

export interface Focus {
  /** The key of the cell. */
  column: string;
  index: number;
  /** None while the card is not loaded, or the column is empty. */
  card: CardView | null;
}

/** Cards in the air, by pointer or by keyboard. */
export interface Lift {
  /** In the order of the board. */
  cards: readonly Target[];
  ids: ReadonlySet<TicketId>;
  /** Where each of them was. */
  from: readonly Slot[];
  over: Slot | null;
  /** The column that comes to the front for them, on a board that shows one at a time. */
  front?: string;
  /** Says where that is, for cards that the keyboard carries: no pointer shows it. */
  words?: () => string;
}

/** What the board shows, as it was last read. */
export interface Shown extends Grid {
  board: string;
  sort: BoardSort;
  filter: Filter;
  lookups: LookupsView | undefined;
}
