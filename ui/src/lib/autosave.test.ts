/** @file A draft is saved on the way, not only at the end. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Autosave, flushAll } from "./autosave";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function recorded(): { saved: string[]; autosave: Autosave } {
  const saved: string[] = [];
  return { saved, autosave: new Autosave((text) => Promise.resolve(saved.push(text))) };
}

test("somebody who never stops typing is saved every 800 ms", async () => {
  const { saved, autosave } = recorded();
  for (let letters = 1; letters <= 20; letters++) {
    autosave.typed("x".repeat(letters));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(saved.map((text) => text.length)).toEqual([8, 16]);
});

test("leaving saves at once and only once", async () => {
  const { saved, autosave } = recorded();
  autosave.typed("half a sent");
  await autosave.flush();
  vi.advanceTimersByTime(2_000);
  expect(saved).toEqual(["half a sent"]);
});

test("what was sent is not saved as a draft again", () => {
  const { saved, autosave } = recorded();
  autosave.typed("Hello");
  autosave.drop();
  vi.advanceTimersByTime(2_000);
  expect(saved).toEqual([]);
});

test("all that is written anywhere is saved at once, and what could not be saved is said", async () => {
  const [one, other] = [recorded(), recorded()];
  one.autosave.typed("a reply");
  other.autosave.typed("a note");
  await flushAll();
  expect([one.saved, other.saved]).toEqual([["a reply"], ["a note"]]);
  await flushAll();
  expect(one.saved).toEqual(["a reply"]);
  const broken = new Autosave(() => Promise.reject(new Error("full")));
  broken.typed("lost");
  await expect(flushAll()).rejects.toThrow("full");
});

/** Saves as slowly as a test lets it: each writing ends when it is told to. */
function slow(): { began: string[]; ended: string[]; autosave: Autosave; end: () => Promise<void> } {
  const [began, ended, ends]: [string[], string[], (() => void)[]] = [[], [], []];
  const autosave = new Autosave((text) => {
    began.push(text);
    return new Promise<void>((resolve) => {
      ends.push(() => {
        ended.push(text);
        resolve();
      });
    });
  });
  const end = async () => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { began, ended, autosave, end };
}

test("a writing that takes long is not overtaken by a later one", async () => {
  const { began, ended, autosave, end } = slow();
  autosave.typed("one");
  void autosave.flush();
  autosave.typed("two");
  void autosave.flush();
  void autosave.write("");
  await vi.advanceTimersByTimeAsync(0);
  expect(began).toEqual(["one"]);
  for (let times = 0; times < 3; times++) await end();
  expect(ended).toEqual(["one", "two", ""]);
});

test("before a text is sent what is on its way arrives, and nothing is saved after that", async () => {
  const { began, autosave, end } = slow();
  autosave.typed("Hel");
  vi.advanceTimersByTime(800);
  autosave.typed("Hello");
  let ready = false;
  void autosave.hold().then(() => (ready = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ready).toBe(false);
  await end();
  expect(ready).toBe(true);
  autosave.typed("Hello!");
  void autosave.flush();
  await vi.advanceTimersByTimeAsync(5_000);
  autosave.drop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(began).toEqual(["Hel"]);
});

test("what could not be sent is saved at once, and goes on being saved", async () => {
  const { saved, autosave } = recorded();
  autosave.typed("Hello");
  await autosave.hold();
  expect(saved).toEqual([]);
  autosave.release();
  expect(saved).toEqual(["Hello"]);
  autosave.typed("Hello there!");
  await vi.advanceTimersByTimeAsync(800);
  expect(saved).toEqual(["Hello", "Hello there!"]);
});

test("a writing that failed keeps none of the next ones back", async () => {
  const saved: string[] = [];
  const autosave = new Autosave((text) => (text === "one" ? Promise.reject(new Error("disk")) : Promise.resolve(saved.push(text))));
  await expect(autosave.write("one")).rejects.toThrow("disk");
  await autosave.write("two");
  autosave.typed("three");
  await autosave.flush();
  expect(saved).toEqual(["two", "three"]);
});
