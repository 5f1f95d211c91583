/** @file What stands at the foot of the window and is not to be covered by toasts: they come to rest above the highest of it. */
import type { Attachment } from "svelte/attachments";

const feet = new Set<HTMLElement>();

function measure(): void {
  const tops = [...feet].filter((foot) => foot.getClientRects().length > 0).map((foot) => innerHeight - foot.getBoundingClientRect().top);
  document.documentElement.style.setProperty("--toast-floor", `${Math.max(0, ...tops)}px`);
}

/** Keeps toasts off an element as long as it stands. */
export const keepsToastsAbove: Attachment<HTMLElement> = (node) => {
  feet.add(node);
  const observer = new ResizeObserver(measure);
  observer.observe(node);
  addEventListener("resize", measure);
  measure();
  return () => {
    feet.delete(node);
    observer.disconnect();
    removeEventListener("resize", measure);
    measure();
  };
};
