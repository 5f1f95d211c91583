/** @file Lists that people put in order: where something goes, by its key. Pure. */

/** The keys after one was put into a gap: `gap` of them stand above it, itself counted. */
export function placed(keys: readonly string[], key: string, gap: number): string[] {
  const before = keys.slice(0, gap).filter((one) => one !== key);
  const behind = keys.slice(gap).filter((one) => one !== key);
  return [...before, key, ...behind];
}

/** The keys after one has moved by a place. */
export function reordered(keys: readonly string[], key: string, by: -1 | 1): string[] {
  const at = keys.indexOf(key);
  return placed(keys, key, Math.max(0, by === 1 ? at + 2 : at - 1));
}
