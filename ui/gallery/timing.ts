/** @file Time on the gallery's desk, in memory and by the clock of the page: timers that count, and what was logged. */
import type { Commands, Tag, TicketId, TimerView, TimeView, VisitId } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const awayMillis = 600_000;
const minute = 60_000;
const longestSeconds = 7 * 24 * 3_600;

type Entry = TimeView & { ticket: TicketId };

/** What the second ticket begins with: mine on a visit, a colleague's, and mine by hand. */
function madeEntries(): Entry[] {
  const now = Date.now();
  const mine = { ticket: "t1", author: "s0", author_name: "Mira Solberg", may_edit: true, visit: null, note: null };
  return [
    { ...mine, id: "time1", seconds: 65 * 60, at: now - 135 * minute, visit: "visit0" },
    { ...mine, id: "time2", author: "s1", author_name: "Deniz Aydin", seconds: 1_800, at: now - 26 * 60 * minute, note: "Compared the logs of both routers", may_edit: false },
    { ...mine, id: "time3", seconds: 272, at: now - 50 * 60 * minute, note: "First look" },
  ];
}

export interface Timing {
  answers: Answers;
  /** What is logged on a ticket. */
  spentOn: (ticket: TicketId) => number;
  spentAt: (visit: VisitId) => number;
  /** Books what a visit took. */
  book: (ticket: TicketId, visit: VisitId, seconds: number) => void;
}

/** `remember` keeps how things were, for whoever takes it back with `back`. */
export function timerAnswers(named: (ticket: TicketId) => { number: string; subject: string } | undefined, remember: (name: string, back: () => void) => void, changed: (...tags: Tag[]) => void): Timing {
  let entries = madeEntries();
  let made = entries.length;
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
  /** Changes the entries, as one step to take back. */
  const change = (name: string, to: Entry[]) => {
    const before = entries;
    remember(name, () => (entries = before));
    entries = to;
    changed("Tickets", "Undo");
    return { undo: name };
  };
  const checked = (seconds: number, at: number, standing?: number) => {
    if (seconds < 1 || seconds > longestSeconds) throw new ProblemError("invalid", "between one second and seven days", { field: "seconds" });
    if (at > Date.now() && at !== standing) throw new ProblemError("invalid", "time is logged once it was spent", { field: "at" });
  };
  const mine = (ticket: TicketId, seconds: number, at: number) => ({ id: `time${String((made += 1))}`, ticket, author: "s0", author_name: "Mira Solberg", seconds, at, note: null, visit: null, may_edit: true });
  const own = (id: string) => {
    const found = entries.find((one) => one.id === id);
    if (found === undefined) throw new ProblemError("missing", "no such entry");
    if (!found.may_edit) throw new ProblemError("forbidden", "people change what they wrote themselves");
    return found;
  };
  const sum = (some: readonly Entry[]) => some.reduce((all, { seconds }) => all + seconds, 0);
  const answers: Answers = {
    time_list: ({ ticket }) =>
      entries
        .filter((one) => one.ticket === ticket)
        .sort((one, other) => other.at - one.at)
        .map(({ ticket: _, ...entry }) => entry),
    time_add: ({ ticket, seconds, note, at = Date.now(), timer }) => {
      checked(seconds, at);
      const done = change("Logged time", [...entries, { ...mine(ticket, seconds, at), note: note?.trim() || null }]);
      if (timer === true) drop(ticket);
      return done;
    },
    time_set: ({ entry, seconds, note, at }) => {
      checked(seconds, at, own(entry).at);
      return change("Changed logged time", entries.map((one) => (one.id === entry ? { ...one, seconds, at, note: note?.trim() || null } : one)));
    },
    time_remove: ({ entry }) => {
      own(entry);
      return change("Removed logged time", entries.filter(({ id }) => id !== entry));
    },
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
  return {
    answers,
    spentOn: (ticket) => sum(entries.filter((one) => one.ticket === ticket)),
    spentAt: (visit) => sum(entries.filter((one) => one.visit === visit)),
    book: (ticket, visit, seconds) => {
      entries = [...entries, { ...mine(ticket, seconds, Date.now()), visit }];
      changed("Tickets");
    },
  };
}
