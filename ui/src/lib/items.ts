/** @file Walking a list of items with J and K: the focus goes from one to the next and never falls off; Enter follows its link. */
import type { Answers } from "./shortcuts.svelte";

/** Answers the keys for the `[data-item]`s inside of `root`; a text field keeps its letters. */
export function itemAnswers(root: () => HTMLElement | undefined): Answers {
  const go = (by: 1 | -1): boolean => {
    const items = [...(root()?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
    if (items.length === 0) return false;
    const here = items.findIndex((item) => item.contains(document.activeElement));
    const to = items[here === -1 ? 0 : Math.max(0, Math.min(items.length - 1, here + by))];
    to?.focus({ focusVisible: true });
    to?.scrollIntoView({ block: "nearest" });
    return true;
  };
  const open = (): boolean => {
    const link = document.activeElement?.closest("[data-item]")?.querySelector<HTMLAnchorElement>("a[href]");
    link?.click();
    return link != null;
  };
  return { "list.open": open, "list.next": () => go(1), "list.previous": () => go(-1) };
}
