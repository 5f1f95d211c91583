/** @file Where the items of one day stand in its column: side by side while there is room, and as a number beyond that. */

export interface Placed<T> {
  item: T;
  /** Minutes since midnight at which its box begins. */
  top: number;
  /** How many minutes its box takes. */
  length: number;
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
 * Places items: a moment takes a box of `boxMinutes`, a span is at least as long, and boxes that would overlap stand side by side.
 *
 * `minuteOf` gives the minute of the day. With more than `most` side by side, the last lane holds those that are left.
 */
export function columnOf<T>(items: readonly T[], minuteOf: (item: T) => number, boxMinutes: number, most: number, lengthOf: (item: T) => number = () => boxMinutes): Column<T> {
  const sorted = items
    .map((item) => {
      const top = Math.min(minuteOf(item), dayMinutes - boxMinutes);
      return { item, top, length: Math.min(Math.max(lengthOf(item), boxMinutes), dayMinutes - top) };
    })
    // What is longest has a lane of its own before what begins with it stands in a crowd.
    .sort((one, other) => one.top - other.top || other.length - one.length);
  const column: Column<T> = { placed: [], crowds: [] };
  let cluster: Box<T>[] = [];
  let ends = Number.NEGATIVE_INFINITY;
  for (const one of sorted) {
    if (one.top >= ends && cluster.length > 0) {
      layOut(cluster, boxMinutes, most, column);
      cluster = [];
    }
    cluster.push(one);
    ends = Math.max(ends, one.top + one.length);
  }
  if (cluster.length > 0) layOut(cluster, boxMinutes, most, column);
  return column;
}

interface Box<T> {
  item: T;
  top: number;
  length: number;
}

function layOut<T>(cluster: readonly Box<T>[], boxMinutes: number, most: number, into: Column<T>): void {
  const freeFrom: number[] = [];
  const lanes = cluster.map(({ top, length }) => {
    const free = freeFrom.findIndex((from) => from <= top);
    const lane = free === -1 ? freeFrom.length : free;
    freeFrom[lane] = top + length;
    return lane;
  });
  const shown = Math.min(freeFrom.length, most);
  const crowded = freeFrom.length > most;
  const last = shown - 1;
  let crowd: Crowd<T> | null = null;
  cluster.forEach(({ item, top, length }, index) => {
    const lane = lanes[index] ?? 0;
    if (!crowded || lane < last) into.placed.push({ item, top, length, lane, lanes: shown });
    else if (crowd === null || top >= crowd.top + boxMinutes) {
      crowd = { items: [item], top, lane: last, lanes: shown };
      into.crowds.push(crowd);
    } else crowd.items.push(item);
  });
}
