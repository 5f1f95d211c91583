/** @file Walking a list beyond what was loaded of it when a ticket was opened. */
import { expect, test } from "vitest";
import { neighbour, queue } from "./queue.svelte";

const list = Array.from({ length: 130 }, (_, place) => `t${place}`);

function walked(from: number, count: number, asked: [number, number][]) {
  queue.walk(list.slice(from, from + count), {
    from,
    ask: (at, many) => {
      asked.push([at, many]);
      return Promise.resolve(list.slice(at, at + many));
    },
  });
}

test("the list is read on before its known end is reached, and only as far as it goes", async () => {
  const asked: [number, number][] = [];
  walked(0, 40, asked);
  await queue.near("t10");
  expect(asked).toEqual([]);
  for (let place = 30; place < 129; place += 1) {
    await queue.near(`t${place}`);
    expect(neighbour(queue.ids, `t${place}`, 1)).toBe(`t${place + 1}`);
  }
  await queue.near("t129");
  expect(neighbour(queue.ids, "t129", 1)).toBeNull();
  expect(asked).toEqual([[40, 50], [90, 50]]);
});

test("so it is towards its beginning", async () => {
  const asked: [number, number][] = [];
  walked(60, 40, asked);
  for (let place = 70; place > 0; place -= 1) {
    await queue.near(`t${place}`);
    expect(neighbour(queue.ids, `t${place}`, -1)).toBe(`t${place - 1}`);
  }
  expect(asked).toEqual([[10, 50], [0, 10]]);
});

test("what has failed is tried again, and a ticket that moved is met once", async () => {
  let fails = true;
  queue.walk(["a", "b"], {
    from: 0,
    ask: () => (fails ? Promise.reject(new Error("busy")) : Promise.resolve(["b", "c"])),
  });
  await expect(queue.near("b")).rejects.toThrow("busy");
  fails = false;
  await queue.near("b");
  expect(queue.ids).toEqual(["a", "b", "c"]);
});

test("an answer for a list that was left is not taken", async () => {
  let answer: (ids: readonly string[]) => void = () => undefined;
  queue.walk(["a"], { from: 0, ask: () => new Promise((resolve) => (answer = resolve)) });
  const reading = queue.near("a");
  queue.walk(["x"]);
  answer(["b"]);
  await reading;
  expect(queue.ids).toEqual(["x"]);
});

test("a list that one works through is known by its name until another is walked", () => {
  queue.walk(["t1", "t2"], { from: 0, ask: () => Promise.resolve([]) }, { name: "My open", query: { view: "mine" }, total: 2 });
  expect([queue.work?.name, queue.first]).toEqual(["My open", 0]);
  queue.walk(["t7"]);
  expect(queue.work).toBeNull();
});
