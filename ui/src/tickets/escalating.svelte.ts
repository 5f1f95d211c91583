/** @file The question to which team tickets are escalated, and what it has to know; EscalateDialog.svelte asks it. */
import type { Target } from "./selection.svelte";

export interface AskedEscalate {
  targets: readonly Target[];
  /** After it was done, such as letting go of the selection. */
  done: () => void;
}

/** The draft of what a team has to know; of several tickets it lies on the first. */
export const escalateDraft = "escalate";

class Escalating {
  asked: AskedEscalate | null = $state.raw(null);

  ask(targets: readonly Target[], done: () => void): void {
    this.asked = { targets, done };
  }
}

export const escalating = new Escalating();
