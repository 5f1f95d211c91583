/** @file What the palette offers for what was typed: commands by fit and by how often one used them, tickets as the core ranks them. */
import { fit } from "../../lib/fuzzy";

export interface Ranked<Item> {
  item: Item;
  hits: readonly number[];
  /** Higher is better; of the same typed text it can be compared between kinds of things. */
  score: number;
}

/** A tenth of a word's start for every use: habits decide between equals, not against what was typed. */
const weightOfUse = 2;
const mostUses = 20;

/** Returns the items that fit, best first; without words all of them, the most used first. */
export function ranked<Item extends { id: string; label: string }>(
  items: readonly Item[],
  typed: string,
  uses: Readonly<Record<string, number>>,
): Ranked<Item>[] {
  const found: Ranked<Item>[] = [];
  for (const item of items) {
    const fits = fit(item.label, typed);
    if (fits === null) continue;
    found.push({ item, hits: fits.hits, score: fits.score + weightOfUse * Math.min(uses[item.id] ?? 0, mostUses) });
  }
  return found.sort((one, other) => other.score - one.score);
}

export type Mode = "all" | "commands" | "tickets" | "replies" | "people" | "search" | "go";

/** Reads the prefix that narrows what is meant: `>` commands, `#` a ticket, `/` a canned reply, `@` a person, `?` what to search for, `:` a place to go to. */
export function modeOf(typed: string): { mode: Mode; words: string } {
  const text = typed.trimStart();
  if (text.startsWith(">")) return { mode: "commands", words: text.slice(1).trim() };
  if (text.startsWith("#")) return { mode: "tickets", words: text.slice(1).trim() };
  if (text.startsWith("/")) return { mode: "replies", words: text.slice(1).trim() };
  if (text.startsWith("@")) return { mode: "people", words: text.slice(1).trim() };
  if (text.startsWith("?")) return { mode: "search", words: text.slice(1).trim() };
  if (text.startsWith(":")) return { mode: "go", words: text.slice(1).trim() };
  return { mode: "all", words: text.trim() };
}

/** Cuts a label into pieces that matched and pieces that did not. */
export function pieces(label: string, hits: readonly number[]): { text: string; hit: boolean }[] {
  const marked = new Set(hits);
  const found: { text: string; hit: boolean }[] = [];
  Array.from(label).forEach((letter, index) => {
    const hit = marked.has(index);
    const last = found.at(-1);
    if (last?.hit === hit) last.text += letter;
    else found.push({ text: letter, hit });
  });
  return found;
}
