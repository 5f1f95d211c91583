/** @file A day of visits as the technician goes through it: in which order, which one is at hand, and what runs meanwhile. */
import type { VisitStepView, VisitState, VisitView } from "../api/gen";

/** In the order of the day: by the beginning of the window, then by its end; what has no time comes last. */
export function inOrder(visits: readonly VisitView[]): VisitView[] {
  const at = (moment: number | null) => moment ?? Number.MAX_SAFE_INTEGER;
  return [...visits].sort((one, other) => at(one.from) - at(other.from) || at(one.until) - at(other.until) || (one.id < other.id ? -1 : 1));
}

export function isOver(state: VisitState): boolean {
  switch (state) {
    case "planned":
    case "on_the_way":
    case "on_site":
      return false;
    case "done":
    case "cancelled":
      return true;
  }
}

/** The visit that one is at: where somebody is, else where he goes, else the first that is still to come. */
export function atHand(visits: readonly VisitView[]): VisitView | null {
  const first = (state: VisitState) => visits.find((visit) => visit.state === state);
  return first("on_site") ?? first("on_the_way") ?? first("planned") ?? null;
}

/** The steps that stand: what was taken back, and what took it back, are only history. */
export function standing(steps: readonly VisitStepView[]): VisitStepView[] {
  return steps.filter(({ kind, taken_back }) => kind !== "taken_back" && !taken_back);
}

/** Since when the technician has been on the way or there; null where no clock runs. */
export function runningSince({ state, steps }: VisitView): number | null {
  const wanted = state === "on_the_way" ? "started" : state === "on_site" ? "arrived" : null;
  return wanted === null ? null : (standing(steps).findLast(({ kind }) => kind === wanted)?.at ?? null);
}

/** Until when somebody was expected who has not come yet, in a window that is over; null where nobody is late. */
export function lateSince({ state, until }: VisitView, now: number): number | null {
  const awaited = state === "planned" || state === "on_the_way";
  return awaited && until !== null && until < now ? until : null;
}

export interface Sum {
  all: number;
  over: number;
}

/** How far the day has come; what does not take place is no stop of it. */
export function sumOf(visits: readonly VisitView[]): Sum {
  const counted = visits.filter(({ state }) => state !== "cancelled");
  return { all: counted.length, over: counted.filter(({ state }) => isOver(state)).length };
}

/** The visits that take time which `from` up to `until` would take too. */
export function overlapping(visits: readonly VisitView[], from: number, until: number, except: string | null): VisitView[] {
  return inOrder(visits).filter((visit) => visit.id !== except && visit.state !== "cancelled" && visit.from !== null && visit.until !== null && visit.from < until && visit.until > from);
}

/** Where the address is looked up; null for one that says nothing. */
export function mapLink(address: string): string | null {
  const place = address.replaceAll(/\s+/gu, " ").trim();
  return place === "" ? null : `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
}

/** The minutes to book for a time on site, rounded to the next whole one; null where nobody was there. */
export function minutesOf(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : Math.ceil(seconds / 60);
}
