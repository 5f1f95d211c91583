/** @file Saves a text while it is typed: at most every 800 ms, on the way and not only when the hands rest. */

export class Autosave {
  #save: (text: string) => Promise<unknown>;
  #everyMillis: number;
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (text: string) => Promise<unknown>, everyMillis = 800) {
    this.#save = save;
    this.#everyMillis = everyMillis;
  }

  /** Whether something was typed that is not being saved yet. */
  get waits(): boolean {
    return this.#waiting !== null;
  }

  /** The text has become this; it is saved within the next 800 ms. */
  typed(text: string): void {
    this.#waiting = text;
    this.#timer ??= setTimeout(() => void this.flush(), this.#everyMillis);
  }

  /** Saves what waits, at once: for blur, a change of place and the end of the window. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = null;
    if (text !== null) await this.#save(text);
  }

  /** Forgets what waits, since it has been sent. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
  }
}
