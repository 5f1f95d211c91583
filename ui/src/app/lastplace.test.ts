/** @file Which places a desk opens at again, and what of them it writes down. */
import { beforeEach, expect, test } from "vitest";
import { href, parsePlace } from "../lib/router.svelte";
import { keepPlace, placeToOpen } from "./lastplace";

beforeEach(() => localStorage.clear());

function opensAfter(...places: string[]): string | null {
  for (const place of places) keepPlace(parsePlace(place));
  const opens = placeToOpen();
  return opens === null ? null : href(opens.screen, opens.path, opens.query);
}

test("a desk opens on the screen where somebody worked, a list with its view", () => {
  expect(opensAfter()).toBeNull();
  expect(opensAfter("#/board/b1")).toBe("#/board/b1");
  expect(opensAfter("#/list?view=v1")).toBe("#/list?view=v1");
  expect(opensAfter("#/calendar/week/2026-11-30")).toBe("#/calendar");
});

test("what one passes through is no place to open at", () => {
  expect(opensAfter("#/list", "#/ticket/t1", "#/settings/people", "#/notifications", "#/nowhere")).toBe("#/list");
});

test("the words of a filter and of a search are not written down", () => {
  expect(opensAfter("#/list?view=v1&own=yes&q=Miller&requester=p1")).toBe("#/list?view=v1");
  expect(opensAfter("#/search?q=Miller")).toBe("#/search");
  expect(JSON.stringify(Object.entries(localStorage))).not.toContain("Miller");
});

test("what is not a place opens the board", () => {
  localStorage.setItem("tern-place", "%E0%A4 {");
  expect(placeToOpen()).toBeNull();
});
