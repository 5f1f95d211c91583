/** @file How long nobody has touched Tern, in any of its windows; by the clock, so that a computer that slept counts as idle. */

const signs = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;
const minuteMillis = 60_000;
/** So often one window tells the others that somebody works in it. */
const tellMillis = 5_000;

/** Calls `idle` when nobody touched any window for so many minutes; without it this window only tells the others. */
export function watchIdle(minutes: number, idle: (() => void) | null): () => void {
  const limit = minutes * minuteMillis;
  let last = Date.now();
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const windows = new BroadcastChannel("tern.touched");
  windows.onmessage = () => touched(false);

  function look(): void {
    clearTimeout(timer);
    if (idle === null) return;
    if (Date.now() - last >= limit) {
      // Should that fail, it is tried again after as long.
      last = Date.now();
      idle();
    }
    timer = setTimeout(look, last + limit - Date.now());
  }

  function touched(here: boolean): void {
    // A computer that wakes has run no timer: whoever touches it first finds it locked.
    if (Date.now() - last >= limit) look();
    last = Date.now();
    if (!here || last - told < tellMillis) return;
    told = last;
    windows.postMessage(null);
  }

  const sign = () => touched(true);
  for (const name of signs) addEventListener(name, sign, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearTimeout(timer);
    windows.close();
    for (const name of signs) removeEventListener(name, sign, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}
