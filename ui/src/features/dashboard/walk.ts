/** @file Where an arrow key leads in a grid of tiles, in a chart and among bars. */

/** Where the arrow to the right leads, in steps: back where lines are written from right to left. */
export const aheadOf = (): 1 | -1 => (document.documentElement.dir === "rtl" ? -1 : 1);

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

/** Leads the focus up and down among the links of a list. */
export function walkLinks(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = walked(event.key, at, links.length, 1, false);
  if (next === null) return;
  event.preventDefault();
  event.stopPropagation();
  links[next]?.focus();
}
