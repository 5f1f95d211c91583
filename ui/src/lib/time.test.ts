/** @file Promises about time in words. */
import { expect, test } from "vitest";
import { ago, shortSpan, slaSentence, slaStateAt, slaText, spokenSpan, workedSpan } from "./time";

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 2, 10, 12, 0);

test.each([
  [3 * hour + 20 * minute, "3h 20m"],
  [hour + 5 * minute, "1h 05m"],
  [42 * minute + 59_000, "42m"],
  [4 * minute + 5_000, "4m 05s"],
  [-9_500, "\u22129s"],
  [0, "0s"],
  [-(hour + 5 * minute), "\u22121h 05m"],
  [76 * hour, "3d 4h"],
  [(629 * 24 + 13) * hour, "629d"],
  [(3_923 * 24 + 13) * hour, "10y"],
])("a span of %i ms reads %s", (millis, text) => {
  expect(shortSpan(millis)).toBe(text);
});

test("what somebody worked has seconds only where there are some", () => {
  expect([minute, minute + 1_000, 45 * minute, 2 * hour].map(workedSpan)).toEqual(["1m", "1m 01s", "45m", "2h 00m"]);
});

test("a span is spoken in whole words", () => {
  expect(spokenSpan(-(hour + 5 * minute))).toBe("1 hour 5 minutes");
  expect(spokenSpan(2 * hour)).toBe("2 hours");
  expect(spokenSpan(0)).toBe("0 seconds");
});

test("time is relative under a day and a date after it", () => {
  expect(ago(noon - 20_000, noon)).toBe("now");
  expect(ago(noon - 5 * minute, noon)).toBe("5m ago");
  expect(ago(noon - 3 * hour, noon)).toBe("3h ago");
  expect(ago(noon + 3 * hour, noon)).toBe("in 3h");
  expect(ago(noon - 30 * hour, noon)).toMatch(/Mar/);
  expect(ago(noon - 400 * 24 * hour, noon)).toMatch(/2025/);
});

test("a clock on screen turns at risk and breached by itself", () => {
  const clock = { state: "running", due: noon, at_risk: noon - hour } as const;
  expect(slaStateAt(clock, noon - hour - 1)).toBe("running");
  expect(slaStateAt(clock, noon - hour)).toBe("at_risk");
  expect(slaStateAt(clock, noon)).toBe("breached");
});

test("a paused clock does not breach", () => {
  expect(slaStateAt({ state: "paused", due: noon, at_risk: null }, noon + hour)).toBe("paused");
  expect(slaText("paused", noon, noon + hour)).toBe("paused");
});

test("a breach is told in a whole sentence", () => {
  expect(slaSentence("breached", noon, noon + hour + 5 * minute)).toMatch(/^Breached 1 hour 5 minutes ago/);
});
