/** @file Commands that a desk brings along, its macros and its views: people name them, and they have no usual keys. */
import type { Scope } from "./keymap";

export type BroughtKind = "macro" | "view";

/** Where their keys work; also the heading that they stand under. */
export const broughtScopes: Readonly<Record<BroughtKind, Scope>> = { macro: "macro", view: "goto" };

/** How one is called among the commands, and where its keys are kept. */
export type BroughtId = `${BroughtKind}:${string}`;

export const broughtId = (kind: BroughtKind, id: string): BroughtId => `${kind}:${id}`;

/** What an id stands for; null for a command of the table. */
export function kindOf(id: string): BroughtKind | null {
  const kind = id.slice(0, Math.max(0, id.indexOf(":")));
  return kind === "macro" || kind === "view" ? kind : null;
}

export interface Brought {
  id: BroughtId;
  name: string;
  /** What pressing its key does. */
  act: () => void;
}
