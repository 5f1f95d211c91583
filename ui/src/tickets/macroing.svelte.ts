/** @file The question which macro to run on which tickets; MacroDialog.svelte asks it, from wherever tickets are picked. */
import type { MacroEffect, MacroId, MacroView } from "../api/gen";
import type { Picked } from "./macrorun";

/** A macro with placeholders that nobody filled on some of the tickets. */
export interface OpenRun {
  one: MacroView;
  able: readonly MacroEffect[];
  /** Of the placeholders. */
  names: readonly string[];
}

/** What is picked, and what follows after a macro was run on it, such as letting go of the selection. */
export interface AskedMacro extends Picked {
  /** Where the choice begins: what was chosen in the palette. */
  first: MacroId | null;
  /** A macro was chosen already, and only this is left to ask. */
  open: OpenRun | null;
}

class Macroing {
  asked: AskedMacro | null = $state.raw(null);
  /** What the palette chose just before it runs the command. */
  chosen: MacroId | null = null;
  /** What a key of its own does with what is picked, in place of the question. */
  instead: ((picked: Picked) => void) | null = null;

  ask(targets: Picked["targets"], done: () => void): void {
    const { chosen, instead } = this;
    this.chosen = null;
    if (instead === null) this.asked = { targets, first: chosen, done, open: null };
    else instead({ targets, done });
  }
}

export const macroing = new Macroing();
