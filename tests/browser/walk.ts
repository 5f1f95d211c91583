/** @file A walk over a screen with Tab and the arrows: what was reached, whether it could be seen there, and what was left out. */
import type { Page } from "@playwright/test";

/** More than any screen has; a walk that is longer goes in circles. */
const most = 500;
/** A field has fewer parts, such as day, month and year, than this: where Tab stays for longer is all that there is. */
const parts = 8;
/** In a list, a menu or a row of tabs: so many steps show that the arrows walk it. */
const steps = 6;

interface Stop {
  /** A number of its own for each element that had the focus. */
  mark: number;
  lost: boolean;
  what: string;
  /** Why nobody could see it there; empty when one can. */
  unseen: string;
  /** Arrows walk what is around it. */
  walked: boolean;
}

interface Steps {
  looks: (element: Element) => string;
  stop: () => Stop;
  ring: () => string;
  /** Remembers where the focus is, for the way back from what the arrows lead to. */
  keep: () => void;
  back: () => Stop;
  missed: () => string[];
}

declare global {
  interface Window {
    walk: Steps;
  }
}

/** Puts into the page what looks at each stop. */
function equip(): void {
  const marks = new WeakMap<Element, number>();
  const reached = new Set<Element>();
  const families = new Map<string, number>();
  let count = 0;
  let at: Element | null = null;
  let kept: Element | null = null;
  let previous: { element: Element; looks: string } | null = null;

  /** The element, or what stands in for it on the screen: a box is drawn by its label, a field by what is around it. */
  const around = (element: Element): Element[] => {
    const parents: Element[] = [];
    for (let at: Element | null = element; at !== null && parents.length < 7; at = at.parentElement) parents.push(at);
    return [...parents, ...(element.nextElementSibling === null ? [] : [element.nextElementSibling])];
  };
  const looks = (element: Element): string =>
    around(element)
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, "::before"), getComputedStyle(one, "::after")])
      .map(({ outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor, borderWidth }) => [outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`, boxShadow, borderWidth, borderColor].join())
      .join("|");
  const name = (element: Element): string => element.outerHTML.replace(/svelte-\w+ ?/g, "").slice(0, 140);
  const target = (element: Element): Element => {
    const box = element.getBoundingClientRect();
    return element.matches("input") && (box.width <= 2 || getComputedStyle(element).opacity === "0") ? (element.closest("label") ?? element.parentElement ?? element) : element;
  };
  /** What looks and answers alike: the cards of a board, the rows of a list. */
  const family = (element: Element): string | null => {
    const kin = element.matches("[data-stop]") ? "stop" : element.matches("a[tabindex]") ? element.classList[0] : (element.getAttribute("data-testid") ?? element.getAttribute("role") ?? element.className);
    const home = element.closest('[role="grid"], [role="listbox"], [role="list"], [role="menu"], [role="tablist"], [role="radiogroup"], [role="toolbar"], [role="row"], table, ul, ol, nav, section, fieldset') ?? element.parentElement;
    return home === null ? null : `${kin} in ${home.tagName} ${home.getAttribute("role") ?? ""} ${home.getAttribute("data-testid") ?? ""} ${home.getAttribute("aria-label") ?? ""}`;
  };
  const note = (element: Element): void => {
    if (reached.has(element)) return;
    reached.add(element);
    const kin = family(element);
    if (kin !== null) families.set(kin, (families.get(kin) ?? 0) + 1);
  };

  window.walk = {
    looks,
    stop: () => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { mark: -1, lost: true, what: "body", unseen: "", walked: false };
      const mark = marks.get(element) ?? ++count;
      marks.set(element, mark);
      note(element);
      // A tab is where one is when it is chosen, even if the focus goes on to what it shows.
      for (const tab of document.querySelectorAll('[role="tab"][aria-selected="true"]')) note(tab);
      // What a field leads through its list counts as reached, as screen readers hear it.
      const led = document.getElementById(element.getAttribute("aria-activedescendant") ?? "");
      if (led !== null) note(led);
      at = element;
      const seen = target(element);
      const box = seen.getBoundingClientRect();
      const left = Math.max(0, box.left);
      const right = Math.min(innerWidth, box.right);
      const top = Math.max(0, box.top);
      const bottom = Math.min(innerHeight, box.bottom);
      // Of a field with many lines the one with the caret comes into sight.
      const hit = document.elementFromPoint((left + right) / 2, element.matches("textarea") ? top + 12 : (top + bottom) / 2);
      const unseen =
        box.width < 1 || box.height < 1 ? "has no size"
        : left >= right || top >= bottom ? "is beyond the window"
        : hit === null || !(seen.contains(hit) || hit.contains(seen)) ? `is covered by ${hit === null ? "nothing" : name(hit)}`
        : "";
      // Where a pointer has been, nothing has to say so.
      previous = element.matches(':focus-visible, [type="date"], [type="time"]') ? { element, looks: looks(element) } : null;
      const walked = element.closest('[role="grid"], [role="listbox"], [role="menu"], [role="tablist"], [role="radiogroup"], [role="toolbar"], [role="tree"], [data-stop], [data-row], [type="radio"], main nav ul') !== null
        || element.matches('[data-testid="card"], [data-testid="row"], a[tabindex="0"], [role="combobox"], [aria-activedescendant]');
      return { mark, lost: false, what: name(element), unseen, walked };
    },
    /** After the focus went on: what it was on looks otherwise now, or nobody could have told that it was there. */
    ring: () => {
      // A dialog that has just opened is all that there is to look at, and where one writes there is a caret.
      if (previous === null || previous.element.matches('main, [role="dialog"], textarea') || !previous.element.isConnected || previous.element === document.activeElement) return "";
      return looks(previous.element) === previous.looks ? `nothing shows the focus on ${name(previous.element)}` : "";
    },
    keep: () => {
      kept = at;
    },
    back: () => {
      if (kept instanceof HTMLElement && kept.isConnected && kept !== document.activeElement) kept.focus({ focusVisible: true });
      return window.walk.stop();
    },
    missed: () => {
      const over = [...document.querySelectorAll('[aria-modal="true"], :has(> #menu-list)')].at(-1) ?? document.body;
      const controls = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="checkbox"], [role="switch"], [role="radio"], [role="tab"], [role="option"], [role^="menuitem"], [role="slider"]';
      return [...over.querySelectorAll(controls)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.closest('[inert], [aria-hidden="true"]') === null && !one.matches(":disabled") && !reached.has(one))
        .filter((one) => {
          // What a row offers the pointer, and the row's own keys do as well; the days of a week are another view.
          if (one instanceof HTMLElement && one.tabIndex < 0) {
            if (one.closest('[id^="calendar-day-"]') !== null) return false;
            for (let row = one.parentElement; row !== null; row = row.parentElement) {
              const kin = row.matches("[tabindex]") ? family(row) : null;
              if (reached.has(row) || (kin !== null && (families.get(kin) ?? 0) > 1)) return false;
            }
          }
          const kin = family(one);
          // Of what is alike, two stand for all: the arrows go from one to the next.
          return kin === null || (families.get(kin) ?? 0) < 2;
        })
        .filter((one) => !(one instanceof HTMLInputElement && one.type === "radio" && [...reached].some((other) => other instanceof HTMLInputElement && other.name === one.name)))
        .map(name);
    },
  };
}

export interface Walked {
  stops: number;
  wrong: string[];
}

/** Presses Tab until the focus is where it was, and the arrows wherever something is walked by them. */
export async function walk(page: Page): Promise<Walked> {
  await page.evaluate(equip);
  const wrong = new Set<string>();
  /** Where Tab has been: when it is there again, it has been everywhere. */
  const tabbed = new Set<number>();
  const look = async (): Promise<Stop> => {
    const [ring, stop] = await page.evaluate(() => [window.walk.ring(), window.walk.stop()] as const);
    if (ring !== "") wrong.add(ring);
    if (stop.unseen !== "") wrong.add(`${stop.what} ${stop.unseen}`);
    return stop;
  };
  let stop = await look();
  if (stop.lost) wrong.add("the focus is nowhere at the start");
  let stops = 0;
  let last = 0;
  let stays = 0;
  for (; stops < most; stops++) {
    stays = stop.mark === last ? stays + 1 : 0;
    // Of a date Tab visits day, month and year one after another, and each of them is the field.
    if (!stop.lost && tabbed.has(stop.mark) && (stop.mark !== last || stays > parts)) break;
    last = stop.mark;
    if (!stop.lost) tabbed.add(stop.mark);
    if (stop.walked) {
      await page.evaluate(() => window.walk.keep());
      for (const key of ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]) {
        for (let step = 0; step < steps; step++) {
          await page.keyboard.press(key);
          const next = await look();
          if (next.lost) wrong.add(`${key} loses the focus of ${stop.what}`);
          if (next.mark === stop.mark) break;
          stop = next;
        }
        stop = await page.evaluate(() => window.walk.back());
      }
    }
    await page.keyboard.press("Tab");
    const next = await look();
    // Past the last one the focus leaves the page for a moment, as in every browser.
    if (next.lost && stop.lost) wrong.add("the focus was lost and stays so");
    stop = next;
  }
  if (stops === most) wrong.add(`Tab comes to no end in ${most} presses`);
  for (const missed of await page.evaluate(() => window.walk.missed())) wrong.add(`neither Tab nor the arrows reach ${missed}`);
  return { stops, wrong: [...wrong] };
}
