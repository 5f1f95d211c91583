/** @file The first steps to learn, and which of them were done: ticked by real work, not by a tour. */
import type { KeyId } from "./keys";
import { store, stored } from "./stored.svelte";

/** What makes it one's own, seven that carry a day (find, make, walk, open, take, move, take back), and what calls when one looks elsewhere. */
export const lessons = ["go.appearance", "app.palette", "app.newTicket", "list.next", "list.open", "act.assignMe", "act.move", "app.undo", "go.notifyTest"] as const satisfies readonly KeyId[];

const name = "learned";

function known(): string[] {
  return (stored(name) ?? "").split(" ").filter((id) => id !== "");
}

/** Notes that it was done: by its key, or by a command that does the same. */
export function learn(id: KeyId): void {
  if (!lessons.some((lesson) => lesson === id)) return;
  const before = known();
  if (!before.includes(id)) store(name, [...before, id].join(" "));
}

const shown = "first-steps";

/** Puts the first steps away, or back into the sidebar. */
export function firstSteps(to: "open" | "closed"): void {
  store(shown, to);
}

/** Whether they stand in the sidebar: on every desk, until somebody puts them away. */
export function showsFirstSteps(): boolean {
  return stored(shown) !== "closed";
}

export function learned(): ReadonlySet<string> {
  return new Set(known());
}
