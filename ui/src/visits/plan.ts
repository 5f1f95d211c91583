/** @file The form that plans a visit: what is typed, what it means, and what is wrong with it. */
import type { PersonId, VisitView } from "../api/gen";
import { addDays, dayKey, minuteOfDay, momentOf, readDay, startOfDay } from "../lib/days";
import { withUntouched } from "../lib/untouched";

export interface Plan {
  technician: PersonId | null;
  /** As fields hold it: `2026-11-27` and `09:00`; empty for a visit that has no time yet. */
  day: string;
  from: string;
  until: string;
  address: string;
  purpose: string;
}

export type Wrong = "missing" | "unreadable" | "order";

export interface Reading {
  /** The time window; null for a visit that has none yet, and while something is wrong. */
  window: { from: number; until: number } | null;
  wrong: Partial<Record<"day" | "from" | "until", Wrong>>;
}

/** How long a visit takes unless somebody says otherwise. */
const usualMinutes = 60;
const dayMinutes = 24 * 60;

export function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(Math.floor(minutes % 60))}`;
}

/** Understands `9`, `9:30`, `09.30` and `0930`; null for anything else. */
export function readClock(text: string): number | null {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim());
  if (parts === null) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? "0");
  return hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

/** Understands `2026-11-27` and `27.11.2026`. */
export function readDate(text: string): number | null {
  return readDay(text.trim().replace(/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/, (_, day: string, month: string, year: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`));
}

/** The form as it opens: a visit that is there as it stands, a new one with what is known of it. */
export function planOf(visit: VisitView | null, known: Partial<Plan> = {}): Plan {
  const empty: Plan = { technician: null, day: "", from: "", until: "", address: "", purpose: "" };
  if (visit === null) return { ...empty, ...known };
  const { from, until } = visit;
  const plan: Plan = { ...empty, technician: visit.technician, address: visit.address ?? "", purpose: visit.purpose ?? "" };
  if (from === null || until === null) return { ...plan, ...known };
  return { ...plan, day: dayKey(from), from: clockText(minuteOfDay(from)), until: clockText(minuteOfDay(until)) };
}

/**
 * Reads the time window of the form.
 *
 * A visit without any time is one that is still to be scheduled. One that keeps the beginning and the end it had keeps them to the
 * second, and over midnight too, which two times of a day could not say.
 */
export function readPlan(plan: Plan, was: VisitView | null): Reading {
  const typed = { day: plan.day.trim(), from: plan.from.trim(), until: plan.until.trim() };
  if (typed.day === "" && typed.from === "" && typed.until === "") return { window: null, wrong: {} };
  if (was !== null && was.from !== null && was.until !== null) {
    const before = planOf(was);
    if (before.day === typed.day && before.from === typed.from && before.until === typed.until) return { window: { from: was.from, until: was.until }, wrong: {} };
  }
  const day = readDate(typed.day);
  const from = readClock(typed.from);
  const until = readClock(typed.until);
  const wrong: Reading["wrong"] = {};
  if (day === null) wrong.day = typed.day === "" ? "missing" : "unreadable";
  if (from === null) wrong.from = typed.from === "" ? "missing" : "unreadable";
  if (until === null) wrong.until = typed.until === "" ? "missing" : "unreadable";
  // By the moments: where the clock is put forward, 2:30 comes after 3:00.
  const window = day === null || from === null || until === null ? null : { from: momentOf(day, from), until: momentOf(day, until) };
  if ((window !== null && window.until <= window.from) || (from !== null && until !== null && until <= from)) wrong.until = "order";
  return { window: wrong.until === undefined ? window : null, wrong };
}

/** A plan as the core keeps it. */
export type Kept = Pick<VisitView, "technician" | "from" | "until" | "address" | "purpose">;

/** What is asked of the core: what nobody touched stays as it is by now, and a time window is one thing. */
export function asItIsNow(what: Kept, was: Kept | null, now: Kept | null): Kept {
  const planOnly = ({ technician, from, until, address, purpose }: Kept) => ({ technician, window: [from, until] as const, address, purpose });
  if (was === null || now === null) return what;
  const { window, ...rest } = withUntouched(planOnly(what), planOnly(was), planOnly(now));
  return { ...rest, from: window[0], until: window[1] };
}

/** The end to offer when the beginning is changed: the visit keeps its length, a new one takes an hour. */
export function untilAfter(plan: Plan, from: string): string {
  const begins = readClock(from);
  if (begins === null) return plan.until;
  const [was, until] = [readClock(plan.from), readClock(plan.until)];
  if (was === null && until !== null && until > begins) return plan.until;
  const length = was !== null && until !== null && until > was ? until - was : usualMinutes;
  return begins + length < dayMinutes ? clockText(begins + length) : "23:59";
}

export interface Offer {
  day: string;
  from: string;
  until: string;
}

/** Windows that are often agreed on, in minutes of the day. */
const windows: readonly (readonly [number, number])[] = [
  [8 * 60, 10 * 60],
  [10 * 60, 12 * 60],
  [13 * 60, 15 * 60],
  [15 * 60, 17 * 60],
];

/** The next windows that are still ahead, of `day` or of today, and of the next workday where few are left. */
export function nearWindows(day: number | null, now: number): Offer[] {
  const first = Math.max(day ?? 0, startOfDay(now));
  const of = (at: number) => windows.filter(([from]) => momentOf(at, from) > now).map(([from, until]): Offer => ({ day: dayKey(at), from: clockText(from), until: clockText(until) }));
  const today = of(first);
  return today.length >= 2 || day !== null ? today : [...today, ...of(nextWorkday(first))].slice(0, windows.length);
}

function nextWorkday(day: number): number {
  let at = addDays(day, 1);
  while ([0, 6].includes(new Date(at).getDay())) at = addDays(at, 1);
  return at;
}
