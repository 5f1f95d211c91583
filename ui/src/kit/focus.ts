/** @file Gives the focus to a field that has just been asked for; the engine's own `autofocus` only acts on an empty page. */
import type { Attachment } from "svelte/attachments";

export const takeFocus: Attachment<HTMLElement> = (node) => {
  node.focus();
  if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) node.select();
};
