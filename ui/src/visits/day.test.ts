/** @file A day of visits: its order, what is at hand, what runs, and who is late. */
import { expect, test } from "vitest";
import type { StepKind, VisitState, VisitStepView, VisitView } from "../api/gen";
import { atHand, inOrder, lateSince, mapLink, minutesOf, overlapping, runningSince, standing, sumOf } from "./day";

const hour = 3_600_000;
const step = (kind: StepKind, at: number, taken_back = false): VisitStepView => ({ kind, at, by: "p1", by_name: "Mira", taken_back });
const visit = (id: string, state: VisitState, from: number | null, hours = 1, steps: VisitStepView[] = []): VisitView => ({
  id,
  ticket: "t1",
  number: "#1042",
  subject: "Printer",
  priority: "normal",
  requester: null,
  phone: null,
  organisation: null,
  technician: "p1",
  technician_name: "Mira",
  from: from === null ? null : from * hour,
  until: from === null ? null : (from + hours) * hour,
  address: null,
  purpose: null,
  state,
  next: [],
  steps,
  on_site_seconds: null,
  spent_seconds: 0,
  parts: [],
  signature: null,
  signed_by: null,
  files: [],
  mark: "synced",
});
const names = (visits: readonly VisitView[]) => visits.map(({ id }) => id).join(" ");

test("stops stand by when they begin, then by when they end, and what has no time comes last", () => {
  expect(names(inOrder([visit("d", "planned", null), visit("c", "planned", 11), visit("b", "planned", 9, 2), visit("a", "planned", 9, 1)]))).toBe("a b c d");
});

test("at hand is where somebody is, else where somebody goes, else what is next", () => {
  const day = [visit("a", "done", 8), visit("b", "planned", 9), visit("c", "on_the_way", 10), visit("d", "on_site", 11)];
  expect(atHand(day)?.id).toBe("d");
  expect(atHand(day.slice(0, 3))?.id).toBe("c");
  expect(atHand(day.slice(0, 2))?.id).toBe("b");
  expect(atHand(day.slice(0, 1))).toBeNull();
});

test("a clock runs from the step that stands, not from one that was taken back", () => {
  const steps = [step("started", 1), step("arrived", 2, true), step("taken_back", 3), step("arrived", 4)];
  expect(standing(steps).map(({ at }) => at)).toEqual([1, 4]);
  expect(runningSince(visit("a", "on_site", 9, 1, steps))).toBe(4);
  expect(runningSince(visit("a", "on_the_way", 9, 1, steps.slice(0, 3)))).toBe(1);
  expect(runningSince(visit("a", "done", 9, 1, steps))).toBeNull();
});

test("somebody is late once the window is over and nobody has come", () => {
  expect(lateSince(visit("a", "planned", 9), 10 * hour)).toBeNull();
  expect(lateSince(visit("a", "planned", 9), 10 * hour + 1)).toBe(10 * hour);
  expect(lateSince(visit("a", "on_site", 9), 12 * hour)).toBeNull();
  expect(lateSince(visit("a", "planned", null), 12 * hour)).toBeNull();
});

test("what does not take place is no stop of the day", () => {
  expect(sumOf([visit("a", "done", 8), visit("b", "cancelled", 9), visit("c", "planned", 10)])).toEqual({ all: 2, over: 1 });
});

test("visits that touch do not overlap, and a visit is not in its own way", () => {
  const day = [visit("a", "planned", 8), visit("b", "planned", 9), visit("c", "cancelled", 9), visit("d", "planned", 10)];
  expect(names(overlapping(day, 9 * hour, 10 * hour, null))).toBe("b");
  expect(names(overlapping(day, 9 * hour, 10 * hour, "b"))).toBe("");
  expect(names(overlapping(day, 8.5 * hour, 10.5 * hour, null))).toBe("a b d");
});

test("an address is looked up as one line, and nothing is looked up for none", () => {
  expect(mapLink("Quay Street 12\n45127 Essen & more")).toBe("https://www.openstreetmap.org/search?query=Quay%20Street%2012%2045127%20Essen%20%26%20more");
  expect(mapLink(" \n ")).toBeNull();
});

test("a begun minute is booked, and no time is none", () => {
  expect([minutesOf(61), minutesOf(60), minutesOf(1), minutesOf(0), minutesOf(null)]).toEqual([2, 1, 1, null, null]);
});
