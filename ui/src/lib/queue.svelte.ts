/** @file The tickets that the next and previous keys walk: the list or column that the open ticket was opened from. */

class Queue {
  ids: readonly string[] = $state.raw([]);

  /** A list says in which order it shows its tickets, just before one of them is opened. */
  walk(ids: readonly string[]): void {
    this.ids = ids;
  }
}

export const queue = new Queue();

/** Returns the neighbour of `id` in `ids`, or null at the end and for a ticket that is not among them. */
export function neighbour(ids: readonly string[], id: string, step: 1 | -1): string | null {
  const at = ids.indexOf(id);
  return at === -1 ? null : (ids[at + step] ?? null);
}
