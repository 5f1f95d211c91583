/** @file Naming a colleague or a ticket while one writes: `@` and `#` at the beginning of a word ask, and what follows narrows. */
import type { PersonCard } from "../api/gen";
import { wordsOf, type Asked } from "./canned";

export interface Named extends Asked {
  mark: "@" | "#";
}

/** Somebody or something that fits. */
export interface NameChoice {
  id: string;
  label: string;
  /** What stands beside it, quieter. */
  hint: string;
  /** What is written in place of what was typed. */
  text: string;
}

/** Reads what names somebody or something at the caret: the mark, and letters and figures up to the caret. */
export function namedAt(text: string, caret: number): Named | null {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const found = /(?:^|[\s([{"'„“‚‘>])([@#])([\p{L}\p{N}._-]{0,40})$/u.exec(line);
  if (found === null) return null;
  const words = found[2] ?? "";
  return { mark: found[1] === "@" ? "@" : "#", start: caret - words.length - 1, end: caret, words };
}

/** The colleagues whose name, or address before the `@`, has words that begin as typed; oneself is nobody to call. */
export function colleagues(staff: readonly PersonCard[], typed: string, me: string | undefined): PersonCard[] {
  const wanted = wordsOf(typed);
  const fits = ({ name, email }: PersonCard) => {
    const words = [...wordsOf(name), ...wordsOf(email?.split("@")[0] ?? "")];
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  };
  return wanted.length === 0 && typed !== "" ? [] : staff.filter((one) => one.id !== me && fits(one));
}
