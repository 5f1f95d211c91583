/** @file Declared questions to the core: a component says what it shows, and it stays true. */
import { untrack } from "svelte";
import { timing } from "../lib/perf";
import { call, onGap, onNotice, type Command, type Input, type Output } from "./call";
import { reads } from "./gen";
import { Reading, Readings, type Answer } from "./reads";

const readings = new Readings();
/** What stands beside what one works on: the counts in the sidebar, which read every ticket of a view. */
const beside: ReadonlySet<Command> = new Set<Command>(["view_counts", "draft_tickets"]);

onNotice((notice) => {
  if (notice.notice === "changed") readings.changed(notice.tags);
});
onGap(() => readings.changedAll());

function readingOf<C extends Command>(command: C, input: Input<C>): Reading<Output<C>> {
  return readings.of(`${command} ${JSON.stringify(input)}`, () => {
    // A search, a ticket, the dashboard: somebody waits for the first answer, and for none that is read again.
    const end = timing(command);
    const ask = (): Promise<Output<C>> => call(command, input).finally(end);
    return new Reading(reads[command], ask, beside.has(command));
  });
}

/** The answer to a declared question; its fields are reactive. */
export class Query<C extends Command> {
  #answer: Answer<Output<C>> = $state.raw({ data: undefined, problem: null, reading: false });
  #again: () => void = () => undefined;

  constructor(command: C, input: () => Input<C> | null) {
    $effect.pre(() => {
      const given = input();
      if (given === null) {
        // What is asked next is another question, and what was there before no answer to it.
        this.#answer = { data: undefined, problem: null, reading: false };
        return undefined;
      }
      const reading = readingOf(command, given);
      this.#again = () => reading.outdate();
      // Only the input decides what is asked; the answer must not ask again.
      return untrack(() =>
        reading.show((answer) => {
          // Another page of the same list: what was there stays until the page is here.
          this.#answer = answer.data === undefined ? { ...answer, data: this.#answer.data } : answer;
        }),
      );
    });
  }

  get data(): Output<C> | undefined {
    return this.#answer.data;
  }

  get problem() {
    return this.#answer.problem;
  }

  get reading(): boolean {
    return this.#answer.reading;
  }

  /** Reads again on request: the "Try again" button. */
  again(): void {
    this.#again();
  }
}

/**
 * Shows the output of a command, and reads it again whenever the core says that it changed.
 *
 * Call it while a component starts. `input` is read reactively; null asks nothing for now.
 */
export function query<C extends Command>(command: C, input: () => Input<C> | null): Query<C> {
  return new Query(command, input);
}

/** Reads ahead, for what will very likely be opened next. */
export function prefetch<C extends Command>(command: C, input: Input<C>): void {
  readingOf(command, input).show(() => undefined)();
}
