/** @file What stands on the calendar, what it is called, and what may be moved. */
import { expect, test } from "vitest";
import type { AgendaItem, AgendaWhat } from "../../api/gen";
import { formatDate } from "../../i18n/words.svelte";
import { headOf, isMovable, itemOf, minutesOf, movedTo, sentenceOf, stateOf, stillBecause, whoOf } from "./item";

const at = new Date(2026, 10, 26, 14, 30).getTime();
const of = (what: AgendaWhat): AgendaItem => ({ at, what, ticket: "t1", number: "#1042", subject: "Printer", priority: "high", assignee: null, assignee_name: null });
const clock = of({ is: "due", metric: "resolution", state: "running" });
const reminder = of({ is: "reminder", reminder: "r1", note: "Call back" });

test("a clock cannot be moved, everything else can", () => {
  expect(isMovable(clock)).toBe(false);
  expect([of({ is: "follow_up" }), reminder, of({ is: "snooze", reminder: "r2" })].map(isMovable)).toEqual([true, true, true]);
});

test("items of one ticket are told apart, and keep their name when they move", () => {
  const first = itemOf(of({ is: "due", metric: "first_response", state: "running" }));
  expect(first.id).not.toBe(itemOf(clock).id);
  expect(itemOf({ ...reminder, at: at + 900_000 }).id).toBe(itemOf(reminder).id);
});

test("a clock turns breached at its instant, without a word from the desk", () => {
  expect(stateOf(clock, at - 1)).toBe("running");
  expect(stateOf(clock, at)).toBe("breached");
  expect(stateOf(reminder, at)).toBeNull();
});

test("a reminder is called by its own words", () => {
  expect(headOf(reminder)).toBe("Call back");
  expect(headOf(of({ is: "reminder", reminder: "r1", note: null }))).toBe("Reminder");
});

test("whoever listens hears when, what, of which ticket and whose", () => {
  const said = sentenceOf(clock, at - 1);
  for (const part of [formatDate(at, "full"), "Resolution", "in time", "#1042 Printer", "nobody assigned"]) expect(said).toContain(part);
});

const hour = 3_600_000;
const visit = (state: "planned" | "on_site" | "done") => of({ is: "visit", visit: "v1", until: at + 2 * hour, technician: "p1", technician_name: "Robin", address: "Quay Street 12", state });

test("a visit keeps its length and its name wherever it is carried, and is about who goes there", () => {
  const moved = movedTo(itemOf(visit("planned")), { at: at + hour });
  expect(moved).toMatchObject({ id: "visit-v1", at: at + hour, what: { until: at + 3 * hour } });
  expect([minutesOf(moved, 30), minutesOf(reminder, 30)]).toEqual([120, 30]);
  expect([whoOf(visit("planned")), whoOf(reminder)]).toEqual(["Robin", null]);
  for (const part of ["Visit", "On site", "#1042 Printer", "Robin", "Quay Street 12"]) expect(sentenceOf(visit("on_site"), at)).toContain(part);
});

test("a visit that took place stays when it did", () => {
  expect([visit("planned"), visit("on_site"), visit("done")].map(stillBecause)).toEqual([null, null, "calendar.still.visit"]);
});
