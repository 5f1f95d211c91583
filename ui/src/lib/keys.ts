/**
 * @file The table of shortcuts: tooltips, menus, the palette and the help sheet all read it.
 *
 * A row stands here when code answers it (`npm run lint` looks); a screen adds its rows together with itself.
 */
import type { PlainKey } from "../i18n/words.svelte";
import type { Binding } from "./keymap";

interface Row extends Binding {
  label: PlainKey;
  /** Leaves the key to the text field that has the focus, such as undo. */
  leaveToText?: true;
}

export const keyTable = [
  { id: "app.undo", scope: "everywhere", keys: ["Mod+Z"], label: "keys.undo", leaveToText: true },
] as const satisfies readonly Row[];

export type KeyId = (typeof keyTable)[number]["id"];

export const keyRows: readonly (Row & { id: KeyId })[] = keyTable;
