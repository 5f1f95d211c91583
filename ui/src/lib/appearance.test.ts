/** @file Promises about how large the window can be made. */
import { expect, test } from "vitest";
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
