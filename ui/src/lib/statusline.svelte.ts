/** @file What the status bar says beside the sync state: keys that matter here, and how much is selected. */
import { onDestroy } from "svelte";

interface Line {
  hint: () => string;
  /** The end of the bar: `3 selected`. */
  note?: () => string;
}

class StatusLine {
  #lines: Line[] = $state.raw([]);
  // Svelte shows a component that ends what held before the present change; one that begins in the same change would
  // be forgotten. The plain list always holds.
  #all: Line[] = [];

  hint = $derived(this.#lines[0]?.hint() ?? "");
  note = $derived(this.#lines[0]?.note?.() ?? "");

  push(line: Line): () => void {
    this.#all = [line, ...this.#all];
    this.#lines = this.#all;
    return () => {
      this.#all = this.#all.filter((other) => other !== line);
      this.#lines = this.#all;
    };
  }
}

export const statusLine = new StatusLine();

/** Says something in the status bar as long as the calling component stands. */
export function sayInStatusBar(line: Line): void {
  onDestroy(statusLine.push(line));
}
