/** @file A finger that rests is heard once, and only where it rests; what it would click or ask a menu of is kept back. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LongPress } from "./press";

let node: HTMLElement;
let card: HTMLElement;
let held: Element[];
let heard: string[];
let press: LongPress;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  [held, heard] = [[], []];
  node = document.createElement("div");
  card = document.createElement("div");
  node.append(card);
  document.body.append(node);
  for (const name of ["click", "contextmenu"]) card.addEventListener(name, () => heard.push(name));
  press = new LongPress((target) => held.push(target));
  stop = press.attach(node);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

const send = (name: string, type: "mouse" | "touch", x = 10, more: PointerEventInit = {}) =>
  card.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true, pointerId: 1, pointerType: type, isPrimary: true, clientX: x, clientY: 10, ...more }));

test("half a second without moving is a long press, and the click that ends it none", () => {
  send("pointerdown", "touch");
  vi.advanceTimersByTime(499);
  expect(held).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(held).toEqual([card]);
  send("contextmenu", "touch");
  send("pointerup", "touch");
  send("click", "touch");
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(300);
  send("pointerdown", "touch");
  send("pointerup", "touch");
  send("click", "touch");
  expect([heard, press.byFinger]).toEqual([["click"], true]);
});

test("a finger that scrolls, lifts or is taken over holds nothing", () => {
  for (const end of [() => send("pointermove", "touch", 18), () => send("pointerup", "touch"), () => send("pointercancel", "touch"), stop]) {
    send("pointerdown", "touch");
    vi.advanceTimersByTime(200);
    // As much as a resting finger moves.
    send("pointermove", "touch", 13);
    end();
    vi.advanceTimersByTime(1_000);
  }
  expect(held).toEqual([]);
});

test("a mouse does not hold, and keeps its menu", () => {
  send("pointerdown", "mouse");
  vi.advanceTimersByTime(1_000);
  send("contextmenu", "mouse");
  expect([held, heard, press.byFinger]).toEqual([[], ["contextmenu"], false]);
});

test("a menu that a key asks for later is nobody's finger's", () => {
  send("pointerdown", "touch");
  send("pointerup", "touch");
  vi.advanceTimersByTime(5_000);
  card.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
  expect(heard).toEqual(["contextmenu"]);
});
