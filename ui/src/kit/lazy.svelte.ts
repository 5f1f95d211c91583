/** @file Code that the start does without: fetched when it is first asked for, or ahead once the first screen stands. */
import { restOfWords, t } from "../i18n/words.svelte";
import { toasts } from "./toasts.svelte";

const all: Lazy<unknown>[] = [];

export class Lazy<C> {
  #fetch: () => Promise<{ default: C }>;
  #under: Promise<void> | null = null;
  #here: C | null = $state.raw(null);
  /** Whether the last attempt to fetch it failed. */
  failed = $state(false);

  constructor(fetch: () => Promise<{ default: C }>, here: C | null = null) {
    this.#fetch = fetch;
    this.#here = here;
    all.push(this);
  }

  /** What is part of the start itself. */
  static here<C>(part: C): Lazy<C> {
    return new Lazy(() => Promise.resolve({ default: part }), part);
  }

  /** The part, or null while it is on its way; asking fetches it. */
  get now(): C | null {
    if (this.#here === null && this.#under === null) void this.load();
    return this.#here;
  }

  /** The part once it is here; asking fetches nothing, so that what nobody sees at first comes with what is fetched ahead. */
  get ready(): C | null {
    return this.#here;
  }

  /** Fetches it, once for all who ask; a failure is said, and the next call tries again. */
  load(): Promise<void> {
    this.#under ??= this.#load();
    return this.#under;
  }

  async #load(): Promise<void> {
    if (this.#here !== null) return;
    try {
      const [part] = await Promise.all([this.#fetch(), restOfWords()]);
      this.#here = part.default;
      this.failed = false;
    } catch {
      // The promise that failed stays, so that drawing again does not fetch again; whoever wants to tries.
      this.failed = true;
      toasts.add({ text: t("app.partFailed"), tone: "danger", action: { label: t("app.retry"), act: () => this.again() } });
    }
  }

  again(): void {
    this.#under = null;
    void this.load();
  }
}

/** Fetches what is still missing, one part after the other, so that no click ever waits for code. */
export async function fetchAhead(): Promise<void> {
  for (const part of all) {
    await part.load();
    // A key or a click between two parts goes first.
    await new Promise((done) => setTimeout(done, 0));
  }
}
