/** @file The rules of shortcuts: which may stand side by side, and which one a run of presses means. Knows no window. */
import { isSingleKey } from "./chord";

/** Where a shortcut works; also the headings of the help sheet. */
export type Scope = "everywhere" | "goto" | "list" | "act" | "macro" | "ticket" | "composer" | "sheet" | "checklist" | "calendar" | "visits" | "dashboard" | "triage";

export interface Binding<Id extends string = string> {
  id: Id;
  scope: Scope;
  /** Alternatives; one alternative is a chord or a run of chords (`G B`). */
  keys: readonly string[];
}

// `list` is any list or board, `act` the actions on what is focused there or opened: they meet, and so do act and ticket.
// A macro is run wherever one acts, and its chords also while one writes.
const meets: Record<Scope, readonly Scope[]> = {
  everywhere: ["everywhere", "goto", "list", "act", "macro", "ticket", "composer", "calendar", "visits", "dashboard", "triage"],
  goto: ["everywhere", "goto", "list", "act", "macro", "ticket", "composer", "calendar", "visits", "dashboard", "triage"],
  list: ["everywhere", "goto", "list", "act", "macro"],
  act: ["everywhere", "goto", "list", "act", "macro", "ticket"],
  macro: ["everywhere", "goto", "list", "act", "macro", "ticket", "composer"],
  ticket: ["everywhere", "goto", "act", "macro", "ticket"],
  composer: ["everywhere", "goto", "macro", "composer"],
  // What lies under the sheet for a new ticket rests.
  sheet: ["sheet"],
  // An item that has the focus is asked before anybody else.
  checklist: ["checklist"],
  calendar: ["everywhere", "goto", "calendar"],
  visits: ["everywhere", "goto", "visits"],
  dashboard: ["everywhere", "goto", "dashboard"],
  triage: ["everywhere", "goto", "triage"],
};

/** Keys and where they work. */
interface Placed {
  scope: Scope;
  keys: string;
}

/** Whether one would hide the other: in scopes that meet, the same keys, or those that begin a run of the other. */
export function hides(one: Placed, other: Placed): boolean {
  if (!meets[one.scope].includes(other.scope)) return false;
  const [short, long] = one.keys.length <= other.keys.length ? [one.keys, other.keys] : [other.keys, one.keys];
  return short === long || long.startsWith(`${short} `);
}

export interface Conflict<Id extends string = string> {
  first: Id;
  second: Id;
  keys: string;
}

/** Returns every pair of shortcuts of which one would hide the other; also two of one command, which has one for nothing. */
export function conflicts<Id extends string>(bindings: readonly Binding<Id>[]): Conflict<Id>[] {
  const found: Conflict<Id>[] = [];
  const all = bindings.flatMap(({ id, scope, keys }) => keys.map((one) => ({ id, scope, keys: one })));
  all.forEach((one, index) => {
    for (const other of all.slice(index + 1)) {
      if (!hides(one, other)) continue;
      found.push({ first: one.id, second: other.id, keys: one.keys.length <= other.keys.length ? one.keys : other.keys });
    }
  });
  return found;
}

/** Whether these keys rest where single keys are switched off: a run of them does, too. */
export const needsSingleKeys = (keys: string): boolean => keys.split(" ").some(isSingleKey);

/** What a press leads to. */
export type Step = { kind: "run"; id: string } | { kind: "more"; pending: string } | { kind: "none" };

/** Decides what `chord` means after the presses in `pending` (empty, or the beginning of a run such as `G`). */
export function step(active: readonly Binding[], pending: string, chord: string, singleKeys: boolean): Step {
  const typed = pending === "" ? chord : `${pending} ${chord}`;
  const allowed = (keys: string) => singleKeys || !needsSingleKeys(keys);
  for (const { id, keys } of active) {
    if (keys.some((one) => one === typed && allowed(one))) return { kind: "run", id };
  }
  if (active.some(({ keys }) => keys.some((one) => one.startsWith(`${typed} `) && allowed(one)))) {
    return { kind: "more", pending: typed };
  }
  // A run that leads nowhere is forgotten, and its last press counts on its own.
  return pending === "" ? { kind: "none" } : step(active, "", chord, singleKeys);
}
