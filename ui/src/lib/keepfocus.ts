/**
 * @file The focus is never nowhere: what goes away hands it to its neighbour, and a screen that comes takes it.
 *
 * A screen that knows better (the board, the list) puts the focus itself; it asks `focusIsLost` first and says with
 * `homeOfFocus` where the focus belongs when nothing near is left. `data-pane-start` marks where to begin elsewhere.
 */

const tabbable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';
/** So long a screen that has just come may still bring a better place to begin, unless somebody pressed a key. */
const settlingMillis = 2_000;

/** Whether a screen has taken the focus, will when it has read what it shows, or has nothing that could. */
export type Home = "taken" | "soon" | "none";

/** From the element with the focus outwards: which child of which parent it was in. */
type Trail = readonly { parent: Element; place: number }[];

let trail: Trail = [];
let last: HTMLElement | null = null;
/** What had the focus last inside of the screen, for when a toast or a banner goes with it. */
let lastInMain: HTMLElement | null = null;
/** Only stands in for the real place. */
let standIn: Element | null = null;
let settlesUntil = 0;
/** A pointer needs no ring to know where it is. */
let byPointer = false;
let homes: readonly (() => Home)[] = [];

const main = (): HTMLElement | null => document.querySelector("main");
const isDrawn = (element: Element): boolean => !("getClientRects" in element) || element.getClientRects().length > 0;

/** Whether no element has the focus, or one that only stands in for what is not there yet. */
export function focusIsLost(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || !active.isConnected || active === standIn;
}

/** Gives the focus back after work that began at `from` and took its time: whoever went on meanwhile stays where they are. */
export function giveBack(to: HTMLElement | undefined, from: Element | null): void {
  if (document.activeElement === from || focusIsLost()) to?.focus();
}

/** Says where the focus of this screen belongs. Returns how to take that back. */
export function homeOfFocus(home: () => Home): () => void {
  homes = [home, ...homes];
  return () => (homes = homes.filter((other) => other !== home));
}

/**
 * A screen has come: it takes the focus, and may change its mind until somebody presses a key. A part of the screen that
 * one is on begins `anew`, wherever the focus was in the part before.
 */
export function screenShown(begins: "if lost" | "anew" = "if lost"): void {
  settlesUntil = Date.now() + settlingMillis;
  lastInMain = null;
  requestAnimationFrame(() => {
    const active = document.activeElement;
    if (begins === "anew" || active === null || main()?.contains(active) !== true || active === main()) goHome();
  });
}

function give(to: HTMLElement): void {
  // Without this hint, engines show no ring for a focus that a script moved.
  to.focus(byPointer ? {} : { focusVisible: true });
  standIn = null;
}

function usable(root: Element): HTMLElement[] {
  const all = [...(root.matches(tabbable) ? [root] : []), ...root.querySelectorAll(tabbable)];
  return all.filter((one): one is HTMLElement => one instanceof HTMLElement && one.closest("[inert]") === null && isDrawn(one));
}

/** Where the focus begins on this screen. */
function beginning(root: HTMLElement): HTMLElement | undefined {
  const marked = [...root.querySelectorAll<HTMLElement>('[data-pane-start], [aria-current="page"]')].find(isDrawn);
  // The row with the name of the screen is the same everywhere; what one came for lies below it.
  return marked ?? usable(root).find((one) => one.closest("header") === null);
}

function goHome(): void {
  if (document.querySelector('[aria-modal="true"]') !== null) return;
  const root = main();
  const home = homes[0]?.() ?? "none";
  if (home === "taken" || root === null) return;
  const to = home === "soon" ? undefined : beginning(root);
  if (to !== undefined) give(to);
  else if (document.activeElement !== root) {
    root.tabIndex = -1;
    standIn = root;
    // Most of the time what it stands in for is there a moment later: a ring around everything would only flicker.
    root.dataset["standsIn"] = "";
    setTimeout(() => delete root.dataset["standsIn"], settlingMillis);
    root.focus({ preventScroll: true });
  }
}

