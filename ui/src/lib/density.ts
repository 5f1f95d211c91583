/** @file The fixed heights behind windowing and hit-testing; the same numbers stand in tokens.css. */

export type Density = "compact" | "regular" | "touch";

/** Sizes in CSS pixels. */
export interface Sizes {
  row: number;
  card: number;
  column: number;
  columnGap: number;
  cardGap: number;
  /** An hour of the calendar; half of it is the height of an item. */
  hour: number;
}

const base: Record<Density, Sizes> = {
  compact: { row: 28, card: 56, column: 240, columnGap: 8, cardGap: 4, hour: 48 },
  regular: { row: 36, card: 84, column: 288, columnGap: 8, cardGap: 6, hour: 48 },
  touch: { row: 48, card: 112, column: 320, columnGap: 8, cardGap: 8, hour: 88 },
};

/** Returns the sizes of `density` at a zoom of `scale`, rounded to whole pixels so that rows never blur. */
export function densitySizes(density: Density, scale: number): Sizes {
  const { row, card, column, columnGap, cardGap, hour } = base[density];
  const px = (size: number) => Math.round(size * scale);
  return { row: px(row), card: px(card), column: px(column), columnGap: px(columnGap), cardGap: px(cardGap), hour: 2 * px(hour / 2) };
}
