/** @file A control of the settings that somebody asked for by name, until the page that has it puts the focus there. */
import type { PlainKey } from "../i18n/words.svelte";
import type { BroughtId } from "./brought";

class SentTo {
  control: PlainKey | null = $state(null);
  /** A command among those of the keyboard, to give it other keys. */
  command: BroughtId | null = $state(null);

  get waits(): boolean {
    return this.control !== null || this.command !== null;
  }

  /** One is there, or went elsewhere. */
  forget(): void {
    this.control = null;
    this.command = null;
  }
}

export const sentTo = new SentTo();
