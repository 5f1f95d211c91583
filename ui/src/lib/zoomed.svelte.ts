/** @file Whether the conversation of a ticket has the window to itself: what stands beside it, sidebar included, is put away. */
import { t } from "../i18n/words.svelte";
import { announcer } from "./announce.svelte";

class Zoomed {
  on = $state(false);

  /** Turns it, and says so to whoever does not see it. */
  turn(): void {
    this.on = !this.on;
    announcer.say(t(this.on ? "zoom.on" : "zoom.off"));
  }
}

/** It lasts from ticket to ticket; the screen of tickets ends it when it goes. */
export const zoomed = new Zoomed();
