/** @file How pointers pick tickets, the same on boards and in lists: a box, a key held down, or a finger that rests and then taps. */
import { LongPress } from "../lib/press";

interface Picked {
  /** How many are picked. */
  selected: () => number;
  /** Picks the ticket under a resting finger, unless it is picked. */
  pick: (target: Element) => void;
}

export class Picking {
  #press: LongPress;
  #selected: () => number;

  constructor({ selected, pick }: Picked) {
    this.#selected = selected;
    this.#press = new LongPress(pick);
  }

  get attach() {
    return this.#press.attach;
  }

  /** Whether a click picks a ticket, or lets it go, rather than opens it. */
  picks(event: MouseEvent): boolean {
    const box = event.target instanceof Element && event.target.closest("[data-select]") !== null;
    return box || event.ctrlKey || event.metaKey || (this.#press.byFinger && this.#selected() > 0);
  }
}
