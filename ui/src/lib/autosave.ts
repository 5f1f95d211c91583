/** @file Saves a text while it is typed, at most every 800 ms and in its order, and never again once it became something else. */

/** Those that have something to save, or are saving it. */
const busy = new Set<Autosave>();

/** Saves whatever is being written anywhere in the window, and returns once it is; fails where one could not be saved. */
export async function flushAll(): Promise<void> {
  await Promise.all([...busy].map((one) => one.settle()));
}

export class Autosave {
  #save: (text: string) => Promise<unknown>;
  #everyMillis: number;
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;
  /** One writing at a time: an old text that took long must not come after a later one. */
  #last: Promise<unknown> = Promise.resolve();
  #under = 0;

  constructor(save: (text: string) => Promise<unknown>, everyMillis = 800) {
    this.#save = save;
    this.#everyMillis = everyMillis;
  }

  /** What was typed and is not being saved yet; null where there is nothing. */
  get waiting(): string | null {
    return this.#waiting;
  }

  /** The text has become this; it is saved within the next 800 ms. */
  typed(text: string): void {
    this.#waiting = text;
    busy.add(this);
    if (!this.#held) this.#timer ??= setTimeout(() => void this.flush(), this.#everyMillis);
  }

  /** Saves what waits, at once: for blur, a change of place and the end of the window. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting === null || this.#held) return;
    const text = this.#waiting;
    this.#waiting = null;
    await this.write(text);
  }

  /** Saves a text behind those that are on their way. */
  async write(text: string): Promise<void> {
    const before = this.#last;
    const isFirst = this.#under === 0;
    this.#under += 1;
    busy.add(this);
    const writing = (async () => {
      // What comes first goes at once: at the end of a window there is no time to wait for anything.
      if (!isFirst) await before.catch(() => undefined);
      try {
        await this.#save(text);
      } finally {
        this.#under -= 1;
        this.#rest();
      }
    })();
    this.#last = writing;
    await writing;
  }

  /** Saves what waits, and returns once that and what was on its way is saved. */
  async settle(): Promise<void> {
    await this.flush();
    if (this.#under > 0) await this.#last;
  }

  #rest(): void {
    if (this.#waiting === null && this.#under === 0) busy.delete(this);
  }

  /**
   * Saves nothing more until `release` or `drop`: the text is about to be sent.
   *
   * Returns once what was on its way is saved, so that it does not arrive after what the text became. What waits is not
   * saved before: whoever sends does not wait for a draft of it.
   */
  async hold(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#held = true;
    if (this.#under > 0) await this.#last.catch(() => undefined);
  }

  /** It was not sent: what waits is saved at once, and what is typed from here on as ever. */
  release(): void {
    this.#held = false;
    void this.flush();
  }

  /** Forgets what waits, since it has been sent. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
    this.#held = false;
    this.#rest();
  }
}
