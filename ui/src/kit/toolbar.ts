/** @file A toolbar is one stop of Tab: the arrows, Home and End walk among its buttons, and Tab comes back to the last one. */
import type { Attachment } from "svelte/attachments";

export const toolbar: Attachment<HTMLElement> = (bar) => {
  const buttons = () => [...bar.querySelectorAll<HTMLElement>("button:not(:disabled)")];
  const stopAt = (one: Element | undefined) => {
    for (const button of buttons()) button.tabIndex = button === one ? 0 : -1;
  };
  const come = ({ target }: FocusEvent) => {
    if (target instanceof Element) stopAt(target);
  };
  const walk = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((one) => one === event.target);
    if (at === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const [next, before] = getComputedStyle(bar).direction === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const to = event.key === next ? at + 1 : event.key === before ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? -1 : null;
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    all.at(to % all.length)?.focus();
  };
  stopAt(buttons()[0]);
  bar.addEventListener("focusin", come);
  bar.addEventListener("keydown", walk);
  return () => {
    bar.removeEventListener("focusin", come);
    bar.removeEventListener("keydown", walk);
  };
};
