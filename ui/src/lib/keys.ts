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
  { id: "app.help", scope: "everywhere", keys: ["?"], label: "keys.help" },
  { id: "app.nextPane", scope: "everywhere", keys: ["F6"], label: "keys.nextPane" },
  { id: "app.previousPane", scope: "everywhere", keys: ["Shift+F6"], label: "keys.previousPane" },
  { id: "app.back", scope: "everywhere", keys: ["Alt+ArrowLeft"], label: "keys.back" },
  { id: "app.forward", scope: "everywhere", keys: ["Alt+ArrowRight"], label: "keys.forward" },
  { id: "app.undo", scope: "everywhere", keys: ["Mod+Z"], label: "keys.undo", leaveToText: true },
  { id: "app.redo", scope: "everywhere", keys: ["Mod+Shift+Z"], label: "keys.redo", leaveToText: true },
  { id: "app.zoomIn", scope: "everywhere", keys: ["Mod+=", "Mod++"], label: "keys.zoomIn" },
  { id: "app.zoomOut", scope: "everywhere", keys: ["Mod+-"], label: "keys.zoomOut" },
  { id: "app.zoomReset", scope: "everywhere", keys: ["Mod+0"], label: "keys.zoomReset" },
  { id: "go.settings", scope: "goto", keys: ["Mod+,"], label: "keys.goSettings" },
] as const satisfies readonly Row[];

export type KeyId = (typeof keyTable)[number]["id"];

export const keyRows: readonly (Row & { id: KeyId })[] = keyTable;
