/** @file Times measured in the window: start-up marks, and a ring of the slowest interactions for Diagnostics. */

export interface Interaction {
  name: string;
  millis: number;
  /** How many tickets were on screen or touched, for judging the time. */
  tickets: number;
}

const kept = 50;

/** The slowest interactions of this session, slowest first. */
export class Slowest {
  #list: Interaction[] = [];

  add(interaction: Interaction): void {
    const at = this.#list.findIndex((other) => other.millis < interaction.millis);
    if (at === -1) this.#list.push(interaction);
    else this.#list.splice(at, 0, interaction);
    this.#list.length = Math.min(this.#list.length, kept);
  }

  list(): readonly Interaction[] {
    return this.#list;
  }
}

export const slowest = new Slowest();

export type Mark = "script" | "first-frame" | "interactive";

const marks = new Map<Mark, number>();

/** Remembers when `mark` was first reached, in milliseconds since the page was asked for. */
export function reach(mark: Mark): void {
  if (marks.has(mark)) return;
  marks.set(mark, performance.now());
  performance.mark(`tern:${mark}`);
}

export function reachedAt(mark: Mark): number | null {
  return marks.get(mark) ?? null;
}

/** Does something once what is shown now has been painted. Returns how to leave it undone. */
export function afterPaint(work: () => void): () => void {
  let timer = 0;
  // One frame to paint, then a task: that is the first moment after the paint.
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(work, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Longer than that was a window that nobody looked at, whose next frame comes when it is shown again. */
const longestMillis = 60_000;

/** Begins to measure; what it returns ends it with the next frame, the first time that it is called. */
export function timing(name: string, tickets = 0): () => void {
  const start = performance.now();
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    afterPaint(() => {
      const millis = performance.now() - start;
      if (millis < longestMillis) slowest.add({ name, millis, tickets });
    });
  };
}

/** Measures from a key or click to the frame that shows its effect. */
export function timed(name: string, tickets: number, work: () => void): void {
  const end = timing(name, tickets);
  work();
  end();
}
