/** @file Promises about places. */
import { expect, test } from "vitest";
import { href, ownTicket, parsePlace } from "./router.svelte";

test("a link and a place are the same thing", () => {
  const place = parsePlace(href("ticket", ["a/b c"], { tab: "history" }));
  expect(place.screen).toBe("ticket");
  expect(place.path).toEqual(["a/b c"]);
  expect(place.query.get("tab")).toBe("history");
});

test("an empty or broken hash is a place without a screen, not an error", () => {
  expect(parsePlace("").screen).toBe("");
  expect(parsePlace("#/").screen).toBe("");
  expect(parsePlace("#/ticket/%E0%A4").path).toEqual(["%E0%A4"]);
});

test("a window is for one ticket only where its address says so", () => {
  expect(ownTicket("#/ticket/t1?window=own")).toBe("t1");
  expect(ownTicket("#/ticket/t1")).toBeNull();
  expect(ownTicket("#/board?window=own")).toBeNull();
});
