/** @file A cell of a table: what it says, what a file holds of it, and the tickets that it opens. */
import type { Filter } from "../../api/gen";

export interface Cell {
  text: string;
  /** What a file holds: the plain number. */
  value?: number | null;
  /** The tickets that it opens. */
  filter?: Filter;
}
