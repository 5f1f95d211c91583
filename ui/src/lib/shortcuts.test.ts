/** @file Keys that are pressed one after the other: one run while the hands are quick, whatever the window does meanwhile. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shortcuts } from "./shortcuts.svelte";

let stop: () => void;
let ran: string[];

beforeEach(() => {
  vi.useFakeTimers();
  ran = [];
  const taken = shortcuts.answer({ "go.service": () => ran.push("go.service"), "act.status": () => ran.push("act.status") });
  const deaf = shortcuts.listen();
  stop = () => {
    taken();
    deaf();
  };
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Presses a key at a time of the keyboard's clock. */
function press(key: string, at: number): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  document.body.dispatchEvent(event);
}

test("two keys pressed at once are a run, though the window is busy for three seconds between them", () => {
  press("g", 1_000);
  vi.advanceTimersByTime(3_000);
  expect(shortcuts.pending, "the status bar waits no longer").toBe("");
  press("s", 1_080);
  expect(ran).toEqual(["go.service"]);
});

test("a key that comes long after is a key of its own", () => {
  press("g", 1_000);
  press("s", 3_100);
  expect(ran).toEqual(["act.status"]);
});
