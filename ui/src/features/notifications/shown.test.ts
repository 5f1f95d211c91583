/** @file How what was shown stands under its days. */
import { expect, test } from "vitest";
import type { NotificationView } from "../../api/gen";
import { addDays, startOfDay } from "../../lib/days";
import { byDay, ticketsOf } from "./shown";

const noon = startOfDay(Date.now()) + 12 * 3_600_000;
const entry = (given: Partial<NotificationView>): NotificationView => ({ id: 1, at: noon, kind: "breach", title: "", body: "", ticket: null, tickets: [], read: false, ...given });

test("entries stand under the day they were shown on, in their order", () => {
  const entries = [entry({ id: 3 }), entry({ id: 2 }), entry({ id: 1, at: addDays(noon, -1) + 3_600_000 })];
  expect(byDay(entries).map(({ entries: inside }) => inside.map(({ id }) => id))).toEqual([[3, 2], [1]]);
  expect(ticketsOf(entry({ ticket: "t1", tickets: ["t1"] }))).toEqual(["t1"]);
});
