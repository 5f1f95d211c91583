/** @file Which slice of a long list to ask for: whole blocks, so that a little scrolling asks nothing. */

const block = 20;

/**
 * Returns the slice that covers the rows `first` to `last`. Before it is known which are in sight, and as long as they fit
 * into that, it is the top, `atTop` of them: another slice would be another question.
 */
export function sliceFor(first: number, last: number, atTop: 20 | 40): { from: number; count: number } {
  if (last < first || last < atTop) return { from: 0, count: atTop };
  const from = Math.floor(first / block) * block;
  const to = Math.ceil((last + 1) / block) * block;
  return { from, count: to - from };
}

/** So many entries are asked for in one go where a whole list is wanted. */
const atOnce = 200;

/** Reads `count` entries of a list from `from` on, in as many questions as that takes; fewer where the list ends before. */
export async function readMany<T>(from: number, count: number, ask: (from: number, count: number) => Promise<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  while (found.length < count) {
    const part = await ask(from + found.length, Math.min(atOnce, count - found.length));
    if (part.length === 0) break;
    found.push(...part);
  }
  return found;
}

/** Returns entry `index` of a list of which only a slice is known. */
export function entryAt<T>(slice: { from: number; entries: readonly T[] } | undefined, index: number): T | undefined {
  return slice === undefined ? undefined : slice.entries[index - slice.from];
}
