/** @file How often each command was run from the palette on this computer. */
import { store, stored } from "../../lib/stored.svelte";

const name = "palette-uses";

export function readUses(): Record<string, number> {
  try {
    const found: unknown = JSON.parse(stored(name) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
  } catch {
    // Text that nobody can read any more means no habits yet.
    return {};
  }
}

export function countUse(id: string): void {
  const uses = readUses();
  store(name, JSON.stringify({ ...uses, [id]: (uses[id] ?? 0) + 1 }));
}
