/** @file Timers of the gallery's desk: they count in memory, by the clock of the page. */
import type { Commands, Tag, TicketId, TimerView } from "../src/api/gen";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const awayMillis = 600_000;

export function timerAnswers(named: (ticket: TicketId) => { number: string; subject: string } | undefined, changed: (...tags: Tag[]) => void): { answers: Answers; drop: (ticket: TicketId) => void } {
  let timers: (TimerView & { seen: number })[] = [];
  const look = () => {
    const now = Date.now();
    timers = timers.map((timer) => {
      const passed = timer.running ? Math.max(0, now - timer.seen) : 0;
      return { ...timer, seen: now, counted_ms: timer.counted_ms + passed, away_ms: timer.away_ms + (passed > awayMillis ? passed : 0) };
    });
  };
  const drop = (ticket: TicketId) => {
    timers = timers.filter((one) => one.ticket !== ticket);
    changed("Timers");
  };
  const answers: Answers = {
    timer_list: () => {
      look();
      return timers.map(({ seen: _, ...timer }) => timer);
    },
    timer_start: ({ ticket }) => {
      look();
      const ran = timers.find((one) => one.running && one.ticket !== ticket);
      const begun = timers.find((one) => one.ticket === ticket) ?? { ticket, ...(named(ticket) ?? { number: "", subject: "" }), counted_ms: 0, away_ms: 0, seen: Date.now(), running: true };
      timers = [{ ...begun, running: true }, ...timers.filter((one) => one.ticket !== ticket).map((one) => ({ ...one, running: false }))];
      changed("Timers");
      return { paused: ran?.number ?? null };
    },
    timer_pause: ({ ticket }) => {
      look();
      timers = timers.map((one) => (one.ticket === ticket ? { ...one, running: false } : one));
      changed("Timers");
      return { undo: null };
    },
    timer_look: () => {
      look();
      changed("Timers");
      return { undo: null };
    },
    timer_settle: ({ ticket, counts }) => {
      timers = timers.map((one) => (one.ticket === ticket ? { ...one, counted_ms: one.counted_ms - (counts ? 0 : one.away_ms), away_ms: 0 } : one));
      changed("Timers");
      return { undo: null };
    },
    timer_drop: ({ ticket }) => {
      drop(ticket);
      return { undo: null };
    },
  };
  return { answers, drop };
}
