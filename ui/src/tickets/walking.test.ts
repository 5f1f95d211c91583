/** @file Promises about the keys of walking and picking. */
import { expect, test } from "vitest";
import { walkingAnswers } from "./walking";

function desk(selected: number, open: boolean) {
  const done: string[] = [];
  const answers = walkingAnswers({
    step: (by) => done.push(`step ${by}`),
    to: (end) => done.push(end),
    page: () => 12,
    open: () => done.push("open"),
    toggle: () => done.push("toggle"),
    extend: (by) => done.push(`extend ${by}`),
    all: () => done.push("all"),
    selected: () => selected,
    clear: () => done.push("clear"),
    peek: { isOpen: () => open, set: (to) => done.push(to) },
  });
  return { done, answers };
}

test("Escape gives up the selection first, then the peek, then is somebody else's key", () => {
  const both = desk(3, true);
  expect(both.answers["list.clear"]?.("Escape")).toBe(true);
  expect(both.done).toEqual(["clear"]);
  const peeking = desk(0, true);
  expect(peeking.answers["list.clear"]?.("Escape")).toBe(true);
  expect(peeking.done).toEqual(["closed"]);
  expect(desk(0, false).answers["list.clear"]?.("Escape")).toBe(false);
});

test("a page is as long as the window, in both directions", () => {
  const { done, answers } = desk(0, false);
  answers["list.pageDown"]?.("PageDown");
  answers["list.pageUp"]?.("PageUp");
  expect(done).toEqual(["step 12", "step -12"]);
});
