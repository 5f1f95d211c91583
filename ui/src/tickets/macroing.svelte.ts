/** @file The question which macro to run on which tickets; MacroDialog.svelte asks it, from wherever tickets are picked. */
import type { MacroId } from "../api/gen";
import type { Target } from "./selection.svelte";

export interface AskedMacro {
  targets: readonly Target[];
  /** Where the choice begins: what was chosen in the palette. */
  first: MacroId | null;
  /** After it was run, such as letting go of the selection. */
  done: () => void;
}

class Macroing {
  asked: AskedMacro | null = $state.raw(null);
  /** What the palette chose just before it runs the command. */
  chosen: MacroId | null = null;

  ask(targets: readonly Target[], done: () => void): void {
    this.asked = { targets, first: this.chosen, done };
    this.chosen = null;
  }
}

export const macroing = new Macroing();
