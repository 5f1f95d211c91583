/** @file Gives the focus to a field that has just been asked for; the engine's own `autofocus` only acts on an empty page. */
import type { Attachment } from "svelte/attachments";

export const takeFocus: Attachment<HTMLElement> = (node) => {
  node.focus();
  if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) node.select();
  return reveal(node);
};

/** Brings what has just appeared into sight, whole where it fits: WebKit does not, for a focus given before there is a layout. */
export const reveal: Attachment<HTMLElement> = (node) => {
  const frame = requestAnimationFrame(() => node.scrollIntoView({ block: "nearest" }));
  return () => cancelAnimationFrame(frame);
};
