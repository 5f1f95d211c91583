/** @file The first keys to learn, and which of them the hands have used: ticked by real work, not by a tour. */
import type { KeyId } from "./keys";
import { store, stored } from "./stored.svelte";

/** Seven that carry a day: find, make, walk, open, take, move, take back. */
export const lessons = ["app.palette", "app.newTicket", "list.next", "list.open", "act.assignMe", "act.move", "app.undo"] as const satisfies readonly KeyId[];

const name = "learned";

function known(): string[] {
  return (stored(name) ?? "").split(" ").filter((id) => id !== "");
}

/** Notes that a shortcut was used by its key. */
export function learn(id: KeyId): void {
  if (!lessons.some((lesson) => lesson === id)) return;
  const before = known();
  if (!before.includes(id)) store(name, [...before, id].join(" "));
}

export function learned(): ReadonlySet<string> {
  return new Set(known());
}
