/** @file What would be taken back, or done again, right now: menus and the palette name it, and offer nothing where there is nothing. */
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { whatWas } from "./act";
import type { UndoView } from "./gen";
import { query } from "./query.svelte";

export type Back = "undo" | "redo";

/** A menu stays a menu: what is longer is cut. */
const mostLetters = 60;

class Undoing {
  /** What the core says; undefined until it has said anything. */
  view: UndoView | undefined = $state.raw();

  /** Whether there is something; what nobody knows yet is offered, and the core answers. */
  may(which: Back): boolean {
    return (which === "undo" && toasts.ownUndo !== undefined) || this.view === undefined || this.view[which] !== null;
  }

  /** `Undo “Moved #12 to Open”`; the bare word where there are no words for it in the reader's language. */
  label(which: Back): string {
    const name = this.view?.[which] ?? null;
    const own = which === "undo" ? toasts.ownUndo?.text : undefined;
    const what = own ?? (name === null ? null : whatWas(name));
    if (what === null) return t(which === "undo" ? "keys.undo" : "keys.redo");
    const short = what.length > mostLetters ? `${what.slice(0, mostLetters - 1).trimEnd()}…` : what;
    return t(which === "undo" ? "undo.what" : "redo.what", { what: short });
  }
}

export const undoing = new Undoing();

/** Keeps it read, as long as the calling component stands. */
export function watchUndo(): void {
  const peek = query("undo_peek", () => ({}));
  $effect(() => {
    undoing.view = peek.data;
  });
}

/** The command of the table that takes back or does again; null for every other. */
export function backOf(id: string): Back | null {
  return id === "app.undo" ? "undo" : id === "app.redo" ? "redo" : null;
}
