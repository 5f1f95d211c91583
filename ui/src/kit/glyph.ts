/** @file The small marks before a label, named by meaning, so that a thing looks the same in a card, a menu and a row. */

/** A drawing on a square of 24, as an icon's module brings it: the names it goes by, and its lines. */
export interface IconComponent {
  readonly names: readonly string[];
  readonly lines: readonly (readonly [name: string, attributes: Readonly<Record<string, string>>])[];
}

/** What a status means; statuses made by a team share the glyph of their category. */
export type StatusCategory = "new" | "open" | "waiting" | "on_hold" | "resolved" | "closed";
export type Priority = "urgent" | "high" | "normal" | "low";

export type Glyph =
  | { kind: "icon"; icon: IconComponent }
  | { kind: "status"; category: StatusCategory }
  | { kind: "priority"; priority: Priority }
  | { kind: "person"; name: string; seed?: string }
  | { kind: "hue"; hue: number };

const hues = 12;

/** Returns one of the twelve hues for `seed`, the same on every device. */
export function hueOf(seed: string): number {
  // FNV-1a: short, even, and needs no library.
  let hash = 0x811c9dc5;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % hues;
}

/** Returns one or two letters for a name; names in scripts without capitals give their first sign. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letter = (word: string) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "";
  return (letter(first) + (last === undefined ? "" : letter(last))).toUpperCase();
}
