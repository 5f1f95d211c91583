/** @file Naming a colleague in a note: what asks for one, and who fits. */
import type { PersonCard } from "../../api/gen";
import { beginningFirst, wordBegins } from "../../lib/fuzzy";
import type { Asked } from "../../tickets/canned";

/** Reads what asks for a colleague: `@` at the beginning of a word, and the part of a name that follows it up to the caret. */
export function mentionAt(text: string, caret: number): Asked | null {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const found = /(?:^|[\s([{"'„“‚‘>])@([\p{L}\p{N}.'’-]{0,40})$/u.exec(line);
  if (found === null) return null;
  const words = found[1] ?? "";
  return { start: caret - words.length - 1, end: caret, words };
}

/** The colleagues of whom a word of the name, or the address, begins with what was typed; first names first. */
export function colleagues(staff: readonly PersonCard[], me: string | undefined, typed: string): PersonCard[] {
  const others = staff.filter(({ id }) => id !== me);
  if (typed === "") return others;
  const fits = others.filter(({ name, email }) => wordBegins(name, typed) || email?.toLowerCase().startsWith(typed.toLowerCase()) === true);
  return beginningFirst(fits, ({ name }) => name.split(/\s/u)[0] ?? name, typed);
}
