/** @file Promises about how large the window can be made. */
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { appearance } from "./appearance.svelte";

test("the zoom goes to twice the size, and no further", () => {
  appearance.zoom(200);
  expect(appearance.zoomPercent).toBe(200);
  appearance.zoom(400);
  expect(appearance.zoomPercent).toBe(200);
  appearance.zoom(10);
  expect(appearance.zoomPercent).toBe(85);
  appearance.zoom(100);
});

test("what there is room for follows the zoom, not the window alone", () => {
  vi.stubGlobal("innerWidth", 1_280);
  dispatchEvent(new Event("resize"));
  const room = (percent: number) => {
    appearance.zoom(percent);
    flushSync();
    return document.documentElement.dataset["room"];
  };
  expect([room(100), room(120), room(200)]).toEqual([undefined, "small", "least"]);
  room(100);
  vi.unstubAllGlobals();
});
