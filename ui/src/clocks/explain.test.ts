/** @file A due time taken apart says what counted, what did not, and why. */
import { expect, test } from "vitest";
import type { ClockPart, HistoryLine } from "../api/gen";
import { momentOf, readDay } from "../lib/days";
import { countedMs, linesOf, pauseReason } from "./explain";

const hour = 3_600_000;
const at = (day: string, hours: number) => momentOf(readDay(day) ?? Number.NaN, hours * 60);
const counted = (day: string, from: number, to: number): ClockPart => ({ part: "counted", from: at(day, from), to: at(day, to), business_ms: (to - from) * hour });
const nobody = () => null;

test("days that counted one after the other become one line", () => {
  const lines = linesOf([counted("2026-11-23", 9, 12), counted("2026-11-23", 13, 17), counted("2026-11-24", 9, 17)], [], nobody);
  expect(lines).toEqual([{ is: "counted", from: at("2026-11-23", 9), to: at("2026-11-24", 17), ms: 15 * hour, days: 2 }]);
});

test("a pause stands between what counted, with its reason and what it kept from counting", () => {
  const pause: ClockPart = { part: "paused", from: at("2026-11-23", 12), to: at("2026-11-23", 15), business_ms: 3 * hour };
  const lines = linesOf([counted("2026-11-23", 9, 12), pause, counted("2026-11-23", 15, 17)], [], (moment) => (moment === pause.from ? "Waiting on customer" : null));
  expect(lines.map(({ is }) => is)).toEqual(["counted", "paused", "counted"]);
  expect(lines[1]).toMatchObject({ ms: 3 * hour, reason: "Waiting on customer" });
});

test("days off have the names that the calendar gives them", () => {
  const parts: ClockPart[] = [{ part: "holiday", date: "2026-12-25" }, { part: "partial_holiday", date: "2026-12-24", off: [["13:00", "24:00"]] }];
  const lines = linesOf(parts, [{ date: "2026-12-25", name: "Christmas Day", off: [] }], nobody);
  expect(lines).toEqual([
    { is: "off", day: readDay("2026-12-25"), name: "Christmas Day", off: [] },
    { is: "off", day: readDay("2026-12-24"), name: null, off: [["13:00", "24:00"]] },
  ]);
});

test("only what counted is counted", () => {
  expect(countedMs([counted("2026-11-23", 9, 12), { part: "paused", from: 0, to: 5, business_ms: 5 }, { part: "holiday", date: "2026-12-25" }])).toBe(3 * hour);
});

const status = (when: number, to: string): HistoryLine => ({ id: String(when), at: when, by: null, what: { is: "changed", fields: [{ field: "status", from: null, to }] } });

test("the reason of a pause is the status of that moment, in whatever order the history comes", () => {
  const history = [status(300, "Resolved"), status(100, "Open"), status(200, "Waiting on customer")];
  expect(pauseReason(history, 200)).toBe("Waiting on customer");
  expect(pauseReason(history, 299)).toBe("Waiting on customer");
  expect(pauseReason(history, 99)).toBeNull();
});
