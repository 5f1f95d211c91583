/** @file A finger that moves sideways is followed and understood; one that moves upright, or a mouse, is left alone. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { swipes } from "./swipe";

let node: HTMLElement;
let heard: (number | string)[];
let allowed: boolean;
let stop: (() => void) | undefined;
let at: number;

beforeEach(() => {
  [heard, allowed, at] = [[], true, 1_000];
  node = document.createElement("div");
  Object.defineProperty(node, "clientWidth", { value: 300 });
  node.setPointerCapture = () => undefined;
  document.body.append(node);
  const ends = swipes({ may: () => allowed, moved: (by) => heard.push(by), ended: (to) => heard.push(to) })(node);
  stop = typeof ends === "function" ? ends : undefined;
});
afterEach(() => {
  stop?.();
  document.body.replaceChildren();
});

/** A step of the finger, `millis` after the one before. */
function send(name: string, x: number, y = 100, millis = 200, type: "mouse" | "touch" = "touch"): void {
  at += millis;
  const event = new PointerEvent(name, { bubbles: true, pointerId: 3, pointerType: type, isPrimary: true, clientX: x, clientY: y });
  Object.defineProperty(event, "timeStamp", { value: at });
  node.dispatchEvent(event);
}

test("a finger that moves a third of the width means the neighbour, less of it goes back", () => {
  send("pointerdown", 250);
  send("pointermove", 200);
  send("pointermove", 140);
  send("pointerup", 140);
  expect(heard).toEqual([-50, -110, "left"]);
  heard = [];
  send("pointerdown", 50);
  send("pointermove", 100);
  send("pointermove", 130);
  send("pointerup", 130);
  expect(heard).toEqual([50, 80, "back"]);
});

test("a short quick move is meant, and whoever turns round on the way has thought better of it", () => {
  send("pointerdown", 250);
  send("pointermove", 235, 100, 16);
  send("pointermove", 215, 100, 16);
  send("pointerup", 205, 100, 16);
  expect(heard.at(-1)).toBe("left");
  send("pointerdown", 50);
  send("pointermove", 200);
  send("pointermove", 195, 100, 16);
  send("pointermove", 170, 100, 16);
  send("pointerup", 155, 100, 16);
  expect(heard.at(-1)).toBe("back");
});

test("a finger that scrolls, a mouse, and cards in the air move nothing", () => {
  send("pointerdown", 250);
  send("pointermove", 240, 60);
  send("pointermove", 100, 60);
  send("pointerup", 100, 60);
  send("pointerdown", 250, 100, 200, "mouse");
  send("pointermove", 100, 100, 200, "mouse");
  send("pointerup", 100, 100, 200, "mouse");
  allowed = false;
  send("pointerdown", 250);
  send("pointermove", 100);
  send("pointerup", 100);
  expect(heard).toEqual([]);
});

test("what the engine takes away goes back", () => {
  send("pointerdown", 250);
  send("pointermove", 100);
  send("pointercancel", 100);
  expect(heard).toEqual([-150, "back"]);
});

test("the engine may scroll until the finger swipes, and not after; the click in its end opens nothing", () => {
  const pan = () => {
    const event = new Event("touchmove", { bubbles: true, cancelable: true });
    node.dispatchEvent(event);
    return event.defaultPrevented;
  };
  let opened = 0;
  node.addEventListener("click", () => (opened += 1));
  send("pointerdown", 250);
  expect(pan()).toBe(false);
  send("pointermove", 200);
  expect(pan()).toBe(true);
  send("pointerup", 100);
  node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(opened).toBe(0);
});
