/** @file Which tickets the screen in sight would act on, for whoever lies over it and has to say so. */
import { onDestroy } from "svelte";
import type { Target } from "./selection.svelte";

class InHand {
  #screens: readonly (() => readonly Target[])[] = $state.raw([]);

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
