/** @file Keeps the window's preferences in the desk's own file: what is kept there wins, what is changed here goes there. */
import { onDestroy } from "svelte";
import { spoken } from "../i18n/words.svelte";
import { preferences, sealed } from "../lib/stored.svelte";
import { act } from "./act";
import { call } from "./call";
import type { JsonValue } from "./gen";

const name = "window";
const settleMillis = 300;

/** What of a kept value are preferences; anything odd is none. */
export function readKept(kept: JsonValue | null): Record<string, string> {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Keeps them as long as the calling component stands. */
export function keepPreferences(): void {
  // What is spoken here the tray and notifications speak as well; the system's choice is known only to the window.
  $effect(() => {
    void act("preference_put", { name: "language", value: spoken() });
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  // What a person has just chosen is newer than the answer that is still on its way.
  let unsaved = false;
  // Before that is here, what is kept is not known whole: to save would take away what the window has no copy of.
  let heard = false;
  let stopped = false;

  function changed(): void {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, settleMillis);
  }

  function save(): void {
    if (!heard) return;
    clearTimeout(timer);
    unsaved = false;
    void act("preference_put", { name, value: { ...preferences.all } });
  }

  const stop = preferences.onPut((what) => {
    changed();
    // The window has no copy of it that would outlive being closed now.
    if (sealed.has(what)) save();
  });
  onDestroy(() => {
    stopped = true;
    stop();
    clearTimeout(timer);
    if (unsaved) save();
  });
  // Asked once: from here on this window is the only one that writes them.
  call("preference_get", { name }).then(
    (kept) => {
      if (stopped) return;
      heard = true;
      if (unsaved) preferences.fill(readKept(kept));
      else if (kept !== null) preferences.correct(readKept(kept));
      if (unsaved || kept === null) changed();
    },
    () => {
      // The window's copy stands; the next start asks again.
    },
  );
}
