/** @file Which commands fit what is typed above the list of keys: by their words, or by their keys as one sees them. */
import { t } from "../../i18n/words.svelte";
import { caps, partsOf } from "../../lib/chord";
import { contains } from "../../lib/fuzzy";
import type { Binding } from "../../lib/keymap";
import { callOf, scopeHeadings, type Called } from "../../lib/scopes";

/** What is printed on keys, where it is not what Tern draws. */
const printed: Record<string, string> = { strg: "ctrl", umschalt: "shift", cmd: "⌘", command: "⌘", option: "⌥" };

/** The commands that have what was typed in their words, those of their heading, or their keys; more keys than one mean keys. */
export function findCommands<Row extends Called & Pick<Binding, "scope" | "keys">>(rows: readonly Row[], typed: string, apple: boolean): Row[] {
  const byKeys = rows.filter(({ keys }) => keys.some((one) => beginsWith(one, typed, apple)));
  if (byKeys.length > 0 && /[^\s+][\s+]+\S/u.test(typed)) return byKeys;
  return rows.filter((row) => byKeys.includes(row) || contains(`${callOf(row)} ${t(scopeHeadings[row.scope])}`, typed));
}

/** Whether keys begin with the typed ones: `Ctrl` with all that it starts, `G` with its runs, `Ctrl+S` with no `Ctrl+Shift`. */
export function beginsWith(keys: string, typed: string, apple: boolean): boolean {
  const chords = keys.split(" ").map((chord) => partsOf(chord).map((part) => [part, ...caps(part, apple)].map((name) => name.toLowerCase())));
  const wanted = typed
    .trim()
    .toLowerCase()
    .replaceAll(/\s*\+\s*/gu, "+")
    .split(/\s+/u)
    .map((chord) => partsOf(chord).map((part) => printed[part] ?? part));
  return wanted.every((parts, place) => {
    const chord = chords[place];
    const open = place === wanted.length - 1;
    if (chord === undefined || parts.length > chord.length || (!open && parts.length < chord.length)) return false;
    return parts.every((part, at) => {
      // A letter is a key; more than one, or none after a plus, may be the beginning of its name.
      const unfinished = open && at === parts.length - 1 && part.length !== 1;
      return chord[at]?.some((name) => (unfinished ? name.startsWith(part) : name === part)) === true;
    });
  });
}
