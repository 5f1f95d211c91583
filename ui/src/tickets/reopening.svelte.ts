/** @file The question why tickets are opened again; ReopenDialog.svelte asks it, from wherever they are picked. */
import type { Target } from "./selection.svelte";

export interface AskedReopen {
  targets: readonly Target[];
  /** After it was done, such as letting go of the selection. */
  done: () => void;
}

/** The draft of why they are opened again; of several tickets it lies on the first. */
export const reopenDraft = "reopen";

class Reopening {
  asked: AskedReopen | null = $state.raw(null);

  ask(targets: readonly Target[], done: () => void): void {
    this.asked = { targets, done };
  }
}

export const reopening = new Reopening();
