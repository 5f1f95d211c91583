/** @file Promises about measured times. */
import { expect, test, vi } from "vitest";
import { Slowest, slowest, timing } from "./perf";

test("the ring keeps the fifty slowest, slowest first", () => {
  const ring = new Slowest();
  for (let millis = 1; millis <= 80; millis++) ring.add({ name: "open", millis, tickets: 1 });
  expect(ring.list()).toHaveLength(50);
  expect(ring.list()[0]?.millis).toBe(80);
  expect(ring.list().at(-1)?.millis).toBe(31);
});

test("a step is measured to the frame that shows it, once, and not while nobody looks", async () => {
  const clock = vi.spyOn(performance, "now");
  const names = () => slowest.list().map(({ name }) => name);
  clock.mockReturnValue(0);
  const [end, away] = [timing("dashboard_get"), timing("ticket_search")];
  clock.mockReturnValue(400);
  end();
  end();
  await vi.waitFor(() => expect(slowest.list()).toEqual([{ name: "dashboard_get", millis: 400, tickets: 0 }]));
  clock.mockReturnValue(3_600_000);
  away();
  timing("ticket_get")();
  await vi.waitFor(() => expect(names()).toContain("ticket_get"));
  expect(names()).toEqual(["dashboard_get", "ticket_get"]);
  clock.mockRestore();
});
