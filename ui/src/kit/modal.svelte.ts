/** @file What every dialog and sheet does: lies on top, keeps the focus inside, and gives it back at the end. */
import { onDestroy, tick } from "svelte";
import type { Attachment } from "svelte/attachments";
import { layers, standInTop } from "../lib/layers.svelte";

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

/** The element that layers are drawn in; the frame beside it is inert while one is modal. */
export const layerHostId = "layers";

/**
 * Makes the calling component a modal layer; attach the result to its outermost element.
 *
 * The element with `data-autofocus` gets the focus, else the first control below the header (that is the cross), else the panel itself.
 */
export function modalLayer(close: () => void): Attachment<HTMLElement> {
  const before = document.activeElement;
  const leave = layers.push({ modal: true, close });
  standInTop();
  onDestroy(() => {
    leave();
    // The frame must stop being inert before it can take the focus back.
    void tick().then(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    });
  });

  return (node) => {
    document.getElementById(layerHostId)?.append(node);
    const controls = () => [...node.querySelectorAll<HTMLElement>(focusable)].filter((one) => one.getClientRects().length > 0);
    const first = 
      node.querySelector<HTMLElement>("[data-autofocus]") ??
      controls().find((one) => one.closest("header") === null) ??
      node.querySelector<HTMLElement>("[tabindex]") ??
      node;
    first.focus({ preventScroll: true });

    const keepInside = (event: KeyboardEvent) => {
      if (event.key !== "Tab") return;
      const all = controls();
      const edge = event.shiftKey ? all[0] : all.at(-1);
      const other = event.shiftKey ? all.at(-1) : all[0];
      // What is only looked at keeps the focus itself.
      if (edge === undefined) event.preventDefault();
      if (edge === undefined || (document.activeElement !== edge && node.contains(document.activeElement))) return;
      event.preventDefault();
      other?.focus();
    };
    node.addEventListener("keydown", keepInside);
    return () => {
      node.removeEventListener("keydown", keepInside);
      node.remove();
    };
  };
}
