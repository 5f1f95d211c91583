/** @file How high the lanes of a board are and which of them are in sight: arithmetic over fixed heights, nothing is measured. */

export interface Sizes {
  /** From the top of one card to the top of the next. */
  pitch: number;
  /** The head of a lane. */
  head: number;
  /** The space above the cards of a cell. */
  pad: number;
  /** The space below a lane. */
  foot: number;
}

/** A lane shows so many cards at most; its cells scroll beyond that, so that no lane pushes the others away. */
export const mostCards = 4;

export interface Band {
  top: number;
  height: number;
  /** The height of its cells, 0 when it is folded. */
  cells: number;
}

/** Lays lanes out below one another; `fullest` is how many cards the fullest cell of each lane has, null for a folded lane. */
export function bandsOf(fullest: readonly (number | null)[], { pitch, head, pad, foot }: Sizes): Band[] {
  let top = 0;
  return fullest.map((count) => {
    // Where a lane goes on below, half a card says so; an empty one still takes a card.
    const cards = count === null ? 0 : count > mostCards ? mostCards + 0.5 : Math.max(count, 1);
    const cells = count === null ? 0 : pad + Math.round(cards * pitch);
    const height = count === null ? head : head + cells + foot;
    const band = { top, height, cells };
    top += height;
    return band;
  });
}

export function heightOf(bands: readonly Band[]): number {
  const last = bands.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

/** The lanes to mount, in order: those in sight with a screen around them, and the pinned ones wherever they are. */
export function bandsInView(bands: readonly Band[], view: { scrollTop: number; viewport: number }, pinned: readonly number[]): number[] {
  const from = view.scrollTop - view.viewport / 2;
  const to = view.scrollTop + view.viewport * 1.5;
  return bands.flatMap(({ top, height }, index) => ((top + height >= from && top <= to) || pinned.includes(index) ? [index] : []));
}

/** Where to scroll so that a lane is in sight below the heads of the columns, with the least movement. */
export function scrollForBand(band: Band, view: { scrollTop: number; viewport: number }): number {
  if (band.top < view.scrollTop || band.height > view.viewport) return band.top;
  if (band.top + band.height > view.scrollTop + view.viewport) return band.top + band.height - view.viewport;
  return view.scrollTop;
}
