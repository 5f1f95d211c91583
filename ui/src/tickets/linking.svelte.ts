/** @file The question to which other ticket one is linked; LinkDialog.svelte asks it, from wherever a ticket is at hand. */
import type { Target } from "./selection.svelte";

class Linking {
  /** A link is about one ticket. */
  asked: Target | null = $state.raw(null);
}

export const linking = new Linking();
