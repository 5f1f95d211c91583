/** @file Which columns the list shows, in which order and how wide: a person's wish, and what of it fits a window. */
import type { FormField } from "../../api/gen";
import { isCustom } from "../../lib/custom";
import { columnsOf, type ListColumn } from "./columns";

export type ColumnId = ListColumn["id"];

export interface Placed {
  id: ColumnId;
  /** In pixels at a zoom of 100 percent; the subject takes what is left. */
  width: number;
  shown: boolean;
}

/** Every column once, in the order of the screen. */
export type Layout = readonly Placed[];

export const flexible: ColumnId = "subject";
export const narrowest = 48;
export const widest = 480;
/** The subject is what a list is read for: rather no tags than no subject. */
const subjectAtLeast = 200;
/** And rather glyphs than half a subject: the word beside one says nothing more. */
const subjectAtEase = 264;
/** What stands beside the columns: the box of the selection, the padding, the scrollbar. */
export const besides = 36 + 12 + 16;
/** As wide as its head is pressed, which stands a little nearer to the column before it. */
const glyphAlone = { pointer: 32, thumb: 50 } as const;

/** A field of the desk is shown by whoever wants it. */
const addedWidth = 140;
/** So is what few tickets have, or few desks need beside the rest. */
const rare: readonly ColumnId[] = ["organisation", "team", "due_date", "created"];

const widths: Partial<Record<ColumnId, number>> = {
  number: 60,
  due: 108,
  priority: 98,
  subject: 320,
  requester: 128,
  organisation: 140,
  status: 152,
  team: 128,
  assignee: 140,
  tags: 160,
  due_date: 108,
  created: 92,
  updated: 92,
};

/** What a narrow window lets go of, first things first; then fields of the desk, which somebody asked for. */
const leaving: readonly (ColumnId | "short")[] = ["tags", "short", "requester", "updated", "created", "due_date", "organisation", "team", "assignee"];
/** And at the very last, in a window as narrow as a phone: a status is its glyph, and a ticket its subject. */
const leavingLast: readonly (ColumnId | "brief")[] = ["brief", "number"];

export function usualOf(fields: readonly FormField[]): Layout {
  return columnsOf(fields).map(({ id }) => ({ id, width: widths[id] ?? addedWidth, shown: !isCustom(id) && !rare.includes(id) }));
}

export const usual: Layout = usualOf([]);

/** Reads what was kept; columns that are new since then stand where they usually do, unknown ones are dropped. */
export function readLayout(text: string | null, fields: readonly FormField[] = []): Layout {
  const usual = usualOf(fields);
  let found: unknown;
  try {
    found = JSON.parse(text ?? "[]");
  } catch {
    // Text that nobody can read any more is no wish.
    return usual;
  }
  if (!Array.isArray(found)) return usual;
  const kept: Placed[] = [];
  for (const one of found as readonly unknown[]) {
    if (typeof one !== "object" || one === null || !("id" in one)) continue;
    const known = usual.find(({ id }) => id === one.id);
    if (known === undefined || kept.some(({ id }) => id === known.id)) continue;
    const width = "width" in one && typeof one.width === "number" ? clamped(one.width) : known.width;
    const shown = "shown" in one && typeof one.shown === "boolean" ? one.shown : known.shown;
    kept.push({ id: known.id, width, shown: known.id === flexible || shown });
  }
  const missing = usual.filter(({ id }) => kept.every((one) => one.id !== id));
  return [...kept, ...missing];
}

export function writeLayout(layout: Layout): string {
  return JSON.stringify(layout);
}

const clamped = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));

export function resized(layout: Layout, id: ColumnId, width: number): Layout {
  return layout.map((one) => (one.id === id && id !== flexible ? { ...one, width: clamped(width) } : one));
}

/** Shows or hides a column; the subject stays. */
export function toggledColumn(layout: Layout, id: ColumnId): Layout {
  return layout.map((one) => (one.id === id && id !== flexible ? { ...one, shown: !one.shown } : one));
}

/** Puts a column before another one, or with null at the end. */
export function movedBefore(layout: Layout, id: ColumnId, before: ColumnId | null): Layout {
  const column = layout.find((one) => one.id === id);
  if (column === undefined || id === before) return layout;
  const others = layout.filter((one) => one !== column);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  return [...others.slice(0, at), column, ...others.slice(at)];
}

/** Moves a column past its neighbour in sight. */
export function movedBy(layout: Layout, id: ColumnId, by: 1 | -1): Layout {
  const shown = layout.filter((one) => one.shown);
  const at = shown.findIndex((one) => one.id === id);
  const goal = shown[at + by];
  if (at === -1 || goal === undefined) return layout;
  return by === -1 ? movedBefore(layout, id, goal.id) : movedBefore(layout, id, shown[at + 2]?.id ?? after(layout, goal.id));
}

/** The column that follows in the whole layout, hidden ones included. */
function after(layout: Layout, id: ColumnId): ColumnId | null {
  return layout[layout.findIndex((one) => one.id === id) + 1]?.id ?? null;
}

export interface Fitted {
  columns: Layout;
  /** Whether a priority is a glyph without its word. */
  short: boolean;
  /** Whether a status is. */
  brief: boolean;
}

/** Returns what of a layout fits `available` pixels (at a zoom of 100 percent), for a pointer or for a thumb. */
export function fitted(layout: Layout, available: number, by: keyof typeof glyphAlone = "pointer"): Fitted {
  let columns = layout.filter((one) => one.shown);
  let [short, brief] = [false, false];
  const toGlyph = (id: ColumnId) => (columns = columns.map((one) => (one.id === id ? { ...one, width: glyphAlone[by] } : one)));
  const room = () => available - besides - columns.reduce((sum, one) => (one.id === flexible ? sum : sum + one.width), 0);
  const added = columns.filter(({ id }) => isCustom(id)).map(({ id }) => id);
  for (const step of [...leaving, ...added.reverse(), ...leavingLast]) {
    if (room() >= (step === "short" ? subjectAtEase : subjectAtLeast)) continue;
    if (step === "short") {
      short = columns.some((one) => one.id === "priority");
      toGlyph("priority");
    } else if (step === "brief") {
      brief = columns.some((one) => one.id === "status");
      toGlyph("status");
    } else columns = columns.filter((one) => one.id !== step);
  }
  return { columns, short, brief };
}

/** Writes the widths as the columns of a grid. */
export function template(columns: Layout): string {
  const width = (px: number) => `calc(${px}rem / 13)`;
  return [36, ...columns.map((one) => (one.id === flexible ? null : one.width))]
    .map((px) => (px === null ? `minmax(${width(120)}, 1fr)` : width(px)))
    .join(" ");
}

/** The columns that a layout shows, in their order: what a view keeps. */
export function shownIn(layout: Layout): string[] {
  return layout.filter(({ shown }) => shown).map(({ id }) => id);
}

/** The layout with the columns of a view in their order, each as wide as before; the others are hidden behind them. */
export function withColumns(layout: Layout, columns: readonly string[]): Layout {
  const known = columns.flatMap((id) => layout.filter((one) => one.id === id));
  const rest = layout.filter((one) => !known.includes(one));
  return [...known.map((one) => ({ ...one, shown: true })), ...rest.map((one) => ({ ...one, shown: one.id === flexible }))];
}
