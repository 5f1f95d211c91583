/** @file Which rows of a long list are worth mounting: arithmetic over a fixed row height, no measuring. */

export interface View {
  scrollTop: number;
  viewport: number;
  rowHeight: number;
  count: number;
  overscan: number;
  /** The row that stays mounted wherever it is, or -1: focus must not fall to the body when it scrolls away. */
  pinned: number;
}

/** Returns the indexes to mount, in order, without doubles. */
export function rowsInView(view: View): number[] {
  const { first, last } = span(view);
  const rows: number[] = [];
  const { pinned, count } = view;
  if (pinned >= 0 && pinned < first && pinned < count) rows.push(pinned);
  for (let index = first; index <= last; index++) rows.push(index);
  if (pinned > last && pinned < count) rows.push(pinned);
  return rows;
}

/** Returns the first and last row in sight with the overscan around them; `last` is below `first` in an empty list. */
export function span(view: Pick<View, "scrollTop" | "viewport" | "rowHeight" | "count" | "overscan">): {
  first: number;
  last: number;
} {
  const { scrollTop, viewport, rowHeight, count, overscan } = view;
  const top = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const bottom = Math.min(count - 1, Math.ceil((scrollTop + viewport) / rowHeight) - 1 + overscan);
  return { first: Math.min(top, Math.max(0, count - 1)), last: bottom };
}

/** Returns the scroll position that brings `index` into sight with the least movement. */
export function scrollFor(
  index: number,
  view: Pick<View, "scrollTop" | "viewport" | "rowHeight">,
  coveredTop = 0,
): number {
  const { scrollTop, viewport, rowHeight } = view;
  const top = index * rowHeight;
  if (top - coveredTop < scrollTop) return Math.max(0, top - coveredTop);
  if (top + rowHeight > scrollTop + viewport) return top + rowHeight - viewport;
  return scrollTop;
}
