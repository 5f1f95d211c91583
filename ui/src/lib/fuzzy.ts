/** @file How well a label fits what was typed, and which of its letters did: the ranking of the command palette. */

export interface Fit {
  /** Higher is better; only comparable for the same typed text. */
  score: number;
  /** The places of the letters that matched, in order. */
  hits: readonly number[];
}

/** From here on the label, or a word of it, begins with what was typed; below, its letters only stand somewhere in it. */
export const leastMeant = 700;

/** Returns how `label` fits `typed`, or null; the beginning beats a word's beginning beats letters in between. */
export function fit(label: string, typed: string): Fit | null {
  const wanted = Array.from(plain(typed).replaceAll(/\s+/gu, ""));
  const letters = Array.from(label);
  const text = letters.map(plain);
  if (wanted.length === 0) return { score: 0, hits: [] };

  const whole = text.join("");
  const phrase = plain(typed).trim();
  const at = text.join("").length === text.length ? whole.indexOf(phrase) : -1;
  if (at !== -1) {
    const starts = at === 0 ? 1_000 : isWordStart(text, at) ? 800 : phrase.length * 15;
    return { score: starts - letters.length / 10, hits: Array.from({ length: phrase.length }, (_, index) => at + index) };
  }

  // Letter by letter, and at the beginning of a word where there is a choice.
  const hits: number[] = [];
  let score = 0;
  for (const letter of wanted) {
    const from = (hits.at(-1) ?? -1) + 1;
    let place = text.findIndex((one, index) => index >= from && one === letter && isWordStart(text, index));
    const next = text.indexOf(letter, from);
    if (next === from && hits.length > 0) place = next;
    if (place === -1) place = next;
    if (place === -1) return null;
    score += isWordStart(text, place) ? 20 : place === from ? 10 : 1;
    hits.push(place);
  }
  return { score: score - letters.length / 10, hits };
}

/** Whether a word of the label begins with what was typed. */
export function wordBegins(label: string, typed: string): boolean {
  const whole = plain(label);
  const wanted = plain(typed).trim();
  return wanted !== "" && Array.from(whole.matchAll(/[\p{L}\p{N}]+/gu)).some(({ index }) => whole.startsWith(wanted, index));
}

/** Puts those before the others of whom a word begins with what was typed, and leaves the order as it is otherwise. */
export function beginningFirst<Item>(items: readonly Item[], labelOf: (item: Item) => string, typed: string): Item[] {
  const begins = (item: Item) => wordBegins(labelOf(item), typed);
  return [...items.filter(begins), ...items.filter((item) => !begins(item))];
}

/** Whether every word that was typed stands somewhere in the label; a single letter only at the beginning of a word. */
export function contains(label: string, typed: string): boolean {
  const whole = plain(label);
  return plain(typed)
    .trim()
    .split(/\s+/u)
    .every((word) => (word.length === 1 ? wordBegins(whole, word) : whole.includes(word)));
}

function isWordStart(text: readonly string[], at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
