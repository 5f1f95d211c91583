/** @file What the status bar says beside the sync state: keys that matter here, and how much is selected. */
import { onDestroy, untrack } from "svelte";

interface Line {
  hint: () => string;
  /** The end of the bar: `3 selected`. */
  note?: () => string;
}

class StatusLine {
  #lines: Line[] = $state.raw([]);

  hint = $derived(this.#lines[0]?.hint() ?? "");
  note = $derived(this.#lines[0]?.note?.() ?? "");

  push(line: Line): () => void {
    untrack(() => (this.#lines = [line, ...this.#lines]));
    return () => {
      this.#lines = this.#lines.filter((other) => other !== line);
    };
  }
}

export const statusLine = new StatusLine();

/** Says something in the status bar as long as the calling component stands. */
export function sayInStatusBar(line: Line): void {
  onDestroy(statusLine.push(line));
}
