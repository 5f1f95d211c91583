/** @file Where a notification leads, and how the days stand. */
import { expect, test } from "vitest";
import type { NotificationView } from "../../api/gen";
import { addDays, startOfDay } from "../../lib/days";
import { byDay, ticketsOf, wayOf } from "./shown";

const noon = startOfDay(Date.now()) + 12 * 3_600_000;
const entry = (given: Partial<NotificationView>): NotificationView => ({ id: 1, at: noon, kind: "breach", title: "", body: "", ticket: null, tickets: [], read: false, ...given });

test("one ticket is opened, also where it stands alone in a summary", () => {
  expect(wayOf(entry({ ticket: "t1", tickets: ["t1"] }))).toEqual({ to: "ticket", ticket: "t1" });
  expect(wayOf(entry({ tickets: ["t2"] }))).toEqual({ to: "ticket", ticket: "t2" });
});

test("a storm leads to the list that holds all of it", () => {
  expect(wayOf(entry({ tickets: ["t1", "t2"] }))).toEqual({ to: "list", sla: "breached" });
  expect(wayOf(entry({ kind: "at_risk", tickets: ["t1", "t2"] }))).toEqual({ to: "list", sla: "at_risk" });
});

test("other summaries walk their tickets, and what names none leads nowhere", () => {
  expect(wayOf(entry({ kind: "assignment", tickets: ["t1", "t2"] }))).toEqual({ to: "walk", tickets: ["t1", "t2"] });
  expect(wayOf(entry({ kind: "conflict" }))).toEqual({ to: "nowhere" });
});

test("entries stand under the day they were shown on, in their order", () => {
  const entries = [entry({ id: 3 }), entry({ id: 2 }), entry({ id: 1, at: addDays(noon, -1) + 3_600_000 })];
  expect(byDay(entries).map(({ entries: inside }) => inside.map(({ id }) => id))).toEqual([[3, 2], [1]]);
  expect(ticketsOf(entry({ ticket: "t1", tickets: ["t1"] }))).toEqual(["t1"]);
});
