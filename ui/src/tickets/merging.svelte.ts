/** @file The question into which ticket to merge; MergeDialog.svelte asks it, from wherever tickets are picked. */
import type { Target } from "./selection.svelte";

export interface AskedMerge {
  targets: readonly Target[];
  /** After it was done, such as letting go of the selection. */
  done: () => void;
}

class Merging {
  asked: AskedMerge | null = $state.raw(null);

  ask(targets: readonly Target[], done: () => void): void {
    this.asked = { targets, done };
  }
}

export const merging = new Merging();
