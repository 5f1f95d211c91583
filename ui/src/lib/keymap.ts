/** @file The rules of shortcuts: which may stand side by side, and which one a run of presses means. Knows no window. */
import { isSingleKey } from "./chord";

/** Where a shortcut works; also the headings of the help sheet. */
export type Scope = "everywhere" | "goto" | "list" | "act" | "ticket" | "composer" | "checklist" | "calendar" | "visits" | "dashboard" | "triage";

export interface Binding<Id extends string = string> {
  id: Id;
  scope: Scope;
  /** Alternatives; one alternative is a chord or a run of chords (`G B`). */
  keys: readonly string[];
}

// `list` is any list or board, `act` the actions on what is focused there or opened: they meet, and so do act and ticket.
const meets: Record<Scope, readonly Scope[]> = {
  everywhere: ["everywhere", "goto", "list", "act", "ticket", "composer", "calendar", "visits", "dashboard", "triage"],
  goto: ["everywhere", "goto", "list", "act", "ticket", "composer", "calendar", "visits", "dashboard", "triage"],
  list: ["everywhere", "goto", "list", "act"],
  act: ["everywhere", "goto", "list", "act", "ticket"],
  ticket: ["everywhere", "goto", "act", "ticket"],
  composer: ["everywhere", "goto", "composer"],
  // An item that has the focus is asked before anybody else.
  checklist: ["checklist"],
  calendar: ["everywhere", "goto", "calendar"],
  visits: ["everywhere", "goto", "visits"],
  dashboard: ["everywhere", "goto", "dashboard"],
  triage: ["everywhere", "goto", "triage"],
};

export interface Conflict {
  first: string;
  second: string;
  keys: string;
}

/** Returns every pair of shortcuts of which one would hide the other. */
export function conflicts(bindings: readonly Binding[]): Conflict[] {
  const found: Conflict[] = [];
  const all = bindings.flatMap((binding) => binding.keys.map((keys) => ({ binding, keys })));
  all.forEach((one, index) => {
    for (const other of all.slice(index + 1)) {
      if (one.binding.id === other.binding.id && one.keys !== other.keys) continue;
      if (!meets[one.binding.scope].includes(other.binding.scope)) continue;
      const [short, long] = one.keys.length <= other.keys.length ? [one.keys, other.keys] : [other.keys, one.keys];
      if (short === long || long.startsWith(`${short} `)) {
        found.push({ first: one.binding.id, second: other.binding.id, keys: short });
      }
    }
  });
  return found;
}

/** What a press leads to. */
export type Step = { kind: "run"; id: string } | { kind: "more"; pending: string } | { kind: "none" };

/** Decides what `chord` means after the presses in `pending` (empty, or the beginning of a run such as `G`). */
export function step(active: readonly Binding[], pending: string, chord: string, singleKeys: boolean): Step {
  const typed = pending === "" ? chord : `${pending} ${chord}`;
  const allowed = (keys: string) => singleKeys || !keys.split(" ").some(isSingleKey);
  for (const { id, keys } of active) {
    if (keys.some((one) => one === typed && allowed(one))) return { kind: "run", id };
  }
  if (active.some(({ keys }) => keys.some((one) => one.startsWith(`${typed} `) && allowed(one)))) {
    return { kind: "more", pending: typed };
  }
  // A run that leads nowhere is forgotten, and its last press counts on its own.
  return pending === "" ? { kind: "none" } : step(active, "", chord, singleKeys);
}