/** The closest thing to what went away: what took its place, else what stood before it, in the smallest part that is left. */
function neighbour(): HTMLElement | null {
  for (const { parent, place } of trail) {
    if (!parent.isConnected) continue;
    // Beyond these begins another part of the window: a toast beside a dialog that closed is nobody's neighbour.
    if (parent.contains(main()) || parent.parentElement === null) return null;
    const children = [...parent.children];
    for (const child of [...children.slice(place), ...children.slice(0, place).reverse()]) {
      const found = usable(child);
      const to = children.indexOf(child) < place ? found.at(-1) : found[0];
      if (to !== undefined) return chosenOf(to);
    }
  }
  return null;
}

/** Of a row of tabs the one that is chosen: what stood in its panel belongs to no other. */
function chosenOf(to: HTMLElement): HTMLElement {
  return (to.getAttribute("role") === "tab" ? to.closest('[role="tablist"]')?.querySelector<HTMLElement>('[aria-selected="true"]') : null) ?? to;
}

function recover(): void {
  if (!focusIsLost()) return;
  // Somebody clicked beside everything: that takes the focus away on purpose.
  if (last?.isConnected === true && isDrawn(last) && !last.matches(":disabled") && standIn === null) return;
  const near = standIn === null ? neighbour() : null;
  if (near !== null) give(near);
  else if (lastInMain?.isConnected === true && isDrawn(lastInMain)) give(lastInMain);
  else goHome();
}

function remember(event: FocusEvent): void {
  if (!(event.target instanceof HTMLElement) || event.target === standIn) return;
  standIn = null;
  last = event.target;
  if (main()?.contains(last) === true) lastInMain = last;
  const steps: { parent: Element; place: number }[] = [];
  for (let at: Element = last; at.parentElement !== null; at = at.parentElement) {
    steps.push({ parent: at.parentElement, place: [...at.parentElement.children].indexOf(at) });
  }
  trail = steps;
}

/** Keeps the focus from here on; returns how to stop. */
export function keepFocus(): () => void {
  let asked = false;
  const look = () => {
    if (asked) return;
    const settling = Date.now() < settlesUntil;
    if (!settling && !focusIsLost()) return;
    asked = true;
    // Whoever takes something away and knows where the focus belongs has put it there by then.
    requestAnimationFrame(() => {
      asked = false;
      recover();
      if (Date.now() < settlesUntil) prefer();
    });
  };
  const settled = (event: Event) => {
    byPointer = event.type === "pointerdown";
    settlesUntil = 0;
  };
  // A smaller window may have hidden what has the focus, or moved it out of sight.
  const resized = () =>
    requestAnimationFrame(() => {
      const active = document.activeElement;
      if (active instanceof HTMLElement && main()?.contains(active) === true && active !== main()) {
        if (isDrawn(active)) active.scrollIntoView({ block: "nearest", inline: "nearest" });
        else active.blur();
      }
      recover();
    });
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "inert", "hidden", "data-pane-start"] });
  document.addEventListener("focusin", remember);
  addEventListener("keydown", settled, true);
  addEventListener("pointerdown", settled, true);
  addEventListener("resize", resized);
  look();
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", remember);
    removeEventListener("keydown", settled, true);
    removeEventListener("pointerdown", settled, true);
    removeEventListener("resize", resized);
  };
}

/** While a screen fills itself: a marked place to begin is better than the first control that happened to be there. */
function prefer(): void {
  const root = main();
  const marked = root?.querySelector<HTMLElement>("[data-pane-start]");
  if (marked == null || marked === document.activeElement || !isDrawn(marked) || document.querySelector('[aria-modal="true"]') !== null) return;
  // Inside of where one begins is well begun, such as a field that has been asked for.
  if (root?.contains(document.activeElement) === true && document.activeElement?.matches("input, textarea") === true) return;
  give(marked);
}
