/** @file A draft is saved on the way, not only at the end. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Autosave } from "./autosave";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function recorded(): { saved: string[]; autosave: Autosave } {
  const saved: string[] = [];
  return { saved, autosave: new Autosave((text) => Promise.resolve(saved.push(text))) };
}

test("somebody who never stops typing is saved every 800 ms", () => {
  const { saved, autosave } = recorded();
  for (let letters = 1; letters <= 20; letters++) {
    autosave.typed("x".repeat(letters));
    vi.advanceTimersByTime(100);
  }
  expect(saved.map((text) => text.length)).toEqual([8, 16]);
});

test("leaving saves at once and only once", async () => {
  const { saved, autosave } = recorded();
  autosave.typed("half a sent");
  await autosave.flush();
  vi.advanceTimersByTime(2_000);
  expect(saved).toEqual(["half a sent"]);
});

test("what was sent is not saved as a draft again", () => {
  const { saved, autosave } = recorded();
  autosave.typed("Hello");
  autosave.drop();
  vi.advanceTimersByTime(2_000);
  expect(saved).toEqual([]);
});
