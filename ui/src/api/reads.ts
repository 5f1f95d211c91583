/** @file What has been read from the core: one entry per question, read again when its tags change. No component knows it. */
import { problemOf, type ProblemError } from "../platform/platform";
import type { Tag } from "./gen";

export interface Answer<Output> {
  /** The latest output; stays while it is read again. */
  data: Output | undefined;
  /** Why the latest reading failed; `data` is then the one before. */
  problem: ProblemError | null;
  /** Whether a reading is under way. */
  reading: boolean;
}

const keptWithoutReaders = 40;
/** So long what stands beside waits for what one works on: it comes at once for an eye, and out of the way of the answer. */
const waitsMillis = 100;
const waitsAtMostMillis = 1_000;

/** One question, its answer, and the components that show it. */
export class Reading<Output> {
  answer: Answer<Output> = { data: undefined, problem: null, reading: false };
  readonly tags: readonly Tag[];
  #ask: () => Promise<Output>;
  #shown = new Set<(answer: Answer<Output>) => void>();
  #stale = true;
  #again = false;

  /** Whether it stands beside what one works on, and is read again once that has been. */
  readonly beside: boolean;

  constructor(tags: readonly Tag[], ask: () => Promise<Output>, beside = false) {
    this.tags = tags;
    this.#ask = ask;
    this.beside = beside;
  }

  get hasReaders(): boolean {
    return this.#shown.size > 0;
  }

  /** Shows the answer from here on, beginning with what is known; reads when that is stale. */
  show(show: (answer: Answer<Output>) => void): () => void {
    this.#shown.add(show);
    show(this.answer);
    if (this.#stale && !this.answer.reading) this.read();
    return () => this.#shown.delete(show);
  }

  /** What was read no longer holds: reads again at once if somebody looks, else when somebody does. */
  outdate(): void {
    this.#stale = true;
    if (this.answer.reading) this.#again = true;
    else if (this.hasReaders) this.read();
  }

  read(): void {
    this.#stale = false;
    this.#again = false;
    this.#set({ ...this.answer, reading: true });
    this.#ask().then(
      (data) => this.#ended({ data, problem: null, reading: false }),
      (thrown: unknown) => this.#ended({ data: this.answer.data, problem: problemOf(thrown), reading: false }),
    );
  }

  #ended(answer: Answer<Output>): void {
    if (answer.problem !== null) this.#stale = true;
    this.#set(answer);
    // What changed during the reading may not be in it.
    if (this.#again) this.outdate();
  }

  #set(answer: Answer<Output>): void {
    this.answer = answer;
    for (const show of this.#shown) show(answer);
  }
}

/** All readings of the window; two components that ask the same share one. */
export class Readings {
  #all = new Map<string, Reading<unknown>>();

  /** Returns the reading of a question. `key` names the command and input, and with them the type of the answer. */
  of<Output>(key: string, make: () => Reading<Output>): Reading<Output> {
    const found = this.#all.get(key);
    if (found !== undefined) {
      // Last used last, so that the first ones are the ones to forget.
      this.#all.delete(key);
      this.#all.set(key, found);
      return found as Reading<Output>;
    }
    const made = make();
    this.#all.set(key, made as Reading<unknown>);
    this.#forget();
    return made;
  }

  /** What is read again once nobody waits for anything else. */
  #waiting = new Set<Reading<unknown>>();

  /** Reads again what depends on any of `tags`. */
  changed(tags: readonly Tag[]): void {
    for (const reading of this.#all.values()) {
      if (!reading.tags.some((tag) => tags.includes(tag))) continue;
      if (reading.beside) this.#wait(reading);
      else reading.outdate();
    }
  }

  #wait(reading: Reading<unknown>): void {
    this.#waiting.add(reading);
    if (this.#waiting.size > 1) return;
    const until = Date.now() + waitsAtMostMillis;
    const look = () => {
      const busy = [...this.#all.values()].some((one) => !one.beside && one.answer.reading);
      if (busy && Date.now() < until) {
        setTimeout(look, waitsMillis);
        return;
      }
      const due = [...this.#waiting];
      this.#waiting.clear();
      for (const one of due) one.outdate();
    };
    setTimeout(look, waitsMillis);
  }

  /** Reads everything again. */
  changedAll(): void {
    for (const reading of this.#all.values()) reading.outdate();
  }

  #forget(): void {
    const idle = [...this.#all].filter(([, reading]) => !reading.hasReaders && !reading.answer.reading);
    for (const [key] of idle.slice(0, Math.max(0, idle.length - keptWithoutReaders))) this.#all.delete(key);
  }
}
