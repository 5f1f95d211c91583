/** @file Scales of charts: round steps up to a maximum, and points and areas in the coordinates of a picture. */

/** Returns round values from 0 to beyond `most`, in at most `count` steps: 0, 20, 40, 60. */
export function ticks(most: number, count = 4): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Tickets are whole: there is no half of one between two lines.
  const step = Math.max(1, ([1, 2, 5, 10].find((round) => round * power >= rough) ?? 10) * power);
  const lines = Math.ceil(most / step);
  return Array.from({ length: lines + 1 }, (_, index) => Math.round(index * step));
}

/** Returns where the middle of each of `count` places lies on a width. */
export function places(count: number, width: number): number[] {
  return Array.from({ length: count }, (_, index) => (count === 1 ? width / 2 : (index / (count - 1)) * width));
}

/** How long the stroke of a single value is. */
const strokeAlone = 6;

/** Returns a line through values; a gap where there is none, and a short stroke where a value stands alone. */
export function line(values: readonly (number | null)[], width: number, height: number, most: number): string {
  const xs = places(values.length, width);
  let pen = "M";
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const [x, y] = [xs[index] ?? 0, fixed(height - (value / most) * height)];
    const alone = pen === "M" && (values[index + 1] ?? null) === null;
    path += alone ? `M${fixed(x - strokeAlone / 2)},${y}h${strokeAlone}` : `${pen}${fixed(x)},${y}`;
    pen = "L";
  });
  return path;
}

/** Returns the area between two rows of values, each given from the ground. */
export function area(below: readonly number[], above: readonly number[], width: number, height: number, most: number): string {
  const xs = places(above.length, width);
  const point = (value: number, index: number) => `${fixed(xs[index] ?? 0)},${fixed(height - (value / most) * height)}`;
  const there = above.map(point);
  const back = below.map(point).reverse();
  return there.length === 0 ? "" : `M${[...there, ...back].join("L")}Z`;
}

/** Returns each row on top of those before it, the first from the ground. */
export function stacked(rows: readonly (readonly number[])[]): { below: number[]; above: number[] }[] {
  let ground: number[] = (rows[0] ?? []).map(() => 0);
  return rows.map((row) => {
    const below = ground;
    const above = row.map((value, index) => value + (below[index] ?? 0));
    ground = above;
    return { below, above };
  });
}

/**
 * Returns a round value at which a scale of areas may begin, 0 where the first one leaves the others enough room anyway:
 * ten thousand closed tickets below a hundred open ones would be all that there is to see.
 */
export function groundOf(rows: readonly { above: readonly number[] }[]): number {
  const least = Math.min(...(rows[0]?.above ?? [0]));
  const range = Math.max(...(rows.at(-1)?.above ?? [0])) - least;
  if (!(least > range)) return 0;
  const [, step = 1] = ticks(range);
  return Math.floor(least / step) * step;
}

/** Which place is nearest to a share of the width between 0 and 1. */
export function nearest(share: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}

/** Which row lies at a height: the nearest of lines, and of areas the one that covers it; null where nothing does. */
export function rowAt(heights: readonly (number | null)[], at: number, kind: "lines" | "areas"): number | null {
  if (kind === "areas") {
    const covering = heights.findIndex((height) => height !== null && at <= height);
    return covering === -1 ? null : covering;
  }
  const away = heights.map((height) => (height === null ? Infinity : Math.abs(height - at)));
  const least = Math.min(...away);
  return least === Infinity ? null : away.indexOf(least);
}

const fixed = (value: number) => String(Math.round(value * 100) / 100);
