/** @file Where cards can go: columns of fixed card heights, so that every question is arithmetic and no card is measured. */

/** A gap between cards: `index` cards of the column stand above it, those that are being moved counted too. */
export interface Slot {
  /** The key of a column, or of a cell where there are lanes. */
  column: string;
  index: number;
}

/** A column as it lies on the screen. */
export interface ColumnBox {
  key: string;
  left: number;
  width: number;
  /** The visible part of its cards, below the header. */
  top: number;
  height: number;
  scrollTop: number;
  /** How many cards it has, mounted or not. */
  count: number;
}

/** The neighbours of a slot, as the core wants them. */
export interface Neighbours {
  column: string;
  /** The card above, if any. */
  after: string | null;
  /** The card below, if any. */
  before: string | null;
}

/** What stands at a position of a column: an id, or undefined while that part of the column is not loaded. */
export type CardAt = (column: string, index: number) => string | undefined;

/**
 * Returns the slot nearest to a point, or null beside the columns.
 *
 * `pitch` is the height of a card with the gap below it, `gap` the space between two columns.
 */
export function slotAt(
  point: { x: number; y: number },
  columns: readonly ColumnBox[],
  pitch: number,
  gap: number,
): Slot | null {
  const under = columns.filter(({ left, width }) => point.x >= left - gap / 2 && point.x < left + width + gap / 2);
  // With lanes several cells of a column stand below one another.
  const [column] = under.toSorted((one, other) => distance(point.y, one) - distance(point.y, other));
  if (column === undefined) return null;
  // Over the header means the first card in sight, below the column the last one.
  const y = Math.min(Math.max(point.y, column.top), column.top + column.height);
  const index = Math.round((y - column.top + column.scrollTop) / pitch);
  return { column: column.key, index: Math.min(Math.max(index, 0), column.count) };
}

/** How far a height is from what lies between the top of something and its bottom. */
export function distance(y: number, { top, height }: { top: number; height: number }): number {
  return Math.max(top - y, y - top - height, 0);
}

/**
 * Returns the neighbours of `slot` once `moved` has left, or null while one of them is not loaded.
 */
export function neighboursOf(
  slot: Slot,
  count: number,
  moved: ReadonlySet<string>,
  cardAt: CardAt,
): Neighbours | null {
  const look = (from: number, step: 1 | -1): string | null | undefined => {
    for (let index = from; index >= 0 && index < count; index += step) {
      const card = cardAt(slot.column, index);
      if (card === undefined) return undefined;
      if (!moved.has(card)) return card;
    }
    return null;
  };
  const after = look(slot.index - 1, -1);
  const before = look(slot.index, 1);
  return after === undefined || before === undefined ? null : { column: slot.column, after, before };
}

/** Whether dropping at `slot` would leave everything where it is. */
export function staysPut(slot: Slot, moved: readonly Slot[]): boolean {
  const own = moved.filter(({ column }) => column === slot.column).map(({ index }) => index);
  if (own.length !== moved.length || own.length === 0) return false;
  const first = Math.min(...own);
  const last = Math.max(...own);
  // One unbroken block, put back onto itself.
  return last - first + 1 === own.length && slot.index >= first && slot.index <= last + 1;
}

const edgeZone = 48;
const fastest = 900;

/**
 * Returns how fast to scroll, in pixels per second, for a pointer at `position` between `start` and `end`.
 *
 * It grows with the square of the way into the zone of 48 px, so that the last pixels are fast and the first ones calm.
 */
export function edgeSpeed(position: number, start: number, end: number): number {
  const zone = Math.min(edgeZone, (end - start) / 2);
  if (zone <= 0) return 0;
  const before = Math.min(1, Math.max(0, (start + zone - position) / zone));
  const after = Math.min(1, Math.max(0, (position - (end - zone)) / zone));
  return fastest * (after * after - before * before) || 0;
}
