/** @file Promises about how the window looks: how large it can be made, when nothing moves, and when lines are strong. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { appearance } from "./appearance.svelte";

test("the zoom goes to twice the size, and no further", () => {
  appearance.zoom(200);
  expect(appearance.zoomPercent).toBe(200);
  appearance.zoom(400);
  expect(appearance.zoomPercent).toBe(200);
  appearance.zoom(10);
  expect(appearance.zoomPercent).toBe(85);
  appearance.zoom(100);
});

test("what there is room for follows the zoom, not the window alone", () => {
  vi.stubGlobal("innerWidth", 1_280);
  dispatchEvent(new Event("resize"));
  const room = (percent: number) => {
    appearance.zoom(percent);
    flushSync();
    return document.documentElement.dataset["room"];
  };
  expect([room(100), room(120), room(200)]).toEqual([undefined, "small", "least"]);
  room(100);
  vi.unstubAllGlobals();
});

const root = document.documentElement;
const worn = (name: string) => {
  flushSync();
  return root.dataset[name];
};

test("where no graphics card draws the window nothing moves, whenever the window says so, and without a choice", async () => {
  expect([appearance.motion, worn("motion")]).toEqual(["system", undefined]);
  root.dataset["graphics"] = "software";
  await vi.waitFor(() => expect(worn("motion")).toBe("off"));
  expect(appearance.still).toBe(true);
  delete root.dataset["graphics"];
  await vi.waitFor(() => expect(worn("motion")).toBeUndefined());
  appearance.useMotion("off");
  expect(worn("motion")).toBe("off");
  appearance.useMotion("system");
});

test("more contrast is a choice, since not every web engine hears the system's wish", () => {
  expect(worn("contrast")).toBeUndefined();
  appearance.useContrast("more");
  expect(worn("contrast")).toBe("more");
  appearance.useContrast("system");
  expect(worn("contrast")).toBeUndefined();
});

test("every length of time is none where nothing moves", () => {
  const css = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");
  const timesOf = (part: string) => [...part.matchAll(/(--t-[a-z]+): ([0-9]+)ms/g)].map(([, name, millis]) => [name, Number(millis)]);
  const all = timesOf(css.slice(0, css.indexOf(':root[data-motion="off"]')));
  const still = /:root\[data-motion="off"\] \{([^}]*)\}/.exec(css)?.[1] ?? "";
  expect(all.length).toBeGreaterThan(2);
  expect(timesOf(still)).toEqual(all.map(([name]) => [name, 0]));
});
