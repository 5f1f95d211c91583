/** @file A control of the settings that somebody asked for by name, until the page that has it puts the focus there. */
import type { PlainKey } from "../i18n/words.svelte";

class SentTo {
  control: PlainKey | null = $state(null);
}

export const sentTo = new SentTo();
