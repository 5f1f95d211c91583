/** @file The tickets that the next and previous keys walk: the list or column that the open ticket was opened from. */

/** Which part of a list is known, and how the rest is read: as it was asked when the ticket was opened. */
export interface Part {
  /** The place of the first known ticket in the list. */
  from: number;
  ask: (from: number, count: number) => Promise<readonly string[]>;
}

/** A list that one works through, from its first ticket to its last. */
export interface Work {
  name: string;
  /** Its place: what the address of the list says. */
  query: Record<string, string>;
  total: number;
}

/** So close to an end of what is known, the list is read on. */
const margin = 3;
const atOnce = 50;

class Queue {
  ids: readonly string[] = $state.raw([]);
  /** Set while one works through the list; walking another one ends it. */
  work: Work | null = $state.raw(null);
  #part: Part | null = null;
  /** Whether the list goes on behind what is known, as far as one can say. */
  #goesOn = false;
  #reading = false;

  /** A list says in which order it shows its tickets, just before one of them is opened. */
  walk(ids: readonly string[], part: Part | null = null, work: Work | null = null): void {
    this.work = work;
    this.ids = ids;
    this.#part = part;
    this.#goesOn = part !== null;
  }

  /** Reads on where a ticket stands near an end of what is known; what fails is tried again at the next ticket. */
  async near(id: string): Promise<void> {
    const part = this.#part;
    const at = this.ids.indexOf(id);
    if (part === null || at === -1 || this.#reading) return;
    this.#reading = true;
    try {
      if (this.#goesOn && at >= this.ids.length - margin) {
        const more = await part.ask(part.from + this.ids.length, atOnce);
        if (part === this.#part) {
          this.#goesOn = more.length === atOnce;
          this.ids = [...this.ids, ...this.#unknown(more)];
        }
      }
      if (part.from > 0 && at < margin) {
        const from = Math.max(0, part.from - atOnce);
        const more = await part.ask(from, part.from - from);
        if (part === this.#part) {
          this.#part = { ...part, from };
          this.ids = [...this.#unknown(more), ...this.ids];
        }
      }
    } finally {
      this.#reading = false;
    }
  }

  /** How many tickets of the list stand before those that are known. */
  get first(): number {
    return this.#part?.from ?? 0;
  }

  /** A ticket that moved in the list meanwhile stays where it was met. */
  #unknown(ids: readonly string[]): readonly string[] {
    const known = new Set(this.ids);
    return ids.filter((id) => !known.has(id));
  }
}

export const queue = new Queue();

/** Returns the neighbour of `id` in `ids`, or null at the end and for a ticket that is not among them. */
export function neighbour(ids: readonly string[], id: string, step: 1 | -1): string | null {
  const at = ids.indexOf(id);
  return at === -1 ? null : (ids[at + step] ?? null);
}
