/** @file A search line as text under the fingers: what is taken from an offer, a facet or a chip is written into it. */
import type { Key as SearchKey, SearchOffer, SearchPart } from "../api/gen";

/** A value as it is written in a term: in quotes where it would not stay whole. */
export function quoted(value: string): string {
  const bare = value.replace(/["“”„]/g, "");
  return bare !== "" && bare === value && !/[\s,]/.test(bare) && !/^[<>=]/.test(bare) ? bare : `"${bare}"`;
}

function put(text: string, from: number, to: number, by: string): string {
  const [before, after] = [text.slice(0, from).trimEnd(), text.slice(to).trimStart()];
  return [before, by, after].filter((piece) => piece !== "").join(" ");
}

/** The line without one of its parts. */
export function without(text: string, part: SearchPart): string {
  return put(text, part.from, part.to, "");
}

/** The line with a value of a key if it was not there, else without. */
export function toggled(text: string, parts: readonly SearchPart[], key: SearchKey, value: string): string {
  const same = (other: string) => other.toLowerCase() === value.toLowerCase();
  const terms = parts.flatMap((part) => (!part.not && part.what.is === "term" && part.what.key === key && part.what.sign === ":" ? [{ part, values: part.what.values }] : []));
  const write = ({ from, to }: SearchPart, values: readonly string[]) => put(text, from, to, values.length === 0 ? "" : `${key}:${values.map(quoted).join(",")}`);
  const having = terms.find(({ values }) => values.some(same));
  if (having !== undefined) return write(having.part, having.values.filter((other) => !same(other)));
  // A ticket has several tags: another term asks for both. Of all else it has one: another value asks for either.
  const [first] = terms;
  if (first !== undefined && key !== "tag") return write(first.part, [...first.values, value]);
  return put(text, text.length, text.length, `${key}:${quoted(value)}`);
}

/** The line with an offer taken, and where one goes on typing. */
export function taken(text: string, offer: SearchOffer): { text: string; caret: number } {
  const after = text.slice(offer.to);
  // Behind a value comes the next part; behind a key its value.
  const gap = offer.value !== null && after === "" ? " " : "";
  return { text: text.slice(0, offer.from) + offer.text + gap + after, caret: offer.from + offer.text.length + gap.length };
}

/** The words that were looked for, as they are marked in what was found. */
export function wordsOf(parts: readonly SearchPart[]): string[] {
  const texts = parts.flatMap((part) => (part.not || part.what.is === "term" ? [] : [part.what.text]));
  return texts.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== "");
}

export type Stretch = readonly [from: number, to: number];

/** Where words of a text begin with one that was looked for. */
export function stretches(text: string, words: readonly string[]): Stretch[] {
  if (words.length === 0) return [];
  const found: Stretch[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const lower = match[0].toLowerCase();
    const longest = Math.max(0, ...words.filter((word) => lower.startsWith(word)).map((word) => word.length));
    if (longest > 0) found.push([match.index, match.index + longest]);
  }
  return found;
}

/** A snippet without the signs around its hits, and where those are. */
export function unmarked(snippet: string): { text: string; hits: Stretch[] } {
  const hits: Stretch[] = [];
  let text = "";
  let from = 0;
  for (const piece of snippet.split(/([\uE000\uE001])/u)) {
    if (piece === "\uE000") from = text.length;
    else if (piece === "\uE001") hits.push([from, text.length]);
    else text += piece;
  }
  return { text, hits };
}
