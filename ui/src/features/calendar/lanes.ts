/** @file Where the items of one day stand in its column: side by side while there is room, and as a number beyond that. */

export interface Placed<T> {
  item: T;
  /** Minutes since midnight at which its box begins. */
  top: number;
  lane: number;
  /** How many lanes share the width there. */
  lanes: number;
}

/** Items that found no lane of their own; they stand behind one mark. */
export interface Crowd<T> {
  items: T[];
  top: number;
  lane: number;
  lanes: number;
}

export interface Column<T> {
  placed: Placed<T>[];
  crowds: Crowd<T>[];
}

const dayMinutes = 24 * 60;

/**
 * Places items that are moments, not spans: each takes a box of `boxMinutes`, and boxes that would overlap stand side by side.
 *
 * `minuteOf` gives the minute of the day. With more than `most` side by side, the last lane holds those that are left.
 */
export function columnOf<T>(items: readonly T[], minuteOf: (item: T) => number, boxMinutes: number, most: number): Column<T> {
  const sorted = items.map((item) => ({ item, top: Math.min(minuteOf(item), dayMinutes - boxMinutes) })).sort((one, other) => one.top - other.top);
  const column: Column<T> = { placed: [], crowds: [] };
  let cluster: { item: T; top: number }[] = [];
  let ends = Number.NEGATIVE_INFINITY;
  for (const one of sorted) {
    if (one.top >= ends && cluster.length > 0) {
      layOut(cluster, boxMinutes, most, column);
      cluster = [];
    }
    cluster.push(one);
    ends = Math.max(ends, one.top + boxMinutes);
  }
  if (cluster.length > 0) layOut(cluster, boxMinutes, most, column);
  return column;
}

function layOut<T>(cluster: readonly { item: T; top: number }[], boxMinutes: number, most: number, into: Column<T>): void {
  const freeFrom: number[] = [];
  const lanes = cluster.map(({ top }) => {
    const free = freeFrom.findIndex((from) => from <= top);
    const lane = free === -1 ? freeFrom.length : free;
    freeFrom[lane] = top + boxMinutes;
    return lane;
  });
  const shown = Math.min(freeFrom.length, most);
  const crowded = freeFrom.length > most;
  const last = shown - 1;
  let crowd: Crowd<T> | null = null;
  cluster.forEach(({ item, top }, index) => {
    const lane = lanes[index] ?? 0;
    if (!crowded || lane < last) into.placed.push({ item, top, lane, lanes: shown });
    else if (crowd === null || top >= crowd.top + boxMinutes) {
      crowd = { items: [item], top, lane: last, lanes: shown };
      into.crowds.push(crowd);
    } else crowd.items.push(item);
  });
}
