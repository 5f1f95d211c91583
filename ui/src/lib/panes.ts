/** @file F6: the focus goes round the panes of the screen (`data-pane`), and comes back to where it was in each. */

const lastIn = new WeakMap<Element, HTMLElement>();

/** Remembers where the focus is inside its pane; registered once on the frame. */
export function rememberFocus(event: FocusEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  const pane = event.target.closest("[data-pane]");
  if (pane !== null) lastIn.set(pane, event.target);
}

function firstOf(pane: HTMLElement, selector: string): HTMLElement | null {
  return pane.querySelector<HTMLElement>(selector);
}

/** Moves the focus to the next pane in reading order, or to the previous one. */
export function goToPane(direction: "next" | "previous"): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    // A pane that holds panes is only their frame.
    (pane) => pane.getClientRects().length > 0 && pane.querySelector("[data-pane]") === null,
  );
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const offset = direction === "next" ? 1 : -1;
  const from = here === -1 && direction === "previous" ? 0 : here;
  const pane = panes[(from + offset + panes.length) % panes.length];
  if (pane === undefined) return;
  const before = lastIn.get(pane);
  const target =
    before?.isConnected === true
      ? before
      : (firstOf(pane, '[data-pane-start], [aria-current="page"]') ??
        firstOf(pane, '[tabindex="0"], a[href], button:not(:disabled), input') ??
        pane);
  if (target === pane) pane.tabIndex = -1;
  // Without this hint, engines show no ring for a focus that a script moved.
  target.focus({ focusVisible: true });
}
