/** @file Work that waits until what it is for comes near: a long page reads only the pictures that somebody is about to see. */
import type { Attachment } from "svelte/attachments";

/** So far outside of what is in sight it begins, so that whoever scrolls finds it done. */
const margin = "600px 0px";
const waiting = new Set<() => void>();
const observers = new WeakMap<Element | Document, IntersectionObserver>();
const callbacks = new WeakMap<Element, () => void>();

/** Calls `begin` once, when the element comes near to what is in sight; at once where the engine cannot say. */
export function whenNear(begin: () => void): Attachment<HTMLElement> {
  return (node) => {
    if (typeof IntersectionObserver === "undefined") {
      begin();
      return undefined;
    }
    const observer = observerOf(scrollerOf(node));
    const leave = () => {
      observer.unobserve(node);
      waiting.delete(come);
    };
    const come = () => {
      leave();
      begin();
    };
    callbacks.set(node, come);
    waiting.add(come);
    observer.observe(node);
    return leave;
  };
}

/** Begins all that waits, such as for paper, which shows everything. */
export function bringNear(): void {
  for (const come of [...waiting]) come();
}

/** The margin of an observer counts only for its own root, so each scrolling region has one. */
function observerOf(root: Element | Document): IntersectionObserver {
  const found = observers.get(root);
  if (found !== undefined) return found;
  const made = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) callbacks.get(target)?.();
    },
    { root, rootMargin: margin },
  );
  observers.set(root, made);
  return made;
}

function scrollerOf(node: Element): Element | Document {
  for (let one = node.parentElement; one !== null; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document;
}
