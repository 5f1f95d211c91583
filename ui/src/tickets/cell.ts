/** @file A cell of a table: what it says, what a file holds of it, and the tickets that it opens. */
import type { Filter, Sheet, SheetCell, Unit } from "../api/gen";

export interface Cell {
  text: string;
  /** What a file holds: the plain number. A cell without one is words. */
  value?: number | null;
  unit?: Unit;
  /** The tickets that it opens. */
  filter?: Filter;
}

/** A table as files take it. */
export function sheetOf(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Sheet {
  const cellOf = ({ text, value, unit }: Cell): SheetCell => (value === undefined ? { is: "text", text } : { is: "number", value, unit: unit ?? "count" });
  return { name, columns: [...columns], rows: rows.map((row) => row.map(cellOf)) };
}
