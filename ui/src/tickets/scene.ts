/** @file What a screen with tickets tells the actions on them: which they are, what the desk has, and where they can go there. */
import type { LookupsView, SessionView } from "../api/gen";
import type { Menu, MenuItem } from "../kit/menu.svelte";
import type { Target } from "./selection.svelte";

/** The menu of places to go to, which is fetched when it is first asked for. */
export interface Places {
  readonly now: ((targets: () => readonly Target[], statuses: () => readonly MenuItem[]) => Menu) | null;
  load: () => Promise<void>;
}

export interface Scene {
  /** What is selected, else what has the focus; read again while a menu is open. */
  targets: () => readonly Target[];
  /** Where a menu opens that a key asked for. */
  anchor: () => Element | null;
  lookups: () => LookupsView | undefined;
  session: () => SessionView | undefined;
  /** Where they can go on this screen, such as the columns of a board; without it, to another status. */
  places?: Places;
  /** After something was done, such as letting go of the selection. */
  done?: () => void;
}
