/** @file Timers on tickets: what they have counted by now, and what one does with them from a screen or a bar. */
import { act } from "../api/act";
import type { TicketId, TimerView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { nowFor } from "../lib/ticker.svelte";

const minuteMillis = 60_000;

/** What counts: a timer of a ticket, or of a call. */
export type Counted = Pick<TimerView, "running" | "counted_ms">;

/** Counts on from what the desk said; a clock that is set back meanwhile takes nothing away. */
export class Counting {
  #timer: () => Counted | undefined;
  #read = $derived.by(() => {
    const timer = this.#timer();
    return timer === undefined ? null : { timer, at: Date.now() };
  });
  millis: number = $derived.by(() => {
    const read = this.#read;
    if (read === null) return 0;
    return read.timer.counted_ms + (read.timer.running ? Math.max(0, nowFor(read.at) - read.at) : 0);
  });

  constructor(timer: () => Counted | undefined) {
    this.#timer = timer;
  }
}

/** What is booked of what was counted: whole minutes, and nothing is less than one. */
export function roundedMinutes(millis: number): number {
  return Math.max(1, Math.round(millis / minuteMillis));
}

/** What stands in the form when a timer is stopped: its whole minutes, as one types them. */
export function roundedText(millis: number): string {
  const minutes = roundedMinutes(millis);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m` : minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`;
}

/** Starts a timer or goes on with it, and says which one had to stop for it. */
export async function startTimer(ticket: TicketId, number: string): Promise<void> {
  const started = await act("timer_start", { ticket });
  if (started === null) return;
  const text = started.paused === null ? t("timer.started", { number }) : t("timer.startedPaused", { number, other: started.paused });
  toasts.add({ text });
}

export async function pauseTimer(ticket: TicketId, number: string): Promise<void> {
  await act("timer_pause", { ticket }, { done: t("timer.paused", { number }), quiet: true });
}

/** Decides whether the time counts that nobody was there for. */
export async function settleTimer(ticket: TicketId, counts: "counts" | "left out"): Promise<void> {
  await act("timer_settle", { ticket, counts: counts === "counts" }, { done: t(counts === "counts" ? "timer.awayKept" : "timer.awayLeft"), quiet: true });
}
