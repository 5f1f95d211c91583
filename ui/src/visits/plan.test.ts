/** @file What is typed into the plan of a visit, and what is wrong with it. */
import { expect, test, vi } from "vitest";
import type { VisitView } from "../api/gen";
import { momentOf, readDay } from "../lib/days";
import { asItIsNow, nearWindows, planOf, readClock, readDate, readPlan, untilAfter, type Plan } from "./plan";

const friday = readDay("2026-11-27") ?? Number.NaN;
const plan = (to: Partial<Plan> = {}): Plan => ({ technician: null, day: "2026-11-27", from: "09:00", until: "10:30", address: "", purpose: "", ...to });
const visit = (from: number | null, until: number | null): VisitView => ({
  id: "v1",
  ticket: "t1",
  number: "#1042",
  subject: "Printer",
  priority: "normal",
  requester: null,
  phone: null,
  organisation: null,
  technician: "p1",
  technician_name: "Mira",
  from,
  until,
  address: "Quay Street 12",
  purpose: null,
  state: "planned",
  next: [],
  steps: [],
  on_site_seconds: null,
  spent_seconds: 0,
  parts: [],
  signature: null,
  signed_by: null,
  files: [],
  mark: "synced",
});

test("a day and two times are a window", () => {
  expect(readPlan(plan(), null)).toEqual({ window: { from: momentOf(friday, 540), until: momentOf(friday, 630) }, wrong: {} });
});

test("nothing at all is a visit that is scheduled later", () => {
  expect(readPlan(plan({ day: "", from: "", until: "" }), null)).toEqual({ window: null, wrong: {} });
});

test("half a window says what is missing", () => {
  expect(readPlan(plan({ from: "", until: "" }), null).wrong).toEqual({ from: "missing", until: "missing" });
  expect(readPlan(plan({ day: "" }), null).wrong).toEqual({ day: "missing" });
  expect(readPlan(plan({ day: "2026-02-31" }), null).wrong).toEqual({ day: "unreadable" });
  expect(readPlan(plan({ from: "25:00" }), null).wrong).toEqual({ from: "unreadable" });
});

test("an end before the beginning is no window", () => {
  expect(readPlan(plan({ until: "09:00" }), null)).toEqual({ window: null, wrong: { until: "order" } });
  expect(readPlan(plan({ until: "08:00" }), null).wrong).toEqual({ until: "order" });
});

test("a visit that keeps its times keeps them to the second, over midnight too", () => {
  const was = visit(momentOf(friday, 22 * 60) + 17_000, momentOf(friday, 25 * 60));
  const form = planOf(was);
  expect(form).toMatchObject({ day: "2026-11-27", from: "22:00", until: "01:00", technician: "p1", address: "Quay Street 12" });
  expect(readPlan({ ...form, purpose: "Bring the key" }, was)).toEqual({ window: { from: was.from, until: was.until }, wrong: {} });
  expect(readPlan({ ...form, from: "21:00" }, was).wrong).toEqual({ until: "order" });
});

test("a visit without a time begins with what whoever asks knows", () => {
  expect(planOf(visit(null, null), { day: "2026-11-27" })).toMatchObject({ day: "2026-11-27", from: "", until: "", technician: "p1" });
});

test("times are read the way people write them", () => {
  expect(["9", "9:30", "09.30", "0930", "23:59"].map(readClock)).toEqual([540, 570, 570, 570, 1_439]);
  expect(["", "24:00", "9:60", "nine", "9:3"].map(readClock)).toEqual([null, null, null, null, null]);
  expect([readDate("27.11.2026"), readDate(" 2026-11-27 ")]).toEqual([friday, friday]);
});

test("another beginning keeps the length, and the first one takes an hour", () => {
  expect(untilAfter(plan(), "13:00")).toBe("14:30");
  expect(untilAfter(plan({ from: "", until: "" }), "13:00")).toBe("14:00");
  expect(untilAfter(plan({ from: "", until: "15:00" }), "13:00")).toBe("15:00");
  expect(untilAfter(plan(), "23:30")).toBe("23:59");
  expect(untilAfter(plan(), "1")).toBe("02:30");
  expect(untilAfter(plan(), "13:")).toBe("10:30");
});

test("windows are offered that are still ahead, and after a Friday comes a Monday", () => {
  expect(nearWindows(friday, momentOf(friday, 11 * 60)).map(({ from }) => from)).toEqual(["13:00", "15:00"]);
  const late = nearWindows(null, momentOf(friday, 14 * 60));
  expect(late.map(({ day, from }) => `${day} ${from}`)).toEqual(["2026-11-27 15:00", "2026-11-30 08:00", "2026-11-30 10:00", "2026-11-30 13:00"]);
});

test("an hour that the clock leaves out does not end before it begins", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  // On 29 March 2026 it is 3:00 after 1:59.
  const spring = (from: string, until: string) => readPlan(plan({ day: "2026-03-29", from, until }), null);
  expect(spring("02:30", "03:00")).toEqual({ window: null, wrong: { until: "order" } });
  expect(spring("01:30", "03:00").window).toEqual({ from: Date.UTC(2026, 2, 29, 0, 30), until: Date.UTC(2026, 2, 29, 1) });
  vi.unstubAllEnvs();
});

test("what nobody touched in a plan stays as a colleague has put it meanwhile, and a window is one thing", () => {
  const was = { technician: "p1", from: 100, until: 200, address: "Old Street", purpose: null };
  const now = { ...was, technician: "p2", from: 500, until: 600, address: "New Street" };
  expect(asItIsNow({ ...was, purpose: "Fuser" }, was, now)).toEqual({ ...now, purpose: "Fuser" });
  expect(asItIsNow({ ...was, until: 300 }, was, now)).toEqual({ ...now, from: 100, until: 300 });
  expect(asItIsNow(was, null, null)).toEqual(was);
});
