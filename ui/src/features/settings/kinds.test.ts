/** @file Which reaches a kind of notification offers. */
import { expect, test } from "vitest";
import { isSwitch, kindsInOrder, reachesOf, withReach } from "./kinds";

test("every kind can be switched off, and its own tickets can be heard of", () => {
  for (const kind of kindsInOrder) expect(reachesOf(kind)).toEqual(expect.arrayContaining(["mine", "off"]));
});

test("what is about a person alone is a switch", () => {
  expect(kindsInOrder.filter((kind) => !isSwitch(kind))).toEqual(["breach", "at_risk", "deadline", "customer_reply"]);
});

test("one choice leaves the others as they are", () => {
  expect(withReach({ kinds: { breach: "all", reminder: "off" } }, "breach", "team")).toEqual({ kinds: { breach: "team", reminder: "off" } });
});
