/** @file The keys of walking and picking, the same on the board and in the list. */
import type { Answers } from "../lib/shortcuts.svelte";

export interface Walking {
  step: (by: number) => void;
  to: (end: "first" | "last") => void;
  /** How many rows PageDown goes. */
  page: () => number;
  open: () => void;
  toggle: () => void;
  extend: (by: number) => void;
  all: () => void;
  selected: () => number;
  clear: () => void;
  peek: { isOpen: () => boolean; set: (to: "open" | "closed") => void };
}

export function walkingAnswers(walk: Walking): Answers {
  return {
    "list.next": () => walk.step(1),
    "list.previous": () => walk.step(-1),
    "list.first": () => walk.to("first"),
    "list.last": () => walk.to("last"),
    "list.pageDown": () => walk.step(walk.page()),
    "list.pageUp": () => walk.step(-walk.page()),
    "list.open": () => walk.open(),
    "list.select": () => walk.toggle(),
    "list.extendNext": () => walk.extend(1),
    "list.extendPrevious": () => walk.extend(-1),
    "list.all": () => walk.all(),
    "list.peek": () => walk.peek.set(walk.peek.isOpen() ? "closed" : "open"),
    // First the selection, then the peek; with neither the key is somebody else's.
    "list.clear": () => {
      if (walk.selected() > 0) walk.clear();
      else if (walk.peek.isOpen()) walk.peek.set("closed");
      else return false;
      return true;
    },
  };
}
