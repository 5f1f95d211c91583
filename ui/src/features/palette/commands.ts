/** @file The commands that work right now, from the table of shortcuts: what the screen answers is what the palette offers. */
import type { SessionView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { keyRows, type KeyId } from "../../lib/keys";
import { router } from "../../lib/router.svelte";
import { sectionsFor } from "../../api/sections";
import { screenShown } from "../../lib/keepfocus";
import { shortcuts } from "../../lib/shortcuts.svelte";

export interface Command {
  id: string;
  label: string;
  keys: string | undefined;
  group: "ticket" | "go" | "other";
  act: () => unknown;
}

/** Moving through a list is what keys are for; nobody looks it up by name. */
const unlisted: ReadonlySet<string> = new Set(["app.palette", "ticket.close", "app.nextPane", "app.previousPane", "ticket.nextMessage", "ticket.previousMessage", "visits.next", "visits.previous"]);

const run = (id: KeyId) => () => shortcuts.run(id);

/** What a person at this desk can do now: the commands that are answered, and the sections of the settings. */
export function offered(session: SessionView | undefined): Command[] {
  const sections = sectionsFor(session).map(
    ({ id, label }): Command => ({
      id: `settings-${id}`,
      label: t("palette.settings", { section: t(label) }),
      keys: undefined,
      group: "go",
      act: () => {
        router.go("settings", [id]);
        screenShown("anew");
      },
    }),
  );
  return [...answered(), ...sections];
}

function answered(): Command[] {
  return keyRows
    .filter(({ id, scope }) => scope !== "list" && scope !== "composer" && scope !== "calendar" && !unlisted.has(id) && shortcuts.isAnswered(id))
    .map(({ id, scope, label }) => ({
      id,
      label: t(label),
      keys: shortcuts.keysOf(id)[0],
      group: scope === "act" || scope === "ticket" ? "ticket" : scope === "goto" ? "go" : "other",
      act: run(id),
    }));
}
