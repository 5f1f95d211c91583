/** @file Promises about what is read from the core, and when again. */
import { expect, test, vi } from "vitest";
import { Reading, Readings, type Answer } from "./reads";

/** A core whose answers the test gives one by one. */
function core() {
  const waiting: { give: (value: number) => void; refuse: (why: unknown) => void }[] = [];
  const ask = () => new Promise<number>((give, refuse) => waiting.push({ give, refuse }));
  return { ask, waiting, asked: () => waiting.length };
}

const settle = () => new Promise((done) => setTimeout(done));

function shown(reading: Reading<number>) {
  const seen: Answer<number>[] = [];
  const stop = reading.show((answer) => seen.push(answer));
  return { seen, stop, last: () => seen.at(-1) };
}

test("a question is asked once for all who show it", async () => {
  const { ask, waiting, asked } = core();
  const readings = new Readings();
  const one = shown(readings.of("count", () => new Reading(["Tickets"], ask)));
  const two = shown(readings.of("count", () => new Reading(["Tickets"], ask)));
  waiting[0]?.give(7);
  await settle();
  expect(asked()).toBe(1);
  expect([one.last()?.data, two.last()?.data]).toEqual([7, 7]);
});

test("what changed is read again, what did not is left alone", async () => {
  const { ask, waiting, asked } = core();
  const readings = new Readings();
  shown(readings.of("count", () => new Reading(["Tickets"], ask)));
  waiting[0]?.give(1);
  await settle();
  readings.changed(["People"]);
  expect(asked()).toBe(1);
  readings.changed(["Sync", "Tickets"]);
  expect(asked()).toBe(2);
});

test("the old answer stays on screen while it is read again, and when that fails", async () => {
  const { ask, waiting } = core();
  const reading = new Reading(["Tickets"], ask);
  const { last } = shown(reading);
  waiting[0]?.give(1);
  await settle();
  reading.outdate();
  expect(last()).toMatchObject({ data: 1, reading: true });
  waiting[1]?.refuse({ code: "internal", message: "broken" });
  await settle();
  expect(last()).toMatchObject({ data: 1, reading: false, problem: { code: "internal" } });
});

test("a change during a reading is not lost", async () => {
  const { ask, waiting, asked } = core();
  const reading = new Reading(["Tickets"], ask);
  const { last } = shown(reading);
  reading.outdate();
  reading.outdate();
  expect(asked()).toBe(1);
  waiting[0]?.give(1);
  await settle();
  expect(asked()).toBe(2);
  waiting[1]?.give(2);
  await settle();
  expect(last()).toMatchObject({ data: 2, reading: false });
  expect(asked()).toBe(2);
});

test("what nobody shows is read when somebody shows it again", async () => {
  const { ask, waiting, asked } = core();
  const reading = new Reading(["Tickets"], ask);
  const { stop } = shown(reading);
  waiting[0]?.give(1);
  await settle();
  stop();
  reading.outdate();
  expect(asked()).toBe(1);
  const again = shown(reading);
  expect(again.seen[0]?.data).toBe(1);
  expect(asked()).toBe(2);
});

test("what stands beside is read once what one works on has been, once for many changes, and never kept waiting for long", async () => {
  vi.useFakeTimers();
  const [main, counts] = [core(), core()];
  const readings = new Readings();
  shown(readings.of("list", () => new Reading(["Tickets"], main.ask)));
  shown(readings.of("counts", () => new Reading(["Tickets"], counts.ask, true)));
  expect([main.asked(), counts.asked()]).toEqual([1, 1]);
  main.waiting[0]?.give(1);
  counts.waiting[0]?.give(1);
  await vi.advanceTimersByTimeAsync(0);
  readings.changed(["Tickets"]);
  readings.changed(["Tickets"]);
  await vi.advanceTimersByTimeAsync(300);
  expect([main.asked(), counts.asked()]).toEqual([2, 1]);
  main.waiting[1]?.give(2);
  await vi.advanceTimersByTimeAsync(0);
  main.waiting[2]?.give(3);
  await vi.advanceTimersByTimeAsync(150);
  expect([main.asked(), counts.asked()]).toEqual([3, 2]);
  counts.waiting[1]?.give(2);
  readings.changed(["Tickets"]);
  await vi.advanceTimersByTimeAsync(1_100);
  expect([main.asked(), counts.asked()], "a list that is never answered").toEqual([4, 3]);
  vi.useRealTimers();
});
