/** @file The one clock of the screen: texts that count time share three beats, and a beat nobody reads does not run. */
import { createSubscriber } from "svelte/reactivity";

class Beat {
  #subscribe: () => void;

  constructor(everyMillis: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, everyMillis);
      return () => clearInterval(timer);
    });
  }

  /** The present moment; a component that reads it is drawn again with every beat. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

const second = new Beat(1_000);
const tenSeconds = new Beat(10_000);
const minute = new Beat(60_000);

const fiveMinutes = 5 * 60_000;
const oneHour = 60 * 60_000;

/** Returns the present moment, drawn again as often as a text about `moment` changes. */
export function nowFor(moment: number): number {
  const distance = Math.abs(moment - Date.now());
  if (distance < fiveMinutes) return second.now;
  if (distance < oneHour) return tenSeconds.now;
  return minute.now;
}

/** Returns the present moment, drawn again every minute. */
export function nowByMinute(): number {
  return minute.now;
}
