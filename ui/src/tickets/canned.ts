/** @file Canned replies and their placeholders, as the composer, the palette and the settings read them. */
import type { CannedFill, CannedView, MacroView } from "../api/gen";
import { t, type PlainKey } from "../i18n/words.svelte";
import type { Span } from "../lib/textfield";

/** A placeholder that stands in a text. */
export interface Gap extends Span {
  name: string;
}

// As the core reads them (`domain::canned`): letters, digits, dots and underscores between two pairs of braces.
const placeholder = /\{\{\s*([A-Za-z0-9._]+)\s*\}\}/g;

/** The placeholders that stand in a text, in order. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(placeholder)].map((found) => ({ name: found[1] ?? "", start: found.index, end: found.index + found[0].length }));
}

/** A text in pieces, each either words or a gap; cut also at `at`, where something is to be drawn. */
export function piecesOf(text: string, at: number | null = null): { text: string; gap: string | null; start: number }[] {
  const pieces: { text: string; gap: string | null; start: number }[] = [];
  const words = (start: number, end: number) => {
    const cuts = at !== null && at > start && at < end ? [start, at, end] : [start, end];
    for (const [index, from] of cuts.slice(0, -1).entries()) pieces.push({ text: text.slice(from, cuts[index + 1]), gap: null, start: from });
  };
  let from = 0;
  for (const { name, start, end } of gapsIn(text)) {
    if (start > from) words(from, start);
    pieces.push({ text: text.slice(start, end), gap: name, start });
    from = end;
  }
  if (from < text.length || pieces.length === 0) words(from, text.length);
  return pieces;
}

const labels: Record<string, PlainKey> = {
  "requester.first_name": "gap.requesterFirst",
  "requester.name": "gap.requester",
  "requester.email": "gap.email",
  organisation: "gap.organisation",
  "ticket.number": "gap.number",
  "ticket.subject": "gap.subject",
  "ticket.status": "gap.status",
  "ticket.priority": "gap.priority",
  team: "gap.team",
  "agent.first_name": "gap.agentFirst",
  "agent.name": "gap.agent",
  due: "gap.due",
  estimated: "gap.estimated",
  today: "gap.today",
};

/** What people call a placeholder; one that the desk does not know is called as it is written. */
export function gapName(name: string): string {
  const label = labels[name];
  return label === undefined ? name : t(label);
}

/** How a placeholder is written. */
export const written = (name: string): string => `{{${name}}}`;

/** What a text is filled from: a ticket, or what is known so far of one that is not made yet. */
export type About = Omit<CannedFill, "body">;

/** What is offered where one writes: a reply to put in, or a macro to run. */
export type Offer = { is: "reply"; id: string; name: string; reply: CannedView } | { is: "macro"; id: string; name: string; macro: MacroView };

/** What fits, with how well: every word begins one of the first place, else of the next; 0 is best. */
function scored<One>(all: readonly One[], placesOf: (one: One) => readonly string[], typed: string): { one: One; score: number }[] {
  const wanted = wordsOf(typed);
  // A smiley is no word that anything begins with.
  if (wanted.length === 0 && typed.trim() !== "") return [];
  return all.flatMap((one) => {
    const places = placesOf(one).map(wordsOf);
    const scores = wanted.map((word) => places.findIndex((words) => words.some((other) => other.startsWith(word))));
    return scores.includes(-1) ? [] : [{ one, score: scores.reduce((sum, score) => sum + score, 0) }];
  });
}

const bestFirst = <One>(found: readonly { one: One; score: number }[]): One[] => found.toSorted((one, other) => one.score - other.score).map(({ one }) => one);
const placesOfReply = ({ name, folder, body }: CannedView) => [name, folder ?? "", body];

/** Returns the replies that fit, best first: in the name, else in the folder, else in the text. */
export const fitting = (replies: readonly CannedView[], typed: string): CannedView[] => bestFirst(scored(replies, placesOfReply, typed));

/** Returns what fits where one writes, best first; of what fits alike, replies before macros. */
export function offersFor(replies: readonly CannedView[], macros: readonly MacroView[], typed: string): Offer[] {
  const offers: Offer[] = [
    ...replies.map((reply) => ({ is: "reply" as const, id: reply.id, name: reply.name, reply })),
    ...macros.map((macro) => ({ is: "macro" as const, id: macro.id, name: macro.name, macro })),
  ];
  return bestFirst(scored(offers, (offer) => (offer.is === "reply" ? placesOfReply(offer.reply) : [offer.name]), typed));
}

/** Without case and accents, so that `grusse` finds Grüße. */
export function wordsOf(text: string): string[] {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** What is asked for at the caret. */
export interface Asked extends Span {
  words: string;
}

/** Reads what asks for a canned reply: `/` or `;` at the beginning of a word, and what follows it up to the caret. */
export function askedAt(text: string, caret: number): Asked | null {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const found = /(?:^|[\s([{"'„“‚‘>])[/;]([^\s/;][^/;]{0,39})?$/u.exec(line);
  if (found === null) return null;
  const words = found[1] ?? "";
  return { start: caret - words.length - 1, end: caret, words };
}

/** The gap that Tab goes to from what is selected, or null where Tab leaves the field. */
export function gapFrom(text: string, selected: Span, way: "next" | "previous"): Gap | null {
  const gaps = gapsIn(text);
  return (way === "next" ? gaps.find(({ start }) => start >= selected.end) : gaps.findLast(({ end }) => end <= selected.start)) ?? null;
}
