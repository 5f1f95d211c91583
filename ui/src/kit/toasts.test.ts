/** @file Promises about toasts. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ToastStack } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a toast goes after eight seconds, each on its own clock", () => {
  const stack = new ToastStack();
  stack.add({ text: "one" });
  vi.advanceTimersByTime(3_000);
  stack.add({ text: "two" });
  vi.advanceTimersByTime(5_001);
  expect(stack.list.map((toast) => toast.text)).toEqual(["two"]);
  vi.advanceTimersByTime(3_000);
  expect(stack.list).toEqual([]);
});

test("a toast that is looked at stays, and has the rest of its time afterwards", () => {
  const stack = new ToastStack();
  stack.add({ text: "one" });
  vi.advanceTimersByTime(6_000);
  stack.hold();
  vi.advanceTimersByTime(60_000);
  expect(stack.list).toHaveLength(1);
  stack.release();
  vi.advanceTimersByTime(1_900);
  expect(stack.list).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(stack.list).toEqual([]);
});

test("the fourth toast pushes out the first", () => {
  const stack = new ToastStack();
  for (const text of ["1", "2", "3", "4"]) stack.add({ text });
  expect(stack.list.map((toast) => toast.text)).toEqual(["2", "3", "4"]);
});

test("only the latest undo is offered", () => {
  const stack = new ToastStack();
  stack.add({ text: "first", undo: vi.fn() });
  stack.add({ text: "second", undo: vi.fn() });
  expect(stack.list.map((toast) => toast.undo !== null)).toEqual([false, true]);
});

test("undo takes back the latest thing that can be taken back", () => {
  const stack = new ToastStack();
  const undo = vi.fn();
  stack.add({ text: "moved", undo });
  stack.add({ text: "copied" });
  expect(stack.undoLatest()).toBe(true);
  expect(undo).toHaveBeenCalledOnce();
  expect(stack.undoLatest()).toBe(false);
});

test("after a key a toast stands there at once, and after the pointer it may come in", () => {
  const stack = new ToastStack();
  dispatchEvent(new Event("pointerdown"));
  stack.add({ text: "pressed" });
  dispatchEvent(new Event("keydown"));
  stack.add({ text: "typed" });
  expect(stack.list.map((toast) => toast.still)).toEqual([false, true]);
});

test("what the window takes back itself is the last thing only until the core has another", () => {
  const stack = new ToastStack();
  stack.add({ text: "Theme: Dark", own: true, undo: vi.fn() });
  expect(stack.ownUndo?.text).toBe("Theme: Dark");
  stack.overtaken();
  expect([stack.ownUndo, stack.list.map((toast) => toast.undo)]).toEqual([undefined, [null]]);
  stack.add({ text: "Theme: Light", own: true, undo: vi.fn() });
  stack.add({ text: "Moved #12", undo: vi.fn() });
  expect(stack.ownUndo).toBeUndefined();
});
