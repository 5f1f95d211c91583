/** @file The one tooltip of the window: an attachment that asks for it, and the state that Tooltip.svelte draws. */
import { untrack } from "svelte";
import type { Attachment } from "svelte/attachments";
import type { Box } from "../lib/place";

interface Shown {
  text: string;
  keys: readonly string[];
  anchor: Box;
}

const patienceMillis = 600;
/** Moving on to the next button soon after a tooltip shows the next one at once. */
const warmMillis = 400;

class Tips {
  shown: Shown | null = $state.raw(null);
  #timer = 0;
  #hiddenAt = -warmMillis;

  wait(node: Element, text: () => string, keys: () => readonly string[]): void {
    clearTimeout(this.#timer);
    const show = () => {
      const { left, top, width, height } = node.getBoundingClientRect();
      const words = text();
      if (words !== "") this.shown = { text: words, keys: keys(), anchor: { left, top, width, height } };
    };
    const warm = this.shown !== null || performance.now() - this.#hiddenAt < warmMillis;
    if (warm) show();
    else this.#timer = window.setTimeout(show, patienceMillis);
  }

  hide(): void {
    clearTimeout(this.#timer);
    if (this.shown === null) return;
    this.#hiddenAt = performance.now();
    // A control that is taken away loses the focus in the middle of drawing, where nothing else may change.
    untrack(() => (this.shown = null));
  }
}

export const tips = new Tips();

/** Shows `text` (and the keys that do the same) after a moment over or on the element. */
export function tip(text: () => string, keys: () => readonly string[] = () => []): Attachment {
  return (node) => {
    const wait = (event: Event) => {
      // A finger that taps does not hover, and a click that gives focus is not a question.
      if (event instanceof PointerEvent && event.pointerType !== "mouse") return;
      if (event.type === "focus" && !node.matches(":focus-visible")) return;
      tips.wait(node, text, keys);
    };
    const hide = () => tips.hide();
    const shows = ["pointerenter", "focus"];
    const hides = ["pointerleave", "pointerdown", "blur", "keydown"];
    for (const name of shows) node.addEventListener(name, wait);
    for (const name of hides) node.addEventListener(name, hide);
    return () => {
      tips.hide();
      for (const name of shows) node.removeEventListener(name, wait);
      for (const name of hides) node.removeEventListener(name, hide);
    };
  };
}
