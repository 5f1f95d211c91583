/** @file Which tickets the screen in sight would act on, for whoever lies over it and has to say so. */
import { onDestroy } from "svelte";
import type { Target } from "./selection.svelte";

class InHand {
  // Asked when something opens over the screen: nothing has to hear of a change, and a component that ends would
  // read state as it was before those came that begin in the same change.
  #screens: readonly (() => readonly Target[])[] = [];

  /** Says it for as long as a screen stands; the one that came last is in sight. */
  begin(targets: () => readonly Target[]): () => void {
    this.#screens = [targets, ...this.#screens];
    return () => {
      this.#screens = this.#screens.filter((other) => other !== targets);
    };
  }

  get targets(): readonly Target[] {
    return this.#screens[0]?.() ?? [];
  }
}

export const inHand = new InHand();

/** Says it for as long as the calling component stands. */
export function holds(targets: () => readonly Target[]): void {
  onDestroy(inHand.begin(targets));
}
