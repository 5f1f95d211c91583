/** @file Keeps the window's preferences in the desk's own file: what is kept there wins, what is changed here goes there. */
import { onDestroy } from "svelte";
import { preferences } from "../lib/stored.svelte";
import { act } from "./act";
import type { JsonValue } from "./gen";
import { query } from "./query.svelte";

const name = "window";
const settleMillis = 300;

/** What of a kept value are preferences; anything odd is none. */
export function readKept(kept: JsonValue | null): Record<string, string> {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Keeps them as long as the calling component stands. */
export function keepPreferences(): void {
  const kept = query("preference_get", () => ({ name }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What a person has just chosen is newer than any answer that is still on its way.
  let unsaved = false;

  function changed(): void {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), settleMillis);
  }

  async function save(): Promise<void> {
    const value = { ...preferences.all };
    await act("preference_put", { name, value });
    const stillSo = Object.entries(preferences.all).every(([key, text]) => value[key] === text);
    if (stillSo) unsaved = false;
  }

  const stop = preferences.onPut(changed);
  onDestroy(() => {
    stop();
    clearTimeout(timer);
    if (unsaved) void save();
  });
  $effect(() => {
    const value = kept.data;
    if (value === undefined || unsaved) return;
    if (value === null) changed();
    else preferences.correct(readKept(value));
  });
}
