/** @file A zone is found by its town, and what is no zone is refused. */
import { expect, test } from "vitest";
import { systemZone } from "./here.svelte";
import { isZone, zonesFor } from "./zones";

test("a town finds its zone", () => {
  expect(zonesFor("lisbon", 5)).toContain("Europe/Lisbon");
  expect(zonesFor("new york", 5)).toEqual(["America/New_York"]);
});

test("without words this computer's zone stands first", () => {
  expect(zonesFor("", 3)[0]).toBe(systemZone());
});

test("a zone that was typed out stays what it is, and the others follow", () => {
  const found = zonesFor("Europe/London", 5);
  expect(found[0]).toBe("Europe/London");
  expect(found).toContain("UTC");
  expect(new Set(found).size).toBe(5);
});

test("only zones are zones", () => {
  expect(isZone("UTC")).toBe(true);
  expect(isZone("Europe/Atlantis")).toBe(false);
});
