/** @file The commands that work right now, from the table of shortcuts: what the screen answers is what the palette offers. */
import { t } from "../../i18n/words.svelte";
import { keyRows, type KeyId } from "../../lib/keys";
import { shortcuts } from "../../lib/shortcuts.svelte";

export interface Command {
  id: KeyId;
  label: string;
  keys: string | undefined;
  group: "ticket" | "go" | "other";
}

/** Moving through a list is what keys are for; nobody looks it up by name. */
const unlisted: ReadonlySet<string> = new Set(["app.palette", "ticket.close", "app.nextPane", "app.previousPane", "ticket.nextMessage", "ticket.previousMessage"]);

export function offered(): Command[] {
  return keyRows
    .filter(({ id, scope }) => scope !== "list" && scope !== "composer" && scope !== "calendar" && !unlisted.has(id) && shortcuts.isAnswered(id))
    .map(({ id, scope, label }) => ({
      id,
      label: t(label),
      keys: shortcuts.keysOf(id)[0],
      group: scope === "act" || scope === "ticket" ? "ticket" : scope === "goto" ? "go" : "other",
    }));
}
