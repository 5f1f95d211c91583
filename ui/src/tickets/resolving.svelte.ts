/** @file The question what helped, asked of whoever wants to write it down with the step; ResolveDialog.svelte asks it. */
import type { Target } from "./selection.svelte";

export interface AskedResolve {
  targets: readonly Target[];
  /** After it was done, such as letting go of the selection. */
  done: () => void;
}

/** The draft of what helped; of several tickets it lies on the first. */
export const resolveDraft = "resolve";

class Resolving {
  asked: AskedResolve | null = $state.raw(null);

  ask(targets: readonly Target[], done: () => void): void {
    this.asked = { targets, done };
  }
}

export const resolving = new Resolving();
