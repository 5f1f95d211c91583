/** @file The keys that the status bar names, as they are now: after they were changed, and where letters alone do nothing. */
import { t, type Key } from "../i18n/words.svelte";
import type { Value, Words } from "../i18n/words.gen";
import { inWords, isSingleKey } from "./chord";
import type { KeyId } from "./keys";
import { apple, shortcuts } from "./shortcuts.svelte";

/** A variable of a sentence cannot have a dot in its name: `list.next` is `$list_next` there. */
type Named<Id extends string> = Id extends `${infer Scope}.${infer Rest}` ? `${Scope}_${Rest}` : never;
type Shown = Record<Named<KeyId>, Value>;

/** The sentences that ask for nothing but keys. */
export type HintKey = { [K in Key]: Words[K] extends null ? never : Shown extends Words[K] ? K : never }[Key];

const between = " · ";
/** Stands for a key that is not there; no sentence has it. */
const gone = "\u0000";

/** The parts of a line of keys that can be pressed as they stand there; the others stay away. */
export function keyHint(hint: HintKey): string {
  const shown = Object.fromEntries(shortcuts.rows.map((row) => [row.id.replace(".", "_"), written(row)]));
  // Every id of the table has its keys in it, which is all that such a sentence asks for.
  return t(hint, shown as Shown)
    .split(between)
    .filter((part) => !part.includes(gone))
    .join(between);
}

function written({ keys, span }: { keys: readonly string[]; span?: true }): string {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined || !works(first)) return gone;
  return span === true ? `${inWords(first, apple)}–${inWords(last, apple)}` : inWords(first, apple);
}

const works = (keys: string): boolean => shortcuts.singleKeys || !isSingleKey(keys.split(" ")[0] ?? "");

/** What can follow the first key of a run, in the words of the help sheet: `B Board · L Tickets`. */
export function following(begun: string): string {
  return shortcuts.rows
    .flatMap((row) => {
      const rest = row.keys.find((keys) => keys.startsWith(`${begun} `))?.slice(begun.length + 1);
      return rest === undefined || !shortcuts.isAnswered(row.id) ? [] : [`${inWords(rest, apple)} ${t(row.label)}`];
    })
    .join(between);
}
