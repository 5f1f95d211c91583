/** @file When the desk locks itself: after minutes in which nobody touched any window, and when a computer wakes after longer. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchIdle } from "./idle";

const minute = 60_000;
let locked: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  locked = 0;
  stop = watchIdle(5, () => locked++);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("it locks after the minutes, and each sign of somebody begins them anew", () => {
  vi.advanceTimersByTime(4 * minute);
  for (const sign of ["pointermove", "keydown", "wheel"]) {
    dispatchEvent(new Event(sign));
    vi.advanceTimersByTime(4 * minute);
  }
  expect(locked).toBe(0);
  vi.advanceTimersByTime(minute);
  expect(locked).toBe(1);
});

test("a hidden window locks as well, and a computer that slept is locked before its first key is heard", () => {
  vi.setSystemTime(Date.now() + 60 * minute);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(locked).toBe(1);
  vi.setSystemTime(Date.now() + 60 * minute);
  dispatchEvent(new Event("keydown"));
  expect(locked).toBe(2);
});

test("once stopped it locks no more", () => {
  stop();
  vi.advanceTimersByTime(60 * minute);
  expect(locked).toBe(0);
});
