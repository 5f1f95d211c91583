/** @file A value that is changed faster than it is read again: the next change begins with the last one, not with what still stands there. */
import { untrack } from "svelte";

export class Ahead<T> {
  #read: () => T;
  /** What was put and has not been read again. */
  #put: { value: T } | null = $state.raw(null);
  /** How many changes are on their way. */
  #going = 0;

  /** `read` is the value as it was read last; made while a component starts. */
  constructor(read: () => T) {
    this.#read = read;
    $effect.pre(() => {
      read();
      untrack(() => {
        if (this.#going === 0) this.#put = null;
      });
    });
  }

  get now(): T {
    return this.#put === null ? this.#read() : this.#put.value;
  }

  /** Stands at once; `keep` keeps it, and says false, at once or later, where that was refused. */
  async put(value: T, keep: (value: T) => unknown): Promise<boolean> {
    this.#put = { value };
    this.#going += 1;
    const kept = await keep(value);
    this.#going -= 1;
    if (kept === false) this.#put = null;
    return kept !== false;
  }
}
