/** @file The commands that work right now, from the table of shortcuts: what the screen answers is what the palette offers. */
import type { SessionView } from "../../api/gen";
import { t, type PlainKey } from "../../i18n/words.svelte";
import { keyRows, type KeyId } from "../../lib/keys";
import { router } from "../../lib/router.svelte";
import { sectionsFor } from "../../api/sections";
import { backOf, undoing } from "../../api/undoing.svelte";
import { menuOf, type Menu } from "../../kit/menu.svelte";
import { layers } from "../../lib/layers.svelte";
import { screenShown } from "../../lib/keepfocus";
import { shortcuts } from "../../lib/shortcuts.svelte";

export interface Command {
  id: string;
  label: string;
  keys: string | undefined;
  group: "ticket" | "go" | "other";
  act: () => unknown;
  /** The menu that it opens, to be shown in the palette; none where it does its work at once. */
  menu?: () => Menu | null;
}

/** Moving through what is shown is what keys are for; nobody looks it up by name. */
const unlisted: ReadonlySet<string> = new Set([
  "app.palette",
  "app.menu",
  "app.nextPane",
  "app.previousPane",
  "ticket.close",
  "ticket.nextMessage",
  "ticket.previousMessage",
  "visits.next",
  "visits.previous",
  "list.next",
  "list.previous",
  "list.nextColumn",
  "list.previousColumn",
  "list.column",
  "list.nextGroup",
  "list.previousGroup",
  "list.first",
  "list.last",
  "list.pageDown",
  "list.pageUp",
  "list.open",
  "list.extendNext",
  "list.extendPrevious",
  "list.clear",
  "calendar.next",
  "calendar.previous",
  "calendar.nextDay",
  "calendar.previousDay",
]);

const run = (id: KeyId) => () => shortcuts.run(id);
// The palette is the topmost layer when it asks; the screen below it answers.
const menuFor = (id: KeyId) => () => menuOf(() => shortcuts.run(id, "", layers.depth - 1));

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

/** What has nothing to take back is not offered. */
function isThere(id: KeyId): boolean {
  const back = backOf(id);
  return back === null || undoing.may(back);
}

function labelOf(id: KeyId, label: PlainKey): string {
  const back = backOf(id);
  return back === null ? t(label) : undoing.label(back);
}

function answered(): Command[] {
  // Its keys work while one writes, and so do its commands.
  const writing = document.activeElement?.closest('[data-testid="composer"]') != null;
  return keyRows
    .filter(({ id, scope }) => isThere(id) && (scope !== "composer" || writing) && !unlisted.has(id) && shortcuts.isAnswered(id))
    .map(({ id, scope, label, asks }) => ({
      id,
      // Read when it is shown: its words come with the palette, which is asked for before they are here.
      get label() {
        return labelOf(id, label);
      },
      keys: shortcuts.keysOf(id)[0],
      group: scope === "act" || scope === "ticket" || scope === "composer" ? "ticket" : scope === "goto" ? "go" : "other",
      act: run(id),
      ...(asks === true ? { menu: menuFor(id) } : {}),
    }));
}
