/** @file Promises about code that is fetched apart from the start. */
import { expect, test } from "vitest";
import { fetchAhead, Lazy } from "./lazy.svelte";
import { toasts } from "./toasts.svelte";

test("a part is fetched once, however often it is drawn", async () => {
  let fetched = 0;
  const part = new Lazy(() => Promise.resolve({ default: `part ${++fetched}` }));
  expect(part.now).toBeNull();
  expect(part.now).toBeNull();
  await part.load();
  expect([part.now, part.now]).toEqual(["part 1", "part 1"]);
  expect(fetched).toBe(1);
});

test("what is fetched ahead stands at once when it is asked for", async () => {
  const part = new Lazy(() => Promise.resolve({ default: "ready" }));
  await fetchAhead();
  expect(part.now).toBe("ready");
});

test("what nobody sees at first is not asked for by whoever would show it", async () => {
  let fetched = 0;
  const part = new Lazy(() => Promise.resolve({ default: `part ${++fetched}` }));
  expect([part.ready, fetched]).toEqual([null, 0]);
  await fetchAhead();
  expect(part.ready).toBe("part 1");
});

test("a part that cannot be had says so, waits for a person, and comes when tried again", async () => {
  let tries = 0;
  const part = new Lazy(() => (++tries === 1 ? Promise.reject(new Error("gone")) : Promise.resolve({ default: "here" })));
  await part.load();
  expect(part.failed).toBe(true);
  expect(part.now).toBeNull();
  expect(tries).toBe(1);
  toasts.list.at(-1)?.action?.act();
  await part.load();
  expect([part.now, part.failed]).toEqual(["here", false]);
});
