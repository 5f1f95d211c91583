/** @file The status line follows the screen. */
import { expect, test } from "vitest";
import { statusLine } from "./statusline.svelte";

test("what is said last stands, and what is taken away goes", () => {
  const first = statusLine.push({ hint: () => "board" });
  const second = statusLine.push({ hint: () => "list" });
  first();
  expect(statusLine.hint).toBe("list");
  second();
  expect(statusLine.hint).toBe("");
});
