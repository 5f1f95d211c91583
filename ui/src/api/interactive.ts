/** @file Tells the window, once, that a screen stands painted with data: the moment that start-up is measured by. */
import { fetchAhead } from "../kit/lazy.svelte";
import { afterPaint, reach } from "../lib/perf";
import { call } from "./call";

let told = false;

/** Reports after the next paint; later calls do nothing. */
export function paintedWithData(): void {
  if (told) return;
  told = true;
  afterPaint(() => {
    reach("interactive");
    void fetchAhead();
    call("window_interactive", { ms: Math.round(performance.now()) }).catch(() => {
      // A browser has no window that keeps start-up times; the mark above is what it has.
    });
  });
}
