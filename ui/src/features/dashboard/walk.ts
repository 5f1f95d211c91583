/** @file Where an arrow key leads in a grid of tiles. */

/** Returns the tile to go to, or null for a key that leads nowhere. */
export function walked(key: string, at: number, count: number, columns: number, rightToLeft: boolean): number | null {
  const ahead = rightToLeft ? -1 : 1;
  const steps: Record<string, number> = { ArrowRight: ahead, ArrowLeft: -ahead, ArrowDown: columns, ArrowUp: -columns };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  if (step === undefined) return null;
  const next = at + step;
  return next >= 0 && next < count ? next : null;
}
