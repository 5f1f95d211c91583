/** @file A reply that waits for the server says what becomes of its target. */
import { expect, test } from "vitest";
import type { ClockView } from "../../api/gen";
import { deliveryOf } from "./delivery";

const noon = 1_772_452_800_000;
const clock = (given: Partial<ClockView>): ClockView => ({ metric: "first_response", state: "running", due: noon, at_risk: null, remaining_seconds: null, met_at: null, open: true, ...given });

test("with the server there is nothing to say", () => {
  for (const state of ["local", "online", "syncing", "attention"] as const) expect(deliveryOf(state, [clock({})], noon)).toBeNull();
});

test("a target ahead may still be met, one that has passed is missed", () => {
  expect(deliveryOf("offline", [clock({})], noon - 1)).toEqual({ target: noon, missed: false });
  expect(deliveryOf("offline", [clock({ state: "breached" })], noon)).toEqual({ target: noon, missed: true });
});

test("only what a reply answers counts", () => {
  const others = [clock({ metric: "resolution", due: noon - 60_000 }), clock({ open: false }), clock({ metric: "next_response", due: noon + 60_000 })];
  expect(deliveryOf("sign-in", others, noon)).toEqual({ target: noon + 60_000, missed: false });
  expect(deliveryOf("offline", [], noon)).toEqual({ target: null, missed: false });
});
