/** @file Promises about measured times. */
import { expect, test } from "vitest";
import { Slowest } from "./perf";

test("the ring keeps the fifty slowest, slowest first", () => {
  const ring = new Slowest();
  for (let millis = 1; millis <= 80; millis++) ring.add({ name: "open", millis, tickets: 1 });
  expect(ring.list()).toHaveLength(50);
  expect(ring.list()[0]?.millis).toBe(80);
  expect(ring.list().at(-1)?.millis).toBe(31);
});
